import type { z } from 'zod';
import type { Answering } from '../answering.ts';
import {
  type SecondStepAnswer,
  type SecondStepEnd,
  comparedQuerySchema,
  secondStepEnds,
} from '../../../contract/overview.ts';
import { refuseUnknownZone } from '../bucket-frame.ts';
import { overviewRange } from './range.ts';

/** How the second step goes, beside the period before. @throws BadParameter by name */
export const answerSecondStep = async (
  { store, now, asking }: Answering,
  query: z.output<typeof comparedQuerySchema>,
): Promise<SecondStepAnswer> => {
  refuseUnknownZone(query.tz);
  const { scope, answer } = await overviewRange(store, query, now, asking);
  const counted = await store.overview.secondStep(scope, asking);
  const { before } = counted;
  const ends = secondStepEnds.map((end) => [
    end,
    { now: counted.now.ends[end] ?? 0, before: before ? (before.ends[end] ?? 0) : null },
  ]);
  return {
    ...answer,
    asked: { now: counted.now.asked, before: before?.asked ?? null },
    ends: Object.fromEntries(ends) as Record<SecondStepEnd, { now: number; before: number | null }>,
    tries: [...counted.now.tries].map(([tries, attempts]) => ({ tries, attempts })),
  };
};
