import { type AttemptFilters, noAttemptFilters } from '../../../contract/attempt-filters.ts';
import { noFilters } from '../../../contract/filters.ts';
import { isOutcome } from '../looks/outcome-look.ts';
import { type ViewAddress, useExplorerView } from './use-explorer-view.ts';
import { type AttemptsView, withOutcomeFilter, withStoppedAt } from './attempts-url.ts';

/**
 * The view of a page about attempts, read from the URL, and the ways to change it. Back undoes every change.
 * @param address how the view stands there; the same at every call
 */
export const useAttemptsView = <View extends AttemptsView>(address: ViewAddress<View>) => {
  const { go, ...shared } = useExplorerView(address);
  const { filterBy } = shared;
  return {
    ...shared,
    go,
    setAttempts: (attempts: AttemptFilters) => go((view) => ({ ...view, attempts })),
    clear: () => go((view) => ({ ...view, filters: noFilters, attempts: noAttemptFilters })),
    filterBy: (kind: 'any' | 'none', property: string, value: string) => {
      if (property === 'outcome' && isOutcome(value))
        go((view) => ({ ...view, attempts: withOutcomeFilter(view.attempts, kind, value) }));
      else if (property === 'stopped_at')
        go((view) => ({ ...view, attempts: withStoppedAt(view.attempts, value) }));
      else if (property === 'renewal')
        go((view) => ({
          ...view,
          attempts: { ...view.attempts, renewal: (value === 'true') === (kind === 'any') },
        }));
      else filterBy(kind, property, value);
    },
  };
};
