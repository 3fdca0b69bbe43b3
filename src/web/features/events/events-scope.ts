import type { QueryClient } from '@tanstack/react-query';
import type { Filters } from '../../../contract/filters.ts';
import { formatInstant } from '../../../contract/instant.ts';
import { eventsQuery } from '../../api/events.ts';
import type { Scope } from '../../api/scope.ts';
import { takeAsOf } from '../../audit/as-of.ts';
import { type Instants, resolveRange } from '../../audit/range.ts';
import { readEventsUrl, rowsKey } from './events-url.ts';

/** What is asked of the server for these filters and instants. */
export const scopeOf = (filters: Filters, { from, to }: Instants): Scope => ({
  filters,
  ...(from !== undefined && { from: formatInstant(from) }),
  ...(to !== undefined && { to: formatInstant(to) }),
});

/** Ask for the first rows of an address before the page is drawn, so that both happen at once. */
export const warmEvents = (client: QueryClient, params: URLSearchParams, zone: string): void => {
  const { view } = readEventsUrl(params, zone);
  const instants = resolveRange(view.range, takeAsOf(client, rowsKey(view)));
  void client.prefetchInfiniteQuery(eventsQuery(scopeOf(view.filters, instants), view.order));
};
