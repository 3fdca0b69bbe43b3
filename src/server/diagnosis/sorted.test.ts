import fc from 'fast-check';
import { expect, test } from 'vitest';
import { between, countBetween, firstFrom } from './sorted.ts';

test('the first value that is not below is found, where a look at each would find it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 20 })),
      fc.integer({ min: -1, max: 22 }),
      (values, least) => {
        const ascending = values.toSorted((a, b) => a - b);
        const at = ascending.findIndex((value) => value >= least);
        expect(firstFrom(ascending, least)).toBe(at < 0 ? ascending.length : at);
      },
    ),
  );
});

test('those between two values are found, ends as they are said', () => {
  const value = fc.integer({ min: -1, max: 22 });
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 })), value, value, (values, from, to) => {
      const ascending = values.toSorted((a, b) => a - b);
      expect(between(ascending, from, to, (each) => each)).toEqual(
        ascending.filter((each) => each >= from && each < to),
      );
      expect(countBetween(ascending, from, to)).toBe(
        ascending.filter((each) => each >= from && each < to).length,
      );
    }),
  );
});
