import type { Asking } from '../questions/scope.ts';
import type { Catalogue } from './catalogue.ts';
import type { Engine } from './engine.ts';
import { knownOf, readNewestEmails } from './known-emails.ts';

type Users = { readonly userIds: readonly string[] };
type Emails = Readonly<Record<string, string>>;

/** The addresses of users, once they are known. */
export const tellEmails = (catalogue: Catalogue, { userIds }: Users): Emails =>
  knownOf(userIds, (user) => catalogue.emailOf(user));

/** The same before that, from their events. */
export const findEmails = async (
  engine: Engine,
  catalogue: Catalogue,
  { userIds }: Users,
  { signal }: Asking,
): Promise<Emails> => {
  const read = await readNewestEmails(async (sql, params) => engine.ask(sql, params, signal), userIds);
  const newest = new Map(read.map(({ userId, email }) => [userId, email]));
  return knownOf(userIds, (user) => newest.get(user) ?? catalogue.emailOf(user));
};
