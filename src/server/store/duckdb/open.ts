import { stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { type Appended, type PreparedEvent, type Store, StoreError } from '../store.ts';
import { fewOf } from '../few.ts';
import { Acknowledged } from './acknowledged.ts';
import { appendBatch } from './append.ts';
import { attemptStore } from './attempt-store.ts';
import { Catalogue } from './catalogue.ts';
import { countSince } from './count.ts';
import { overviewStore } from './overview/overview-store.ts';
import { Engine, type OnQuestion, databaseFile, isFatal } from './engine.ts';
import { countFacets } from './facets.ts';
import { startKeeper } from './keeper.ts';
import { countByBucket } from './histogram.ts';
import { findingStore } from './findings/finding-store.ts';
import { openingError } from './inspect.ts';
import { listEvents } from './list.ts';

const mebibyte = 1024 * 1024;

/**
 * The write-ahead log is folded into the file when it exceeds this, or a smaller size in an idle moment. Nothing
 * is written meanwhile, so it goes in steps that no sender notices.
 */
const walLimit = { busy: 8 * mebibyte, idle: mebibyte };
const idleAfterMs = 1_000;

export type DuckDbOptions = {
  /** The data folder; made when missing. */
  readonly folder: string;
  /** Bytes of the disk to leave free: writing stops before the disk is full, not when it is. */
  readonly reserveBytes?: number;
  /** Told of known ids that came again with other content, and of failures. */
  readonly warn?: (message: string, details: Readonly<Record<string, unknown>>) => void;
  /** Told of every question asked of the database. */
  readonly onQuestion?: OnQuestion | undefined;
};

/**
 * Open the store of a data folder.
 * @throws StoreError when another process holds it, a newer version of this program or another program wrote it, it is
 * damaged, or events are missing that were acknowledged
 */
export const openDuckDbStore = async (options: DuckDbOptions): Promise<Store> => {
  const { folder, reserveBytes = 64 * mebibyte, warn = () => {} } = options;
  const path = join(folder, databaseFile);
  const engine = await Engine.open(folder, options.onQuestion);
  let catalogue = await Catalogue.load(engine.writer).catch((error: unknown) => {
    throw openingError(path, error);
  });
  const noMemory = (error: unknown): void =>
    warn('It cannot be remembered what was acknowledged: a loss would not be noticed at the next start.', {
      error: String(error),
    });
  const acknowledged = await Acknowledged.open(path, catalogue.size).catch(noMemory);
  let tail: Promise<unknown> = Promise.resolve();
  let failure: string | undefined;
  let isBroken = false;
  /** Free bytes with which folding the log failed: it is tried again when there are more. */
  let tooLittle = -1;
  let isClosed = false;
  let appendedAt = -Infinity;
  let idle: NodeJS.Timeout | undefined;

  /** One at a time: writing, folding the log, recovering. */
  const alone = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const result = tail.then(work);
    tail = result.catch(() => {}); // whoever asked for it hears of the failure
    return result;
  };

  const recover = async (): Promise<void> => {
    await engine.reopen();
    const { version } = catalogue;
    catalogue = await Catalogue.load(engine.writer);
    catalogue.version = version + 1; // never one that answers were kept under
    isBroken = false;
  };

  /** Questions are answered on, whether anything can be written or not. */
  const recoverFrom = async (error: unknown): Promise<void> => {
    isBroken = isFatal(error);
    if (!isBroken) return;
    try {
      await recover();
    } catch (again) {
      warn('The database could not be opened again.', { error: String(again) });
    }
  };

  engine.onFatal = async (error, isOver) =>
    alone(async () => {
      if (isOver() || isClosed) return;
      warn('The database must be opened again.', { error: String(error) });
      await recoverFrom(error);
    });

  const freeBytes = async (): Promise<number> => {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  };

  const whyNot = async (): Promise<string | undefined> => {
    if (isClosed) return 'The store is closed.';
    const free = await freeBytes();
    if (free < reserveBytes)
      return `The disk is full: ${Math.floor(free / mebibyte)} MiB are free, ${Math.ceil(reserveBytes / mebibyte)} MiB must stay free.`;
    if (!isBroken) return undefined;
    try {
      await recover();
      return undefined;
    } catch (error) {
      return `The database could not be opened again: ${String(error)}`;
    }
  };

  const fold = async (limit: number): Promise<void> => {
    const wal = await stat(`${path}.wal`).catch(() => undefined); // none: nothing to fold
    if (!wal || wal.size < limit || keeper.isBusy() || (await whyNot()) !== undefined) return;
    const free = await freeBytes();
    if (free <= tooLittle) return;
    try {
      await engine.writer.run('CHECKPOINT');
      tooLittle = -1;
    } catch (error) {
      tooLittle = free; // what is acknowledged is in the log still; DuckDB wants the file opened anew
      warn('The write-ahead log could not be folded into the database.', { error: String(error) });
      await recoverFrom(error);
    }
  };

  const foldWhenIdle = (): void => {
    appendedAt = performance.now();
    clearTimeout(idle);
    if (isClosed) return;
    idle = setTimeout(() => void alone(() => fold(walLimit.idle)), idleAfterMs);
    idle.unref();
  };

  const write = async (events: readonly PreparedEvent[]): Promise<readonly Appended[]> => {
    const reason = await whyNot();
    if (reason !== undefined) throw new StoreError('unwritable', reason);
    try {
      const { appended, conflicts } = await appendBatch(engine.writer, catalogue, events);
      failure = undefined;
      await acknowledged?.note(catalogue.size).catch(noMemory); // the batch is stored all the same
      if (conflicts.length > 0) warn('Known ids came again with other content.', fewOf(conflicts));
      return appended;
    } catch (error) {
      failure = `Writing failed: ${String(error)}`;
      warn('Writing failed; nothing of the batch is stored.', { error: String(error) });
      await engine.writer.run('ROLLBACK').catch(() => {}); // a failed commit has already ended its transaction
      await recoverFrom(error);
      throw new StoreError('unwritable', failure, { cause: error });
    }
  };

  /** After a failed write, whether one would succeed now: a small one that changes nothing. */
  const probe = async (): Promise<string | undefined> => {
    try {
      await engine.writer.run(`UPDATE meta SET value = value WHERE key = 'schema_version'`);
      failure = undefined;
    } catch (error) {
      failure = `Writing failed: ${String(error)}`;
    }
    return failure;
  };

  const keeper = startKeeper({
    engine,
    catalogue: () => catalogue,
    alone,
    isIdle: () => performance.now() - appendedAt > idleAfterMs,
    isWritable: async () => (await whyNot()) === undefined,
    onKept: () => fold(walLimit.busy),
    onFailure: async (error) => {
      warn('The attempts of a day could not be kept; questions group them.', { error: String(error) });
      await recoverFrom(error);
    },
  });

  return {
    append: (events) =>
      alone(async () => {
        const appended = await write(events);
        await fold(walLimit.busy);
        return appended;
      }).finally(foldWhenIdle),
    list: (question, asking = {}) => listEvents(engine, catalogue, question, asking),
    histogram: (question, asking = {}) => countByBucket(engine, catalogue, question, asking),
    facets: (question, asking = {}) => countFacets(engine, catalogue, question, asking),
    countSince: (scope, sequence, asking = {}) => countSince(engine, catalogue, scope, sequence, asking),
    newest: () => catalogue.sequence,
    attempts: attemptStore(engine, () => catalogue),
    overview: overviewStore(engine, () => catalogue),
    findings: findingStore(engine, () => catalogue),
    extent: () => catalogue.extent(),
    extras: () => catalogue.extras(),
    emails: (userIds) =>
      [...new Set(userIds)].reduce<Record<string, string>>((known, user) => {
        const email = catalogue.emailOf(user);
        if (email !== undefined) known[user] = email;
        return known;
        // an object that inherits nothing: a user can be called “constructor”
      }, Object.create(null)),
    size: () => catalogue.size,
    version: () => catalogue.version,
    unwritable: () =>
      alone(async () => (await whyNot()) ?? (failure === undefined ? undefined : await probe())),
    tidy: () => keeper.keepAll(),
    close: async () => {
      await keeper.stop();
      return alone(async () => {
        if (isClosed) return;
        clearTimeout(idle);
        await fold(0);
        isClosed = true;
        await engine.close();
        await acknowledged?.close();
      });
    },
  };
};
