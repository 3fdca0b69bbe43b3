import { join } from 'node:path';
import { StoreError } from '../store-error.ts';
import { Catalogue } from './catalogue.ts';
import type { Database } from './database.ts';
import { databaseFile, isFatal, isOutOfMemory } from './engine.ts';
import { freeBytesOf, whyFull } from './free-space.ts';
import { openingError } from './inspect.ts';

export type Warn = (message: string, details: Readonly<Record<string, unknown>>) => void;

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

  private constructor(
    database: Database,
    catalogue: Catalogue,
    { folder, reserveBytes, warn }: { folder: string; reserveBytes: number; warn: Warn },
  ) {
    this.#database = database;
    this.#catalogue = catalogue;
    this.#folder = folder;
    this.#reserveBytes = reserveBytes;
    this.#warn = warn;
    database.onFatal = async (error, isOver) =>
      this.alone(async () => {
        if (isOver() || this.#isClosed) return;
        warn('The database must be opened again.', { error: String(error) });
        await this.recoverFrom(error);
      });
  }

  /**
   * @param options `reserveBytes` of the disk are left free
   * @throws StoreError when what the database holds cannot be read
   */
  static async open(
    database: Database,
    options: { folder: string; reserveBytes: number; warn: Warn },
  ): Promise<Writing> {
    const catalogue = await Catalogue.load(database.writer).catch((error: unknown) => {
      throw openingError(join(options.folder, databaseFile), error);
    });
    return new Writing(database, catalogue, options);
  }

  /** What is known of what is stored; another after the database had to be opened again. */
  get catalogue(): Catalogue {
    return this.#catalogue;
  }

  /** One at a time: writing, folding the log, recovering. */
  alone<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#tail.then(work);
    this.#tail = result.catch(() => {}); // whoever asked for it hears of the failure
    return result;
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
    if (this.#isClosed) return 'The store is closed.';
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
    return this.alone(
      async () => (await this.whyNot()) ?? (this.#failure === undefined ? undefined : await this.#probe()),
    );
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
    await work();
    this.#isClosed = true;
    await this.#database.close();
  }

  async #recover(): Promise<void> {
    await this.#database.reopen();
    const { version, watermarks } = this.#catalogue;
    this.#catalogue = await Catalogue.load(this.#database.writer);
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
