import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { listAnswerSchema, maxLimit } from '../../contract/audits.ts';
import { type Micros, parseInstant } from '../../contract/instant.ts';
import { type AuditRecord, type Supplied, emailOf } from '../../contract/record.ts';
import { unexpectedError } from './api-error.ts';
import { type Entries, getJson } from './client.ts';
import { type Scope, scopeEntries } from './scope.ts';

const path = '/v1/auth_audits';

/** A stored event with what screens derive once: its instant and the user's address or id. */
export type AuditEvent = {
  readonly id: string;
  readonly record: AuditRecord;
  readonly time: Micros | undefined;
  readonly email: (Supplied & { readonly email: boolean }) | undefined;
};

export type EventsPage = { readonly events: readonly AuditEvent[]; readonly next: string | undefined };

export type Order = 'desc' | 'asc';

const fetchPage = async (entries: Entries, signal: AbortSignal): Promise<EventsPage> => {
  const query: Entries = [...entries, ['expand', 'event_ids'], ['expand', 'emails']];
  const answer = await getJson(listAnswerSchema, path, query, signal);
  const known = answer.known_emails ?? {};
  const events = answer.auth_audits.map((record, index) => {
    const id = answer.event_ids?.[index];
    if (id === undefined) throw unexpectedError(path);
    const time = record.time === undefined ? undefined : parseInstant(record.time);
    return { id, record, time, email: emailOf(record, known) };
  });
  return { events, next: answer.page_at_id };
};

/** Records a page of the table: enough for several screens, few enough to paint at once. */
export const pageSize = 200;

/** The table's rows, page by page. A page once loaded never changes: live updates come another way. */
export const eventsQuery = (scope: Scope, order: Order) =>
  infiniteQueryOptions({
    queryKey: ['events', scope, order],
    queryFn: ({ signal, pageParam }) =>
      fetchPage(
        [
          ...scopeEntries(scope),
          ['order', order],
          ['limit', String(pageSize)],
          ...(pageParam === undefined ? [] : [['page_at_id', pageParam] as const]),
        ],
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
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

/** All events of a scope, oldest first, however many pages they fill. */
export const allEventsQuery = (scope: Scope) =>
  queryOptions({
    queryKey: ['all-events', scope],
    queryFn: async ({ signal }) => {
      const entries: Entries = [...scopeEntries(scope), ['order', 'asc'], ['limit', String(maxLimit)]];
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
