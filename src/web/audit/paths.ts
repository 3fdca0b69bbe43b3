import type { Micros } from '../../contract/instant.ts';
import { formatInstant } from '../../contract/instant.ts';
import { type Filters, noFilters, withValue, writeFilters } from '../../contract/filters.ts';

/** The addresses of the pages, as the router knows them. */
export const routes = {
  home: '/',
  events: '/events',
  attempt: '/attempts/:requestId',
  session: '/sessions/:session',
} as const;

/** The explorer with these filters. */
export const eventsPath = (
  filters: Filters = noFilters,
  more: readonly (readonly [string, string])[] = [],
): string => {
  const search = new URLSearchParams([
    ...writeFilters(filters),
    ...more.map((entry) => [...entry]),
  ]).toString();
  return search === '' ? routes.events : `${routes.events}?${search}`;
};

/** The explorer, over all time, with the events that have this value. */
export const eventsWithPath = (property: string, value: string): string =>
  eventsPath(withValue(noFilters, 'any', property, value), [['range', 'all']]);

/** One attempt. `at` is an instant of it: it lets storage find the first events at once. */
export const attemptPath = (requestId: string, at?: Micros): string => {
  const hint = at === undefined ? '' : `?${new URLSearchParams({ at: formatInstant(at) })}`;
  return `/attempts/${encodeURIComponent(requestId)}${hint}`;
};

/** One session. */
export const sessionPath = (session: string): string => `/sessions/${encodeURIComponent(session)}`;

/** One user, by address or id. */
export const userPath = (user: string): string => `/users/${encodeURIComponent(user)}`;

/** One source address. */
export const addressPath = (ip: string): string => `/addresses/${encodeURIComponent(ip)}`;

/** The events that share a correlation id. */
export const tracePath = (traceId: string): string => `/traces/${encodeURIComponent(traceId)}`;

/**
 * The id in the address of an attempt or a session. Read from the raw path: the router's own parameters
 * take an id that holds the text `%2F` for one that holds `/`.
 * @returns undefined when the path carries none, or one that is not well-formed
 */
export const idOfPath = (pathname: string): string | undefined => {
  const segment = /^\/[^/]+\/([^/]+)\/?$/.exec(pathname)?.[1];
  if (segment === undefined) return undefined;
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined; // a stray % in a hand-made address
  }
};
