import { useExplorerScope } from '../../audit/explorer/explorer-scope.ts';
import { usePainted } from '../../lib/use-painted.ts';
import { useStable } from '../../lib/use-stable.ts';
import { type EventsView, rowsKey } from './events-url.ts';
import { defaultSplit } from './split.ts';
import { useCounts } from './use-counts.ts';
import { useEventPages } from './use-event-pages.ts';

/** What the explorer shows of the server: rows page by page, counts over time, and how both are doing. */
export const useEventsData = (view: EventsView, zone: string) => {
  const { renew, ...asked } = useExplorerScope(view, rowsKey);
  const { scope } = asked;

  const pages = useEventPages(scope, view.order);
  const { list, events } = pages;

  // the rows are what is waited for: counting begins when they are on screen
  const ready = usePainted(list.isPending ? undefined : pages.key) !== undefined;
  const counts = useCounts(scope, zone, view.by ?? defaultSplit, ready);

  return {
    ...asked,
    pages,
    events,
    shown: events.length,
    offset: pages.offset,
    state: pages.state,
    /** Whether counting may begin. */
    ready,
    /** Exact once known: by counting, or because every row is loaded. */
    total: pages.complete ? pages.offset + events.length : counts.total,
    error: list.error,
    retry: pages.retry,
    retrying: list.isFetching,
    /** Stop waiting, here and on the server. */
    cancel: () => {
      pages.cancel();
      counts.cancel();
    },
    counts,
    /** Ask again, up to now. */
    refresh: useStable(() => {
      // a range that does not move with the clock asks the same question: forget its answers, from the first page
      if (renew()) return;
      pages.reset();
      counts.reset();
    }),
  };
};
