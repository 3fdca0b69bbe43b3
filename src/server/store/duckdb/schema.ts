import type { DuckDBConnection } from '@duckdb/node-api';
import { fields } from '../../../contract/fields.ts';
import { beginningOf } from '../few.ts';
import { hoursPerDay } from '../windows.ts';
import { hash64 } from '../hash.ts';
import { StoreError } from '../store-error.ts';
import { createDirectory } from './directory/directory-table.ts';
import { findingTables } from './findings/finding-days.ts';
import { isIdentityOwn, prepareIdentity } from './identity.ts';
import { keptAttempts, keptSignature } from './kept-columns.ts';
import { relearnEmails } from './known-emails.ts';
import { sessionTable } from './kept-sessions.ts';
import { sourceTable } from './kept-sources.ts';
import { liftExtras } from './lift.ts';
import { readMeta, writeMeta } from './meta.ts';
import { preparePresence } from './presence.ts';
import { replacedTable } from './replace.ts';
import { renewStoredForm } from './stored-form.ts';
import { moveLongTexts } from './texts/move-long.ts';
import { prepareTextBlocks } from './texts/text-blocks.ts';
import { rowsOf, textIn } from './sql.ts';
import {
  columnNames,
  definition,
  emailTable,
  eventTable,
  extraTable,
  longKeyTable,
  longTextTable,
  openWriters,
  presenceTable,
} from './tables.ts';

/** Version of the tables below. A store that is newer is refused; an older one is migrated at start. */
const schemaVersion = 6;

const keptDays = 'CREATE TABLE kept_days (day INTEGER NOT NULL);';
const longTexts = `
CREATE TABLE ${longKeyTable.name} ${definition(longKeyTable)};
CREATE TABLE ${longTextTable.name} ${definition(longTextTable)};
`;

/** Before this step, numbers were rounded to doubles. It keeps the sequence of the last event that they were rounded in. */
const exactNumbers = `
DELETE FROM meta WHERE key = 'rounded_until';
INSERT INTO meta (key, value) SELECT 'rounded_until', CAST(coalesce(max(sequence), 0) AS VARCHAR) FROM events;
`;

/** Since this step, an event has the source that was read. */
const eventSource = 'ALTER TABLE events ADD COLUMN IF NOT EXISTS source VARCHAR;';

/** Since this step, hours are kept each for itself: today, but for its last hour, too. */
const keptHours = 'CREATE TABLE kept_hours (hour INTEGER NOT NULL);';
const keptByHours = `
${keptHours}
INSERT INTO kept_hours SELECT day * ${hoursPerDay} + unnest(range(${hoursPerDay})) FROM kept_days;
DROP TABLE kept_days;
`;

/**
 * - `events`: one row an event, in the order of arrival, which is nearly that of time, so that DuckDB's zone maps
 *   prune by time. No index: with one, ingest falls to a tenth.
 * - `presence`: hashes of (identifier, day), so that a look-up reads the days on which an identifier occurs
 * - `known_emails`: addresses learned for user ids
 * - `extra_fields`: names of properties seen that the contract does not name
 * - `long_keys`, `long_texts`: texts that are too long for the columns of `events`, and where they occur
 * - `kept_hours`: UTC hours (since the epoch) whose attempts `attempts` holds as they are now
 */
const tables = `
CREATE TABLE meta (key VARCHAR NOT NULL, value VARCHAR NOT NULL);
CREATE TABLE events ${definition(eventTable)};
CREATE TABLE presence ${definition(presenceTable)};
CREATE TABLE known_emails ${definition(emailTable)};
CREATE TABLE extra_fields ${definition(extraTable)};
${keptHours}
${longTexts}
${exactNumbers}
INSERT INTO meta (key, value) VALUES ('schema_version', '${schemaVersion}');
`;

/** Since this version, long texts lie beside the events. */
const longTextVersion = 3;

/**
 * Since this version, no column of an event holds an empty text, extras have one text each, and what is no address is
 * learned for nobody.
 */
const storedFormVersion = 4;

/** Steps from version n to n + 1, at index n - 1. */
const migrations: readonly string[] = [keptDays, longTexts, exactNumbers, eventSource, keptByHours];

/**
 * The schema version of a store, undefined of a database without tables.
 * @throws StoreError when it is none that this program can bring up to date
 */
