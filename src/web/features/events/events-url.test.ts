import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fields } from '../../../contract/fields.ts';
import { noFilters } from '../../../contract/filters.ts';
import { micros } from '../../../contract/instant.ts';
import { defaultRange } from '../../audit/time/range.ts';
import { type EventsView, readEventsUrl, rowsKey, writeEventsUrl } from './events-url.ts';

const read = (search: string) => readEventsUrl(new URLSearchParams(search), 'UTC');

const text = fc.string({ minLength: 1, unit: 'binary' });
const property = fc.oneof(
  fc.constantFrom(...fields.map(({ name }) => name), 'email'),
  text.map((name) => `x.${name}`),
);
const values = fc.uniqueArray(text, { minLength: 1, maxLength: 3 });
const lists = fc
  .uniqueArray(fc.tuple(property, values), { maxLength: 4, selector: ([name]) => name })
  .map((entries) => Object.fromEntries(entries));
const views: fc.Arbitrary<EventsView> = fc
  .record({
    any: lists,
    none: lists,
    missing: fc.uniqueArray(property, { maxLength: 2 }),
    q: fc.option(text, { nil: undefined }),
    range: fc.oneof(
      fc.constant(defaultRange),
      fc.constant<EventsView['range']>({ kind: 'all' }),
      fc
        .tuple(fc.bigInt({ min: 0n, max: 4_000_000_000_000_000n }), fc.bigInt({ min: 1n, max: 10n ** 12n }))
        .map(([from, length]): EventsView['range'] => ({
          kind: 'between',
          from: micros(from),
          to: micros(from + length),
        })),
      fc
        .constantFrom('yesterday', 'now-2h to now-1h', 'last 3 months', '2026-03-01 to now')
        .map((text): EventsView['range'] => ({ kind: 'typed', text, zone: 'UTC' })),
    ),
    by: fc.constantFrom<EventsView['by']>(undefined, 'event_name', 'application_name', 'upstream_idp'),
    live: fc.constantFrom<EventsView['live']>(undefined, true),
    order: fc.constantFrom<EventsView['order']>('asc', 'desc'),
    tz: fc.constantFrom(undefined, 'UTC', 'local', 'Asia/Kolkata'),
    selected: fc.option(text, { nil: undefined }),
    columns: fc.option(
      fc.uniqueArray(fc.oneof(property, fc.constant('time')), { minLength: 1, maxLength: 4 }),
      { nil: undefined },
    ),
  })
  .map(({ any, none, missing, q, tz, selected, columns, by, live, range, order }): EventsView => ({
    range,
    order,
    filters: { any, none, missing, ...(q !== undefined && { q }) },
    ...(tz !== undefined && { tz }),
    ...(selected !== undefined && { selected }),
    ...(columns !== undefined && { columns }),
    ...(by !== undefined && { by }),
    ...(live && { live }),
  }));

describe('the explorer’s URL', () => {
  it('is read as it was written, through a whole address', () => {
    fc.assert(
      fc.property(views, (view) => {
        const url = new URL(`/events?${writeEventsUrl(view)}`, 'http://host');
        expect(readEventsUrl(url.searchParams, 'UTC')).toEqual({ view, notices: [] });
      }),
    );
  });

  it('says what a person would type', () => {
    expect(
      read('result=Failure&result=Denied&not_source_ip=10.0.0.1&session_id=s&x.foo=1&missing=user_id&q=ana'),
    ).toEqual({
      view: {
        filters: {
          any: { result: ['Failure', 'Denied'], session: ['s'], 'x.foo': ['1'] },
          none: { source_ip: ['10.0.0.1'] },
          missing: ['user_id'],
          q: 'ana',
        },
        range: defaultRange,
        order: 'desc',
      },
      notices: [],
    });
  });

  it.each([
    ['colour=red', '“colour” is not a property that events can be filtered by, so it was ignored.'],
    ['order=sideways', '“sideways” is not an order, so the newest come first.'],
    ['range=soon', '“soon” is not a time range, so the last 7 days are shown.'],
    ['columns=colour', '“colour” is not a property, so there is no column for it.'],
    ['by=colour', 'Events cannot be counted by “colour”, so they are by result.'],
    ['live=maybe', '“live” is 1 or absent, not “maybe”, so it is off.'],
    ['q=a&q=b', '“q” in the address may be given only once, so it was ignored.'],
    [
      'missing=colour',
      '“missing” in the address “colour” is not a property that can be filtered by, so it was ignored.',
    ],
  ])('falls back from %s and says so', (search, notice) => {
    const { view, notices } = read(search);
    expect(notices).toEqual([notice]);
    expect({ ...view, filters: noFilters }).toEqual({
      filters: noFilters,
      range: defaultRange,
      order: 'desc',
    });
  });

  it('says what changes the view most before what was only ignored', () => {
    expect(read('colour=red&by=colour&range=soon').notices[0]).toContain('last 7 days');
  });

  it('carries the columns in their order, each once', () => {
    expect(read('columns=x.a+b&columns=time&columns=nothing&columns=time').view.columns).toEqual([
      'x.a b',
      'time',
    ]);
  });

  it('keeps the rows when only what is looked at changes', () => {
    const { view } = read('result=Failure');
    expect(rowsKey({ ...view, selected: 'e1', tz: 'local' })).toBe(rowsKey(view));
    expect(rowsKey({ ...view, order: 'asc' })).not.toBe(rowsKey(view));
  });

  it('keeps the rows when only the order of filters changes', () => {
    const key = (search: string) => rowsKey(read(search).view);
    expect(key('result=Failure&event_name=Token')).toBe(key('event_name=Token&result=Failure'));
  });
});
