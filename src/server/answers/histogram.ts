import type { z } from 'zod';
import { type HistogramAnswer, type histogramQuerySchema } from '../../contract/audits.ts';
import { evenBucketsOf } from '../../contract/buckets.ts';
import type { Answering } from './answering.ts';
import { bucketFrame } from './bucket-frame.ts';
import { scopeOf } from './scope.ts';

/**
 * Count the events in scope by bucket. The buckets cover the whole range asked for; an open end is that of the
 * stored data. Without data and without a range there are none.
 * @throws BadParameter naming a bad zone, or an interval that would make too many buckets
 */
export const answerHistogram = async (
  { store, now, asking }: Answering,
  query: z.output<typeof histogramQuerySchema>,
): Promise<HistogramAnswer> => {
  const { by, tz } = query;
  const scope = scopeOf(query, now);
  const frame = await bucketFrame(store, query, scope, asking);
  if (!frame) return { interval: query.interval ?? '1d', tz, by, buckets: [] };
  const { from, to, interval, edges, spans } = frame;
  const buckets = spans.map((span) => ({
    ...span,
    count: 0,
    by: Object.create(null) as Record<string, number>,
    other: 0,
    missing: 0,
  }));
  for (const counted of await store.events.histogram(
    { ...scope, from, to, by, evenBuckets: evenBucketsOf(edges) },
    asking,
  )) {
    const bucket = buckets[counted.bucket];
    if (!bucket) continue;
    bucket.count += counted.count;
    if (counted.rest === undefined)
      bucket.by[counted.value] = (bucket.by[counted.value] ?? 0) + counted.count;
    else bucket[counted.rest] += counted.count;
  }
  return { interval, tz, by, buckets };
};
