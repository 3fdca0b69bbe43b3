import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { FingerprintSet, fingerprintOf } from './fingerprint-set.ts';
import { HashSet64 } from './hash-set.ts';
import { hash64 } from './hash.ts';

const last = 2n ** 64n - 1n;

/** Hashes that are spread, equal in their low or their high bits, and the ends of the range. */
const hashes = fc.oneof(
  fc.bigInt({ min: 0n, max: last }),
  fc.nat(3_000).map((n) => BigInt(n) << 40n),
  fc.nat(3_000).map((n) => hash64(String(n))),
  fc.nat(300).map((n) => last - BigInt(n)),
  fc.constantFrom(0n, last),
);

test('a set of hashes is a set', () => {
  fc.assert(
    fc.property(fc.array(hashes, { size: 'max', maxLength: 3_000 }), fc.array(hashes), (added, asked) => {
      const plain = new Set<bigint>();
      const set = new HashSet64();
      for (const hash of added) {
        // zero marks a free slot, and is kept as one
        const kept = hash === 0n ? 1n : hash;
        expect(set.add(hash)).toBe(!plain.has(kept));
        plain.add(kept);
      }
      expect(set.size).toBe(plain.size);
      for (const hash of [...added, ...asked]) expect(set.has(hash)).toBe(plain.has(hash === 0n ? 1n : hash));
    }),
    { numRuns: 40 },
  );
});

test('a set of hashes forgets what is taken out, and nothing else', () => {
  // few shards and places, so that many want the same
  const near = fc.oneof(
    hashes,
    fc.bigInt({ min: 0n, max: 40n }),
    fc.bigInt({ min: 1n, max: 40n }).map((n) => n << 5n),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), near), { size: 'max', maxLength: 400 }), (steps) => {
      const plain = new Set<bigint>();
      const set = new HashSet64();
      for (const [isAdded, hash] of steps) {
        const kept = hash === 0n ? 1n : hash;
        if (isAdded) {
          set.add(hash);
          plain.add(kept);
        } else {
          set.delete(hash);
          plain.delete(kept);
        }
        expect(set.size).toBe(plain.size);
      }
      for (const [, hash] of steps) expect(set.has(hash)).toBe(plain.has(hash === 0n ? 1n : hash));
    }),
    { numRuns: 60 },
  );
});

test('a set of fingerprints forgets what is gone when it is renewed, and nothing that comes meanwhile', async () => {
  const set = new FingerprintSet();
  const keyOf = (name: string): number => fingerprintOf(hash64(name));
  for (let n = 0; n < 1_000; n += 1) set.add(keyOf(`before ${n}`));
  await set.renew(async (fresh) => {
    for (let n = 0; n < 500; n += 1) fresh.add(keyOf(`before ${n}`));
    set.add(keyOf('meanwhile'));
    expect(set.has(keyOf('before 999'))).toBe(true);
  });
  expect([set.has(keyOf('before 0')), set.has(keyOf('before 999')), set.has(keyOf('meanwhile'))]).toEqual([
    true,
    false,
    true,
  ]);
});

test('a set of fingerprints never forgets, and is seldom wrong', () => {
  const set = new FingerprintSet();
  for (let n = 0; n < 200_000; n += 1) set.add(fingerprintOf(hash64(`in ${n}`)));
  let wrong = 0;
  for (let n = 0; n < 200_000; n += 1) {
    if (!set.has(fingerprintOf(hash64(`in ${n}`)))) throw new Error(`in ${n} was forgotten`);
    if (set.has(fingerprintOf(hash64(`out ${n}`)))) wrong += 1;
  }
  expect(wrong).toBeLessThan(20);
  for (const hash of [0n, 1n, 2n ** 64n - 1n]) {
    set.add(fingerprintOf(hash));
    expect(set.has(fingerprintOf(hash))).toBe(true);
  }
});
