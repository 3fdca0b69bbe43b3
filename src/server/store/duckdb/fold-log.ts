import { stat } from 'node:fs/promises';
import type { Database } from './database.ts';
import { rowGroupSize } from './engine.ts';
import { freeBytesOf } from './free-space.ts';
import type { Warn, Writing } from './writing.ts';

const mebibyte = 1024 * 1024;

/**
 * The write-ahead log is folded into the file when it holds so many events, or so much. Nothing is written meanwhile, so
 * it goes in steps that no sender notices. As the file is folded, the engine makes three groups of rows of four that fit
 * into three, and writes all of these anew: of more than three quarters of their size no four do.
 */
const due = { events: (rowGroupSize * 3) / 4 + 1, bytes: 16 * mebibyte };
const idleAfterMs = 1_000;
const unfolded = 'The write-ahead log could not be folded into the database.';

type Given = {
  readonly folder: string;
  /** The database's file. */
  readonly path: string;
  readonly database: Database;
  readonly writing: Writing;
  readonly warn: Warn;
  /** Whether others read or write in transactions of their own, which folding would wait for. */
  readonly isHeld: () => boolean;
};

/** Folds the write-ahead log into the database’s file, in the writer’s turns. */
export class LogFolder {
  readonly #given: Given;
  /** Free bytes with which it failed: it is tried again when there are more. */
  #tooLittle = -1;
  #appendedAt = -Infinity;
  /** Events that were appended since it was folded. */
  #events = 0;

  constructor(given: Given) {
    this.#given = given;
  }

  /** Whether nothing has been appended for a while. */
  get isIdle(): boolean {
    return performance.now() - this.#appendedAt > idleAfterMs;
  }

  /** Fold the log when it is large. To be called in the writer's turn. */
  async foldLarge(): Promise<void> {
    await this.#fold(due);
  }

  /** So many events were appended. Waits for nothing. */
  appended(events: number): void {
    this.#appendedAt = performance.now();
    this.#events += events;
    this.foldNext();
  }

  /** Fold the log when it is large, in the writer’s next turn. */
  foldNext(): void {
    const { writing, warn } = this.#given;
    writing
      .alone(async () => this.foldLarge())
      .catch((error: unknown) => warn(unfolded, { error: String(error) }));
  }

  /** Fold what there is. To be called in the writer's turn. */
  async end(): Promise<void> {
    await this.#fold({ events: 0, bytes: 0 });
  }

  async #fold(least: typeof due): Promise<void> {
    const { folder, path, database, writing, warn, isHeld } = this.#given;
    const log = await stat(`${path}.wal`).catch(() => undefined); // none: nothing to fold
    if (!log || isHeld()) return;
    if (log.size < least.bytes && this.#events < least.events) return;
    if ((await writing.whyNot()) !== undefined) return;
    const free = await freeBytesOf(folder);
    if (free <= this.#tooLittle) return;
    try {
      await writing.withRoom(async () => database.writer.run('CHECKPOINT'));
      this.#tooLittle = -1;
      this.#events = 0;
    } catch (error) {
      this.#tooLittle = free; // what is acknowledged is in the log still; DuckDB wants the file opened anew
      warn(unfolded, { error: String(error) });
      await writing.recoverFrom(error);
    }
  }
}
