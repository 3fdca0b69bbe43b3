import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { type Filters, noFilters, withValue } from '../../contract/filters.ts';
import type { Order } from '../api/events.ts';
import type { ExplorerView } from './explorer-url.ts';
import type { Range } from './range.ts';
import { type Offer, withOffer } from './search-offers.ts';
import { useZone } from './zone-choice.ts';

/** How a view of the explorer stands in its address; both the same at every call. */
type Address<View> = {
  readonly read: (
    params: URLSearchParams,
    zone: string,
  ) => { readonly view: View; readonly notices: readonly string[] };
  readonly write: (view: View) => URLSearchParams;
  /** Ask for what the next view shows, before it is drawn. */
  readonly warm?: (client: QueryClient, next: View, before: View) => void;
};

/** A view of the explorer, read from the URL, and the ways to change it. Back undoes all that is not replaced. */
export const useExplorerView = <View extends Omit<ExplorerView, 'selected'>>({
  read,
  write,
  warm,
}: Address<View>) => {
  const client = useQueryClient();
  const [params, setParams] = useSearchParams();
  const { zone } = useZone();
  const { view, notices } = useMemo(() => read(params, zone), [read, params, zone]);
  // at once: the next key or click, however soon, begins from this view and not from the one before
  const go = (next: View, replace = false) => {
    warm?.(client, next, view);
    setParams(write(next), { replace, flushSync: true });
  };
  return {
    view,
    zone,
    notices,
    go,
    /** Clean the address of what could not be used. */
    dismissNotices: () => go(view, true),
    setFilters: (filters: Filters) => go({ ...view, filters }),
    setText: (q: string | undefined, replace: boolean) => {
      const { q: _before, ...filters } = view.filters;
      go({ ...view, filters: q === undefined ? filters : { ...filters, q } }, replace);
    },
    /** Take a filter that was offered for a text, over all time where it lies outside of what is shown. */
    takeOffer: (offer: Offer) =>
      go({
        ...view,
        filters: withOffer(view.filters, offer),
        ...(offer.outside && { range: { kind: 'all' } as const }),
      }),
    clear: () => go({ ...view, filters: noFilters }),
    setRange: (range: Range) => go({ ...view, range }),
    setOrder: (order: Order) => go({ ...view, order }),
    setLive: (live: boolean) => go({ ...view, live: live || undefined }, true),
    filterBy: (kind: 'any' | 'none', property: string, value: string) =>
      go({ ...view, filters: withValue(view.filters, kind, property, value) }),
  };
};
