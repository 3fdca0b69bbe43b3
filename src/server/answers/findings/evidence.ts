import { micros } from '../../../contract/instant.ts';
import type { Refused } from '../../../contract/refused-kinds.ts';
import type { Burst } from '../../store/questions/findings.ts';
import type { OverviewScope } from '../../store/questions/overview.ts';

/** The attempts of a scope that hold something of this; undefined when the scope leaves all of it out. */
export const holding = (
  scope: OverviewScope,
  refused: readonly Refused[],
): (OverviewScope & { readonly refused: readonly Refused[] }) | undefined => {
  const wanted = refused.filter((kind) => scope.refused?.includes(kind) ?? true);
  return wanted.length === 0 ? undefined : { ...scope, refused: wanted };
};

/** The range of instants from the first to the last, both included. */
export const throughout = ({ first, last }: Pick<Burst, 'first' | 'last'>) => ({
  from: first,
  to: micros(last + 1n),
});
