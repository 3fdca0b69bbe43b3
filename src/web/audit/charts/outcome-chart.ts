import type { AttemptHistogram } from '../../../contract/attempts.ts';
import { type Micros, microsOfMs, parseInstant } from '../../../contract/instant.ts';
import type { Outcome } from '../../../contract/outcome.ts';
import { stackedOutcomes } from '../looks/outcome-look.ts';

/** So many attempts of one outcome. */
type OutcomePart = { readonly outcome: Outcome; readonly count: number };

/** A bucket as it is drawn: its parts from the baseline up, none of them empty. */
export type OutcomeBar = {
  /** Told apart by this. */
  readonly name: string;
  readonly from: Micros;
  readonly to: Micros;
  readonly count: number;
  readonly parts: readonly OutcomePart[];
};

const instantOf = (text: string): Micros => parseInstant(text) ?? microsOfMs(0);

const partsOf = (by: AttemptHistogram['by']): OutcomePart[] =>
  stackedOutcomes.flatMap((outcome) => {
    const count = by[outcome] ?? 0;
    return count > 0 ? [{ outcome, count }] : [];
  });

/** The bars of a histogram of attempts. */
export const outcomeBarsOf = ({ buckets }: AttemptHistogram): OutcomeBar[] =>
  buckets.map(({ from, to, count, by }) => ({
    name: from,
    from: instantOf(from),
    to: instantOf(to),
    count,
    parts: partsOf(by),
  }));

/** The outcomes that occur, and how often. */
export const outcomeTotals = (bars: readonly OutcomeBar[]): OutcomePart[] => {
  const by: Partial<Record<Outcome, number>> = {};
  for (const { parts } of bars)
    for (const { outcome, count } of parts) by[outcome] = (by[outcome] ?? 0) + count;
  return partsOf(by);
};

/** The top of the axis: the least of 1, 2, 3, 5, 10, 20, 30 … that no bar exceeds; 0 when all are empty. */
export const niceTop = (bars: readonly OutcomeBar[]): number => {
  const most = bars.reduce((top, { count }) => Math.max(top, count), 0);
  if (most === 0) return 0;
  const power = 10 ** Math.floor(Math.log10(most));
  return ([1, 2, 3, 5, 10].find((step) => step * power >= most) ?? 10) * power;
};
