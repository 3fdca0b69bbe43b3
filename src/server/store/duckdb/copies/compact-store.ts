import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { anybody } from '../../questions/scope.ts';
import { StoreError } from '../../store-error.ts';
import type { Compacted, Store } from '../../store.ts';
import { databaseFile, databaseSettings } from '../engine.ts';
import { freeBytesOf, whyFull } from '../free-space.ts';
import { openingError } from '../inspect.ts';
import { rowsOf } from '../sql.ts';
import { madeAnew, writeRows } from './copy-store.ts';
import { unfinishedPrefix } from './places.ts';
import { fill, putInPlace } from './restore-store.ts';
import { pathSql } from './tables-file.ts';

/** What is made anew from the rest; who is signed in stays so. */
const leftOut = madeAnew.filter((table) => table !== 'sessions');

const sizeOf = async (path: string): Promise<number> => (await stat(path)).size;

/** Have a database that nobody else can write to meanwhile, read-only: closing it touches nothing. */
const withLocked = async <Result>(
  path: string,
  work: (ask: (sql: string) => ReturnType<typeof rowsOf>) => Promise<Result>,
): Promise<Result> => {
  const instance = await DuckDBInstance.create(':memory:', {
    ...databaseSettings,
    temp_directory: `${path}.tmp`,
  });
  const connection = await instance.connect();
  try {
    await connection.run(`ATTACH ${pathSql(path)} AS audit (READ_ONLY)`).catch((error: unknown) => {
      throw openingError(path, error);
    });
    await connection.run('USE audit');
    return await work((sql) => rowsOf(connection, sql));
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
};

/**
 * Write the database of a data folder anew, without the room of what it holds no more. Until it is whole, the old one
 * stands, which no server can open meanwhile.
 * @param openStore opens a store, which makes anew what is made from the rest
 * @throws StoreError when there is none, another process holds it, it is damaged, or there is no room
 */
export const compactIn = async (
  folder: string,
  reserveBytes: number,
  openStore: (folder: string) => Promise<Store>,
): Promise<Compacted> => {
  const path = join(resolve(folder), databaseFile);
  const before = await sizeOf(path).catch((error: unknown) => {
    throw new StoreError(
      'failed',
      `There is no database ${path}. Name another data folder by AUTH_AUDIT_DATA.`,
      {
        cause: error,
      },
    );
  });
  await (await openStore(folder)).close(); // checks it, and folds its log
  const full = whyFull(await freeBytesOf(folder), reserveBytes + 2 * before);
  if (full !== undefined) throw new StoreError('unwritable', full);
  return withLocked(path, async (ask) => {
    // a log would be taken for one of the new database
    if ((await stat(`${path}.wal`).catch(() => undefined)) !== undefined)
      throw new StoreError('failed', `Another program has begun to use ${folder} meanwhile.`);
    const made = await mkdtemp(join(resolve(folder), unfinishedPrefix));
    try {
      const copy = join(made, 'copy');
      await mkdir(copy);
      const { tables, events } = await writeRows(ask, copy, leftOut);
      await fill(copy, tables, join(made, databaseFile));
      const store = await openStore(made);
      const count = await store.events.count({}, anybody);
      await store.close();
      if (count !== events)
        throw new StoreError(
          'failed',
          `${count} events were written anew, not ${events}. Nothing was changed.`,
        );
      await putInPlace(made, folder);
      return { before, after: await sizeOf(path) };
    } finally {
      await rm(made, { recursive: true, force: true });
    }
  });
};
