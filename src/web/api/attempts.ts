import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import {
  type Attempt,
  type AttemptAnswer,
  attemptAnswerSchema,
  attemptHistogramAnswerSchema,
  attemptsAnswerSchema,
} from '../../contract/attempts.ts';
import { type Micros, formatInstant, parseInstant } from '../../contract/instant.ts';
import type { Outcome } from '../../contract/outcome.ts';
import type { Refused } from '../../contract/refused.ts';
import type { AuditRecord } from '../../contract/record.ts';
import { type Entries, getJson } from './client.ts';
import type { AuditEvent, Order } from './events.ts';
import { type Scope, scopeEntries } from './scope.ts';
import { shownSegment } from './shown.ts';
import { shownEmail } from './shown-email.ts';

const path = '/v1/auth_attempts';

/** What only attempts are filtered by; lengths in whole seconds. */
export type AttemptFilters = {
  readonly outcome: readonly Outcome[];
  readonly notOutcome: readonly Outcome[];
  /** Did not sign in, and ended at one of these stages. */
  readonly stoppedAt: readonly string[];
  /** Something of this was refused in it, or left unanswered. */
  readonly refused?: readonly Refused[];
  /** Only renewals of sessions, or all but those. */
  readonly renewal?: boolean;
  readonly minDuration?: number;
  readonly maxDuration?: number;
  readonly minEvents?: number;
  readonly maxEvents?: number;
};

export const noAttemptFilters: AttemptFilters = { outcome: [], notOutcome: [], stoppedAt: [] };

const numbers = [
  ['minDuration', 'min_duration'],
  ['maxDuration', 'max_duration'],
  ['minEvents', 'min_events'],
  ['maxEvents', 'max_events'],
] as const satisfies readonly (readonly [keyof AttemptFilters, string])[];

/** Which number a parameter sets: `min_duration` → `minDuration`. */
export const numberOfParam = (param: string): (typeof numbers)[number][0] | undefined =>
  numbers.find(([, name]) => name === param)?.[0];

/** These filters as query parameters, of the API and of our addresses alike. */
export const attemptFilterEntries = (filters: AttemptFilters): [string, string][] => [
  ...filters.outcome.map((value): [string, string] => ['outcome', value]),
  ...filters.notOutcome.map((value): [string, string] => ['not_outcome', value]),
  ...filters.stoppedAt.map((value): [string, string] => ['stopped_at', value]),
  ...(filters.refused ?? []).map((value): [string, string] => ['refused', value]),
  ...(filters.renewal === undefined ? [] : [['renewal', String(filters.renewal)] satisfies [string, string]]),
  ...numbers.flatMap(([key, param]): [string, string][] => {
    const value = filters[key];
    return value === undefined ? [] : [[param, String(value)]];
  }),
];

export type AttemptScope = Scope & { readonly attempts: AttemptFilters };

/** The scope as query parameters of the API. */
export const attemptScopeEntries = (scope: AttemptScope): Entries => [
  ...scopeEntries(scope),
  ...attemptFilterEntries(scope.attempts),
];

/** Attempts a page of the table. */
const pageSize = 100;

/** The table's rows, page by page, their sentences in the time of `tz`. */
export const attemptsQuery = (scope: AttemptScope, order: Order, tz: string, limit = pageSize) =>
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
export const attemptHistogramQuery = (scope: AttemptScope, tz: string, buckets = 120) =>
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
  attempts: readonly Pick<Attempt, 'user_id' | 'email'>[],
): AuditEvent[] => {
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
    title: titles[index] ?? '',
  }));
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
