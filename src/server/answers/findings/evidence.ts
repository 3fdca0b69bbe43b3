import type { Finding } from '../../../contract/findings.ts';
import { type Micros, micros } from '../../../contract/instant.ts';
import type { Refused } from '../../../contract/refused-kinds.ts';
import type { Burst } from '../../store/questions/findings.ts';
import type { OverviewScope } from '../../store/questions/overview.ts';
import { type Narrowing, narrowed } from '../narrowing.ts';
import { attemptQuery } from '../overview/range.ts';

/** The attempts of a scope that hold something of this; undefined when the scope leaves all of it out. */
export const holding = (scope: OverviewScope, refused: readonly Refused[]): OverviewScope | undefined => {
  const wanted = refused.filter((kind) => scope.refused?.includes(kind) ?? true);
  return wanted.length === 0 ? undefined : { ...scope, refused: wanted };
};

/** The attempts that a finding counts: of the scope, with more filters, and of a shorter range. */
export const attemptEvidence = (
  scope: OverviewScope,
  filters: readonly Narrowing[],
  range: { readonly from: Micros; readonly to: Micros },
): Finding['evidence'] => ({
  of: 'attempts',
  query: attemptQuery({
    ...scope,
    ...range,
    filters: narrowed(scope.filters, filters),
  }),
});

/** The range of instants from the first to the last, both included. */
export const throughout = ({ first, last }: Pick<Burst, 'first' | 'last'>) => ({
  from: first,
  to: micros(last + 1n),
});
