import { join } from 'node:path';
import { StoreError } from '../store-error.ts';
import { ownPrincipal } from './admission.ts';
import { Catalogue, type LoadPart } from './catalogue.ts';
import type { Database } from './database.ts';
import { databaseFile, isFatal, isOutOfMemory } from './engine.ts';
import { freeBytesOf, whyFull } from './free-space.ts';
import { openingError } from './inspect.ts';

const closed = 'The store is closed.';
const stillRead = 'What is stored is still being read. What is sent waits, and is stored after that.';

export type Warn = (message: string, details: Readonly<Record<string, unknown>>) => void;

type WritingOptions = {
  readonly folder: string;
  /** Bytes of the disk that are left free. */
  readonly reserveBytes: number;
  readonly warn: Warn;
  /** Whether it is open before all that is stored is known. */
  readonly early?: boolean;
  /** Awaited before a part of the rest is read. */
  readonly beforeReading?: (part: LoadPart) => Promise<void>;
};

/**
 * What is written to a database, one thing at a time, and what is known of its contents. A write that fails leaves
 * nothing behind, and questions are answered on, whether anything can be written or not.
 */
export class Writing {
  readonly #database: Database;
  readonly #folder: string;
  readonly #reserveBytes: number;
  readonly #warn: Warn;
  #catalogue: Catalogue;
  #tail: Promise<unknown> = Promise.resolve();
  #failure: string | undefined;
  #isBroken = false;
  #isClosed = false;
  readonly #closing = new AbortController();

