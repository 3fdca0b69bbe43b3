import type { DuckDBConnection } from '@duckdb/node-api';
import { micros } from '../../../contract/instant.ts';
import type { KeptSession } from '../session-store.ts';
import { rowsOf } from './sql.ts';

/** No part of the schema’s version: a program that knows nothing of it leaves it alone. */
export const sessionTable = `
CREATE TABLE IF NOT EXISTS sessions (
  hash VARCHAR NOT NULL, who VARCHAR NOT NULL, began BIGINT NOT NULL, used BIGINT NOT NULL
);`;

export const readSessions = async (connection: DuckDBConnection): Promise<readonly KeptSession[]> =>
  (await rowsOf(connection, 'SELECT hash, who, began, used FROM sessions')).map(
    ({ hash, who, began, used }) => ({
      hash: String(hash),
      who: String(who),
      began: micros(BigInt(String(began))),
      used: micros(BigInt(String(used))),
    }),
  );

/** In one transaction. On failure it is to be rolled back. */
export const writeSessions = async (
  connection: DuckDBConnection,
  kept: readonly KeptSession[],
  ended: readonly string[],
): Promise<void> => {
  await connection.run('BEGIN');
  for (const hash of [...kept.map((session) => session.hash), ...ended])
    await connection.run('DELETE FROM sessions WHERE hash = $1', [hash]);
  for (const { hash, who, began, used } of kept)
    await connection.run('INSERT INTO sessions (hash, who, began, used) VALUES ($1, $2, $3, $4)', [
      hash,
      who,
      began,
      used,
    ]);
  await connection.run('COMMIT');
};
