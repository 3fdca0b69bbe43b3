import { type Filters, isUnfiltered, noFilters } from '../../../contract/filters.ts';
import type { Order } from '../../api/events.ts';
import { usePageActions } from '../../audit/page-actions.ts';
import { presets, spanWords } from '../../audit/range.ts';
import type { Range } from '../../audit/range.ts';
import type { Columns } from './use-columns.ts';

type Page = {
  readonly filters: Filters;
  readonly setFilters: (filters: Filters) => void;
  readonly order: Order;
  readonly setOrder: (order: Order) => void;
  readonly setRange: (range: Range) => void;
  readonly refresh: () => void;
  readonly search: () => void;
  readonly columns: Columns;
  readonly facetsOpen: boolean;
  readonly showFacets: (open: boolean) => void;
  readonly selectAll: () => void;
};

/** What the explorer can do, by name, for the command palette. */
export const useEventsActions = (page: Page): void =>
  usePageActions([
    { label: 'Search', keys: '/', run: page.search },
    ...(isUnfiltered(page.filters)
      ? []
      : [{ label: 'Clear all filters', run: () => page.setFilters(noFilters) }]),
    {
      label: page.facetsOpen ? 'Hide the filters by value' : 'Show the filters by value',
      run: () => page.showFacets(!page.facetsOpen),
    },
    {
      label: page.order === 'desc' ? 'Oldest first' : 'Newest first',
      run: () => page.setOrder(page.order === 'desc' ? 'asc' : 'desc'),
    },
    { label: 'Refresh', run: page.refresh },
    ...presets.map((span) => ({
      label: `Show the ${spanWords(span)}`,
      run: () => page.setRange({ kind: 'last', span }),
    })),
    { label: 'Show all time', run: () => page.setRange({ kind: 'all' }) },
    { label: 'Select all loaded events', keys: 'Ctrl A', run: page.selectAll },
    ...(page.columns.changed ? [{ label: 'Reset columns', run: page.columns.reset }] : []),
  ]);
