import { infiniteQueryOptions, queryOptions, useIsFetching } from '@tanstack/react-query';
import { type ListAnswer, listAnswerSchema, maxLimit } from '../../contract/audits.ts';
import { type Micros, parseInstant } from '../../contract/instant.ts';
import { type AuditRecord, type ReadEmail, saidIn } from '../../contract/record.ts';
import { unexpectedError } from './api-error.ts';
import { type Entries, getJson } from './client.ts';
import { type Scope, scopeEntries } from './scope.ts';
import { shownEmail } from './shown-email.ts';

const path = '/v1/auth_audits';

/** A stored event with what screens derive once: its instant and the user's address or id. */
export type AuditEvent = {
  readonly id: string;
  readonly record: AuditRecord;
  readonly time: Micros | undefined;
  readonly email: ReadEmail | undefined;
  /** What a directory calls the user. */
  readonly name?: string;
  /** What it is called as a step of its attempt; only where that was asked for. */
  readonly title?: string;
};

type EventsPage = { readonly events: readonly AuditEvent[]; readonly next: string | undefined };

export type Order = 'desc' | 'asc';

/** What directories call the users of an answer’s records: by their user_id, else by whose alone their address is. */
const namesIn = ({ known_names: names = {}, known_owners: owners = {} }: ListAnswer) => {
  const own = (of: Readonly<Record<string, string>>, key: string | undefined): string | undefined =>
    key !== undefined && Object.hasOwn(of, key) ? of[key] : undefined;
  return (record: AuditRecord): string | undefined =>
    own(names, saidIn(record, 'user_id') ?? own(owners, saidIn(record, 'upstream_user_id')));
};

const fetchPage = async (entries: Entries, signal: AbortSignal): Promise<EventsPage> => {
  const query: Entries = [...entries, ['expand', 'event_ids,emails,names']];
  const answer = await getJson(listAnswerSchema, path, query, signal);
  const known = answer.known_emails ?? {};
  const nameOf = namesIn(answer);
  const events = answer.auth_audits.map((record, index) => {
    const id = answer.event_ids?.[index];
    if (id === undefined) throw unexpectedError(path);
    const time = record.time === undefined ? undefined : parseInstant(record.time);
    const title = answer.step_titles?.[index];
    const name = nameOf(record);
    return {
      id,
      record,
      time,
      email: shownEmail(record, known),
      ...(name !== undefined && { name }),
      ...(title !== undefined && { title }),
    };
  });
  return { events, next: answer.page_at_id };
};

/** Records a page of the table: enough for several screens, few enough to paint at once. */
export const pageSize = 100;

/** Whether the first rows of a table are on their way: not those that are added to it. */
export const useRowsOnTheWay = (): boolean =>
  useIsFetching({
    predicate: ({ queryKey: [kind], state }) =>
      (kind === 'events' || kind === 'attempts') && state.fetchMeta?.fetchMore === undefined,
  }) > 0;

/** How many pages are held at once; those farthest from what is read are let go and can be asked for again. */
const heldPages = 100;

/** Where a page begins. Each knows the one before, so that every page once seen can be found again. */
export type PageStart = {
  readonly index: number;
  readonly cursor: string | undefined;
  readonly before: PageStart | undefined;
};

export const firstPage: PageStart = { index: 0, cursor: undefined, before: undefined };

/** Where the page after this one begins; undefined after the last. */
const startAfter = (page: EventsPage, start: PageStart): PageStart | undefined =>
  page.next === undefined ? undefined : { index: start.index + 1, cursor: page.next, before: start };

/**
 * The table's rows, page by page, from `from` on and back: a window that moves over all of them. A page once
 * loaded never changes: live updates come another way.
 */
export const eventsQuery = (scope: Scope, order: Order, from: PageStart = firstPage) =>
  infiniteQueryOptions({
    queryKey: ['events', scope, order, from.index],
    queryFn: ({ signal, pageParam: { cursor } }) =>
      fetchPage(
        [
          ...scopeEntries(scope),
          ['order', order],
          ['limit', String(pageSize)],
          ...(cursor === undefined ? [] : [['page_at_id', cursor] as const]),
        ],
        signal,
      ),
    initialPageParam: from,
    getNextPageParam: (page, _pages, start) => startAfter(page, start),
    getPreviousPageParam: (_page, _pages, start) => start.before,
    maxPages: heldPages,
    staleTime: Infinity,
    // comparing ten thousand records on every page would cost more than it saves
    structuralSharing: false,
  });

/** One event by its id; undefined when it is not stored. */
export const eventQuery = (id: string) =>
  queryOptions({
    queryKey: ['event', id],
    queryFn: async ({ signal }) =>
      (
        await fetchPage(
          [
            ['event_id', id],
            ['limit', '1'],
          ],
          signal,
        )
      ).events[0] ?? null,
    staleTime: Infinity,
    structuralSharing: false,
  });

/** All events of a scope with their titles, oldest first, however many pages they fill. */
export const allEventsQuery = (scope: Scope) =>
  queryOptions({
    queryKey: ['all-events', scope],
    queryFn: async ({ signal }) => {
      const entries: Entries = [
        ...scopeEntries(scope),
        ['order', 'asc'],
        ['limit', String(maxLimit)],
        ['expand', 'step_titles'],
      ];
      const events: AuditEvent[] = [];
      let next: string | undefined;
      do {
        const at: Entries = next === undefined ? [] : [['page_at_id', next]];
        const page = await fetchPage([...entries, ...at], signal);
        events.push(...page.events);
        next = page.next;
      } while (next !== undefined);
      return events;
    },
    structuralSharing: false,
  });
