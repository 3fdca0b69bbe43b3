import { createHash } from 'node:crypto';
import { access, cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { parseJson } from '../../../contract/exact-json.ts';
import { writeJson } from '../../../contract/exact-number.ts';
import { type FieldName, fields, isFieldName } from '../../../contract/fields.ts';
import { acknowledgedPath } from './acknowledged.ts';
import { databaseFile } from './engine.ts';
import { parseExtra } from './extra.ts';
import { prepareSchema } from './schema.ts';
import { rowsOf } from './sql.ts';

/** Work on the file of a store that is closed, by plain statements, which may take events away. For tests. */
export const alterStore = async (
  folder: string,
  work: (connection: DuckDBConnection) => Promise<unknown>,
): Promise<void> => {
  const path = join(folder, databaseFile);
  await rm(acknowledgedPath(path), { force: true });
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  try {
    await work(connection);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
};

const moveToExtras = async (connection: DuckDBConnection, names: readonly FieldName[]): Promise<void> => {
  const rows = await rowsOf(connection, `SELECT sequence, extra, ${names.join(', ')} FROM events`);
  const update = await connection.prepare('UPDATE events SET extra = $1 WHERE sequence = $2');
  const seen = new Set<FieldName>();
  for (const row of rows) {
    const present = names.filter((name) => row[name] !== null);
    if (present.length === 0) continue;
    for (const name of present) seen.add(name);
    const before = parseJson(String(row['extra'] ?? '{}')) as object;
    const extra = { ...Object.fromEntries(present.map((name) => [name, row[name]])), ...before };
    update.bindVarchar(1, writeJson(extra));
    update.bindBigInt(2, row['sequence'] as bigint);
    await update.run();
  }
  for (const name of seen) await connection.run('INSERT INTO extra_fields (name) VALUES ($1)', [name]);
};

/** What is kept of attempts lists values of properties: those that were not named are not among them. */
const forgetKept = async (connection: DuckDBConnection): Promise<void> => {
  const lists = await rowsOf(
    connection,
    `SELECT column_name AS name FROM duckdb_columns() WHERE table_name = 'attempts' AND data_type = 'VARCHAR[]'`,
  );
  for (const { name } of lists) await connection.run(`UPDATE attempts SET ${String(name)} = NULL`);
};

/**
 * Make the store of a folder one that a program wrote whose contract did not name some properties: they have no column,
 * their values are extras, and nothing that is made from the events knows of them. For tests.
 */
export const makeOlder = async (folder: string, names: readonly FieldName[]): Promise<void> =>
  alterStore(folder, async (connection) => {
    await moveToExtras(connection, names);
    await forgetKept(connection);
    for (const name of names) await connection.run(`ALTER TABLE events DROP COLUMN ${name}`);
    await connection.run('DELETE FROM presence');
    if (names.includes('user_id') || names.includes('upstream_user_id'))
      await connection.run('DELETE FROM known_emails');
  });

/** Have a store the version of an older program, and what says of which days attempts are kept, but of none. For tests. */
export const asVersion = async (connection: DuckDBConnection, version: 1 | 2 | 3 | 4 | 5): Promise<void> => {
  await connection.run(`UPDATE meta SET value = '${version}' WHERE key = 'schema_version'`);
  await connection.run('DROP TABLE IF EXISTS kept_hours');
  if (version > 1) await connection.run('CREATE TABLE IF NOT EXISTS kept_days (day INTEGER NOT NULL)');
};

/**
 * Make the store of a folder one that the version wrote which rounded numbers and took what is around a record for a part
 * of it. Its events are to be prepared as that version did. For tests.
 */
export const makeRounding = async (folder: string): Promise<void> =>
  alterStore(folder, async (connection) => {
    await asVersion(connection, 3);
    await connection.run(`DELETE FROM meta WHERE key IN ('identity', 'rounded_until')`);
  });

/**
 * Have the events of a folder's store held as before version 4: empty texts in the columns, and values of extras as
 * JavaScript writes them. For tests.
 */
export const makeVersion3 = async (folder: string): Promise<void> =>
  alterStore(folder, async (connection) => {
    for (const { name } of fields)
      await connection.run(`UPDATE events SET ${name} = '' WHERE extra ->> '/${name}' = ''`);
    const rows = await rowsOf(connection, 'SELECT sequence, extra FROM events WHERE extra IS NOT NULL');
    const update = await connection.prepare('UPDATE events SET extra = $1 WHERE sequence = $2');
    for (const { sequence, extra } of rows) {
      const own = Object.entries(parseExtra(String(extra))).filter(
        ([name, value]) => value !== '' || !isFieldName(name),
      );
      if (own.length === 0) update.bindNull(1);
      else update.bindVarchar(1, writeJson(Object.fromEntries(own)));
      update.bindBigInt(2, sequence as bigint);
      await update.run();
    }
    await asVersion(connection, 3);
  });

/** Whether a folder holds a store. For tests. */
export const holdsStore = async (folder: string): Promise<boolean> =>
  access(join(folder, databaseFile)).then(
    () => true,
    () => false,
  );

const digestOf = async (folder: string): Promise<string> => {
  const digest = createHash('sha256');
  for (const name of [databaseFile, `${databaseFile}.wal`])
    digest.update(await readFile(join(folder, name)).catch(() => 'none'));
  return digest.digest('hex');
};

/**
 * Bring the store of a folder up to date, and copy its files whenever a statement has changed them: what a program that
 * is killed at that moment leaves. For tests.
 * @returns folders, to be removed
 */
export const killedWhilePreparing = async (folder: string): Promise<readonly string[]> => {
  const left = new Map<string, string>();
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(`ATTACH '${join(folder, databaseFile)}' AS audit`);
  await connection.run('USE audit');
  const run = connection.run.bind(connection);
  connection.run = async (...statement) => {
    const result = await run(...statement);
    const digest = await digestOf(folder);
    if (!left.has(digest)) {
      const copy = await mkdtemp(join(tmpdir(), 'killed-'));
      left.set(digest, copy);
      await cp(folder, copy, { recursive: true });
    }
    return result;
  };
  await prepareSchema(connection);
  connection.closeSync();
  instance.closeSync();
  return [...left.values()];
};
