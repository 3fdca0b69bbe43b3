import type { Outcome } from '../../../contract/outcome.ts';
import { outcomeFill, outcomeLook, stackedOutcomes } from '../looks/outcome-look.ts';
import type { Series } from './time-bars.ts';

/** An outcome as a series of a chart. */
const outcomeSeries = (outcome: Outcome, count: number): Series => ({
  key: outcome,
  label: outcomeLook(outcome).word,
  fill: outcomeFill(outcome),
  values: [outcome],
  count,
});

/** The outcomes that occur in any of these counts, in the order of stacking. */
export const outcomesIn = (counts: readonly Partial<Record<Outcome, number>>[]): Series[] =>
  stackedOutcomes.flatMap((outcome) => {
    const count = counts.reduce((sum, by) => sum + (by[outcome] ?? 0), 0);
    return count === 0 ? [] : [outcomeSeries(outcome, count)];
  });
