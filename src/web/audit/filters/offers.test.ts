import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FieldName, isFieldName } from '../../../contract/fields.ts';
import { maxValues } from '../../../contract/query.ts';
import type { FoundValues, Sought } from '../../api/lookup.ts';
import { spellingsOf } from '../../../contract/ip-address.ts';
import { type FilterOffer, type KnownValues, asManyAsFit, offersOf, soughtFor } from './offers.ts';
import { isTelling, recognise } from './recognise.ts';

type Stored = Readonly<Partial<Record<FieldName, string>>>;

/** The server's filters: exact, but for addresses of people. */
const finds = (record: Stored, property: string, values: readonly string[]): boolean => {
  if (property === 'email')
    return values.some((value) => value.toLowerCase() === record.upstream_user_id?.toLowerCase());
  return isFieldName(property) && values.includes(record[property] ?? '');
};

const knownOf = (records: readonly Stored[], { emails, hosts, ids }: Sought): KnownValues => {
  const found = (properties: readonly FoundValues['property'][], values: readonly string[]): FoundValues[] =>
    properties.flatMap((property) => {
      const own = values.filter((value) => records.some((record) => finds(record, property, [value])));
      return own.length === 0 ? [] : [{ property, values: own, time: undefined }];
    });
  return {
    addresses: [...found(['email'], emails), ...found(['source_ip'], hosts)],
    ids: found(['request_id', 'session', 'trace_id', 'user_id', 'upstream_user_id', 'source_ip'], ids),
    text: false,
  };
};

const offered = (text: string, records: readonly Stored[]): readonly FilterOffer[] => {
  const reading = recognise(text);
  const telling = isTelling(reading);
  const known = knownOf(records, soughtFor(reading));
  return offersOf(text, reading, { telling, known, instants: {} }).filter((offer) => offer.kind === 'filter');
};

const labels = (text: string, records: readonly Stored[]) => offered(text, records).map(({ label }) => label);

const id = fc.oneof(fc.uuid(), fc.stringMatching(/^[0-9a-f]{32}$/), fc.stringMatching(/^req-[0-9]{6}$/));
const host = fc.oneof(fc.ipV4(), fc.ipV6()).chain((address) => fc.constantFrom(...spellingsOf(address)));
const email = fc.stringMatching(/^[A-Za-z0-9]{1,8}@[a-z]{1,8}\.org$/);
const record: fc.Arbitrary<Stored> = fc.oneof(
  id.map((request_id) => ({ request_id })),
  id.map((session) => ({ session: session.toUpperCase() })),
  id.map((trace_id) => ({ trace_id })),
  host.map((source_ip) => ({ source_ip })),
  email.map((upstream_user_id) => ({ upstream_user_id })),
);
/** What writing puts around a value, and what is written for it. */
const wrappings: readonly ((value: string) => string)[] = [
  (value) => value,
  (value) => ` \u00a0${value}\t`,
  (value) => `“${value}”`,
  (value) => `<${value}>`,
  (value) => `\u200b${value}\u00ad`,
  (value) => `• ID: ${value}.`,
  (value) => `{"id":"${value}","result":"Failure"}`,
  (value) => `level=info id=${value} msg=refused`,
  (value) => `Somebody (${value}) could not sign in on 2026-03-18, at 09:00.`,
  (value) => value.toUpperCase(),
  (value) => value.toLowerCase(),
  (value) => spellingsOf(value).at(-1) ?? value,
];