  private constructor(
    database: Database,
    catalogue: Catalogue,
    { folder, reserveBytes, warn, beforeReading }: WritingOptions,
  ) {
    this.#database = database;
    this.#catalogue = catalogue;
    this.#folder = folder;
    this.#reserveBytes = reserveBytes;
    this.#warn = warn;
    const read = async (part: LoadPart): Promise<void> => this.#read(catalogue, part, beforeReading);
    const needed = read('needed');
    catalogue.reading = { needed, rest: needed.then(async () => read('rest')) };
    for (const part of Object.values(catalogue.reading)) part.catch(() => {}); // whoever waits hears of the failure
    database.onFatal = async (error, isOver) =>
      this.alone(async () => {
        if (isOver() || this.#isClosed) return;
        warn('The database must be opened again.', { error: String(error) });
        await this.recoverFrom(error);
      });
  }

  /**
   * Read what is to be known of what is stored: when it is open early, the rest of it after that.
   * @throws StoreError when what the database holds cannot be read
   */
  static async open(database: Database, options: WritingOptions): Promise<Writing> {
    const catalogue = await Catalogue.load(database.writer).catch((error: unknown) => {
      throw openingError(join(options.folder, databaseFile), error);
    });
    const writing = new Writing(database, catalogue, options);
    if (options.early !== true) await catalogue.reading.rest;
    return writing;
  }

  /** What is known of what is stored; another after the database had to be opened again. */
  get catalogue(): Catalogue {
    return this.#catalogue;
  }

  /** Whether what is stored is still being read: nothing else may fold the log meanwhile. */
  get isReading(): boolean {
    return !this.#catalogue.isWhole && !this.#closing.signal.aborted;
  }

  /** One at a time: writing, folding the log, recovering. @param afterwards is done in the same turn, awaited by nobody */
  alone<Result>(work: () => Promise<Result>, afterwards?: () => Promise<void>): Promise<Result> {
    const result = this.#tail.then(work);
    const done = result.catch(() => {}); // whoever asked for it hears of the failure
    this.#tail = afterwards ? done.then(afterwards).catch(() => {}) : done;
    return result;
  }

  /** The same for events, which wait in nobody’s turn until it is known what they change. */
  async aloneOnceReady<Result>(
    work: () => Promise<Result>,
    afterwards: () => Promise<void>,
  ): Promise<Result> {
    await this.#catalogue.reading.needed;
    return this.alone(work, afterwards);
  }

  /** What is written goes before what is asked: where both do not fit into memory, questions are asked again later. */
  async withRoom<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      if (!isOutOfMemory(error)) throw error;
      this.#warn('There was not enough memory to write; what is asked waits.', { error: String(error) });
      await this.#rollBack();
      await this.recoverFrom(error);
      return await this.#database.withoutQuestions(work);
    }
  }

  /**
   * Write in a transaction of its own, with room for it. To be called alone.
   * @param reserveBytes of the disk are left free by it
   * @throws StoreError `unwritable`; nothing of it is stored then
   */
  async write<Result>(work: () => Promise<Result>, reserveBytes = this.#reserveBytes): Promise<Result> {
    const reason = await this.whyNot(reserveBytes);
    if (reason !== undefined) throw new StoreError('unwritable', reason);
    try {
      const result = await this.withRoom(work);
      this.#failure = undefined;
      return result;
    } catch (error) {
      this.#failure = `Writing failed: ${String(error)}`;
      this.#warn('Writing failed; nothing of the batch is stored.', { error: String(error) });
      await this.#rollBack();
      await this.recoverFrom(error);
      throw new StoreError('unwritable', this.#failure, { cause: error });
    }
  }

  /** Why nothing can be written, as far as it is known beforehand. Opens the database again when it has to be. */
  async whyNot(reserveBytes = this.#reserveBytes): Promise<string | undefined> {
    if (this.#isClosed) return closed;
    const full = whyFull(await freeBytesOf(this.#folder), reserveBytes);
    if (full !== undefined) return full;
    if (!this.#isBroken) return undefined;
    try {
      await this.#recover();
      return undefined;
    } catch (error) {
      return `The database could not be opened again: ${String(error)}`;
    }
  }

  /** The same; after a failed write it tries whether one would succeed now. */
  async unwritable(): Promise<string | undefined> {
    return this.alone(async () => {
      const reason = await this.whyNot();
      if (reason !== undefined) return reason;
      if (!this.#catalogue.isReady) return stillRead;
      return this.#failure === undefined ? undefined : await this.#probe();
    });
  }

  /** Open the database again after a failure from which it cannot go on otherwise. */
  async recoverFrom(error: unknown): Promise<void> {
    this.#isBroken = isFatal(error);
    if (!this.#isBroken) return;
    try {
      await this.#recover();
    } catch (again) {
      this.#warn('The database could not be opened again.', { error: String(again) });
    }
  }

  /** Close, once nothing is written any more. To be called alone. @param work what is done before, at the first call */
  async close(work: () => Promise<void>): Promise<void> {
    if (this.#isClosed) return;
    this.#closing.abort(new StoreError('unwritable', closed));
    await this.#catalogue.reading.rest.catch(() => {});
    await work();
    this.#isClosed = true;
    await this.#database.close();
  }

  /** Read a part beside questions. Lacking memory, or with a database that breaks, it is asked again as they are. */
  async #read(
    catalogue: Catalogue,
    part: LoadPart,
    before: (part: LoadPart) => Promise<void> = async () => {},
  ): Promise<void> {
    const asking = { principal: ownPrincipal, signal: this.#closing.signal };
    try {
      await before(part);
      await this.#database.answer(asking, 'expensive', async ({ lend }, { signal }) => {
        if (catalogue !== this.#catalogue) return; // the database was opened again, and all of it read
        await lend(async (connection) => catalogue.read(part, connection, signal));
      });
    } catch (error) {
      this.#closing.signal.throwIfAborted();
      throw openingError(join(this.#folder, databaseFile), error);
    }
  }

  async #recover(): Promise<void> {
    await this.#database.reopen();
    const { version, watermarks } = this.#catalogue;
    const catalogue = await Catalogue.load(this.#database.writer);
    for (const part of ['needed', 'rest'] as const) await catalogue.read(part, this.#database.writer);
    this.#catalogue = catalogue;
    this.#catalogue.version = version + 1; // never one that answers were kept under
    this.#catalogue.watermarks = watermarks;
    this.#isBroken = false;
  }

  /** A failed commit has already ended its transaction. */
  async #rollBack(): Promise<void> {
    await this.#database.writer.run('ROLLBACK').catch(() => {});
  }

  /** A small write that changes nothing. */
  async #probe(): Promise<string | undefined> {
    try {
      await this.#database.writer.run(`UPDATE meta SET value = value WHERE key = 'schema_version'`);
      this.#failure = undefined;
    } catch (error) {
      this.#failure = `Writing failed: ${String(error)}`;
    }
    return this.#failure;
  }
}
