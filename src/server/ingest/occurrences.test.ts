import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Occurrences } from './occurrences.ts';

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

test('occurrences are counted as a map of counts would', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 200 }), (contents) => {
      const occurrences = new Occurrences();
      const counts = new Map<number, number>();
      for (const content of contents) {
        const n = (counts.get(content) ?? 0) + 1;
        counts.set(content, n);
        expect(occurrences.next(hashOf(String(content)))).toBe(n);
      }
    }),
  );
});

test('a hundred thousand equal records are counted in no time', () => {
  const occurrences = new Occurrences();
  const hash = hashOf('the same');
  for (let n = 1; n < 100_000; n += 1) occurrences.next(hash);
  expect(occurrences.next(hash)).toBe(100_000);
});
