import type { DuckDBConnection } from '@duckdb/node-api';
import { Params, rowsOf, textIn } from './sql.ts';

/** No part of the schema’s version: a program that knows nothing of it leaves it alone. */
export const sourceTable =
  'CREATE TABLE IF NOT EXISTS sources (name VARCHAR NOT NULL, remembered VARCHAR NOT NULL);';

export const readKeptSources = async (connection: DuckDBConnection): Promise<ReadonlyMap<string, string>> =>
  new Map(
    (await rowsOf(connection, 'SELECT name, remembered FROM sources')).map((row) => [
      textIn(row, 'name'),
      textIn(row, 'remembered'),
    ]),
  );

/** In one transaction. On failure it is to be rolled back. */
export const writeKeptSource = async (
  connection: DuckDBConnection,
  name: string,
  remembered: string,
): Promise<void> => {
  const [old, now] = [new Params(), new Params()];
  await connection.run('BEGIN');
  await rowsOf(connection, `DELETE FROM sources WHERE name = ${old.text(name)}`, old);
  await rowsOf(
    connection,
    `INSERT INTO sources (name, remembered) VALUES (${now.text(name)}, ${now.text(remembered)})`,
    now,
  );
  await connection.run('COMMIT');
};
