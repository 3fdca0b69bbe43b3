import type { Finding } from '../../../contract/findings.ts';
import { type Micros, micros } from '../../../contract/instant.ts';
import type { Outcome } from '../../../contract/outcome.ts';
import type { Burst, Person } from '../../store/questions/findings.ts';
import type { OverviewScope } from '../../store/questions/overview.ts';
import { type Narrowing, narrowed, personIs } from '../narrowing.ts';
import { attemptQuery } from '../overview/range.ts';

export const personFilters = ({ id, isUserId }: Person): Narrowing[] => personIs(id, isUserId);

/** The attempts that a finding counts: of the scope, with more filters, of some outcomes and of a shorter range. */
export const attemptEvidence = (
  scope: OverviewScope,
  filters: readonly Narrowing[],
  range: { readonly from: Micros; readonly to: Micros },
  outcomes?: readonly Outcome[],
): Finding['evidence'] => ({
  of: 'attempts',
  query: attemptQuery({
    ...scope,
    ...range,
    filters: narrowed(scope.filters, filters),
    ...(outcomes
      ? { outcomes: outcomes.filter((outcome) => scope.outcomes?.includes(outcome) ?? true) }
      : {}),
  }),
});

/** The range of instants from the first to the last, both included. */
export const throughout = ({ first, last }: Pick<Burst, 'first' | 'last'>) => ({
  from: first,
  to: micros(last + 1n),
});
