import type { z } from 'zod';
import { type HistogramAnswer, type histogramQuerySchema } from '../../contract/audits.ts';
import { bucketCount, bucketEdges, intervalFor, maxBuckets, piecesOf } from '../../contract/buckets.ts';
import { type Micros, formatInstant, micros, representable } from '../../contract/instant.ts';
import { isZone } from '../../contract/zone.ts';
import { badParameter } from '../http/problems.ts';
import type { Store } from '../store/store.ts';
import { scopeOf } from './scope.ts';

const defaultBuckets = 60;

/**
 * Count the events in scope by bucket. The buckets cover the whole range asked for; an open end is that of the
 * stored data. Without data and without a range there are none.
 * @throws HttpProblem naming a bad zone, or an interval that would make too many buckets
 */
export const answerHistogram = async (
  store: Store,
  query: z.output<typeof histogramQuerySchema>,
  now: Micros,
  signal: AbortSignal,
): Promise<HistogramAnswer> => {
  const { by, tz } = query;
  if (!isZone(tz)) throw badParameter('tz', `is not a time zone: “${tz}” (try Europe/Berlin or UTC)`);
  const scope = scopeOf(query, now);
  const extent = store.extent();
  const from = scope.from ?? extent?.first;
  const to = scope.to ?? (extent && micros(extent.last + 1n));
  if (from === undefined || to === undefined || from >= to)
    return { interval: query.interval ?? '1d', tz, by, buckets: [] };
  const interval = query.interval ?? intervalFor(from, to, query.buckets ?? defaultBuckets);
  const count = bucketCount(from, to, interval);
  if (count > maxBuckets)
    throw badParameter(
      'interval',
      `makes ${count} buckets of this range; at most ${maxBuckets} are answered`,
    );
  const edges = bucketEdges(from, to, interval, tz);
  const buckets = edges.slice(0, -1).map((edge, index) => ({
    from: formatInstant(representable(edge)),
    to: formatInstant(representable(edges[index + 1] ?? edge)),
    count: 0,
    by: Object.create(null) as Record<string, number>,
  }));
  for (const counted of await store.histogram(
    { ...scope, from, to, by, pieces: piecesOf(edges) },
    { signal },
  )) {
    const bucket = buckets[counted.bucket];
    if (!bucket) continue;
    bucket.count += counted.count;
    bucket.by[counted.value] = counted.count;
  }
  return { interval, tz, by, buckets };
};
