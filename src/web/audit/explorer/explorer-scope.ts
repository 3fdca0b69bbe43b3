import { useMemo } from 'react';
import type { Filters } from '../../../contract/filters.ts';
import { formatInstant } from '../../../contract/instant.ts';
import type { Scope } from '../../api/scope.ts';
import { useShared } from '../../lib/use-shared.ts';
import { useStable } from '../../lib/use-stable.ts';
import { takeAsOf, useAsOf } from '../time/as-of.ts';
import type { ExplorerView } from './explorer-url.ts';
import { type Instants, type Range, resolveRange } from '../time/range.ts';

/** What is asked of the server for these filters and instants. */
export const scopeWithin = (filters: Filters, { from, to }: Instants): Scope => ({
  filters,
  ...(from !== undefined && { from: formatInstant(from) }),
  ...(to !== undefined && { to: formatInstant(to) }),
});

type Ranged = Pick<ExplorerView, 'filters' | 'range'>;

/**
 * The instants that a view’s range stands for, and what is asked of the server for them.
 * @param keyOf what decides the rows of a view
 */
export const useExplorerScope = <View extends Ranged>(view: View, keyOf: (view: View) => string) => {
  const { filters, range } = view;
  const asOf = useAsOf(keyOf(view));
  const instants = useShared(useMemo(() => resolveRange(range, asOf), [range, asOf]));
  const scope = useMemo(() => scopeWithin(filters, instants), [filters, instants]);
  return {
    asOf,
    instants,
    scope,
    /** Take the range up to now. @returns whether it asks another question than before */
    renew: useStable((): boolean => {
      const next = scopeWithin(filters, resolveRange(range, takeAsOf(keyOf(view))));
      return JSON.stringify(next) !== JSON.stringify(scope);
    }),
    /** A range that is chosen means now, even if it was looked at before. */
    anchor: useStable((chosen: Range) => void takeAsOf(keyOf({ ...view, range: chosen }))),
  };
};
