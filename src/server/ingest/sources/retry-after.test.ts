import { expect, test } from 'vitest';
import { parseHttpDate, retryAfterMs } from './retry-after.ts';

const now = Date.UTC(2026, 10, 29, 12, 0, 0);

test.each<[string | undefined, number | undefined]>([
  [undefined, undefined],
  ['', undefined],
  ['soon', undefined],
  ['1 2', undefined],
  ['--3', undefined],
  ['0', 0],
  ['7', 7_000],
  [' 7 ', 7_000],
  ['1.2', 2_000],
  ['-5', 0],
  ['900', 900_000],
  ['901', 900_000],
  ['999999999999999999999999', 900_000],
  ['Sun, 29 Nov 2026 12:00:30 GMT', 30_000],
  ['Sunday, 29-Nov-26 12:00:30 GMT', 30_000],
  ['Sun Nov 29 12:00:30 2026', 30_000],
  ['2026-11-29T12:00:30.5Z', 31_000],
  ['Sun, 29 Nov 2026 11:00:00 GMT', 0],
  ['Sun, 29 Nov 2099 11:00:00 GMT', 900_000],
])('Retry-After: %s', (text, ms) => expect(retryAfterMs(text, now)).toBe(ms));

test('a date on a clock that is off is told by that clock', () => {
  const ahead = now + 3 * 3_600_000;
  expect(retryAfterMs('Sun, 29 Nov 2026 15:00:30 GMT', ahead)).toBe(30_000);
});

test.each([undefined, '', 'now', '29', '1 2', 'Sun, 99 Nov 2026'])('%s is no date', (text) => {
  expect(parseHttpDate(text)).toBeUndefined();
});
