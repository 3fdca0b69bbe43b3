import fc from 'fast-check';
import { expect, test } from 'vitest';
import { micros } from '../../../contract/instant.ts';
import { isNear, nearBy } from './near-by.ts';

const lasting = fc
  .record({
    keys: fc.uniqueArray(fc.constantFrom('a', 'b', 'c')),
    from: fc.integer({ min: 0, max: 200 }),
    length: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 90 })),
  })
  .map(({ keys, from, length }) => ({
    keys,
    first: micros(BigInt(from)),
    last: micros(BigInt(from + length)),
  }));

test('those that are near are found by their keys, where a look at each would find them', () => {
  fc.assert(
    fc.property(
      fc.array(lasting),
      fc.uniqueArray(fc.constantFrom('a', 'b', 'c')),
      lasting,
      fc.bigInt({ min: 0n, max: 20n }),
      (all, keys, to, within) => {
        const found = nearBy(all, (each) => each.keys)(keys, to, within);
        const near = all.filter(
          (each) => isNear(each, to, within) && keys.some((key) => each.keys.some((own) => own === key)),
        );
        expect(new Set(found)).toEqual(new Set(near));
      },
    ),
  );
});
