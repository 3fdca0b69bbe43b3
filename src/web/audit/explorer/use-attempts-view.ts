import { type AttemptFilters, noAttemptFilters } from '../../../contract/attempt-filters.ts';
import { noFilters } from '../../../contract/filters.ts';
import { isOutcome } from '../looks/outcome-look.ts';
import { useExplorerView } from './use-explorer-view.ts';
import { readAttemptsUrl, withOutcomeFilter, withStoppedAt, writeAttemptsUrl } from './attempts-url.ts';

const own = { read: readAttemptsUrl, write: writeAttemptsUrl };

/**
 * The view of a page about attempts, read from the URL, and the ways to change it. Back undoes every change.
 * @param address how the view stands there; the same at every call
 */
export const useAttemptsView = (address = own) => {
  const { go, ...shared } = useExplorerView(address);
  const { filterBy } = shared;
  return {
    ...shared,
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
