import { extraPrefix, fieldNamed, fields, readingNamed } from '../../../contract/fields.ts';
import type { Filters } from '../../../contract/filters.ts';
import { emailPattern } from '../../../contract/record.ts';
import type { DayCount, Run } from '../windows.ts';
import { everyAddress } from './every-address.ts';
import { jsonMark } from './extra.ts';
import { holdsFolded, isFolded } from './fold-sql.ts';
import { isOneOf } from './network-sql.ts';
import { readingColumn } from './reading-column.ts';
import type { Params } from './sql.ts';
import { textMark } from '../../records/column-text.ts';
import { couldBeInStandIn } from './texts/stand-in.ts';

/** user_ids known to have one of these addresses, whatever their case. */
export type UsersOfEmail = (email: string) => readonly string[];

/**
 * The SQL of a property's value as text, null where none is or an empty one: a column, the first column of a reading that
 * has one, or an extra by JSON pointer.
 */
export const columnOf = (property: string, params: Params): string => {
  const reading = readingNamed(property);
  if (reading) return readingColumn(reading);
  if (fieldNamed(property)) return property;
  const name = property.slice(extraPrefix.length).replaceAll('~', '~0').replaceAll('/', '~1');
  return `nullif(replace(extra ->> ${params.text(`/${name}`)}, ${params.text(jsonMark)}, ''), '')`;
};

const isUpstream = (emails: readonly string[], params: Params): string =>
  isFolded('upstream_user_id', emails, params);

/** The user_ids known to have any of the addresses. */
export const usersOfAny = (emails: readonly string[], usersOf: UsersOfEmail): readonly string[] => [
  ...new Set(emails.flatMap((email) => usersOf(email))),
];

const oneOfEmails = (emails: readonly string[], usersOf: UsersOfEmail, params: Params): string => {
  const users = usersOfAny(emails, usersOf);
  const upstream = isUpstream(emails, params);
  return users.length === 0 ? upstream : `(${upstream} OR user_id IN (${params.texts(users)}))`;
};

/**
 * The same as two conditions of which an event meets at most one: an OR over two columns is asked of whole rows,
 * while a condition on one column is asked before the others are read.
 */
export const emailAlternatives = (
  emails: readonly string[],
  usersOf: UsersOfEmail,
  params: Params,
): readonly string[] => {
  const users = usersOfAny(emails, usersOf);
  const upstream = isUpstream(emails, params);
  if (users.length === 0) return [upstream];
  return [upstream, `user_id IN (${params.texts(users)}) AND NOT coalesce(${upstream}, false)`];
};

const noEmail = `(NOT coalesce(regexp_matches(upstream_user_id, '${emailPattern}'), false)
  AND (user_id IS NULL OR user_id NOT IN (SELECT user_id FROM ${everyAddress})))`;

/** A part of the events, in the order of arrival: `after < sequence <= upTo`, with the columns that may hold a text there. */
export type TextPlace = {
  readonly after: bigint;
  readonly upTo: bigint;
  readonly columns: readonly string[];
};

/**
 * Where a text can be: in these places, and in any event that came after the one `told` of last. All of that lies on these
 * `days`, where it is known.
 */
export type TextPlaces = {
  readonly places: readonly TextPlace[];
  readonly told: bigint;
  readonly days?: ReadonlySet<number>;
};

/**
 * Filters with what the free text finds among texts that the columns do not hold (`texts/whole-store.ts`), and with where
 * it can be (`texts/text-places.ts`).
 */
export type StoredFilters = Filters & { readonly long?: readonly string[]; readonly places?: TextPlaces };

/** Those of some days on which the free text can be. */
export const daysOfPlaces = (days: readonly DayCount[], { places }: StoredFilters): readonly DayCount[] =>
  places?.days ? days.filter(({ day }) => places.days?.has(day)) : days;

/** The columns in which the free text is looked for. */
export const searchedColumns: readonly string[] = fields
  .filter((field) => field.searched)
  .map(({ name }) => name);

/** The condition that a column holds a text, whatever its case. @param long stand-ins of long texts that do */
export const holdsText = (column: string, text: string, long: readonly string[], params: Params): string => {
  const own = holdsFolded(column, text, params);
  // what a stand-in itself says is no part of any text
  const spoken = couldBeInStandIn(text)
    ? `(${own} AND NOT starts_with(${column}, ${params.text(textMark)}))`
    : own;
  return long.length === 0 ? spoken : `(${spoken} OR ${column} IN (SELECT unnest(${params.list(long)})))`;
};

/** The condition that a user_id is known to have an address that holds a text. */
export const learnedOf = (userId: string, text: string, params: Params): string =>
  `${userId} IN (SELECT user_id FROM ${everyAddress} WHERE ${holdsFolded('email', text, params)})`;

const searched = (
  { q = '', long = [] }: StoredFilters,
  params: Params,
  columns: readonly string[] = searchedColumns,
): string => {
  const held = columns.map((name) => holdsText(name, q, long, params));
  return `(${[...held, ...(columns.includes('user_id') ? [learnedOf('user_id', q, params)] : [])].join(' OR ')})`;
};

/**
 * What the free text of filters demands, as conditions of which an event meets at most one: one of each place, so that
 * no more than its rows and columns are read.
 */
export const searchAlternatives = (filters: StoredFilters, params: Params): readonly string[] => {
  const { q, places } = filters;
  if (q === undefined) return ['true'];
  if (!places) return [searched(filters, params)];
  return [
    ...places.places.map(
      ({ after, upTo, columns }) =>
        `sequence > ${params.integer(after)} AND sequence <= ${params.integer(upTo)} AND ${searched(filters, params, columns)}`,
    ),
    `sequence > ${params.integer(places.told)} AND ${searched(filters, params)}`,
  ];
};

/** Filters without their free text. */
export const unsearched = ({ q: _q, ...rest }: StoredFilters): StoredFilters => rest;

/** The conditions that filters put on a row, to be joined by AND. */
export const conditionsOf = (filters: StoredFilters, usersOf: UsersOfEmail, params: Params): string[] => [
  ...Object.entries(filters.any).map(([property, values]) =>
    property === 'email'
      ? oneOfEmails(values, usersOf, params)
      : isOneOf(columnOf(property, params), property, values, params),
  ),
  ...Object.entries(filters.none).map(([property, values]) =>
    property === 'email'
      ? `NOT coalesce(${oneOfEmails(values, usersOf, params)}, false)`
      : `NOT coalesce(${isOneOf(columnOf(property, params), property, values, params)}, false)`,
  ),
  ...filters.missing.map((property) =>
    property === 'email' ? noEmail : `${columnOf(property, params)} IS NULL`,
  ),
  ...(filters.q === undefined ? [] : [searched(filters, params)]),
];

/**
 * A FROM clause of the events within the runs. DuckDB prunes by zone maps within each branch of a union, and
 * not at all for ranges joined by OR.
 * @param alternatives conditions of which no event meets two; those are taken that meet one
 * @param columns what is told of the events: of many runs, every column costs more to plan than to read
 */
export const fromRuns = (
  runs: readonly Run[],
  params: Params,
  alternatives: readonly string[] = ['true'],
  columns = '*',
): string => {
  const branches = runs.flatMap(({ from, to }) => {
    const within = `time >= ${params.integer(from)} AND time < ${params.integer(to)}`;
    return alternatives.map((condition) => `SELECT ${columns} FROM events WHERE ${within} AND ${condition}`);
  });
  return `(${branches.join(' UNION ALL ')})`;
};

/** A WHERE clause of conditions, or nothing. */
export const where = (conditions: readonly string[]): string =>
  conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
