import type { QueryClient } from '@tanstack/react-query';
import { eventsQuery } from '../../api/events.ts';
import { asOfFor } from '../../audit/time/as-of.ts';
import { scopeWithin } from '../../audit/explorer/explorer-scope.ts';
import { resolveRange } from '../../audit/time/range.ts';
import { type EventsView, rowsKey } from './events-url.ts';

/**
 * Ask for the first rows of a view before it is drawn.
 * @param before the view that is shown: when its rows are the same there is nothing to ask for
 * @returns settled when they have come, or failed to
 */
export const warmEvents = (
  client: QueryClient,
  view: EventsView,
  before?: EventsView,
): Promise<void> | undefined => {
  if (before && rowsKey(before) === rowsKey(view)) return undefined;
  const instants = resolveRange(view.range, asOfFor(rowsKey(view)));
  return client.prefetchInfiniteQuery(eventsQuery(scopeWithin(view.filters, instants), view.order));
};
