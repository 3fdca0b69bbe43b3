import type { z } from 'zod';
import type { Answering } from '../answering.ts';
import { formatInstant } from '../../../contract/instant.ts';
import { type StepsAnswer, comparedQuerySchema } from '../../../contract/overview.ts';
import { refuseUnknownZone } from '../bucket-frame.ts';
import { overviewRange } from './range.ts';

const seconds = (micros: number | bigint): number => Number(micros) / 1e6;

/** Waits between events, beside the period before. @throws BadParameter by name */
export const answerSteps = async (
  { store, now, asking }: Answering,
  query: z.output<typeof comparedQuerySchema>,
): Promise<StepsAnswer> => {
  refuseUnknownZone(query.tz);
  const { scope, answer } = await overviewRange(store, query, now, asking);
  const waits = await store.overview.steps(scope, asking);
  return {
    ...answer,
    steps: waits.map(({ fromStage, toStage, count, median, p95, max, slowest, beforeMedian }) => ({
      from_stage: fromStage ?? null,
      to_stage: toStage ?? null,
      count,
      median_seconds: seconds(median),
      p95_seconds: seconds(p95),
      max_seconds: seconds(max),
      slowest: slowest.requestId,
      slowest_at: formatInstant(slowest.start),
      before_median_seconds: beforeMedian === undefined ? null : seconds(beforeMedian),
    })),
  };
};
