import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import { useLocation, useSearchParams } from 'react-router';
import { type Filters, noFilters, withValue } from '../../../contract/filters.ts';
import type { Order } from '../../api/events.ts';
import { fitsAddress, tooLongWords } from '../../api/address-length.ts';
import { type HeldBack, holdBack } from '../../lib/held-back.ts';
import { queryOf, shownQuery } from '../../lib/marks.ts';
import { useShared } from '../../lib/use-shared.ts';
import { useStable } from '../../lib/use-stable.ts';
import type { ExplorerView } from './explorer-url.ts';
import { leftOutOf } from './left-out.ts';
import { type FilterOffer, withOffer } from '../filters/offers.ts';
import type { Range } from '../time/range.ts';
import { useZone } from '../time/zone-choice.ts';

/** How a view of the explorer stands in its address; both the same at every call. */
export type ViewAddress<View> = {
  readonly read: (
    params: URLSearchParams,
    zone: string,
  ) => { readonly view: View; readonly notices: readonly string[] };
  readonly write: (view: View) => URLSearchParams;
  /** Ask for the rows of the next view, before it is drawn. @returns settled when they are there; undefined where they stay the same */
  readonly warm?: (client: QueryClient, next: View, before: View) => Promise<void> | undefined;
};

/** `replace`: Back does not undo it. `hurry`: it is drawn without its rows. */
type How = { readonly replace?: boolean; readonly hurry?: boolean };

/** How long a change waits for its rows, so that all is drawn once, before it is drawn without them (milliseconds). */
const patience = 100;

/**
 * A view of the explorer, read from the URL, and the ways to change it, which stay the same functions. Back undoes
 * all that is not replaced.
 */
export const useExplorerView = <View extends Omit<ExplorerView, 'selected'>>({
  read,
  write,
  warm,
}: ViewAddress<View>) => {
  const client = useQueryClient();
  const [params, setParams] = useSearchParams();
  const { state } = useLocation();
  const { zone } = useZone();
  const { view, notices } = useShared(useMemo(() => read(shownQuery(params), zone), [read, params, zone]));
  const waiting = useRef<HeldBack>(undefined);
  const [refused, setRefused] = useState<readonly string[]>([]);
  const begin = useStable((change: (view: View) => View, { replace = false, hurry = false }: How) => {
    const next = change(view);
    const fits = fitsAddress(`${window.location.pathname}?${write(next).toString()}`);
    setRefused(fits ? [] : [`${tooLongWords('With this the view is')} It stays as it was.`]);
    if (!fits) return;
    const rows = warm?.(client, next, view);
    const { pathname } = window.location;
    const draw = () => {
      // another page has come in between
      if (window.location.pathname !== pathname) return;
      // at once: the next key or click, however soon, begins from this view and not from the one before
      setParams(queryOf(write(next)), { replace, flushSync: true });
    };
    if (rows && !hurry) waiting.current = holdBack(rows, patience, draw);
    else draw();
  });
  const go = useStable((change: (view: View) => View, how: How = {}) => {
    // a change begins from the one before, even if that is still to be drawn
    waiting.current?.now();
    begin(change, how);
  });
  return {
    view,
    zone,
    notices: [...refused, ...leftOutOf(state), ...notices],
    go,
    /** Clean the address of what could not be used. */
    dismissNotices: () => go((view) => view, { replace: true }),
    /** However the filters were when what calls it was drawn. */
    changeFilters: (change: (filters: Filters) => Filters) =>
      go((view) => ({ ...view, filters: change(view.filters) })),
    setFilters: (filters: Filters) => go((view) => ({ ...view, filters })),
    setText: (q: string | undefined, replace: boolean, typing: boolean) =>
      go(
        (view) => {
          const { q: _before, ...filters } = view.filters;
          return { ...view, filters: q === undefined ? filters : { ...filters, q } };
        },
        // who types sees every key at once: what is drawn in two parts blocks them for less time
        { replace, hurry: typing },
      ),
    /** Take a filter that was offered for a text, over all time where it lies outside of what is shown. */
    takeOffer: (offer: FilterOffer) =>
      go((view) => ({
        ...view,
        filters: withOffer(view.filters, offer),
        ...(offer.outside && { range: { kind: 'all' } as const }),
      })),
    clear: () => go((view) => ({ ...view, filters: noFilters })),
    setRange: (range: Range) => go((view) => ({ ...view, range })),
    setOrder: (order: Order) => go((view) => ({ ...view, order })),
    setLive: (live: boolean) => go((view) => ({ ...view, live: live || undefined }), { replace: true }),
    filterBy: (kind: 'any' | 'none', property: string, value: string) =>
      go((view) => ({ ...view, filters: withValue(view.filters, kind, property, value) })),
  };
};
