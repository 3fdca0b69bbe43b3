import { noAttemptFilters } from '../../contract/attempt-filters.ts';
import { type AttemptsView, readAttemptsUrl, writeAttemptsUrl } from '../audit/explorer/attempts-url.ts';
import { attemptChipsOf } from '../audit/filters/attempt-chip-list.ts';
import { chipsOf } from '../audit/filters/chips.ts';
import { writeExplorerUrl } from '../audit/explorer/explorer-url.ts';
import { noFilters } from '../../contract/filters.ts';
import { readEventsUrl, writeEventsUrl } from '../features/events/events-url.ts';
import { routes } from '../audit/looks/paths.ts';

/** The pages that look at the same sign-ins, each in its way. */
const pages = ['overview', 'events', 'attempts', 'findings'] as const;
export type ViewPage = (typeof pages)[number];

/** Which of those pages a path is, if any. */
export const viewPageOf = (pathname: string): ViewPage | undefined =>
  pages.find((page) => routes[page] === pathname.replace(/\/$/, ''));

/** Only events have a request id that is not recorded: without one they are no attempts. */
const unlinked = 'request_id';

/** What findings are filtered by, too. */
const ofFindings: readonly string[] = ['source_ip', 'application_name', 'upstream_idp'];

/** Of findings only what rows have, too, is read. */
const readView = (page: ViewPage, params: URLSearchParams, zone: string): AttemptsView => {
  if (page !== 'events') return readAttemptsUrl(params, zone).view;
  const { selected: _row, columns: _columns, by: _by, ...view } = readEventsUrl(params, zone).view;
  return { ...view, attempts: noAttemptFilters };
};

/**
 * What of a view goes along to another page: range, zone and the filters that mean something there.
 * @param params as they are shown
 * @returns the query of the other page, and a sentence about each filter that is left out
 */
export const carriedView = (
  from: ViewPage,
  to: ViewPage,
  params: URLSearchParams,
  zone: string,
): { readonly search: URLSearchParams; readonly leftOut: readonly string[] } => {
  const { attempts, ...view } = readView(from, params, zone);
  if (to === 'findings') {
    const { any, ...others } = view.filters;
    const [shared, own] = [true, false].map((isShared) =>
      Object.fromEntries(Object.entries(any).filter(([name]) => ofFindings.includes(name) === isShared)),
    );
    return {
      search: new URLSearchParams(
        writeExplorerUrl({
          ...view,
          filters: { ...noFilters, any: shared ?? {} },
          order: 'desc',
          live: undefined,
        }),
      ),
      leftOut: [...chipsOf({ ...others, any: own ?? {} }), ...attemptChipsOf(attempts)].map(
        ({ not, label, value }) =>
          `“${not ? 'NOT ' : ''}${label} ${value}” is nothing that findings are filtered by, so it was left out.`,
      ),
    };
  }
  if (to === 'events')
    return {
      search: writeEventsUrl(view),
      leftOut: attemptChipsOf(attempts).map(
        ({ not, label, value }) =>
          `“${not ? 'NOT ' : ''}${label} ${value}” is said of whole attempts, not of events, so it was left out.`,
      ),
    };
  const { filters, order } = view;
  const missing = filters.missing.filter((property) => property !== unlinked);
  return {
    search: writeAttemptsUrl({
      ...view,
      attempts,
      filters: { ...filters, missing },
      // the overview has no rows
      order: to === 'overview' ? 'desc' : order,
    }),
    leftOut: chipsOf({ any: {}, none: {}, missing: filters.missing.filter((each) => each === unlinked) }).map(
      ({ label, value }) =>
        `“${label} ${value}” is said of events that belong to no attempt, so it was left out.`,
    ),
  };
};
