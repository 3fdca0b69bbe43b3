import { evenBucketsOf } from '../../../contract/buckets.ts';
import type { AttemptHistogram, Attempt } from '../../../contract/attempts.ts';
import type { FieldName } from '../../../contract/fields.ts';
import type { Outcome } from '../../../contract/outcome.ts';
import type {
  AttemptPosition,
  AttemptScope,
  Profile,
  StoredAttempt,
} from '../../store/questions/attempts.ts';
import type { Answering } from '../answering.ts';
import { histogramOf } from '../attempts/attempt-histogram.ts';
import { drawnIn } from '../attempts/drawn-in.ts';
import { presentAttempts } from '../attempts/present-attempt.ts';
import { seenLimit } from '../attempts/seen.ts';
import { type BucketQuery, bucketFrame } from '../bucket-frame.ts';

/** Of an attempt with more events the newest are read. */
const eventsRead = 2_000;

/**
 * What pages about people and addresses tell of a scope, by one question.
 * @param wanted properties of which values are told, and how many people
 * @throws BadParameter by name
 */
export const profileOf = async (
  { store, asking }: Answering,
  scope: AttemptScope,
  query: BucketQuery,
  wanted: { readonly properties: readonly FieldName[]; readonly people?: number },
): Promise<Profile & { readonly attempts: AttemptHistogram }> => {
  const frame = await bucketFrame(store, query, await drawnIn(store, scope, asking), asking);
  const evenBuckets = evenBucketsOf(frame?.edges ?? []);
  const profile = await store.attempts.profile(
    { ...scope, ...wanted, evenBuckets, limit: seenLimit },
    asking,
  );
  return { ...profile, attempts: histogramOf(frame, query, profile.counts) };
};

/** The newest of the attempts that ended in one of some ways. */
export const newestWith = (
  newest: Profile['newest'],
  outcomes: readonly Outcome[],
): AttemptPosition | undefined =>
  outcomes
    .flatMap((outcome) => newest[outcome] ?? [])
    .reduce<AttemptPosition | undefined>((last, each) => {
      if (!last || each.start > last.start) return each;
      const isAfter =
        each.start === last.start &&
        Buffer.compare(Buffer.from(each.requestId), Buffer.from(last.requestId)) > 0;
      return isAfter ? each : last;
    }, undefined);

/** Attempts as the API answers them, by request_id. */
export const presentedBy = async (
  answering: Answering,
  { settled, to }: Pick<AttemptScope, 'settled' | 'to'>,
  zone: string,
  requestIds: readonly string[],
): Promise<ReadonlyMap<string, Attempt>> => {
  const { store, asking } = answering;
  const read = async (ids: readonly string[]) =>
    store.attempts.named({ requestIds: ids, settled, limit: eventsRead }, asking);
  const { attempts, more } = requestIds.length === 0 ? { attempts: [], more: false } : await read(requestIds);
  const all: StoredAttempt[] = [...attempts];
  // one does not fit into memory with another
  for (const id of more ? requestIds : [])
    if (!all.some(({ requestId }) => requestId === id)) all.push(...(await read([id])).attempts);
  const presented = await presentAttempts({ ...answering, zone, to }, all);
  return new Map(presented.map(({ attempt }) => [attempt.request_id, attempt]));
};
