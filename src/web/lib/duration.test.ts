import { describe, expect, it } from 'vitest';
import { formatDuration, formatRoughDuration, secondsWords } from './duration.ts';

describe('formatDuration', () => {
  it.each([
    [0n, '0 ms'],
    [1n, '1 µs'],
    [999n, '999 µs'],
    [1_000n, '1 ms'],
    [12_345n, '12.345 ms'],
    [999_999n, '999.999 ms'],
    [1_000_000n, '1 s'],
    [1_204_000n, '1.204 s'],
    [59_999_999n, '59.999999 s'],
    [60_000_000n, '1 min'],
    [252_000_000n, '4 min 12 s'],
    [3_600_000_000n, '1 h'],
    [7_380_000_000n, '2 h 3 min'],
    [86_400_000_000n, '1 d'],
    [273_600_000_001n, '3 d 4 h'],
    [-1_500_000n, '−1.5 s'],
  ])('%s µs is %s', (length, text) => {
    expect(formatDuration(length)).toBe(text);
  });
});

describe('formatRoughDuration', () => {
  it.each([
    [41_852_669n, '41.852 s'],
    [999_512n, '999.512 ms'],
    [5n, '5 µs'],
  ])('%s µs is %s', (length, text) => {
    expect(formatRoughDuration(length)).toBe(text);
  });
});

describe('secondsWords', () => {
  it.each([
    [0, '0 ms'],
    [0.365234, '365 ms'],
    [41.968, '42.0 s'],
    [59.94, '59.9 s'],
    [252.4, '4 min 12 s'],
  ])('%d s is %s', (seconds, text) => {
    expect(secondsWords(seconds)).toBe(text);
  });
});
