import { stat } from 'node:fs/promises';
import type { Database } from './database.ts';
import { freeBytesOf } from './free-space.ts';
import type { Warn, Writing } from './writing.ts';

const mebibyte = 1024 * 1024;

/**
 * The write-ahead log is folded into the file when it exceeds this, or a smaller size in an idle moment. Nothing
 * is written meanwhile, so it goes in steps that no sender notices.
 */
const logLimit = { busy: 8 * mebibyte, idle: mebibyte };
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
  #idle: NodeJS.Timeout | undefined;

  constructor(given: Given) {
    this.#given = given;
  }

  /** Whether nothing has been appended for a while. */
  get isIdle(): boolean {
    return performance.now() - this.#appendedAt > idleAfterMs;
  }

  /** Fold the log when it is large. To be called in the writer's turn. */
  async foldLarge(): Promise<void> {
    await this.#fold(logLimit.busy);
  }

  /** Something was appended: fold the log next when it is large, and otherwise once nothing more comes. Waits for nothing. */
  appended(): void {
    this.#next(logLimit.busy);
    this.foldWhenIdle();
  }

  foldWhenIdle(): void {
    this.#appendedAt = performance.now();
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.#next(logLimit.idle), idleAfterMs);
    this.#idle.unref();
  }

  /** Fold what there is, and nothing later. To be called in the writer's turn. */
  async end(): Promise<void> {
    clearTimeout(this.#idle);
    await this.#fold(0);
  }

  #next(limit: number): void {
    const { writing, warn } = this.#given;
    writing
      .alone(() => this.#fold(limit))
      .catch((error: unknown) => warn(unfolded, { error: String(error) }));
  }

  async #fold(limit: number): Promise<void> {
    const { folder, path, database, writing, warn, isHeld } = this.#given;
    const log = await stat(`${path}.wal`).catch(() => undefined); // none: nothing to fold
    if (!log || log.size < limit || isHeld()) return;
    if ((await writing.whyNot()) !== undefined) return;
    const free = await freeBytesOf(folder);
    if (free <= this.#tooLittle) return;
    try {
      await writing.withRoom(async () => database.writer.run('CHECKPOINT'));
      this.#tooLittle = -1;
    } catch (error) {
      this.#tooLittle = free; // what is acknowledged is in the log still; DuckDB wants the file opened anew
      warn(unfolded, { error: String(error) });
      await writing.recoverFrom(error);
    }
  }
}
