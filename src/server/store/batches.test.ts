import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readBatches } from './batches.ts';

/** Numbers from 0, of which no more fit at a time than the test says. */
const setUp = (count: number, fitting: readonly number[]) => {
  const asked: number[] = [];
  const read = async (most: number, after: number | undefined) => {
    const from = after === undefined ? 0 : after + 1;
    const fit = Math.min(most, fitting[asked.length % fitting.length] ?? most);
    asked.push(most);
    const items = Array.from({ length: Math.min(fit, count - from) }, (_, at) => from + at);
    return { items, more: from + items.length < count };
  };
  return { asked, read };
};

test('all that is wanted comes once and in order, however little fits', async () =>
  fc.assert(
    fc.asyncProperty(
      fc.nat(300),
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
      fc.integer({ min: 1, max: 400 }),
      fc.integer({ min: 1, max: 100 }),
      async (count, fitting, wanted, atOnce) => {
        const { asked, read } = setUp(count, fitting);
        const items: number[] = [];
        let isMore = false;
        for await (const batch of readBatches({ wanted, atOnce }, read)) {
          items.push(...batch.items);
          isMore = batch.more;
        }
        expect(items).toEqual(Array.from({ length: Math.min(count, wanted) }, (_, at) => at));
        expect(isMore).toBe(wanted < count);
        expect(Math.max(...asked)).toBeLessThanOrEqual(atOnce);
      },
    ),
  ));

test('after a short answer little more is asked for, and after a whole one more again', async () => {
  const { asked, read } = setUp(1_000, [20, 40, 80, 160, 320]);
  for await (const _ of readBatches({ wanted: 600, atOnce: 500 }, read));
  expect(asked).toEqual([500, 40, 80, 160, 300]);
});
