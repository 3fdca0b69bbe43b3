import { type Outcome, type WaitingFor, waits } from '../../../contract/outcome.ts';
import type { StopsAnswer } from '../../../contract/overview.ts';
import { stackedOutcomes } from '../../audit/looks/outcome-look.ts';

/** A step of the way to a sign-in: how many came so far, and how many went no further. */
export type FunnelStep = {
  readonly stage: string | null;
  readonly reached: number;
  /** Parts of all attempts, from 0 to 1: those that went on, and those that ended here. */
  readonly wentOn: number;
  readonly stops: readonly { readonly outcome: Outcome; readonly count: number; readonly part: number }[];
  /** Of those that nothing ended: how many waited for whom, in the order of a sign-in. */
  readonly waiting: readonly { readonly who: WaitingFor; readonly count: number }[];
  readonly lost: number;
  /** Part of those that came so far, from 0 to 1. */
  readonly loss: number;
};

/** The stages in the order of the pipeline, each with the loss at it. */
export const funnelOf = ({ stages, attempts }: StopsAnswer): FunnelStep[] =>
  stages.map(({ stage, reached, stopped, waiting }) => {
    const stops = stackedOutcomes.flatMap((outcome) => {
      const count = stopped[outcome] ?? 0;
      return count === 0 ? [] : [{ outcome, count, part: count / attempts }];
    });
    const lost = stops.reduce((sum, { count }) => sum + count, 0);
    return {
      stage,
      reached,
      stops,
      waiting: waits.flatMap((who) => {
        const count = waiting[who] ?? 0;
        return count === 0 ? [] : [{ who, count }];
      }),
      lost,
      wentOn: attempts === 0 ? 0 : Math.max(reached - lost, 0) / attempts,
      loss: reached === 0 ? 0 : Math.min(lost / reached, 1),
    };
  });

/** What ends of attempts are told apart by. */
export const keyOfEnd = ({ stage, result, outcome, waiting_for: who }: StopsAnswer['ends'][number]): string =>
  JSON.stringify([stage, result, outcome, who]);

/** How attempts ended other than signed in, the most frequent first. */
export const badEnds = ({ ends }: StopsAnswer): StopsAnswer['ends'] =>
  ends.filter(({ outcome }) => outcome !== 'signed_in').toSorted((a, b) => b.attempts - a.attempts);

/** How many attempts ended at a stage with an outcome, whatever the results and whoever was waited for. */
export const endedAt = ({ ends }: StopsAnswer, stage: string, outcome: Outcome): number =>
  ends
    .filter((end) => end.stage === stage && end.outcome === outcome)
    .reduce((sum, { attempts }) => sum + attempts, 0);
