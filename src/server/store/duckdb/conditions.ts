import { extraPrefix, fieldNamed, fields } from '../../../contract/fields.ts';
import type { Filters } from '../../../contract/filters.ts';
import { emailPattern } from '../../../contract/record.ts';
import type { Run } from '../windows.ts';
import type { Params } from './sql.ts';

/** user_ids known to have one of these addresses, whatever their case. */
export type UsersOfEmail = (email: string) => readonly string[];

/** The SQL of a property's value as text: a column, or a member of the extras by JSON pointer. */
export const columnOf = (property: string, params: Params): string => {
  if (fieldNamed(property)) return property;
  const name = property.slice(extraPrefix.length).replaceAll('~', '~0').replaceAll('/', '~1');
  return `(extra ->> ${params.text(`/${name}`)})`;
};

const oneOfEmails = (emails: readonly string[], usersOf: UsersOfEmail, params: Params): string => {
  const users = [...new Set(emails.flatMap((email) => usersOf(email)))];
  const upstream = `lower(upstream_user_id) IN (${emails.map((email) => `lower(${params.text(email)})`).join(', ')})`;
  return users.length === 0 ? upstream : `(${upstream} OR user_id IN (${params.texts(users)}))`;
};

const noEmail = `(NOT coalesce(regexp_matches(upstream_user_id, '${emailPattern}'), false)
  AND (user_id IS NULL OR user_id NOT IN (SELECT user_id FROM known_emails)))`;

const searched = (text: string, params: Params): string => {
  // folded by the engine on both sides: JavaScript folds Σ and İ otherwise
  const needle = `lower(${params.text(text)})`;
  const columns = fields
    .filter((field) => field.searched)
    .map(({ name }) => `contains(lower(${name}), ${needle})`);
  const learned = `user_id IN (SELECT user_id FROM known_emails WHERE contains(lower(email), ${needle}))`;
  return `(${[...columns, learned].join(' OR ')})`;
};

/** The conditions that filters put on a row, to be joined by AND. */
export const conditionsOf = (filters: Filters, usersOf: UsersOfEmail, params: Params): string[] => [
  ...Object.entries(filters.any).map(([property, values]) =>
    property === 'email'
      ? oneOfEmails(values, usersOf, params)
      : `${columnOf(property, params)} IN (${params.texts(values)})`,
  ),
  ...Object.entries(filters.none).map(([property, values]) =>
    property === 'email'
      ? `NOT coalesce(${oneOfEmails(values, usersOf, params)}, false)`
      : `coalesce(${columnOf(property, params)} NOT IN (${params.texts(values)}), true)`,
  ),
  ...filters.missing.map((property) =>
    property === 'email' ? noEmail : `${columnOf(property, params)} IS NULL`,
  ),
  ...(filters.q === undefined ? [] : [searched(filters.q, params)]),
];

/**
 * A FROM clause of the events within the runs. DuckDB prunes by zone maps within each branch of a union, and
 * not at all for ranges joined by OR.
 */
export const fromRuns = (runs: readonly Run[], params: Params): string => {
  const branches = runs.map(
    ({ from, to }) =>
      `SELECT * FROM events WHERE time >= ${params.integer(from)} AND time < ${params.integer(to)}`,
  );
  return `(${branches.join(' UNION ALL ')})`;
};

/** A WHERE clause of conditions, or nothing. */
export const where = (conditions: readonly string[]): string =>
  conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
