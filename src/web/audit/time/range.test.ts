import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Micros, formatInstant, micros, parseInstant } from '../../../contract/instant.ts';
import { calendarUnits } from './calendar.ts';
import {
  type Range,
  defaultRange,
  presets,
  readRange,
  resolveRange,
  spanMicros,
  spanWords,
  writeRange,
} from './range.ts';

const at = (text: string): Micros => {
  const instant = parseInstant(text);
  if (instant === undefined) throw new Error(`not an instant: ${text}`);
  return instant;
};
const read = (search: string, zone = 'UTC') => readRange(new URLSearchParams(search), zone);

describe('reading a range', () => {
  it.each([
    ['', defaultRange],
    ['range=15m', { kind: 'last', span: '15m' }],
    ['range=2w', { kind: 'last', span: '2w' }],
    ['range=all', { kind: 'all' }],
    ['from=2026-03-14T09:00:00Z', { kind: 'between', from: at('2026-03-14T09:00:00Z') }],
  ] as const)('%s', (search, range) => {
    expect(read(search)).toEqual({ range, problems: [] });
  });

  it('takes bare days as whole days, the last included, in the zone of the view', () => {
    const { range, problems } = read('from=2026-03-28&to=2026-03-29', 'Europe/Berlin');
    expect(problems).toEqual([]);
    // the clock goes forward in the second of these nights: the range is 47 hours long
    expect(range).toEqual({
      kind: 'between',
      from: at('2026-03-27T23:00:00Z'),
      to: at('2026-03-29T22:00:00Z'),
    });
  });

  it('takes a time without an offset as the wall clock of the view shows it', () => {
    expect(read('from=2026-03-29T09:00:00.000001', 'Europe/Berlin').range).toEqual({
      kind: 'between',
      from: at('2026-03-29T07:00:00.000001Z'),
    });
  });

  it.each([
    ['range=soon', '“soon” is not a time range, so the last 7 days are shown.'],
    ['range=0d', '“0d” is not a time range, so the last 7 days are shown.'],
    ['from=tomorrowish', '“tomorrowish” is not a date or time, so the last 7 days are shown.'],
    ['from=2026-02-30', '“2026-02-30” is not a date or time, so the last 7 days are shown.'],
    [
      'from=2026-03-02T00:00Z&to=2026-03-01T00:00Z',
      'The range ends before it begins, so the last 7 days are shown.',
    ],
  ])('falls back from %s and says so', (search, problem) => {
    expect(read(search)).toEqual({ range: defaultRange, problems: [problem] });
  });
});

const instants = fc.bigInt({ min: 0n, max: 4_000_000_000_000_000n }).map(micros);
const ranges: fc.Arbitrary<Range> = fc.oneof(
  fc.constant<Range>({ kind: 'all' }),
  fc.constantFrom<string>(...presets, '3d', '2w').map((span): Range => ({ kind: 'last', span })),
  fc
    .constantFrom(
      'yesterday',
      'last week',
      'today',
      'now-2h to now-1h',
      'last 3 months',
      '2026-03-01 to now',
      'since -90s',
    )
    .map((text): Range => ({ kind: 'typed', text, zone: 'UTC' })),
  instants.map((from): Range => ({ kind: 'between', from })),
  instants.map((to): Range => ({ kind: 'between', to })),
  fc
    .tuple(instants, fc.bigInt({ min: 1n, max: 10_000_000_000_000n }))
    .map(([from, length]): Range => ({ kind: 'between', from, to: micros(from + length) })),
  fc
    .tuple(instants, fc.constantFrom(...calendarUnits))
    .map(([from, calendar]): Range => ({ kind: 'between', from, to: micros(from + 1n), calendar })),
);

describe('a range', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(ranges, (range) => {
        expect(readRange(new URLSearchParams(writeRange(range)), 'UTC')).toEqual({ range, problems: [] });
      }),
    );
  });

  it('is resolved against the clock it is given', () => {
    const { from, to } = resolveRange({ kind: 'last', span: '24h' }, at('2026-03-14T09:14:03.000512Z'));
    expect([from, to].map((each) => each !== undefined && formatInstant(each))).toEqual([
      '2026-03-13T09:14:03.000512Z',
      '2026-03-14T09:14:03.000512Z',
    ]);
    expect(resolveRange({ kind: 'all' }, at('2026-03-14'))).toEqual({});
  });

  it.each([
    ['15m', 900_000_000n, 'last 15 minutes'],
    ['1h', 3_600_000_000n, 'last hour'],
    ['7d', 604_800_000_000n, 'last 7 days'],
    ['1w', 604_800_000_000n, 'past week'],
  ])('%s has a length and a name', (span, length, words) => {
    expect(spanMicros(span)).toBe(length);
    expect(spanWords(span)).toBe(words);
  });
});
