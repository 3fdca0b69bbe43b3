import { randomUUID } from 'node:crypto';
import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Asking } from '../../questions/scope.ts';
import { StoreError } from '../../store-error.ts';
import type { StoreCopy } from '../../store.ts';
import { ownPrincipal } from '../admission.ts';
import type { Database } from '../database.ts';
import { databaseFile } from '../engine.ts';
import { freeBytesOf, whyFull } from '../free-space.ts';
import { Params, type Row, instantIn, numberIn, textIn } from '../sql.ts';
import { copiesFolder } from './places.ts';
import { type CopiedTables, pathSql, tablesFile, written } from './tables-file.ts';

/**
 * Tables that are made anew from the others when a store is opened, and sessions, which are no more use elsewhere: of
 * these a copy has no rows. A table that is not listed is copied.
 */
export const madeAnew: readonly string[] = [
  'attempts',
  'finding_days',
  'findings',
  'kept_hours',
  'presence',
  'sessions',
  'text_blocks',
  'text_lists',
  'text_values',
];

type Ask = (sql: string) => Promise<readonly Row[]>;

const tablesIn = async (ask: Ask): Promise<CopiedTables> => {
  const rows = await ask(
    `SELECT table_name AS "table", '.' || column_name AS "column", data_type AS type, is_nullable AS nullable
     FROM duckdb_columns() WHERE database_name = current_database() AND NOT internal
       AND table_name <> 'attempts' ORDER BY table_name, column_index`, // whose columns the rules of today make
  );
  const tables: Record<string, CopiedTables[string]> = {};
  for (const row of rows) {
    const table = textIn(row, 'table');
    const column = {
      name: textIn(row, 'column').slice(1),
      type: textIn(row, 'type'),
      required: row['nullable'] !== (true as unknown),
    };
    tables[table] = { columns: [...(tables[table]?.columns ?? []), column] };
  }
  return tables;
};

/** Write all rows as they are at one instant, but for those of tables that are left out. */
export const writeRows = async (
  ask: Ask,
  folder: string,
  leftOut: readonly string[],
): Promise<Omit<StoreCopy, 'folder'> & { readonly tables: CopiedTables }> => {
  // it only reads: what is written meanwhile goes on
  await ask('BEGIN TRANSACTION READ ONLY');
  const tables: Record<string, CopiedTables[string]> = { ...(await tablesIn(ask)) };
  for (const [name, table] of Object.entries(tables)) {
    if (leftOut.includes(name)) continue;
    const path = pathSql(join(folder, `${name}.parquet`));
    const [row] = await ask(
      `COPY (SELECT ${written(table.columns)} FROM ${name}) TO ${path} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 20480)`,
    );
    tables[name] = { ...table, rows: row ? numberIn(row, 'Count') : 0 };
  }
  const [ends] = await ask('SELECT min(time) AS first, max(time) AS last FROM events HAVING count(*) > 0');
  await ask('COMMIT');
  await writeFile(join(folder, tablesFile), `${JSON.stringify(tables, undefined, 2)}\n`);
  return {
    tables,
    events: tables['events']?.rows ?? 0,
    ...(ends ? { first: instantIn(ends, 'first'), last: instantIn(ends, 'last') } : {}),
  };
};

/**
 * Write everything that cannot be made anew, as it is at one instant, into a new folder, which is the caller’s to take
 * away. Senders go on meanwhile.
 * @throws StoreError `unwritable` when there is no room; nothing is left then
 */
export const copyStore = async (
  database: Database,
  dataFolder: string,
  reserveBytes: number,
  { signal }: Asking,
): Promise<StoreCopy> => {
  const { size } = await stat(join(dataFolder, databaseFile));
  // it is smaller than the database
  const full = whyFull(await freeBytesOf(dataFolder), reserveBytes + size);
  if (full !== undefined) throw new StoreError('unwritable', full);
  const folder = join(resolve(dataFolder), copiesFolder, randomUUID());
  const asking = { principal: ownPrincipal, ...(signal ? { signal } : {}) };
  try {
    return await database.answer(asking, 'expensive', async (engine, { signal: stop }) => {
      await rm(folder, { recursive: true, force: true }); // it may be asked again
      await mkdir(folder, { recursive: true, mode: 0o700 });
      try {
        const ask: Ask = (sql) => engine.ask(sql, new Params(), stop);
        const { tables: _, ...copied } = await writeRows(ask, folder, madeAnew);
        return { folder, ...copied };
      } catch (error) {
        await engine.lend(async (connection) => connection.run('ROLLBACK')).catch(() => {});
        throw error;
      }
    });
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
};
