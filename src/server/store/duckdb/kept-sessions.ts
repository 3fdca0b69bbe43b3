import type { DuckDBConnection } from '@duckdb/node-api';
import { micros } from '../../../contract/instant.ts';
import type { KeptSession } from '../session-store.ts';
import { Params, rowsOf } from './sql.ts';

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
  const [old, now] = [new Params(), new Params()];
  const gone = old.list([...kept.map(({ hash }) => hash), ...ended]);
  const columns = [
    now.list(kept.map(({ hash }) => hash)),
    now.list(kept.map(({ who }) => who)),
    now.integers(kept.map(({ began }) => began)),
    now.integers(kept.map(({ used }) => used)),
  ].map((values) => `unnest(${values})`);
  await connection.run('BEGIN');
  await rowsOf(connection, `DELETE FROM sessions WHERE hash IN (SELECT unnest(${gone}))`, old);
  await rowsOf(connection, `INSERT INTO sessions (hash, who, began, used) SELECT ${columns.join(', ')}`, now);
  await connection.run('COMMIT');
};
