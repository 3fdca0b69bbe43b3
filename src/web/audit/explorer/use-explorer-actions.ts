import type { ExplorerView } from './explorer-url.ts';
import { type PageAction, usePageActions } from '../../lib/page-actions.ts';
import { type Range, presets, spanWords } from '../time/range.ts';

type Page = {
  readonly order: ExplorerView['order'];
  readonly filtered: boolean;
  readonly facetsOpen: boolean;
  readonly live: { readonly state: string; readonly possible: boolean; readonly set: (on: boolean) => void };
  readonly clear: () => void;
  readonly setOrder: (order: ExplorerView['order']) => void;
  readonly setRange: (range: Range) => void;
  readonly refresh: () => void;
  readonly search: () => void;
  readonly showFacets: (open: boolean) => void;
  /** What only this view can do. */
  readonly actions: readonly PageAction[];
};

/** What a view of the explorer can do, by name, for the command palette. */
export const useExplorerActions = (page: Page): void =>
  usePageActions(() => [
    { label: 'Search', keys: '/', run: page.search },
    ...(page.filtered ? [{ label: 'Clear all filters', run: page.clear }] : []),
    {
      label: page.facetsOpen ? 'Hide the filters by value' : 'Show the filters by value',
      run: () => page.showFacets(!page.facetsOpen),
    },
    {
      label: page.order === 'desc' ? 'Oldest first' : 'Newest first',
      run: () => page.setOrder(page.order === 'desc' ? 'asc' : 'desc'),
    },
    { label: 'Refresh', run: page.refresh },
    ...liveAction(page.live),
    ...presets.map((span) => ({
      label: `Show the ${spanWords(span)}`,
      run: () => page.setRange({ kind: 'last', span }),
    })),
    { label: 'Show all time', run: () => page.setRange({ kind: 'all' }) },
    ...page.actions,
  ]);

const liveAction = ({ state, possible, set }: Page['live']): PageAction[] => {
  if (state !== 'off') return [{ label: 'Announce new events no longer', run: () => set(false) }];
  return possible ? [{ label: 'Announce new events', run: () => set(true) }] : [];
};
