import type { Micros } from '../../../contract/instant.ts';
import type { Instants } from '../time/range.ts';

type EmptyReason = 'nothing stored' | 'outside' | 'unmatched';

/** Why a view is empty: the store is, the range lies outside of what is stored, or nothing matches. */
export const emptyReason = (
  stored: { readonly first: Micros | undefined; readonly last: Micros | undefined },
  { from, to }: Instants,
): EmptyReason => {
  if (stored.first === undefined || stored.last === undefined) return 'nothing stored';
  const before = to !== undefined && to <= stored.first;
  const after = from !== undefined && from > stored.last;
  return before || after ? 'outside' : 'unmatched';
};
