import type { Outcome } from '../../../../contract/outcome.ts';
import type { OverviewScope } from '../../questions/overview.ts';
import type { AttemptSource, Gathering } from '../attempt-scope.ts';
import type { Params } from '../sql.ts';
import { type OverviewContext, attemptsOfRanges } from '../overview/range-attempts.ts';

/** The attempts of a scope that ended in one of these ways; undefined when there can be none. */
export const attemptsWith = async (
  answering: OverviewContext,
  scope: OverviewScope,
  outcomes: readonly Outcome[],
  columns: Gathering['columns'],
  { params, renewals = false }: { readonly params?: Params; readonly renewals?: boolean } = {},
): Promise<AttemptSource | undefined> => {
  const wanted = outcomes.filter((outcome) => scope.outcomes?.includes(outcome) ?? true);
  if (wanted.length === 0) return undefined;
  return attemptsOfRanges(
    answering,
    { ...scope, outcomes: wanted },
    { ...(columns ? { columns } : {}), renewals, ...(params === undefined ? {} : { params }) },
  );
};
