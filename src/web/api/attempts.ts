import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { type AttemptFilters, writeAttemptFilters } from '../../contract/attempt-filters.ts';
import {
  type Attempt,
  type AttemptAnswer,
  attemptAnswerSchema,
  attemptHistogramAnswerSchema,
  attemptsAnswerSchema,
} from '../../contract/attempts.ts';
import { type Micros, formatInstant, parseInstant } from '../../contract/instant.ts';
import { type AuditRecord, saidIn } from '../../contract/record.ts';
import { type Entries, getJson } from './client.ts';
import type { AuditEvent, Order } from './events.ts';
import { type Scope, scopeEntries } from './scope.ts';
import { shownSegment } from './shown.ts';
import { shownEmail } from './shown-email.ts';

const path = '/v1/auth_attempts';

export type AttemptSelection = Scope & { readonly attempts: AttemptFilters };

/** The scope as query parameters of the API. */
export const attemptScopeEntries = (scope: AttemptSelection): Entries => [
  ...scopeEntries(scope),
  ...writeAttemptFilters(scope.attempts),
];

/** Attempts a page of the table. */
const pageSize = 100;

/** The table's rows, page by page, their sentences in the time of `tz`. */
export const attemptsQuery = (scope: AttemptSelection, order: Order, tz: string, limit = pageSize) =>
  infiniteQueryOptions({
    queryKey: ['attempts', scope, order, tz, limit],
    queryFn: async ({ signal, pageParam }) => {
      const answer = await getJson(
        attemptsAnswerSchema,
        path,
        [
          ...attemptScopeEntries(scope),
          ['order', order],
          ['tz', tz],
          ['limit', String(limit)],
          ...(pageParam === undefined ? [] : [['page_at_id', pageParam] as const]),
        ],
        signal,
      );
      return { attempts: answer.auth_attempts, next: answer.page_at_id };
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    staleTime: Infinity,
    structuralSharing: false,
  });

/** Counts of attempts over time by outcome; their sum is how many match. */
export const attemptHistogramQuery = (scope: AttemptSelection, tz: string, buckets = 120) =>
  queryOptions({
    queryKey: ['attempt-histogram', scope, tz, buckets],
    queryFn: ({ signal }) =>
      getJson(
        attemptHistogramAnswerSchema,
        `${path}/histogram`,
        [...attemptScopeEntries(scope), ['tz', tz], ['buckets', String(buckets)]],
        signal,
      ),
    staleTime: Infinity,
  });

type Told = {
  readonly events: readonly AuditRecord[];
  readonly event_ids: readonly string[];
  readonly step_titles: readonly string[];
};

/** Records that belong together, with their ids and titles, as screens show them. */
export const eventsOf = (
  { events, event_ids: ids, step_titles: titles }: Told,
  attempts: readonly Pick<Attempt, 'user_id' | 'email' | 'name'>[],
): AuditEvent[] => {
  const names = new Map(
    attempts.flatMap(({ user_id: user, name }) => (name === undefined ? [] : [[user, name] as const])),
  );
  const known = Object.fromEntries(
    attempts.flatMap(({ user_id: user, email }) =>
      user === undefined || email === undefined ? [] : [[user, email]],
    ),
  );
  return events.map((record, index) => ({
    id: ids[index] ?? String(index),
    record,
    time: record.time === undefined ? undefined : parseInstant(record.time),
    email: shownEmail(record, known),
    ...nameOf(names, record),
    title: titles[index] ?? '',
  }));
};

const nameOf = (
  names: ReadonlyMap<string | undefined, string>,
  record: AuditRecord,
): { readonly name?: string } => {
  const user = saidIn(record, 'user_id');
  const name = user === undefined ? undefined : names.get(user);
  return name === undefined ? {} : { name };
};

export type AttemptWithEvents = { readonly attempt: AttemptAnswer; readonly events: readonly AuditEvent[] };

const about = (id: string, more = ''): string => `${path}/${shownSegment(id)}${more}`;

/** The query of whatever is asked about one attempt: a hint where in time it is, and the zone of its sentences. */
const hinted = (at: Micros | undefined, tz: string): Entries => [
  ...(at === undefined ? [] : [['at', formatInstant(at)] as const]),
  ['tz', tz],
];

/** One attempt with its events. @param at an instant of it, which only helps to find it */
export const oneAttemptQuery = (id: string, at: Micros | undefined, tz: string) =>
  queryOptions({
    queryKey: ['attempt', id, tz],
    queryFn: async ({ signal }): Promise<AttemptWithEvents> => {
      const attempt = await getJson(attemptAnswerSchema, about(id), hinted(at, tz), signal);
      return { attempt, events: eventsOf(attempt, [attempt]) };
    },
    structuralSharing: false,
  });
