import { join, resolve } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { StoreError } from '../store-error.ts';
import { keepBefore } from './copies/keep-before.ts';
import { copiesFolder, removeLeftOver } from './copies/places.ts';
import { pathSql } from './copies/tables-file.ts';
import { makeDataFolder } from './data-folder.ts';
import { Flows } from './flows.ts';
import { inspectDatabase, openingError } from './inspect.ts';
import { prepareSchema } from './schema.ts';
import type { Params, Row } from './sql.ts';

/** The database's file within the data folder. */
export const databaseFile = 'audit.duckdb';

/** Statements can reach neither files, but copies, nor the network once these are locked. Checkpoints are ours to time. */
export const databaseSettings = {
  threads: '2',
  // attempts of forty stretches of time do not fit into 320 MB, however few they are
  memory_limit: '384MB',
  checkpoint_threshold: '1TB',
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
};

/**
 * Rows that are stored, and rewritten when the log is folded, together: now and then three groups at once, which
 * with DuckDB's own 122,880 holds up senders for a second. Only an attached database can be given another size.
 */
export const rowGroupSize = 20_480;

/** What a question is answered with: a connection of its own, from its first statement to its last. */
export type Engine = {
  /** How attempts went, by their steps. */
  readonly flows: Flows;
  /** So many events are grouped at once: more might not fit into memory. */
  readonly eventsAtOnce: number;
  /**
   * Ask a statement. @param signal interrupts it when it is aborted
   * @returns the rows as objects, integers of 64 bits as bigint
   */
  readonly ask: (sql: string, params: Params, signal?: AbortSignal) => Promise<Row[]>;
  /** Let work have the connection. */
  readonly lend: <Result>(work: (connection: DuckDBConnection) => Promise<Result>) => Promise<Result>;
  /** The name of a temporary table, which the question may make: it goes with the question. */
  readonly temporary: () => string;
};

/** An open database: one connection that writes, and a few that answer questions. */
export type Open = {
  readonly instance: DuckDBInstance;
  readonly writer: DuckDBConnection;
  readonly readers: readonly DuckDBConnection[];
  /** The folder with the database as it was before its events were written anew, where they were. */
  readonly before: string | undefined;
};

/** How to open a database. */
export type Opening = {
  readonly folder: string;
  readonly flows: Flows;
  readonly readers: number;
  /** How much the engine may hold in memory. */
  readonly memory: string;
};

/** Attach a database, which is made when missing, under the name that statements have for it. */
export const attach = async (connection: DuckDBConnection, path: string): Promise<void> => {
  try {
    await connection.run(`ATTACH ${pathSql(path)} AS audit (ROW_GROUP_SIZE ${rowGroupSize})`);
  } catch (error) {
    throw openingError(path, error);
  }
};

/**
 * Open the database of a data folder, which is made when missing.
 * @throws StoreError when another process holds it, a newer version of this program or another program wrote it, it is
 * damaged, or events are missing that were acknowledged; when its events are to be written anew and there is no room for
 * a copy of it
 */
export const openDatabase = async ({ folder, flows, readers: count, memory }: Opening): Promise<Open> => {
  await makeDataFolder(folder);
  const path = join(folder, databaseFile);
  const settings = { ...databaseSettings, temp_directory: `${path}.tmp`, memory_limit: memory };
  const aim = await inspectDatabase(path, settings);
  const before = aim === undefined ? undefined : await keepBefore(path, aim);
  const instance = await DuckDBInstance.create(':memory:', settings);
  const writer = await instance.connect();
  const readers: DuckDBConnection[] = [];
  try {
    await flows.restore(writer);
    await attach(writer, path);
    await writer.run('USE audit');
    await prepareSchema(writer);
    await removeLeftOver(folder);
    const copies = pathSql(join(resolve(folder), copiesFolder));
    await writer.run(`SET allowed_directories = [${copies}]`);
    await writer.run('SET enable_external_access = false');
    await writer.run('SET lock_configuration = true');
    while (readers.length < count) {
      const reader = await instance.connect();
      readers.push(reader);
      await reader.run('USE audit');
    }
  } catch (error) {
    closeAll({ instance, writer, readers });
    throw error;
  }
  return { instance, writer, readers, before };
};

export const closeAll = ({ instance, writer, readers }: Omit<Open, 'before'>): void => {
  for (const connection of [...readers, writer]) connection.closeSync();
  instance.closeSync();
};

/** The failure itself, where it was told of by another. */
const causeOf = (error: unknown): unknown =>
  error instanceof StoreError && error.cause !== undefined ? error.cause : error;

/**
 * Whether a failure of DuckDB's leaves the database unusable until it is opened again. So does a commit that fails, for
 * want of memory say: its rows may lie in the table all the same, and push others out of it.
 */
export const isFatal = (error: unknown): boolean =>
  /^Error: (FATAL|INTERNAL) Error|[Dd]atabase (".*" )?has been invalidated|Failed to commit/.test(
    String(causeOf(error)),
  );

/** Whether what is on disk is not what was written there: a block has another checksum. */
export const isDamage = (error: unknown): boolean =>
  /Corrupt database file|computed checksum/.test(String(causeOf(error)));

/** Whether there was not enough memory, for this beside what else goes on. */
export const isOutOfMemory = (error: unknown): boolean =>
  /Out of Memory|could not allocate|failed to (pin|offload|allocate)|bad_alloc/i.test(String(causeOf(error)));
