import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { histogramQuery } from '../../api/histogram.ts';
import { takeAsOf, useAsOf } from '../../audit/as-of.ts';
import { type Range, resolveRange } from '../../audit/range.ts';
import { useKept } from '../../lib/use-kept.ts';
import { scopeOf } from './events-scope.ts';
import { type EventsView, rowsKey } from './events-url.ts';
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
  const counts = useQuery({ ...histogramQuery(scope, zone), enabled: !list.isPending });
  const histogram = useKept(counts.data);
  const total = useMemo(
    () => histogram.value?.buckets.reduce((sum, { count }) => sum + count, 0),
    [histogram.value],
  );

  return {
    instants,
    scope,
    pages,
    events,
    state: pages.state,
    /** Exact once known: by counting, or because every row is loaded. */
    total: pages.complete ? pages.offset + events.length : histogram.kept ? undefined : total,
    listError: list.error,
    retryList: pages.retry,
    retrying: list.isFetching,
    /** Stop waiting, here and on the server. */
    cancel: () => {
      pages.cancel();
      void client.cancelQueries({ queryKey: histogramQuery(scope, zone).queryKey });
    },
    histogram: histogram.value,
    histogramStale: histogram.kept,
    histogramError: counts.error,
    retryHistogram: () => void counts.refetch(),
    /** Ask again, up to now. */
    refresh: () => {
      const same = takeAsOf(client, rowsKey(view)) === asOf || view.range.kind !== 'last';
      // a range that does not move with the clock asks the same question: forget its answers, from the first page
      if (!same) return;
      pages.reset();
      void client.resetQueries({ queryKey: histogramQuery(scope, zone).queryKey });
    },
    /** A range that is chosen means now, even if it was looked at before. */
    anchor: (range: Range) => void takeAsOf(client, rowsKey({ ...view, range })),
  };
};
