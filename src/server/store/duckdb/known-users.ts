import { nameOfPerson } from '../directory-store.ts';
import type { KnownUser, KnownUsersQuestion } from '../questions/events.ts';
import type { Asking } from '../questions/scope.ts';
import type { Catalogue } from './catalogue.ts';
import type { Engine } from './engine.ts';
import { Params, textIn, textOrNoneIn } from './sql.ts';

/** Users whose address or name is known, in the order of their ids as they are stored, which new users do not disturb. */
export const listKnownUsers = async (
  engine: Engine,
  catalogue: Catalogue,
  { after = '', limit, orgId }: KnownUsersQuestion,
  { signal }: Asking,
): Promise<{ readonly users: readonly KnownUser[]; readonly more: boolean }> => {
  const params = new Params();
  const organisation = orgId === undefined ? 'org_id IS NOT NULL' : `org_id = ${params.text(orgId)}`;
  const ofOrganisation = `(user_id IN (SELECT user_id FROM events WHERE user_id IS NOT NULL AND ${organisation})
    OR user_id IN (SELECT user_id FROM directory WHERE ${organisation}))`;
  const sql = `WITH page AS MATERIALIZED (
      SELECT DISTINCT user_id FROM (SELECT user_id FROM known_emails UNION ALL SELECT user_id FROM directory
        WHERE coalesce(email, display_name, first_name, last_name) IS NOT NULL)
      WHERE user_id > ${params.text(after)} ${orgId === undefined ? '' : `AND ${ofOrganisation}`}
      ORDER BY user_id LIMIT ${limit + 1}
    ), newest AS (
      SELECT user_id, arg_max(org_id, time::HUGEINT * ${2n ** 63n} + sequence) AS org_id
      FROM events WHERE user_id IN (SELECT user_id FROM page) AND ${organisation} GROUP BY user_id
    )
    SELECT user_id, org_id FROM page LEFT JOIN newest USING (user_id) ORDER BY user_id`;
  const users = (await engine.ask(sql, params, signal)).flatMap((row): KnownUser[] => {
    const userId = textIn(row, 'user_id');
    const entry = catalogue.directory.entryOf(userId);
    const name = catalogue.emailOf(userId) ?? (entry && nameOfPerson(entry));
    if (name === undefined) return [];
    const own = textOrNoneIn(row, 'org_id') ?? orgId ?? entry?.orgId;
    return [{ userId, place: userId, name, ...(own === undefined ? {} : { orgId: own }) }];
  });
  return { users: users.slice(0, limit), more: users.length > limit };
};
