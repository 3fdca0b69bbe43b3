import type { OutcomeCounts } from '../../../contract/attempts.ts';
import { type Outcome, failures, outcomes } from '../../../contract/outcome.ts';
import type { Tally } from '../../../contract/overview.ts';

const sumOf = (counts: OutcomeCounts, of: readonly Outcome[]): number =>
  of.reduce((sum, outcome) => sum + (counts[outcome] ?? 0), 0);

/** How attempts went, from how many ended how. */
export const tallyOf = (counts: OutcomeCounts): Tally => ({
  attempts: sumOf(counts, outcomes),
  decided: sumOf(counts, ['signed_in', ...failures]),
  unsuccessful: sumOf(counts, failures),
});
