import type { DuckDBConnection } from '@duckdb/node-api';
import { fold } from '../../../contract/fold.ts';
import { micros } from '../../../contract/instant.ts';
import { type AuditRecord, isEmail, saidIn } from '../../../contract/record.ts';
import { Params, type Row, integerIn, rowsOf, textIn, instantIn } from './sql.ts';
import { type LearnedEmail, columnNames, emailTable, rowWriter } from './tables.ts';

/** A user id with an address, whatever its case: what is learned once. */
export const pairOf = (userId: string, email: string): string => JSON.stringify([userId, fold(email)]);

/** The address that a record tells of its user_id. */
export const taughtIn = (record: AuditRecord): { userId: string; email: string } | undefined => {
  const [userId, email] = [saidIn(record, 'user_id'), saidIn(record, 'upstream_user_id')];
  return userId !== undefined && email !== undefined && isEmail(email) ? { userId, email } : undefined;
};

/** The addresses that events tell of user ids, each as it was told first, by `pairOf`. @param among a condition on events */
export const readTaught = async (
  ask: (sql: string) => Promise<readonly Row[]>,
  among: string,
): Promise<Map<string, LearnedEmail>> => {
  const learned = new Map<string, LearnedEmail>();
  for (const row of await ask(
    `SELECT user_id, upstream_user_id AS email, arg_min(time, sequence) AS time FROM events
     WHERE ${among} AND user_id IS NOT NULL AND contains(upstream_user_id, '@') GROUP BY ALL ORDER BY min(sequence)`,
  )) {
    const [userId, email] = [textIn(row, 'user_id'), textIn(row, 'email')];
    const pair = pairOf(userId, email);
    if (isEmail(email) && !learned.has(pair))
      learned.set(pair, { userId, email, time: instantIn(row, 'time') });
  }
  return learned;
};

/** Know these addresses of user ids, and no others, within the transaction that is open. */
export const replaceEmails = async (
  connection: DuckDBConnection,
  learned: readonly LearnedEmail[],
): Promise<void> => {
  await connection.run('DELETE FROM known_emails');
  const append = rowWriter(emailTable, await columnNames(connection, emailTable.name));
  await append(connection, learned);
};

/** Learn the addresses of user ids anew from the events, within the transaction that is open. */
export const relearnEmails = async (connection: DuckDBConnection): Promise<void> => {
  const learned = await readTaught(async (sql) => rowsOf(connection, sql), 'true');
  await replaceEmails(connection, [...learned.values()]);
};

/** What is known of ids, by the id, for those of which something is. */
export const knownOf = <Known>(
  ids: Iterable<string>,
  of: (id: string) => Known | undefined,
): Readonly<Record<string, Known>> =>
  [...new Set(ids)].reduce<Record<string, Known>>((known, id) => {
    const value = of(id);
    if (value !== undefined) known[id] = value;
    return known;
    // an object that inherits nothing: a user can be called “constructor”
  }, Object.create(null));

/** By user id the address that its newest record has. @param among only these */
export const readNewestEmails = async (
  ask: (sql: string, params: Params) => Promise<readonly Row[]>,
  among?: readonly string[],
): Promise<LearnedEmail[]> => {
  const params = new Params();
  const asked = among ? `user_id IN (SELECT unnest(${params.list(among)}))` : 'user_id IS NOT NULL';
  // newest by (time, sequence), made one number; texts that are no address are few, and looked at here
  const rows = await ask(
    `SELECT user_id, upstream_user_id AS email, max(time::HUGEINT * ${2n ** 63n} + sequence) AS newest FROM events
     WHERE ${asked} AND contains(upstream_user_id, '@') GROUP BY ALL ORDER BY newest`,
    params,
  );
  return rows.flatMap((row) => {
    const email = textIn(row, 'email');
    if (!isEmail(email)) return [];
    return [{ userId: textIn(row, 'user_id'), email, time: micros(integerIn(row, 'newest') >> 63n) }];
  });
};
