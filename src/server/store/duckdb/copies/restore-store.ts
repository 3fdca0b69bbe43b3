import { mkdtemp, open, readdir, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { anybody } from '../../questions/scope.ts';
import { StoreError } from '../../store-error.ts';
import type { Store } from '../../store.ts';
import { acknowledgedPath } from '../acknowledged.ts';
import { makeDataFolder } from '../data-folder.ts';
import { attach, databaseFile, databaseSettings } from '../engine.ts';
import { isLeftOver, removeLeftOver, unfinishedPrefix } from './places.ts';
import { type CopiedTables, columnSql, pathSql, readBack, readTables } from './tables-file.ts';

/** By which rules tables were made that are made anew: without these it is done. */
const signatures = `DELETE FROM meta WHERE key IN ('attempts', 'findings', 'presence')`;

/** Make a database of the tables of a copy. */
export const fill = async (copy: string, tables: CopiedTables, path: string): Promise<void> => {
  const instance = await DuckDBInstance.create(':memory:', {
    ...databaseSettings,
    temp_directory: `${path}.tmp`,
  });
  const connection = await instance.connect();
  try {
    await attach(connection, path);
    await connection.run('USE audit');
    for (const [name, { columns, rows }] of Object.entries(tables)) {
      const definition = columns.map(
        ({ name: column, type, required }) => `${columnSql(column)} ${type}${required ? ' NOT NULL' : ''}`,
      );
      await connection.run(`CREATE TABLE ${name} (${definition.join(', ')})`);
      if (rows === undefined) continue;
      const file = pathSql(join(copy, `${name}.parquet`));
      await connection.run(`INSERT INTO ${name} SELECT ${readBack(columns)} FROM read_parquet(${file})`);
    }
    await connection.run(signatures);
    await connection.run('CHECKPOINT');
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
};

/** Have a file or a folder on disk, not in memory alone. */
const sync = async (path: string): Promise<void> => {
  const handle = await open(path, 'r').catch(() => undefined); // Windows opens no folder
  await handle?.sync().catch(() => {});
  await handle?.close();
};

/** Have a database that was made beside it take its place, at once. */
export const putInPlace = async (made: string, dataFolder: string): Promise<void> => {
  const [from, to] = [join(made, databaseFile), join(dataFolder, databaseFile)];
  await sync(from);
  await rename(from, to);
  await sync(dataFolder);
};

/**
 * Make the store of an empty data folder from a copy. It is there whole, or not at all.
 * @param openStore opens a store, which makes anew what is made from the rest
 * @throws StoreError when the folder is not empty, or the copy is none
 */
export const restoreFrom = async (
  copy: string,
  dataFolder: string,
  openStore: (folder: string) => Promise<Store>,
): Promise<void> => {
  await makeDataFolder(dataFolder);
  if (!(await readdir(dataFolder)).every((name) => isLeftOver(name)))
    throw new StoreError(
      'failed',
      `The data folder ${dataFolder} is not empty: a backup is restored into an empty one. Name another by AUTH_AUDIT_DATA, or move away what is there.`,
    );
  const tables = await readTables(copy);
  await removeLeftOver(dataFolder);
  const made = await mkdtemp(join(resolve(dataFolder), unfinishedPrefix));
  try {
    await fill(resolve(copy), tables, join(made, databaseFile));
    const store = await openStore(made);
    const count = await store.events.count({}, anybody);
    await store.close();
    if (count !== tables['events']?.rows)
      throw new StoreError('failed', `${count} events were read from ${copy}, not as many as it says.`);
    if (!(await readdir(dataFolder)).every((name) => isLeftOver(name)))
      throw new StoreError('failed', `Another program has begun to use ${dataFolder} meanwhile.`);
    await putInPlace(made, dataFolder);
    await rename(
      acknowledgedPath(join(made, databaseFile)),
      acknowledgedPath(join(dataFolder, databaseFile)),
    );
  } finally {
    await rm(made, { recursive: true, force: true });
  }
};
