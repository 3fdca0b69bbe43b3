import type { z } from 'zod';
import type { FacetsAnswer } from '../../../contract/audits.ts';
import type {
  AttemptHistogramAnswer,
  attemptFacetsQuerySchema,
  attemptHistogramQuerySchema,
} from '../../../contract/attempts.ts';
import type { Answering } from '../answering.ts';
import { withUserNames } from '../facet-names.ts';
import { scopeOf } from '../scope.ts';
import { attemptScopeOf } from './attempt-scope.ts';
import type { AttemptHistogram, OutcomeCounts } from '../../../contract/attempts.ts';
import { evenBucketsOf } from '../../../contract/buckets.ts';
import type { AttemptCount, AttemptScope } from '../../store/questions/attempts.ts';
import type { Asking } from '../../store/questions/scope.ts';
import type { Store } from '../../store/store.ts';
import { type BucketFrame, type BucketQuery, bucketFrame } from '../bucket-frame.ts';

/** How many attempts are in scope. */
export const countInScope = async (store: Store, scope: AttemptScope, asking: Asking): Promise<number> => {
  const frame = await bucketFrame(store, { tz: 'UTC', buckets: 1 }, scope, asking);
  if (!frame) return 0;
  const { from, to, edges } = frame;
  const counted = await store.attempts.histogram(
    { ...scope, from, to, evenBuckets: evenBucketsOf(edges) },
    asking,
  );
  return counted.reduce((sum, { count }) => sum + count, 0);
};

/** Counts in the buckets of a frame; undefined: there is nothing to count. */
export const histogramOf = (
  frame: BucketFrame | undefined,
  { tz, interval: wanted }: BucketQuery,
  counts: readonly AttemptCount[],
): AttemptHistogram => {
  if (!frame) return { interval: wanted ?? '1d', tz, count: 0, by: {}, buckets: [] };
  const { interval, spans } = frame;
  const buckets = spans.map((span) => ({ ...span, count: 0, by: {} as OutcomeCounts }));
  const by: OutcomeCounts = {};
  let count = 0;
  for (const counted of counts) {
    const bucket = buckets[counted.bucket];
    if (!bucket) continue;
    count += counted.count;
    bucket.count += counted.count;
    bucket.by[counted.outcome] = (bucket.by[counted.outcome] ?? 0) + counted.count;
    by[counted.outcome] = (by[counted.outcome] ?? 0) + counted.count;
  }
  return { interval, tz, count, by, buckets };
};

/**
 * Count attempts by the bucket of their start and by outcome.
 * @throws BadParameter naming a bad zone, or an interval that would make too many buckets
 */
const countByOutcome = async (
  store: Store,
  query: BucketQuery,
  scope: AttemptScope,
  asking: Asking,
): Promise<AttemptHistogram> => {
  const frame = await bucketFrame(store, query, scope, asking);
  if (!frame) return histogramOf(frame, query, []);
  const { from, to, edges } = frame;
  const evenBuckets = evenBucketsOf(edges);
  const counts = await store.attempts.histogram({ ...scope, from, to, evenBuckets }, asking);
  return histogramOf(frame, query, counts);
};

/** Attempts over time by outcome, and how many events belong to none. @throws BadParameter by name */
export const answerAttemptHistogram = async (
  { store, now, asking }: Answering,
  query: z.output<typeof attemptHistogramQuerySchema>,
): Promise<AttemptHistogramAnswer> => {
  const scope = await attemptScopeOf({ store, now, asking }, query);
  const [histogram, unlinked] = await Promise.all([
    countByOutcome(store, query, scope, asking),
    store.attempts.unlinked(scopeOf(query, now), asking),
  ]);
  return { ...histogram, unlinked };
};

/** The most frequent values of properties, and outcomes, in attempts. @throws BadParameter by name */
export const answerAttemptFacets = async (
  { store, now, asking }: Answering,
  query: z.output<typeof attemptFacetsQuerySchema>,
): Promise<FacetsAnswer> => {
  const { property, limit, contains } = query;
  const facets = await store.attempts.facets(
    {
      ...(await attemptScopeOf({ store, now, asking }, query)),
      properties: [...new Set(property ?? ['outcome'])],
      limit,
      ...(contains === undefined ? {} : { contains }),
    },
    asking,
  );
  return withUserNames({ store, asking }, facets);
};
