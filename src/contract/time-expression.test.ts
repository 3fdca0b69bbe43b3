import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Micros, formatInstant, micros, parseInstant } from './instant.ts';
import { parseTime } from './time-expression.ts';

const instant = (iso: string): Micros => parseInstant(iso) ?? micros(0n);
const now = instant('2026-03-31T10:20:30.000456Z');

const read = (text: string, zone?: string): string | undefined => {
  const time = parseTime(text, now, zone);
  return time === undefined ? undefined : formatInstant(time);
};

test.each([
  ['now', '2026-03-31T10:20:30.000456Z'],
  [' NOW ', '2026-03-31T10:20:30.000456Z'],
  ['today', '2026-03-31T00:00:00Z'],
  ['yesterday', '2026-03-30T00:00:00Z'],
  ['tomorrow', '2026-04-01T00:00:00Z'],
  ['now-1day', '2026-03-30T10:20:30.000456Z'],
  ['now - 1 day', '2026-03-30T10:20:30.000456Z'],
  ['-15d', '2026-03-16T10:20:30.000456Z'],
  ['+2h', '2026-03-31T12:20:30.000456Z'],
  ['-90s', '2026-03-31T10:19:00.000456Z'],
  ['-5min', '2026-03-31T10:15:30.000456Z'],
  ['-5M', '2026-03-31T10:15:30.000456Z'],
  ['today-1w2d', '2026-03-22T00:00:00Z'],
  ['today-1w+2d', '2026-03-26T00:00:00Z'],
  ['now-2 weeks 3 days', '2026-03-14T10:20:30.000456Z'],
  ['-1mo', '2026-02-28T10:20:30.000456Z'],
  ['-1month', '2026-02-28T10:20:30.000456Z'],
  ['-25months', '2024-02-29T10:20:30.000456Z'],
  ['+1yr', '2027-03-31T10:20:30.000456Z'],
  ['-0d', '2026-03-31T10:20:30.000456Z'],
  ['2026-01-31', '2026-01-31T00:00:00Z'],
  ['2026-01-31T09:00:00+02:00', '2026-01-31T07:00:00Z'],
])('%s', (text, iso) => expect(read(text)).toBe(iso));

test.each([
  '',
  ' ',
  '-',
  '15d',
  '-d',
  '-15',
  '-15x',
  'nowish',
  'now now',
  'nowd',
  'now-',
  'now-1day-',
  'now-1day!',
  '-1d 2',
  '-1constructor',
  '--1d',
  'last week',
  '-99999999y',
  '-99999999mo',
  '-100000000w-1mo',
  '-1000000000s',
  '2026-02-30',
])('not %j', (text) => expect(read(text)).toBeUndefined());

test('a day begins at local midnight of the zone', () => {
  expect(read('today', 'Asia/Kathmandu')).toBe('2026-03-30T18:15:00Z');
  expect(read('today', 'America/New_York')).toBe('2026-03-31T04:00:00Z');
  expect(read('yesterday', 'Europe/Berlin')).toBe('2026-03-29T22:00:00Z');
});

test('amounts add up, whatever their order and their signs', () => {
  const steps = fc.array(
    fc.tuple(fc.constantFrom('+', '-'), fc.nat(500), fc.constantFrom('s', 'm', 'h', 'd')),
  );
  const lengths: Readonly<Record<string, bigint>> = { s: 1n, m: 60n, h: 3_600n, d: 86_400n };
  fc.assert(
    fc.property(steps, (given) => {
      const text = `now${given.map(([sign, count, unit]) => `${sign}${count}${unit}`).join('')}`;
      const sum = given.reduce(
        (total, [sign, count, unit]) =>
          total + BigInt(sign === '-' ? -count : count) * (lengths[unit] ?? 0n) * 1_000_000n,
        0n,
      );
      expect(parseTime(text, now)).toBe(now + sum);
    }),
  );
});

test('no text makes it throw, and a long one is refused at once', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(fc.constantFrom('now', '-', '+', '1', '99999999', 'y', 'mo', 'w', 'd', ' '))
      .map((all) => all.join('')),
  );
  fc.assert(fc.property(texts, (text) => void parseTime(text, now)));
  for (const text of [
    `-1a${' '.repeat(100_000)}!`,
    `-${'1'.repeat(100_000)}`,
    `now${'-1d'.repeat(30_000)}!`,
  ]) {
    const began = Date.now();
    expect(read(text)).toBeUndefined();
    expect(Date.now() - began).toBeLessThan(500);
  }
});
