import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { type Filters, withValue, withoutProperty } from '../../../contract/filters.ts';
import type { Order } from '../../api/events.ts';
import type { Range } from '../../audit/range.ts';
import { useZone } from '../../audit/zone-choice.ts';
import { useStable } from '../../lib/use-stable.ts';
import type { SeriesFilter } from '../../audit/time-bars.ts';
import { type EventsView, readEventsUrl, writeEventsUrl } from './events-url.ts';
import { type Split, defaultSplit } from './split.ts';

/** The explorer's view, read from the URL, and the ways to change it. Back undoes all but looking at a row. */
export const useEventsView = () => {
  const [params, setParams] = useSearchParams();
  const { zone } = useZone();
  const { view, notices } = useMemo(() => readEventsUrl(params, zone), [params, zone]);

  // at once: the next key or click, however soon, begins from this view and not from the one before
  const write = (next: EventsView, replace = false) =>
    setParams(writeEventsUrl(next), { replace, flushSync: true });
  const select = useStable((selected: string | undefined) => {
    const { selected: _closed, ...closed } = view;
    write(selected === undefined ? closed : { ...view, selected }, true);
  });

  return {
    view,
    zone,
    notices,
    /** Clean the address of what could not be used. */
    dismissNotices: () => write(view, true),
    setFilters: (filters: Filters, replace = false) => write({ ...view, filters }, replace),
    /** Filter, and look at all time. */
    setFiltersOfAllTime: (filters: Filters) => write({ ...view, filters, range: { kind: 'all' } }),
    setRange: (range: Range) => write({ ...view, range }),
    setOrder: (order: Order) => write({ ...view, order }),
    filterBy: (kind: 'any' | 'none', property: string, value: string) =>
      write({ ...view, filters: withValue(view.filters, kind, property, value) }),
    /** Say in the link which columns are shown, or no longer. */
    setColumns: (columns: readonly string[] | undefined) => {
      const { columns: _before, ...without } = view;
      write(columns ? { ...view, columns } : without, true);
    },
    /** Count by something else. */
    setSplit: (split: Split) => {
      const { by: _before, ...without } = view;
      write(split === defaultSplit ? without : { ...view, by: split }, true);
    },
    setLive: (live: boolean) => {
      const { live: _before, ...without } = view;
      write(live ? { ...view, live } : without, true);
    },
    /** Look only at what the histogram counts as one. */
    filterBySeries: (split: Split, filter: NonNullable<SeriesFilter>) => {
      const filters = withoutProperty(view.filters, split);
      write({
        ...view,
        filters:
          filter === 'missing'
            ? { ...filters, missing: [...filters.missing, split] }
            : { ...filters, any: { ...filters.any, [split]: filter.values } },
      });
    },
    select,
  };
};
