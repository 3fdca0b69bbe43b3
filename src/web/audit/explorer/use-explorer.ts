import { useRef } from 'react';
import type { AttemptSelection } from '../../api/attempts.ts';
import type { Scope } from '../../api/scope.ts';
import type { LoadState } from '../../lib/load-state.ts';
import { useKeys } from '../../lib/use-keys.ts';
import type { TableHandle } from '../../ui/virtual-grid.tsx';
import type { useExplorerScope } from './explorer-scope.ts';
import type { ExplorerView } from './explorer-url.ts';
import { useFacetsOpen } from '../filters/facet-panel.tsx';
import type { PageAction } from '../../lib/page-actions.ts';
import { useExplorerActions } from './use-explorer-actions.ts';
import type { useExplorerView } from './use-explorer-view.ts';
import { useLive } from './use-live.ts';

/** What a view of the explorer says of its rows. */
type Data = Omit<ReturnType<typeof useExplorerScope>, 'renew' | 'scope'> & {
  readonly scope: Scope | AttemptSelection;
  /** How many rows are held, and how many come before them. */
  readonly shown: number;
  readonly offset?: number;
  /** How many there are in all; undefined while it is not known. */
  readonly total: number | undefined;
  readonly state: LoadState;
  /** Whether the first rows are there: what is counted beside them must not delay them. */
  readonly ready: boolean;
  readonly error: Error | null;
  readonly retry: () => void;
  readonly retrying: boolean;
  readonly cancel: () => void;
  readonly refresh: () => void;
};

type Options = {
  /** What the rows are: “event”. */
  readonly noun: string;
  readonly view: Pick<ExplorerView, 'filters' | 'range' | 'order' | 'live'>;
  readonly zone: string;
  readonly change: Omit<ReturnType<typeof useExplorerView>, 'view' | 'zone' | 'go'>;
  readonly data: Data;
  /** Whether anything is filtered by. */
  readonly filtered: boolean;
  /** What only this view can do. */
  readonly actions?: readonly PageAction[];
  /** Keys that only this view has. */
  readonly keys?: Readonly<Record<string, () => void>>;
};

/** What the views of the explorer have in common: live updates, facets, the keys and the actions of the palette. */
export const useExplorer = ({ actions = [], keys = {}, ...explorer }: Options) => {
  const { view, change, data, filtered } = explorer;
  const live = useLive({ ...view, ...data, live: view.live === true }, change.setLive, data.refresh);
  const facets = useFacetsOpen();
  const table = useRef<TableHandle>(null);
  const search = useRef<HTMLInputElement>(null);
  const toSearch = () => search.current?.focus();
  useKeys({
    '/': toSearch,
    j: () => table.current?.step(1),
    k: () => table.current?.step(-1),
    ...keys,
  });
  useExplorerActions({
    ...change,
    order: view.order,
    filtered,
    live,
    refresh: data.refresh,
    search: toSearch,
    facetsOpen: facets.open,
    showFacets: facets.show,
    actions,
  });
  return { ...explorer, live, facets, table, search };
};

/** A view of the explorer as its parts need it. */
export type ExplorerModel = ReturnType<typeof useExplorer>;
