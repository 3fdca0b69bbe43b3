import { z } from 'zod';
import { type Outcome, outcomes } from './outcome.ts';
import { integer, repeated } from './query.ts';
import { type Refused, refusedKinds } from './refused-kinds.ts';

/** What the values of an attempt filter are, as a query writes them. Only lists may be repeated. */
const kinds = {
  outcomes: repeated(z.enum(outcomes)),
  texts: repeated(z.string()),
  refused: repeated(z.enum(refusedKinds)),
  flag: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .optional(),
  number: integer(0, 999_999_999).optional(),
};
type Kind = keyof typeof kinds;

const row = <Name extends string, Param extends string, Of extends Kind>(
  name: Name,
  param: Param,
  kind: Of,
  about: string,
) => ({ name, param, kind, about });

/**
 * What only attempts are filtered by, stated once for the API, storage, links and screens, in the order in which links
 * have them: `name` among the filters, `param` in a query. What else one takes is its condition in storage, and its
 * words and control on screen.
 */
export const attemptFilters = [
  row('outcomes', 'outcome', 'outcomes', 'The outcome is one of these.'),
  row('notOutcomes', 'not_outcome', 'outcomes', 'The outcome is none of these.'),
  row(
    'stoppedAt',
    'stopped_at',
    'texts',
    'Did not sign in, and the event of `decided_by` is of one of these stages.',
  ),
  row(
    'refused',
    'refused',
    'refused',
    'Holds one of these: credentials that an identity provider refused, a second step that was refused, one that ' +
      'nobody answered (of attempts that are no longer in progress).',
  ),
  row(
    'renewal',
    'renewal',
    'flag',
    'Only renewals of a session that somebody had signed in to before, or all but those.',
  ),
  row('minDuration', 'min_duration', 'number', 'At least so many seconds long.'),
  row('maxDuration', 'max_duration', 'number', 'At most so many seconds long.'),
  row('minEvents', 'min_events', 'number', 'At least so many events.'),
  row('maxEvents', 'max_events', 'number', 'At most so many events.'),
] as const;
export type AttemptFilter = (typeof attemptFilters)[number];

type Values = {
  readonly outcomes: readonly Outcome[];
  readonly texts: readonly string[];
  readonly refused: readonly Refused[];
  readonly flag: boolean;
  readonly number: number;
};

/** What attempts are filtered by. Whatever is not there filters nothing; a list that storage is asked about has a value. */
export type AttemptFilters = {
  readonly [Each in AttemptFilter as Each['name']]?: Values[Each['kind']];
};

export const noAttemptFilters: AttemptFilters = {};

/** The filters as parameters of an endpoint. */
export const attemptShape = Object.fromEntries(
  attemptFilters.map(({ param, kind, about }) => {
    const schema: z.ZodType = kinds[kind];
    return [param, schema.meta({ description: about })];
  }),
) as { readonly [Each in AttemptFilter as Each['param']]: (typeof kinds)[Each['kind']] };

/** The filters among the parameters of a query. */
export type AttemptParams = Partial<z.output<z.ZodObject<typeof attemptShape>>>;

/** The filters that the parameters of a query stand for. */
export const attemptFiltersOf = (query: AttemptParams): AttemptFilters =>
  Object.fromEntries(
    attemptFilters.flatMap(({ name, param }) => (query[param] === undefined ? [] : [[name, query[param]]])),
  );

/** Write filters as the entries of a query string. */
export const writeAttemptFilters = (filters: AttemptFilters): [string, string][] =>
  attemptFilters.flatMap(({ name, param }) =>
    [filters[name] ?? []].flat().map((value): [string, string] => [param, String(value)]),
  );

/** Whether any of the filters is set. */
export const hasAttemptFilters = (filters: AttemptFilters): boolean =>
  writeAttemptFilters(filters).length > 0;

/** The same filters with another value of one; undefined or an empty list takes it off. */
export const withAttemptFilter = <Name extends keyof AttemptFilters>(
  filters: AttemptFilters,
  name: Name,
  value: AttemptFilters[Name] | undefined,
): AttemptFilters => {
  const { [name]: _before, ...others } = filters;
  const isNone = value === undefined || (Array.isArray(value) && value.length === 0);
  return isNone ? others : { ...others, [name]: value };
};

type ListName = Extract<AttemptFilter, { readonly kind: 'outcomes' | 'texts' | 'refused' }>['name'];

/** The same filters without a value of a list. */
export const withoutListed = (filters: AttemptFilters, name: ListName, value: string): AttemptFilters =>
  withAttemptFilter(
    filters,
    name,
    filters[name]?.filter((each) => each !== value),
  );
