import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import { findingsAnswerSchema } from '../../contract/findings.ts';
import {
  type BreakdownName,
  breakdownAnswerSchema,
  hoursAnswerSchema,
  numbersAnswerSchema,
  secondStepAnswerSchema,
  stepsAnswerSchema,
  stopsAnswerSchema,
} from '../../contract/overview.ts';
import { type AttemptSelection, attemptScopeEntries } from './attempts.ts';
import { type Entries, getJson } from './client.ts';

const ask = <Schema extends z.ZodType>(
  schema: Schema,
  name: string,
  scope: AttemptSelection,
  more: Entries = [],
) =>
  queryOptions({
    queryKey: ['overview', name, scope, more],
    queryFn: ({ signal }) =>
      getJson(schema, `/v1/auth_overview/${name}`, [...attemptScopeEntries(scope), ...more], signal),
    staleTime: Infinity,
  });

/** What is asked about, and what it is compared with: absent, as long a time up to where the range begins. */
export type ComparedSelection = AttemptSelection & {
  readonly before?: { readonly from: string; readonly to: string };
};

const beforeEntries = ({ before }: ComparedSelection): Entries =>
  before
    ? [
        ['before_from', before.from],
        ['before_to', before.to],
      ]
    : [];

const zoned = (tz: string): Entries => [['tz', tz]];

/** How many, how well, how fast, beside the period before; and over time, in about `buckets` buckets. */
export const numbersQuery = (scope: ComparedSelection, tz: string, buckets = 60) =>
  ask(numbersAnswerSchema, 'numbers', scope, [
    ...beforeEntries(scope),
    ...zoned(tz),
    ['buckets', String(buckets)],
  ]);

/** What deserves a look. */
export const findingsQuery = (scope: AttemptSelection, tz: string) =>
  ask(findingsAnswerSchema, 'findings', scope, zoned(tz));

/** How attempts went by the values of a property; those with the most unsuccessful ones first. */
export const breakdownQuery = (scope: ComparedSelection, by: BreakdownName, limit: number) =>
  ask(breakdownAnswerSchema, 'breakdown', scope, [
    ...beforeEntries(scope),
    ['by', by],
    ['limit', String(limit)],
  ]);

/** How far attempts came, and where they ended. */
export const stopsQuery = (scope: AttemptSelection, tz: string) =>
  ask(stopsAnswerSchema, 'stops', scope, zoned(tz));

/** How attempts went by weekday and hour of `tz`. */
export const hoursQuery = (scope: AttemptSelection, tz: string) =>
  ask(hoursAnswerSchema, 'hours', scope, zoned(tz));

/** How second steps went. */
export const secondStepQuery = (scope: ComparedSelection, tz: string) =>
  ask(secondStepAnswerSchema, 'second_step', scope, [...beforeEntries(scope), ...zoned(tz)]);

/** How long one event waited for the next. */
export const stepsQuery = (scope: ComparedSelection, tz: string) =>
  ask(stepsAnswerSchema, 'steps', scope, [...beforeEntries(scope), ...zoned(tz)]);