describe('the filters that are offered for a text', () => {
  it('find the event whose value it holds, in whatever it is wrapped', () => {
    fc.assert(
      fc.property(record, fc.constantFrom(...wrappings), (stored, wrap) => {
        const [value = ''] = Object.values(stored);
        const [best] = offered(wrap(value), [stored]);
        expect(best && finds(stored, best.property, best.values)).toBe(true);
      }),
    );
  });

  it.each<[string, Stored[], string[]]>([
    ['ana@x.org', [{ upstream_user_id: 'Ana@x.org' }], ['Email is ana@x.org']],
    ['ana@x.org', [{ user_id: 'ana@x.org' }], ['User ID is ana@x.org']],
    ['ana@x.org', [], ['Email is ana@x.org']],
    ['2001:DB8::1', [{ source_ip: '2001:db8::1' }], ['Source IP is 2001:db8::1']],
    [
      '2001:db8::1',
      [{ source_ip: '2001:0DB8:0000:0000:0000:0000:0000:0001' }],
      ['Source IP is 2001:0DB8:0000:0000:0000:0000:0000:0001'],
    ],
    [
      '192.0.2.1',
      [{ source_ip: '::ffff:192.0.2.1' }, { source_ip: '192.0.2.1' }],
      ['Source IP is 192.0.2.1 or ::ffff:192.0.2.1'],
    ],
    ['192.0.2.1, 192.0.2.2, 192.0.2.3', [{ source_ip: '::ffff:192.0.2.1' }], ['Source IP is one of 3 hosts']],
    [
      '192.0.2.1:443',
      [{ source_ip: '192.0.2.1:443' }, { source_ip: '192.0.2.1' }],
      ['Source IP is 192.0.2.1:443', 'Source IP is 192.0.2.1'],
    ],
    ['vpn.example.org', [{ source_ip: 'vpn.example.org' }], ['Source IP is vpn.example.org']],
    [
      'Session: abc-1',
      [{ session: 'abc-1' }, { request_id: 'abc-1' }],
      ['Session is abc-1', 'Request ID is abc-1'],
    ],
    ['REQ-000123', [{ request_id: 'req-000123' }], ['Request ID is req-000123']],
    [
      'ana\u200b@x.org',
      [{ user_id: 'ana‹U+200B›@x.org' }],
      ['User ID is ana‹U+200B›@x.org', 'Email is ana@x.org'],
    ],
    ['two words', [{ user_id: 'two' }], []],
  ])('%j among %j', (text, records, expected) => expect(labels(text, records)).toEqual(expected));

  it('are no address that no event has, where a search for the text finds some', () => {
    const reading = recognise('ana@x');
    const none = { addresses: [], ids: [] };
    const of = (text: boolean) =>
      offersOf('ana@x', reading, { telling: true, known: { ...none, text }, instants: {} });
    expect(of(true)).toEqual([]);
    expect(of(false)).toMatchObject([{ kind: 'page' }, { label: 'Email is ana@x' }]);
  });

  it('come with the pages about a value, over all time', () => {
    const text = 'Kz-000123';
    const found = (['user_id', 'token_id', 'session', 'client_id'] as const).map((property) => ({
      property,
      values: [text],
      time: undefined,
    }));
    const known = { addresses: [], ids: found, text: false };
    const offers = offersOf(text, recognise(text), { telling: false, known, instants: {} });
    expect(offers.flatMap((offer) => (offer.kind === 'page' ? [[offer.label, offer.to]] : []))).toEqual([
      ['Open user Kz-000123', '/users/Kz-000123?range=all'],
      ['Attempts with token Kz-000123', '/attempts?token_id=Kz-000123&range=all'],
      ['Open session Kz-000123', '/sessions/Kz-000123'],
    ]);
  });

  it('take as many values as a filter does, and say so', () => {
    const people = Array.from({ length: 1_500 }, (_, index) => `user-${index}@x.org`);
    const [best] = offered(people.join('\n'), []);
    expect(best).toMatchObject({ note: 'the first 1,000 of 1,500: a filter takes no more' });
    expect(best?.values).toEqual(people.slice(0, maxValues));
    expect(
      asManyAsFit(
        'email',
        Array.from({ length: 900 }, () => 'x'.repeat(300)),
      ).length,
    ).toBeLessThan(250);
  });

  it('say that a text was read in part, and leave it to be searched for as it stands', () => {
    const text = `ana@x.org ${'x'.repeat(70_000)}`;
    const offers = offersOf(text, recognise(text), {
      telling: true,
      known: knownOf([], soughtFor(recognise(text))),
      instants: {},
    });
    expect(offers.at(-1)).toMatchObject({ kind: 'text', note: 'only the first 65,536 characters were read' });
  });
});
