import { expect, test } from 'vitest';
import { evenBucketsOf } from '../../../contract/buckets.ts';
import { noFilters } from '../../../contract/filters.ts';
import { type Micros, formatInstant, micros, microsPerDay } from '../../../contract/instant.ts';
import type { PreparedEvent } from '../store.ts';
import { type OpenStore, withStore } from './harness.ts';
import { countKey } from './model.ts';
import { instant, prepared } from './samples.ts';
import { anybody } from '../questions/scope.ts';

const spread = (count: number, valueOf: (n: number) => string | undefined): PreparedEvent[] =>
  Array.from({ length: count }, (_, n) => {
    const result = valueOf(n);
    const time = formatInstant(instant('2026-03-29') + BigInt(n) * 1_000_000n);
    const record = { time, event_name: 'Token', ...(result === undefined ? {} : { result }) };
    return prepared(record, `e${n}`);
  });

/** Counts over many values, and over nothing. */
export const describeCounts = (open: OpenStore): void => {
  test('tens of thousands of values still make ten, other, and none', async () =>
    withStore(open, async ({ store }) => {
      const common = ['other', 'missing', 'null', 'a', 'b', 'c', 'd', 'e', 'f', 'g'];
      const valueOf = (n: number) =>
        n % 3 === 0 ? common[(n / 3) % 10] : n % 31 === 1 ? undefined : `rare-${n}`;
      const all = spread(34_000, valueOf);
      for (let at = 0; at < all.length; at += 10_000) await store.append(all.slice(at, at + 10_000));
      const [from, to] = [instant('2026-03-29'), instant('2026-03-30')] as [Micros, Micros];
      const evenBuckets = evenBucketsOf([from, micros(from + microsPerDay / 2n), to]);
      const counts = await store.events.histogram(
        { filters: noFilters, from, to, by: 'result', evenBuckets },
        anybody,
      );
      const totals = new Map<string, number>();
      for (const each of counts) {
        const key = countKey({ ...each, bucket: 0 });
        totals.set(key, (totals.get(key) ?? 0) + each.count);
      }
      expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(34_000);
      expect(new Set(counts.map(countKey)).size).toBe(counts.length);
      const expected = new Map<string, number>();
      for (let n = 0; n < 34_000; n += 1) {
        const value = valueOf(n);
        const rest = { rest: value === undefined ? 'missing' : 'other' };
        const key = countKey({ bucket: 0, ...(value && common.includes(value) ? { value } : rest) });
        expected.set(key, (expected.get(key) ?? 0) + 1);
      }
      expect(totals).toEqual(expected);
    }));

  test('tens of thousands of buckets are all counted', async () =>
    withStore(open, async ({ store }) => {
      const all = spread(24_000, (n) => (n % 2 === 0 ? 'Success' : undefined));
      for (let at = 0; at < all.length; at += 8_000) await store.append(all.slice(at, at + 8_000));
      const step = 1_000_000n;
      const from = instant('2026-03-29');
      const to = micros(from + BigInt(all.length) * step);
      const evenBuckets = [{ from, to, step, first: 0 }];
      const counts = await store.events.histogram(
        { filters: noFilters, from, to, by: 'result', evenBuckets },
        anybody,
      );
      expect(new Set(counts.map(({ bucket }) => bucket)).size).toBe(all.length);
      expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(all.length);
    }));

  test('a question about nothing has an answer', async () =>
    withStore(open, async ({ store }) => {
      const [from, to] = [instant('2026-03-29'), instant('2026-03-30')];
      expect(await store.events.list({ filters: noFilters, order: 'asc', limit: 5 }, anybody)).toEqual({
        events: [],
        more: false,
      });
      expect(
        await store.events.histogram(
          { filters: noFilters, from, to, by: 'result', evenBuckets: evenBucketsOf([from, to]) },
          anybody,
        ),
      ).toEqual([]);
      expect(
        await store.events.facets({ filters: noFilters, properties: ['result'], limit: 5 }, anybody),
      ).toEqual({
        result: { values: [], missing: 0, more: false },
      });
      expect([
        await store.events.extent({}, anybody),
        await store.events.extras({}, anybody),
        await store.events.emails({ userIds: ['u'] }, anybody),
        await store.events.count({}, anybody),
        await store.events.newest({}, anybody),
      ]).toEqual([undefined, [], {}, 0, 0n]);
      expect(await store.append([])).toEqual([]);
      expect(await store.unwritable()).toBeUndefined();
    }));
};
