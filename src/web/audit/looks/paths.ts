import type { Micros } from '../../../contract/instant.ts';
import { idOfSegment } from '../../../contract/id-segment.ts';
import { formatInstant } from '../../../contract/instant.ts';
import { type Filters, noFilters, withValue, writeFilters } from '../../../contract/filters.ts';
import { shownSegment } from '../../api/shown.ts';
import { queryOf, shownOf } from '../../lib/marks.ts';

/** The addresses of the pages, as the router knows them. */
export const routes = {
  home: '/',
  events: '/events',
  attempts: '/attempts',
  attempt: '/attempts/:requestId',
  session: '/sessions/:session',
  trace: '/traces/:traceId',
  user: '/users/:user',
  address: '/addresses/:ip',
  overview: '/overview',
  findings: '/findings',
  sources: '/sources',
} as const;

type More = readonly (readonly [string, string])[];

/** All time, as the addresses of pages say it. */
export const ever: More = [['range', 'all']];

const withQuery = (path: string, entries: More): string => {
  const search = queryOf(entries).toString();
  return search === '' ? path : `${path}?${search}`;
};

/** The explorer with these filters. */
export const eventsPath = (filters: Filters = noFilters, more: More = []): string =>
  withQuery(routes.events, [...writeFilters(filters), ...more]);

/** The explorer, over all time, with the events that have this value. */
export const eventsWithPath = (property: string, value: string): string =>
  eventsPath(withValue(noFilters, 'any', property, value), ever);

/** One attempt. `at` is an instant of it: it lets storage find the first events at once. */
export const attemptPath = (requestId: string, at?: Micros): string => {
  const hint = at === undefined ? '' : `?${new URLSearchParams({ at: formatInstant(at) })}`;
  return `/attempts/${shownSegment(requestId)}${hint}`;
};

/** The attempts, one a row, with these filters. */
export const attemptsPath = (filters: Filters = noFilters, more: More = []): string =>
  withQuery(routes.attempts, [...writeFilters(filters), ...more]);

/** What an answer is asked for with, as links to the explorer write it. */
const renamed: Readonly<Record<string, string>> = { dt_from: 'from', dt_to: 'to' };

/**
 * The explorer with exactly what an answer says it counted: its parameters are those of our addresses, but for the
 * range.
 */
export const evidencePath = (
  of: 'attempts' | 'events',
  query: Readonly<Record<string, readonly string[]>>,
  more: More = [],
): string =>
  withQuery(routes[of], [
    ...Object.entries(query).flatMap(([param, values]) =>
      values.map((value) => [renamed[param] ?? param, value] as const),
    ),
    ...more,
  ]);

/** All that deserves a look, filtered and of a range as these entries say. */
export const findingsPath = (entries: More): string => withQuery(routes.findings, entries);

/** The events that share a correlation id. */
export const tracePath = (traceId: string): string => `/traces/${shownSegment(traceId)}`;

/**
 * One user, by e-mail address or any id.
 * @param range to look at: all time unless the page it is opened from shows a range, since what led here may be older
 * than what the page shows unasked
 */
export const userPath = (user: string, range: More = ever): string =>
  withQuery(`/users/${shownSegment(user)}`, range);

/** One source address. @param range as for a user */
export const addressPath = (ip: string, range: More = ever): string =>
  withQuery(`/addresses/${shownSegment(ip)}`, range);

/** One session. */
export const sessionPath = (session: string): string => `/sessions/${shownSegment(session)}`;

/**
 * The id in the address of an attempt or a session. Read from the raw path: the router's own parameters
 * take an id that holds the text `%2F` for one that holds `/`.
 * @returns as it is shown; undefined when the path carries none; as it stands where it is not well-formed, as in `/users/100%`
 */
export const idOfPath = (pathname: string): string | undefined => {
  const segment = /^\/[^/]+\/([^/]+)\/?$/.exec(pathname)?.[1];
  if (segment === undefined) return undefined;
  try {
    return shownOf(idOfSegment(segment));
  } catch {
    return segment; // a stray % in a hand-made address
  }
};
