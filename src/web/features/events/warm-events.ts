import type { QueryClient } from '@tanstack/react-query';
import { eventsQuery } from '../../api/events.ts';
import { takeAsOf } from '../../audit/as-of.ts';
import { scopeOf } from '../../audit/explorer-scope.ts';
import { resolveRange } from '../../audit/range.ts';
import { readEventsUrl, rowsKey } from './events-url.ts';

/** Ask for the first rows of an address before the page is drawn, so that both happen at once. */
export const warmEvents = (client: QueryClient, params: URLSearchParams, zone: string): void => {
  const { view } = readEventsUrl(params, zone);
  const instants = resolveRange(view.range, takeAsOf(client, rowsKey(view)));
  void client.prefetchInfiniteQuery(eventsQuery(scopeOf(view.filters, instants), view.order));
};
