import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { StoreError } from '../store.ts';
import { makeDataFolder } from './data-folder.ts';
import { Flows } from './flows.ts';
import { inspectDatabase, openingError } from './inspect.ts';
import { prepareSchema } from './schema.ts';
import { type Params, type Row, rowsOf } from './sql.ts';

/** The database's file within the data folder. */
export const databaseFile = 'audit.duckdb';

/** As many questions run at once as there are cores to run them; the writer always has a thread of its own. */
const readerCount = 3;

/** Statements can reach neither files nor the network once these are locked. Checkpoints are ours to time. */
export const databaseSettings = {
  threads: '2',
  memory_limit: '640MB',
  checkpoint_threshold: '1TB',
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
};

/**
 * Rows that are stored, and rewritten when the log is folded, together: now and then three groups at once, which
 * with DuckDB's own 122,880 holds up senders for a second. Only an attached database can be given another size.
 */
const rowGroupSize = 20_480;

/** How often an abandoned question is interrupted until it ends. */
const insistMs = 10;

type Open = {
  readonly instance: DuckDBInstance;
  readonly writer: DuckDBConnection;
  readonly readers: readonly DuckDBConnection[];
};

const attach = async (connection: DuckDBConnection, path: string): Promise<void> => {
  const quoted = path.replaceAll("'", "''");
  try {
    await connection.run(`ATTACH '${quoted}' AS audit (ROW_GROUP_SIZE ${rowGroupSize})`);
  } catch (error) {
    throw openingError(path, error);
  }
};

const openDatabase = async (folder: string, flows: Flows): Promise<Open> => {
  const path = join(folder, databaseFile);
  const settings = { ...databaseSettings, temp_directory: `${path}.tmp` };
  await inspectDatabase(path, settings);
  const instance = await DuckDBInstance.create(':memory:', settings);
  const writer = await instance.connect();
  const readers: DuckDBConnection[] = [];
  try {
    await flows.restore(writer);
    await attach(writer, path);
    await writer.run('USE audit');
    await prepareSchema(writer);
    await writer.run('SET enable_external_access = false');
    await writer.run('SET lock_configuration = true');
    while (readers.length < readerCount) {
      const reader = await instance.connect();
      readers.push(reader);
      await reader.run('USE audit');
    }
  } catch (error) {
    closeAll({ instance, writer, readers });
    throw error;
  }
  return { instance, writer, readers };
};

const closeAll = ({ instance, writer, readers }: Open): void => {
  for (const connection of [...readers, writer]) connection.closeSync();
  instance.closeSync();
};

/** Told of every question asked of the database: what the benchmark asks the bare engine again. */
export type OnQuestion = (sql: string, params: Params) => void;

type Waiting = { readonly take: (reader: DuckDBConnection) => void; readonly refuse: (error: Error) => void };

/** An open database: one connection that writes, and a few that answer questions in turn. */
export class Engine {
  readonly #folder: string;
  /** How attempts went, by their steps. */
  readonly flows: Flows;
  readonly #onQuestion: OnQuestion | undefined;
  /** Undefined after a reopening that failed. */
  #open: Open | undefined;
  #idle: DuckDBConnection[];
  #waiting: Waiting[] = [];
  #isReopening = false;

  private constructor(folder: string, open: Open, flows: Flows, onQuestion: OnQuestion | undefined) {
    this.#folder = folder;
    this.flows = flows;
    this.#onQuestion = onQuestion;
    this.#open = open;
    this.#idle = [...open.readers];
  }

  /**
   * Open the database of a data folder, which is made when missing.
   * @throws StoreError when another process holds it, or a newer version wrote it
   */
  static async open(folder: string, onQuestion?: OnQuestion): Promise<Engine> {
    await makeDataFolder(folder);
    const flows = new Flows();
    return new Engine(folder, await openDatabase(folder, flows), flows, onQuestion);
  }

