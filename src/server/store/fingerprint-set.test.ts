import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FingerprintSet, fingerprintOf } from './fingerprint-set.ts';

const hashes = fc.array(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), { maxLength: 300 });

test('never denies a key it was given', () => {
  fc.assert(
    fc.property(hashes, (given) => {
      const set = new FingerprintSet();
      for (const hash of given) set.add(fingerprintOf(hash));
      expect(given.every((hash) => set.has(fingerprintOf(hash)))).toBe(true);
    }),
  );
});

test('hardly ever knows a key it was not given, however much it has grown', () => {
  const set = new FingerprintSet();
  const step = 0x9e3779b97f4a7c15n; // spreads its multiples over all 64 bits
  const key = (index: number) => fingerprintOf(BigInt(index) * step);
  for (let index = 0; index < 200_000; index += 1) set.add(key(index));
  const wrong = Array.from({ length: 50_000 }, (_, index) => set.has(key(200_000 + index))).filter(Boolean);
  expect(wrong.length).toBeLessThan(50);
});

test('takes the ends of the range for keys like any other', () => {
  const set = new FingerprintSet();
  const ends = [0n, 2n ** 64n - 1n].map(fingerprintOf);
  expect(ends.map((key) => set.has(key))).toEqual([false, false]);
  for (const key of ends) set.add(key);
  expect(ends.map((key) => set.has(key))).toEqual([true, true]);
});
