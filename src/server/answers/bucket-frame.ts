import { type Interval, bucketCount, bucketEdges, intervalFor, maxBuckets } from '../../contract/buckets.ts';
import { type Micros, formatInstant, micros, representable } from '../../contract/instant.ts';
import { isZone } from '../../contract/zone.ts';
import { BadParameter } from '../request-errors.ts';
import type { Asking, EventScope } from '../store/questions/scope.ts';
import type { Store } from '../store/store.ts';

const defaultBuckets = 60;

/** @throws BadParameter naming the parameter, unless a text names a time zone */
export const refuseUnknownZone = (tz: string): void => {
  if (!isZone(tz)) throw new BadParameter('tz', `is not a time zone: “${tz}” (try Europe/Berlin or UTC)`);
};

/** The range that is counted, and the edges and texts of its buckets. */
export type BucketFrame = {
  readonly from: Micros;
  readonly to: Micros;
  readonly interval: Interval;
  readonly edges: readonly Micros[];
  readonly spans: readonly { readonly from: string; readonly to: string }[];
};

/** Into what buckets a range is to be divided: of an interval, or into about so many. */
export type BucketQuery = {
  readonly tz: string;
  readonly interval?: Interval | undefined;
  readonly buckets?: number | undefined;
};

/**
 * The buckets of a range: they cover the whole of it; an open end is that of the stored data.
 * @returns undefined without data and without a range
 * @throws BadParameter naming a bad zone, or an interval that would make too many buckets
 */
export const bucketFrame = async (
  store: Store,
  query: BucketQuery,
  scope: EventScope,
  asking: Asking,
): Promise<BucketFrame | undefined> => {
  refuseUnknownZone(query.tz);
  const extent = await store.events.extent({}, asking);
  const from = scope.from ?? extent?.first;
  const to = scope.to ?? (extent && micros(extent.last + 1n));
  if (from === undefined || to === undefined || from >= to) return undefined;
  const interval = query.interval ?? intervalFor(from, to, query.buckets ?? defaultBuckets);
  const count = bucketCount(from, to, interval);
  if (count > maxBuckets)
    throw new BadParameter(
      'interval',
      `makes ${count} buckets of this range; at most ${maxBuckets} are answered`,
    );
  const edges = bucketEdges(from, to, interval, query.tz);
  const spans = edges.slice(0, -1).map((edge, index) => ({
    from: formatInstant(representable(edge)),
    to: formatInstant(representable(edges[index + 1] ?? edge)),
  }));
  return { from, to, interval, edges, spans };
};
