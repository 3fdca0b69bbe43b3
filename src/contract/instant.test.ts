import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { floorDiv, formatInstant, isRepresentable, micros, parseInstant, representable } from './instant.ts';

const first = -62_135_596_800_000_000n;
const last = 253_402_300_799_999_999n;

/** Any instant of the years 1 to 9999, to the microsecond. */
const instants = fc.bigInt({ min: first, max: last }).map(micros);

test('what is written is read again, to the microsecond', () => {
  fc.assert(
    fc.property(instants, (instant) => {
      expect(parseInstant(formatInstant(instant))).toBe(instant);
    }),
  );
  for (const instant of [first, -1n, 0n, 1n, 999_999n, 1_000_000n, last])
    expect(parseInstant(formatInstant(instant))).toBe(instant);
});

test('texts sort as their instants do when they carry microseconds', () => {
  const full = (instant: bigint) => formatInstant(floorDiv(instant, 1_000_000n) * 1_000_000n + 1n);
  fc.assert(
    fc.property(instants, instants, (a, b) => {
      fc.pre(floorDiv(a, 1_000_000n) < floorDiv(b, 1_000_000n));
      expect(full(a) < full(b)).toBe(true);
    }),
  );
});

test('an offset shifts the instant by itself', () => {
  const offsets = fc.tuple(fc.constantFrom('+', '-'), fc.nat(23), fc.nat(59));
  fc.assert(
    fc.property(offsets, ([sign, hours, minutes]) => {
      const offset = `${sign}${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
      const shift = BigInt(hours * 60 + minutes) * 60_000_000n * (sign === '-' ? -1n : 1n);
      const utc = parseInstant('2026-03-01T12:00:00.000001Z') ?? 0n;
      expect(parseInstant(`2026-03-01T12:00:00.000001${offset}`)).toBe(utc - shift);
    }),
  );
});

describe('what is an instant', () => {
  test.each([
    ['2026-01-31', '2026-01-31T00:00:00Z'],
    ['2026-01-31T09:00', '2026-01-31T09:00:00Z'],
    ['2026-01-31 09:00:01', '2026-01-31T09:00:01Z'],
    ['2026-01-31t09:00:00z', '2026-01-31T09:00:00Z'],
    ['2026-01-31T09:00:00,5Z', '2026-01-31T09:00:00.500Z'],
    ['2026-01-31T09:00:00.1234567Z', '2026-01-31T09:00:00.123456Z'],
    ['2026-01-31T09:00:00+0530', '2026-01-31T03:30:00Z'],
    ['2026-01-31T09:00:00-05', '2026-01-31T14:00:00Z'],
    ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00Z'],
    ['2024-02-29', '2024-02-29T00:00:00Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00Z'],
    ['1969-12-31T23:59:59.999999Z', '1969-12-31T23:59:59.999999Z'],
    [' 2026-01-31 ', '2026-01-31T00:00:00Z'],
  ])('%s', (text, iso) => {
    const instant = parseInstant(text);
    expect(instant === undefined ? undefined : formatInstant(instant)).toBe(iso);
  });

  test.each([
    '',
    'now',
    '2026',
    '2026-02-30',
    '2025-02-29',
    '2026-13-01',
    '2026-01-31T24:00:00Z',
    '2026-01-31T23:60:00Z',
    '2026-01-31T09',
    '2026-01-31T09:00:00+24:00',
    '2026-01-31T09:00:00 02:00',
    '20260131',
    '12026-01-31',
    '2026-01-31T09:00:00.Z',
    '2026-01-31Z',
    '٢٠٢٦-٠١-٣١',
  ])('not %j', (text) => expect(parseInstant(text)).toBeUndefined());
});

test('only the years 1 to 9999 are representable, and the nearest of them stands in', () => {
  expect(isRepresentable(first)).toBe(true);
  expect(isRepresentable(last)).toBe(true);
  expect(isRepresentable(first - 1n)).toBe(false);
  expect(isRepresentable(last + 1n)).toBe(false);
  expect(representable(micros(first - 5n))).toBe(first);
  expect(representable(micros(last + 5n))).toBe(last);
  expect(representable(micros(7n))).toBe(7n);
});

test('division rounds towards minus infinity', () => {
  fc.assert(
    fc.property(fc.bigInt(), fc.bigInt({ min: 1n, max: 10n ** 12n }), (value, by) => {
      const quotient = floorDiv(value, by);
      expect(quotient * by <= value && value < (quotient + 1n) * by).toBe(true);
    }),
  );
});
