import type { OutcomeCounts } from '../../../../contract/attempts.ts';
import { type Outcome, outcomes } from '../../../../contract/outcome.ts';
import type { OverviewScope } from '../../questions/overview.ts';
import { type Run, runsOf } from '../../windows.ts';
import type { AttemptSource, Gathering } from '../attempt-scope.ts';
import type { Catalogue } from '../catalogue.ts';
import type { Engine } from '../engine.ts';
import { startDays } from '../reading.ts';
import { attemptsOfScope, withRenewals } from '../renewals.ts';
import { boundsOf } from '../scope.ts';
import type { Row } from '../sql.ts';

/** What the questions of the overview are answered with. */
export type OverviewContext = {
  readonly engine: Engine;
  readonly catalogue: Catalogue;
  readonly signal: AbortSignal | undefined;
};

/** The stretches that are counted, in order of time: one where the period before ends where the range begins. */
const stretchesOf = ({ from, to, before, beforeEnd }: OverviewScope): readonly Run[] =>
  before === undefined || beforeEnd === undefined || beforeEnd === from
    ? [{ from: before ?? from, to }]
    : [
        { from: before, to: beforeEnd },
        { from, to },
      ];

/**
 * The attempts of a range and of the period before it, in one query: exact medians and different users cannot be
 * put together from parts.
 * @param gathering `renewals`: whether to tell of each whether it is one, as `renewal`
 * @returns undefined when there can be none
 */
export const attemptsOfRanges = async (
  { engine, catalogue, signal }: OverviewContext,
  scope: OverviewScope,
  { renewals = false, ...gathering }: Gathering & { readonly renewals?: boolean },
): Promise<AttemptSource | undefined> => {
  const days = startDays(catalogue, scope.filters);
  const runs = stretchesOf(scope).flatMap((stretch) => {
    const bounds = boundsOf(catalogue, { ...scope, ...stretch });
    return bounds ? runsOf(days, bounds) : [];
  });
  if (runs.length === 0) return undefined;
  const attempts = renewals ? withRenewals : attemptsOfScope;
  return attempts(engine, catalogue, scope, runs, signal, gathering);
};

/** Columns that count attempts by outcome. */
export const countsByOutcome = outcomes
  .map((outcome) => `count(*) FILTER (outcome = '${outcome}') AS ${outcome}`)
  .join(', ');

/** What those columns hold; outcomes at 0 are left out. */
export const outcomeCountsOf = (row: Row): OutcomeCounts =>
  Object.fromEntries(
    outcomes.flatMap((outcome): [Outcome, number][] => {
      const count = Number(row[outcome] ?? 0);
      return count === 0 ? [] : [[outcome, count]];
    }),
  );
