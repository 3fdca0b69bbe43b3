import type { Outcome } from '../../../../contract/outcome.ts';
import type { AttemptScope } from '../../questions/attempts.ts';
import type { OverviewScope } from '../../questions/overview.ts';
import type { AttemptColumn } from '../attempt-columns.ts';
import type { AttemptSource } from '../attempt-scope.ts';
import type { Params } from '../sql.ts';
import { type Answering, attemptsOf } from '../overview/period.ts';

/** Whether all that a scope asks can be asked of events, too. */
export const isOfEvents = (scope: AttemptScope): boolean =>
  [
    scope.outcomes,
    scope.notOutcomes,
    scope.stoppedAt,
    scope.refused,
    scope.renewal,
    scope.minDuration,
    scope.maxDuration,
    scope.minEvents,
    scope.maxEvents,
  ].every((asked) => asked === undefined);

/** The attempts of a scope that ended in one of these ways; undefined when there can be none. */
export const attemptsWith = async (
  answering: Answering,
  scope: OverviewScope,
  outcomes: readonly Outcome[],
  columns: readonly AttemptColumn[],
  { params, renewals = false }: { readonly params?: Params; readonly renewals?: boolean } = {},
): Promise<AttemptSource | undefined> => {
  const wanted = outcomes.filter((outcome) => scope.outcomes?.includes(outcome) ?? true);
  if (wanted.length === 0) return undefined;
  return attemptsOf(
    answering,
    { ...scope, outcomes: wanted },
    { columns, renewals, ...(params === undefined ? {} : { params }) },
  );
};
