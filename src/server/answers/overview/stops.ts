import type { z } from 'zod';
import type { Answering } from '../answering.ts';
import type { OutcomeCounts } from '../../../contract/attempts.ts';
import type { WaitingFor } from '../../../contract/outcome.ts';
import { type StopsAnswer, overviewQuerySchema } from '../../../contract/overview.ts';
import { type EventName, eventNames } from '../../../contract/record.ts';
import type { End } from '../../store/questions/overview.ts';
import { refuseUnknownZone } from '../bucket-frame.ts';
import { overviewRange } from './range.ts';

const known = (stage: string | undefined): EventName | undefined => eventNames.find((each) => each === stage);

const stoppedAt = (ends: readonly End[], stage: string | undefined): OutcomeCounts => {
  const stopped: OutcomeCounts = {};
  for (const end of ends)
    if (end.outcome !== 'signed_in' && known(end.stage) === stage)
      stopped[end.outcome] = (stopped[end.outcome] ?? 0) + end.count;
  return stopped;
};

const keyOf = ({ stage, result, outcome, waiting_for: wait }: StopsAnswer['ends'][number]): string =>
  `${stage} ${result} ${outcome} ${wait}`;

const waitingAt = (ends: readonly End[], stage: string | undefined): Partial<Record<WaitingFor, number>> => {
  const waiting: Partial<Record<WaitingFor, number>> = {};
  for (const { stage: at, waitingFor, count } of ends)
    if (waitingFor !== undefined && known(at) === stage)
      waiting[waitingFor] = (waiting[waitingFor] ?? 0) + count;
  return waiting;
};

/** How far attempts come, and where they end. @throws BadParameter by name */
export const answerStops = async (
  { store, now, asking }: Answering,
  query: z.output<typeof overviewQuerySchema>,
): Promise<StopsAnswer> => {
  refuseUnknownZone(query.tz);
  const { scope, answer } = await overviewRange(store, query, now, asking);
  const { before: _start, beforeEnd: _end, ...range } = scope;
  const { reached, ends } = await store.overview.stops(range, asking);
  const sum = (of: readonly End[]): number => of.reduce((total, { count }) => total + count, 0);
  return {
    from: answer.from,
    to: answer.to,
    attempts: sum(ends),
    signed_in: sum(ends.filter(({ outcome }) => outcome === 'signed_in')),
    stages: reached
      .map(({ stage, count }) => ({
        stage: stage ?? null,
        reached: count,
        stopped: stoppedAt(ends, stage),
        waiting: waitingAt(ends, stage),
      }))
      .filter((each) => each.reached > 0),
    ends: ends
      .map(({ stage, result, outcome, waitingFor, count }) => ({
        stage: stage ?? null,
        result: result ?? null,
        outcome,
        waiting_for: waitingFor ?? null,
        attempts: count,
      }))
      .toSorted((a, b) => b.attempts - a.attempts || keyOf(a).localeCompare(keyOf(b))),
  };
};
