import type { z } from 'zod';
import type { Answering } from '../answering.ts';
import { evenBucketsOf } from '../../../contract/buckets.ts';
import {
  type NumberName,
  type NumbersAnswer,
  type OverviewNumber,
  numberNames,
  numbersQuerySchema,
} from '../../../contract/overview.ts';
import type { Numbers } from '../../store/questions/overview.ts';
import { bucketFrame } from '../bucket-frame.ts';
import { overviewRange } from './range.ts';
import { tallyOf } from './tally.ts';

/** Each number from what is counted of a period or bucket; null where there is nothing to make it of. */
const valueOf: Readonly<Record<NumberName, (counted: Numbers | undefined) => number | null>> = {
  attempts: (counted) => tallyOf(counted?.outcomes ?? {}).attempts,
  success_rate: (counted) => {
    const { decided } = tallyOf(counted?.outcomes ?? {});
    return decided === 0 ? null : (counted?.outcomes.signed_in ?? 0) / decided;
  },
  failed: (counted) => counted?.outcomes.failed ?? 0,
  blocked: (counted) => counted?.outcomes.blocked ?? 0,
  did_not_finish: (counted) => counted?.outcomes.did_not_finish ?? 0,
  renewals: (counted) => counted?.renewals ?? 0,
  users: (counted) => counted?.users ?? 0,
  addresses: (counted) => counted?.addresses ?? 0,
  median_seconds: (counted) => (counted?.median === undefined ? null : counted.median / 1e6),
};

const keyOf = (period: Numbers['period'], bucket: number | undefined): string => `${period} ${bucket}`;

/** Attempts, rates and medians over time, beside the period before. @throws BadParameter by name */
export const answerNumbers = async (
  { store, now, asking }: Answering,
  query: z.output<typeof numbersQuerySchema>,
): Promise<NumbersAnswer> => {
  const { scope, answer } = await overviewRange(store, query, now, asking);
  const frame = await bucketFrame(store, query, scope, asking);
  const spans = frame?.spans ?? [];
  const counted = new Map(
    (frame
      ? await store.overview.numbers({ ...scope, evenBuckets: evenBucketsOf(frame.edges) }, asking)
      : []
    ).map((each) => [keyOf(each.period, each.bucket), each]),
  );
  const earlier = counted.get(keyOf('before', undefined));
  const numberOf = (name: NumberName): OverviewNumber => ({
    now: valueOf[name](counted.get(keyOf('now', undefined))),
    before: earlier ? valueOf[name](earlier) : null,
    series: spans.map((_, bucket) => valueOf[name](counted.get(keyOf('now', bucket)))),
  });
  return {
    ...answer,
    interval: frame?.interval ?? query.interval ?? '1d',
    tz: query.tz,
    numbers: Object.fromEntries(numberNames.map((name) => [name, numberOf(name)])) as Record<
      NumberName,
      OverviewNumber
    >,
    buckets: spans.map((span, bucket) => {
      const by = counted.get(keyOf('now', bucket))?.outcomes ?? {};
      const before = counted.get(keyOf('before', bucket))?.outcomes ?? {};
      return { ...span, by, now: tallyOf(by), before: earlier ? tallyOf(before) : null };
    }),
  };
};