  /** The one connection that writes. */
  get writer(): DuckDBConnection {
    if (!this.#open) throw closedError();
    return this.#open.writer;
  }

  /**
   * What to do when the database cannot go on without being opened again. `isOver` tells whether that has been done
   * meanwhile. Set by the store, which does it in the writer's turn.
   */
  onFatal: (error: unknown, isOver: () => boolean) => Promise<void> = async () => {};

  /**
   * Ask one question; once more when the database had to be opened again. An aborted signal takes it out of the queue, or interrupts the query that is running.
   * @returns the rows as objects, integers of 64 bits as bigint
   */
  async ask(sql: string, params: Params, signal?: AbortSignal): Promise<Row[]> {
    this.#onQuestion?.(sql, params);
    const opened = this.#open;
    try {
      return await this.#answer(sql, params, signal);
    } catch (error) {
      if (!(error instanceof StoreError && isFatal(error.cause))) throw error;
      await this.onFatal(error.cause, () => this.#open !== opened);
      return this.#answer(sql, params, signal);
    }
  }

  async #answer(sql: string, params: Params, signal: AbortSignal | undefined): Promise<Row[]> {
    const reader = await this.#reader(signal);
    // an interruption that comes before the statement has begun is lost: it is said until the question has ended
    let insisting: NodeJS.Timeout | undefined;
    const interrupt = () => {
      reader.interrupt();
      insisting = setInterval(() => reader.interrupt(), insistMs);
    };
    signal?.addEventListener('abort', interrupt, { once: true });
    try {
      signal?.throwIfAborted(); // while the reader was waited for
      return await rowsOf(reader, sql, params);
    } catch (error) {
      signal?.throwIfAborted();
      throw new StoreError('failed', `The question could not be answered: ${String(error)}`, {
        cause: error,
      });
    } finally {
      signal?.removeEventListener('abort', interrupt);
      clearInterval(insisting);
      this.#release(reader);
    }
  }

  /** Let work have one of the readers' connections, for more than a question. */
  async lend<Result>(work: (connection: DuckDBConnection) => Promise<Result>): Promise<Result> {
    const reader = await this.#reader();
    try {
      return await work(reader);
    } finally {
      this.#release(reader);
    }
  }

  /** Close and open again, as DuckDB demands after some failures. Questions wait meanwhile. */
  async reopen(): Promise<void> {
    this.#isReopening = true;
    try {
      await this.#settle();
      this.#open = await openDatabase(this.#folder, this.flows);
      for (const reader of this.#open.readers) this.#release(reader);
    } finally {
      this.#isReopening = false;
      if (!this.#open) this.#refuseAll();
    }
  }

  /** Let the questions that are running end, then close the file. Questions that wait are refused. */
  async close(): Promise<void> {
    await this.#settle();
    this.#refuseAll();
  }

  /** Let the questions that are running end, then close the file. */
  async #settle(): Promise<void> {
    if (!this.#open) return;
    await Promise.all(this.#open.readers.map(() => this.#reader()));
    closeAll(this.#open);
    this.#open = undefined;
  }

  #refuseAll(): void {
    for (const { refuse } of this.#waiting.splice(0)) refuse(closedError());
  }

  async #reader(signal?: AbortSignal): Promise<DuckDBConnection> {
    signal?.throwIfAborted();
    if (!this.#open && !this.#isReopening) throw closedError();
    const idle = this.#idle.pop();
    if (idle) return idle;
    return new Promise((resolve, reject) => {
      const abandon = () => {
        this.#waiting = this.#waiting.filter((each) => each !== waiting);
        reject(signal?.reason as Error);
      };
      const waiting: Waiting = {
        take: (reader) => {
          signal?.removeEventListener('abort', abandon);
          resolve(reader);
        },
        refuse: reject,
      };
      this.#waiting.push(waiting);
      signal?.addEventListener('abort', abandon, { once: true });
    });
  }

  #release(reader: DuckDBConnection): void {
    const next = this.#waiting.shift();
    if (next) next.take(reader);
    else this.#idle.push(reader);
  }
}

/** Whether a failure of DuckDB's leaves the database unusable until it is opened again. */
export const isFatal = (error: unknown): boolean =>
  /^Error: (FATAL|INTERNAL) Error|database has been invalidated/.test(String(error));

const closedError = (): StoreError => new StoreError('failed', 'The store is closed.');
