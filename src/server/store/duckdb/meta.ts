import type { DuckDBConnection } from '@duckdb/node-api';
import { Params, rowsOf, textIn } from './sql.ts';

/** What a store keeps about itself: its schema's version, and by which rules what is derived was made. */
type Key =
  | 'attempts'
  | 'identity'
  | 'findings'
  | 'presence'
  | 'texts'
  | 'rounded_until'
  | 'retention'
  | 'removed_before'
  | 'tidied_before'
  | 'last_sequence';

/** What is kept under a key; undefined when nothing is. */
export const readMeta = async (connection: DuckDBConnection, key: Key): Promise<string | undefined> => {
  const [row] = await rowsOf(connection, `SELECT value FROM meta WHERE key = '${key}'`);
  return row && textIn(row, 'value');
};

/** Keep a value under a key, or nothing, within the transaction that is open. */
export const writeMeta = async (
  connection: DuckDBConnection,
  key: Key,
  value: string | undefined,
): Promise<void> => {
  await connection.run(`DELETE FROM meta WHERE key = '${key}'`);
  if (value === undefined) return;
  const params = new Params();
  await rowsOf(connection, `INSERT INTO meta (key, value) VALUES ('${key}', ${params.text(value)})`, params);
};