const versionOf = async (connection: DuckDBConnection): Promise<number | undefined> => {
  const tables = await rowsOf(connection, `SELECT table_name FROM duckdb_tables() WHERE table_name = 'meta'`);
  if (tables.length === 0) return undefined;
  const [row] = await rowsOf(connection, `SELECT value FROM meta WHERE key = 'schema_version'`);
  if (!row || !/^[1-9]\d{0,8}$/.test(textIn(row, 'value')))
    throw new StoreError(
      'failed',
      `The data folder has ${row ? `the schema version “${beginningOf(textIn(row, 'value'))}”` : 'no schema version'}, which no version of this program wrote. Put a whole backup in its place.`,
    );
  const version = Number(textIn(row, 'value'));
  if (version <= schemaVersion) return version;
  throw new StoreError(
    'failed',
    `The data folder has schema version ${version}, this program knows ${schemaVersion}. Use the newer program that wrote it.`,
  );
};

/**
 * What a store is brought up to by writing its events anew, in a few letters; undefined when they stay as they are.
 * @throws StoreError when it cannot be brought up to date
 */
export const rewritingAim = async (connection: DuckDBConnection): Promise<string | undefined> => {
  const version = await versionOf(connection);
  if (version === undefined) return undefined;
  const columns = await columnNames(connection, eventTable.name);
  const lacking = fields.map(({ name }) => name).filter((name) => !columns.includes(name));
  const isAsItWas = version >= storedFormVersion && lacking.length === 0 && (await isIdentityOwn(connection));
  if (isAsItWas) return undefined;
  const aim = [schemaVersion, ...fields.map(({ name }) => name)].join('\n');
  return hash64(aim).toString(16).padStart(16, '0').slice(0, 8);
};

/** @returns the version that the store was of; undefined of a new one */
const migrate = async (connection: DuckDBConnection): Promise<number | undefined> => {
  const version = await versionOf(connection);
  if (version === schemaVersion) return version;
  const steps = version === undefined ? [tables] : migrations.slice(version - 1);
  for (const step of steps) if (step !== '') await connection.run(step);
  await connection.run(`UPDATE meta SET value = '${schemaVersion}' WHERE key = 'schema_version'`);
  return version;
};

/**
 * Give properties that the contract has come to name a column each, with the values that were stored among the extras.
 * @returns whether there were any, so that what was made from the events is of no more use
 */
const addColumns = async (connection: DuckDBConnection): Promise<boolean> => {
  const columns = await columnNames(connection, eventTable.name);
  const added = fields.map(({ name }) => name).filter((name) => !columns.includes(name));
  for (const name of added) await connection.run(`ALTER TABLE events ADD COLUMN ${name} VARCHAR`);
  await openWriters(connection); // refuses what could not be written to, before anything of it is rewritten
  const isLifted = await liftExtras(connection, added);
  if (isLifted && added.some((name) => name === 'user_id' || name === 'upstream_user_id'))
    await relearnEmails(connection);
  return isLifted;
};

/**
 * Make the table of kept attempts: a row for each attempt that begins in a kept hour, and rows that are no more use.
 * It can be made again from the events, so that it is not migrated: what other rules made is thrown away.
 */
const prepareKept = async (connection: DuckDBConnection): Promise<void> => {
  if ((await readMeta(connection, 'attempts')) === keptSignature) return;
  await connection.run('DROP TABLE IF EXISTS attempts');
  await connection.run(`CREATE TABLE attempts AS ${keptAttempts('events WHERE false', 'true', false)}`);
  await connection.run('DELETE FROM kept_hours');
  await writeMeta(connection, 'attempts', keptSignature);
};

/**
 * Make the tables, or bring those of an older version, or of another field table, up to date, in one transaction: a
 * program that is killed meanwhile leaves what was there. On failure the connection is to be closed.
 * @throws StoreError when the store was written by a newer version of this program
 */
export const prepareSchema = async (connection: DuckDBConnection): Promise<void> => {
  await connection.run('BEGIN');
  const version = await migrate(connection);
  const isLifted = await addColumns(connection);
  const isBefore = (since: number): boolean => version !== undefined && version < since;
  const isRenewed = isBefore(storedFormVersion) && (await renewStoredForm(connection));
  const isMoved = isBefore(longTextVersion) && (await moveLongTexts(connection));
  if (isBefore(storedFormVersion)) await relearnEmails(connection);
  const isChanged = isLifted || isRenewed || isMoved;
  if (isChanged) await connection.run('DELETE FROM kept_hours');
  await prepareIdentity(connection);
  await prepareKept(connection);
  await preparePresence(connection, isChanged);
  await prepareTextBlocks(connection, isChanged);
  for (const table of [sessionTable, sourceTable, replacedTable, createDirectory, findingTables])
    await connection.run(table);
  await connection.run('COMMIT');
};
