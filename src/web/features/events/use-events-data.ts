import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { takeAsOf, useAsOf } from '../../audit/as-of.ts';
import { type Range, resolveRange } from '../../audit/range.ts';
import { scopeOf } from './events-scope.ts';
import { type EventsView, rowsKey } from './events-url.ts';
import { defaultSplit } from './split.ts';
import { useCounts } from './use-counts.ts';
import { useEventPages } from './use-event-pages.ts';

/** What the explorer shows of the server: rows page by page, counts over time, and how both are doing. */
export const useEventsData = (view: EventsView, zone: string) => {
  const client = useQueryClient();
  const asOf = useAsOf(rowsKey(view));
  const instants = useMemo(() => resolveRange(view.range, asOf), [view.range, asOf]);
  const scope = useMemo(() => scopeOf(view.filters, instants), [view.filters, instants]);

  const pages = useEventPages(scope, view.order);
  const { list, events } = pages;

  // the rows are what is waited for: counting begins when they are there
  const ready = !list.isPending;
  const counts = useCounts(scope, zone, view.by ?? defaultSplit, ready);

  return {
    asOf,
    instants,
    scope,
    pages,
    events,
    state: pages.state,
    /** Whether counting may begin. */
    ready,
    /** Exact once known: by counting, or because every row is loaded. */
    total: pages.complete ? pages.offset + events.length : counts.total,
    listError: list.error,
    retryList: pages.retry,
    retrying: list.isFetching,
    /** Stop waiting, here and on the server. */
    cancel: () => {
      pages.cancel();
      counts.cancel();
    },
    counts,
    /** Ask again, up to now. */
    refresh: () => {
      const next = scopeOf(view.filters, resolveRange(view.range, takeAsOf(client, rowsKey(view))));
      // a range that does not move with the clock asks the same question: forget its answers, from the first page
      if (JSON.stringify(next) !== JSON.stringify(scope)) return;
      pages.reset();
      counts.reset();
    },
    /** A range that is chosen means now, even if it was looked at before. */
    anchor: (range: Range) => void takeAsOf(client, rowsKey({ ...view, range })),
  };
};
