import { fold } from '../../../contract/fold.ts';
import type { Filters } from '../../../contract/filters.ts';
import type { Person } from '../questions/people.ts';
import type { AttemptColumn } from './attempt-columns.ts';
import type { Catalogue } from './catalogue.ts';
import { owners } from './every-address.ts';
import { foldSql } from './fold-sql.ts';
import { isOneOf } from './network-sql.ts';
import { type Params, type Row, textIn } from './sql.ts';

/*
 * Who the people of attempts are, joined when it is asked: an address can be learned later, and by a second user_id.
 * A person is a user_id with every address that it alone has; an upstream id that is the address of none, or of
 * several, is a person of its own, folded. `person` is told apart by `is_user_id`: a user_id can be another’s upstream id.
 */

/** What of attempts `withPerson` needs. */
export const personColumns = ['user_id', 'upstream_user_id'] as const satisfies readonly AttemptColumn[];

/** Attempts with `person` and `is_user_id`: as whom each is counted that is counted once. Null: nobody gave a name. */
export const withPerson = (attempts: string): string =>
  `SELECT * EXCLUDE (folded, owned, owner), coalesce(user_id, owner, folded) AS person,
     coalesce(user_id, owner) IS NOT NULL AS is_user_id
   FROM (SELECT *, CASE WHEN user_id IS NULL THEN ${foldSql('upstream_user_id')} END AS folded FROM (${attempts}))
   LEFT JOIN ${owners} ON owned = folded`;

/** One text for each person, by which they are told apart. */
export const whoSql = `CASE WHEN is_user_id THEN 'u' ELSE 'a' END || person`;

/** What of attempts `eachPerson` needs. */
export const peopleColumns = ['user_ids', 'upstream_ids'] as const satisfies readonly AttemptColumn[];

/** Which mentions of people filters can find again: “one of these, and also that one” is nothing that they can say. */
const soughtBy = ({ any }: Filters, params: Params) => {
  const { user_id: userIds, email: emails } = any;
  const isLooked = (value: string) => (userIds ? isOneOf(value, 'user_id', userIds, params) : 'true');
  return {
    userId: isLooked('person'),
    upstreamId: `${isLooked('owner')} AND ${emails ? isOneOf('folded', 'email', emails.map(fold), params) : 'true'}`,
  };
};

/**
 * Attempts once for each of their people: their user_ids, those whose alone an upstream id is, and, where there is no
 * user_id, the upstream ids that are nobody’s alone. Once without a person where nobody gave a name.
 * @param attempts the name of a common table expression
 * @param columns what is told besides `request_id`, `person`, `is_user_id` and `upstream`, an id as it was recorded
 * @param sought only the people whom filters can find again among the attempts that pass these
 */
export const eachPerson = (
  attempts: string,
  columns: readonly string[],
  sought?: { readonly filters: Filters; readonly params: Params },
): string => {
  const told = ['request_id', ...columns].join(', ');
  const { userId, upstreamId } = sought
    ? soughtBy(sought.filters, sought.params)
    : { userId: 'true', upstreamId: 'true' };
  // hardly any attempt has several: only those are put in order
  const ofUpstream = (several: boolean): string =>
    `SELECT ${several ? 'DISTINCT ON (request_id, person, is_user_id)' : ''} ${told}, coalesce(owner, folded) AS person,
        owner IS NOT NULL AS is_user_id, upstream
      FROM (SELECT *, ${foldSql('upstream')} AS folded
        FROM (SELECT ${told}, user_ids, unnest(upstream_ids) AS upstream FROM ${attempts} WHERE len(upstream_ids) ${several ? '>' : '='} 1))
      LEFT JOIN ${owners} ON owned = folded
      WHERE CASE WHEN owner IS NULL THEN user_ids IS NULL ELSE NOT coalesce(list_contains(user_ids, owner), false) END
        AND ${upstreamId} ${several ? 'ORDER BY upstream DESC' : ''}`;
  return `SELECT * FROM (SELECT ${told}, unnest(user_ids) AS person, true AS is_user_id, NULL AS upstream FROM ${attempts})
      WHERE ${userId}
    UNION ALL ${ofUpstream(false)} UNION ALL (${ofUpstream(true)})
    UNION ALL SELECT ${told}, NULL, false, NULL FROM ${attempts} WHERE user_ids IS NULL AND upstream_ids IS NULL`;
};

/**
 * As `eachPerson`, but each person once for each combination of columns, under a name: one text, as `whoSql` makes it. An
 * upstream id that is somebody’s alone is that person wherever it stands.
 */
export const differentPeople = (attempts: string, columns: readonly string[], name: string): string => {
  const told = columns.join(', ');
  return `SELECT ${told}, 'u' || unnest(user_ids) AS ${name} FROM ${attempts}
    UNION ALL SELECT ${told}, CASE WHEN owner IS NOT NULL THEN 'u' || owner WHEN is_alone THEN 'a' || folded END
      FROM (SELECT *, ${foldSql('upstream')} AS folded FROM
        (SELECT DISTINCT ${told}, user_ids IS NULL AS is_alone, unnest(upstream_ids) AS upstream FROM ${attempts}))
      LEFT JOIN ${owners} ON owned = folded`;
};

/** Who a row tells as `person`. */
export const personIn = (row: Row): Person => ({
  id: textIn(row, 'person'),
  isUserId: Boolean(row['is_user_id']),
});

/** The same, where there may be nobody. */
export const personOrNoneIn = (row: Row): { readonly person?: Person } =>
  row['person'] === null ? {} : { person: personIn(row) };

/** Attempts of some of these people, by `person`. */
export const isOneOfPeople = (people: readonly Person[], params: Params): string => {
  const ids = (isUserId: boolean) => people.flatMap((each) => (each.isUserId === isUserId ? [each.id] : []));
  const isAmong = (list: string) => `person IN (SELECT unnest(${list}))`;
  return `(person IS NOT NULL AND CASE WHEN is_user_id THEN ${isAmong(params.list(ids(true)))} ELSE ${isAmong(params.list(ids(false)))} END)`;
};

/**
 * The same by what attempts name, before it is joined whose that is: of an attempt without a user_id also by an address that
 * is, or was a moment ago, that of one of them alone.
 */
export const maybeOfPeople =
  ({ addresses }: Catalogue) =>
  (people: readonly Person[], params: Params): string => {
    const ids = people.flatMap((each) => (each.isUserId ? [each.id] : []));
    const folded = people.flatMap((each) =>
      each.isUserId ? addresses.ownOf(each.id).map((email) => fold(email)) : [each.id],
    );
    const isAmong = (value: string, list: readonly string[]) =>
      `${value} IN (SELECT unnest(${params.list(list)}))`;
    return `(${isAmong('user_id', ids)} OR (user_id IS NULL AND ${isAmong(foldSql('upstream_user_id'), folded)}))`;
  };
