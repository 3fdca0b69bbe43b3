import type { DuckDBConnection } from '@duckdb/node-api';
import { fields } from '../../../contract/fields.ts';
import { StoreError } from '../store.ts';
import { keptOfAttempt, keptSignature } from './kept-columns.ts';
import { rowsOf } from './sql.ts';

/** Version of the tables below. A store that is newer is refused; an older one is migrated at start. */
export const schemaVersion = 2;

const keptDays = 'CREATE TABLE kept_days (day INTEGER NOT NULL);';

/**
 * - `events`: one row an event, in the order of arrival, which is nearly that of time, so that DuckDB's zone maps
 *   prune by time. No index: with one, ingest falls to a tenth.
 * - `presence`: hashes of (identifier, day), so that a look-up reads the days on which an identifier occurs
 * - `known_emails`: addresses learned for user ids
 * - `extra_fields`: names of properties seen that the contract does not name
 * - `kept_days`: UTC days (since the epoch) whose attempts `attempts` holds as they are now
 */
const tables = `
CREATE TABLE meta (key VARCHAR NOT NULL, value VARCHAR NOT NULL);
CREATE TABLE events (
  sequence BIGINT NOT NULL,
  time BIGINT NOT NULL,
  id VARCHAR NOT NULL,
  id_key UBIGINT NOT NULL,
  content_hash UHUGEINT NOT NULL,
  ${fields.map(({ name }) => `${name} VARCHAR`).join(',\n  ')},
  extra VARCHAR
);
CREATE TABLE presence (key UBIGINT NOT NULL);
CREATE TABLE known_emails (user_id VARCHAR NOT NULL, email VARCHAR NOT NULL, time BIGINT NOT NULL);
CREATE TABLE extra_fields (name VARCHAR NOT NULL);
${keptDays}
INSERT INTO meta VALUES ('schema_version', '${schemaVersion}');
`;

/** Steps from version n to n + 1, at index n - 1. */
const migrations: readonly string[] = [keptDays];

const versionOf = async (connection: DuckDBConnection): Promise<number | undefined> => {
  const tables = await rowsOf(connection, `SELECT table_name FROM duckdb_tables() WHERE table_name = 'meta'`);
  if (tables.length === 0) return undefined;
  const [row] = await rowsOf(connection, `SELECT value FROM meta WHERE key = 'schema_version'`);
  return Number(row?.['value']);
};

/**
 * Make the table of kept attempts: a row for each attempt that begins on a kept day, and rows that are no more use.
 * It can be made again from the events, so that it is not migrated: what other rules made is thrown away.
 */
const prepareKept = async (connection: DuckDBConnection): Promise<void> => {
  const [row] = await rowsOf(connection, `SELECT value FROM meta WHERE key = 'attempts'`);
  if (row?.['value'] === keptSignature) return;
  await connection.run('BEGIN');
  await connection.run('DROP TABLE IF EXISTS attempts');
  await connection.run(
    `CREATE TABLE attempts AS SELECT ${keptOfAttempt} FROM events WHERE false GROUP BY request_id`,
  );
  await connection.run('DELETE FROM kept_days');
  await connection.run(`DELETE FROM meta WHERE key = 'attempts'`);
  await connection.run(`INSERT INTO meta VALUES ('attempts', '${keptSignature}')`);
  await connection.run('COMMIT');
};

/**
 * Make the tables, or bring those of an older version up to date, in one transaction.
 * @throws StoreError when the store was written by a newer version of this program
 */
export const prepareSchema = async (connection: DuckDBConnection): Promise<void> => {
  await migrate(connection);
  await prepareKept(connection);
};

const migrate = async (connection: DuckDBConnection): Promise<void> => {
  const version = await versionOf(connection);
  if (version === schemaVersion) return;
  if (version !== undefined && !(version < schemaVersion)) {
    throw new StoreError(
      'failed',
      `The data folder has schema version ${version}, this program knows ${schemaVersion}. Use the newer program that wrote it.`,
    );
  }
  const steps = version === undefined ? [tables] : migrations.slice(version - 1);
  await connection.run('BEGIN');
  for (const step of steps) await connection.run(step);
  await connection.run(`UPDATE meta SET value = '${schemaVersion}' WHERE key = 'schema_version'`);
  await connection.run('COMMIT');
};
