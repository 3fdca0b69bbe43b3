import { stat } from 'node:fs/promises';
import type { Database } from './database.ts';
import { rowGroupSize } from './engine.ts';
import { freeBytesOf } from './free-space.ts';
import type { Warn, Writing } from './writing.ts';

const mebibyte = 1024 * 1024;

/**
 * The write-ahead log is folded into the file when it holds so much, or when the last group of rows that its events make is
 * nearly full. Nothing is written meanwhile, so it goes in steps that no sender notices. As the file is folded, the engine
 * makes three groups of four that fit into three, or two of three, and writes all of these anew: nearly full ones do not.
 */
const due = { bytes: 24 * mebibyte, events: (rowGroupSize * 3) / 4 + 1 };
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
  /** Events that were appended since it was folded, and of these with the last batch. */
  #events = 0;
  #lastBatch = 0;

  constructor(given: Given) {
    this.#given = given;
  }

  /** Whether nothing has been appended for a while. */
  get isIdle(): boolean {
    return performance.now() - this.#appendedAt > idleAfterMs;
  }

  /** Fold the log when it is large. To be called in the writer's turn. */
  async foldLarge(): Promise<void> {
    const rest = this.#events % rowGroupSize;
    const isFull = rest >= due.events && rest + this.#lastBatch > rowGroupSize;
    await this.#fold(isFull ? 0 : due.bytes);
  }

  /** So many events of a batch were stored. */
  appended(events: number): void {
    this.#appendedAt = performance.now();
    this.#events += events;
    this.#lastBatch = events;
  }

  /** Fold what there is. To be called in the writer's turn. */
  async end(): Promise<void> {
    await this.#fold(0);
  }

  async #fold(leastBytes: number): Promise<void> {
    const { folder, path, database, writing, warn, isHeld } = this.#given;
    const log = await stat(`${path}.wal`).catch(() => undefined); // none: nothing to fold
    if (!log || log.size < leastBytes || isHeld()) return;
    let free = -1;
    try {
      if ((await writing.whyNot()) !== undefined) return;
      free = await freeBytesOf(folder);
      if (free <= this.#tooLittle) return;
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
