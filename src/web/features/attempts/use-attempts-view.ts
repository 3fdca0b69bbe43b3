import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { type Filters, noFilters, withValue } from '../../../contract/filters.ts';
import { type AttemptFilters, noAttemptFilters } from '../../api/attempts.ts';
import type { Order } from '../../api/events.ts';
import { isOutcome } from '../../audit/outcome-look.ts';
import type { Range } from '../../audit/range.ts';
import { useZone } from '../../audit/zone-choice.ts';
import { type AttemptsView, readAttemptsUrl, withOutcomeFilter, writeAttemptsUrl } from './attempts-url.ts';

/** The table of attempts, read from the URL, and the ways to change it. Back undoes every change. */
export const useAttemptsView = () => {
  const [params, setParams] = useSearchParams();
  const { zone } = useZone();
  const { view, notices } = useMemo(() => readAttemptsUrl(params, zone), [params, zone]);
  const write = (next: AttemptsView, replace = false) => setParams(writeAttemptsUrl(next), { replace });
  return {
    view,
    zone,
    notices,
    /** Clean the address of what could not be used. */
    dismissNotices: () => write(view, true),
    setFilters: (filters: Filters, replace = false) => write({ ...view, filters }, replace),
    /** Filters that were offered for a text, over all time where they lie outside of what is shown. */
    setOffered: (filters: Filters, outside: boolean) =>
      write({ ...view, filters, ...(outside && { range: { kind: 'all' } as const }) }),
    setAttempts: (attempts: AttemptFilters) => write({ ...view, attempts }),
    clear: () => write({ ...view, filters: noFilters, attempts: noAttemptFilters }),
    setRange: (range: Range) => write({ ...view, range }),
    setOrder: (order: Order) => write({ ...view, order }),
    filterBy: (kind: 'any' | 'none', property: string, value: string) =>
      property === 'outcome' && isOutcome(value)
        ? write({ ...view, attempts: withOutcomeFilter(view.attempts, kind, value) })
        : write({ ...view, filters: withValue(view.filters, kind, property, value) }),
  };
};
