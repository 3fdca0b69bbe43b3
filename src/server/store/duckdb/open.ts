import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Appended, type PreparedEvent, type Store, StoreError, anybody } from '../store.ts';
import { fewOf } from '../few.ts';
import { Acknowledged } from './acknowledged.ts';
import { answeredBy } from './answered.ts';
import { appendBatch } from './append.ts';
import { attemptStore } from './attempt-store.ts';
import { Catalogue } from './catalogue.ts';
import { costs } from './costs.ts';
import { countSince } from './count.ts';
import { overviewStore } from './overview/overview-store.ts';
import { Database, type Limits } from './database.ts';
import { databaseFile, isFatal, isOutOfMemory } from './engine.ts';
import { countFacets } from './facets.ts';
import { freeBytesOf, whyFull } from './free-space.ts';
import { startKeeper } from './keeper.ts';
import { addressesOf } from './known-emails.ts';
import { listKnownUsers } from './known-users.ts';
import { countByBucket } from './histogram.ts';
import { findingStore } from './findings/finding-store.ts';
import { openingError } from './inspect.ts';
import { listEvents } from './list.ts';
import type { OnQuestion } from './question.ts';
import { withWholeTexts } from './texts/whole-store.ts';

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
  /** What bounds questions and memory; as usual unless told. */
  readonly limits?: Partial<Limits>;
  /** Told of every statement that answers a question. */
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
  const database = await Database.open(folder, options.limits, options.onQuestion);
  let catalogue = await Catalogue.load(database.writer).catch((error: unknown) => {
    throw openingError(path, error);
  });
  const acknowledged = await Acknowledged.open(path, catalogue.size, warn);
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
    await database.reopen();
    const { version } = catalogue;
    catalogue = await Catalogue.load(database.writer);
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

  database.onFatal = async (error, isOver) =>
    alone(async () => {
      if (isOver() || isClosed) return;
      warn('The database must be opened again.', { error: String(error) });
      await recoverFrom(error);
    });

  /** A failed commit has already ended its transaction. */
  const rollBack = async (): Promise<unknown> => database.writer.run('ROLLBACK').catch(() => {});

  /** What is written goes before what is asked: where both do not fit into memory, questions are asked again later. */
  const withRoom = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (error) {
      if (!isOutOfMemory(error)) throw error;
      warn('There was not enough memory to write; what is asked waits.', { error: String(error) });
      await rollBack();
      await recoverFrom(error);
      return await database.withoutQuestions(work);
    }
  };

  const whyNot = async (): Promise<string | undefined> => {
    if (isClosed) return 'The store is closed.';
    const full = whyFull(await freeBytesOf(folder), reserveBytes);
    if (full !== undefined) return full;
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
    const free = await freeBytesOf(folder);
    if (free <= tooLittle) return;
    try {
      await withRoom(async () => database.writer.run('CHECKPOINT'));
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
      const { appended, conflicts } = await withRoom(async () =>
        appendBatch(database.writer, catalogue, events),
      );
      failure = undefined;
      await acknowledged.note(catalogue.size);
      if (conflicts.length > 0) warn('Known ids came again with other content.', fewOf(conflicts));
      return appended;
    } catch (error) {
      failure = `Writing failed: ${String(error)}`;
      warn('Writing failed; nothing of the batch is stored.', { error: String(error) });
      await rollBack();
      await recoverFrom(error);
      throw new StoreError('unwritable', failure, { cause: error });
    }
  };

  /** After a failed write, whether one would succeed now: a small one that changes nothing. */
  const probe = async (): Promise<string | undefined> => {
    try {
      await database.writer.run(`UPDATE meta SET value = value WHERE key = 'schema_version'`);
      failure = undefined;
    } catch (error) {
      failure = `Writing failed: ${String(error)}`;
    }
    return failure;
  };

  const keeper = startKeeper({
    database,
    catalogue: () => catalogue,
    alone,
    isIdle: () => performance.now() - appendedAt > idleAfterMs,
    isWritable: async () => (await whyNot()) === undefined,
    mark: async (day) =>
      withRoom(async () => {
        await database.writer.run(`DELETE FROM kept_days WHERE day = ${day}`);
        await database.writer.run(`INSERT INTO kept_days VALUES (${day})`);
      }),
    onKept: () => fold(walLimit.busy),
    onFailure: async (error) => {
      warn('The attempts of a day could not be kept; questions group them.', { error: String(error) });
      await recoverFrom(error);
    },
  });

  const answered = answeredBy(database, () => catalogue);

  const store: Store = {
    append: (events) =>
      alone(async () => {
        const appended = await write(events);
        await fold(walLimit.busy);
        return appended;
      }).finally(foldWhenIdle),
    list: answered(costs.list, listEvents),
    histogram: answered(costs.histogram, countByBucket),
    facets: answered(costs.facets, countFacets),
    countSince: (scope, sequence, asking = anybody) =>
      database.answer(asking, costs.countSince(scope), async (engine, own) =>
        countSince(engine, catalogue, scope, sequence, own),
      ),
    newest: () => catalogue.sequence,
    attempts: attemptStore(database, () => catalogue),
    overview: overviewStore(database, () => catalogue),
    findings: findingStore(database, () => catalogue),
    extent: () => catalogue.extent(),
    extras: () => catalogue.extras(),
    knownUsers: answered(costs.knownUsers, listKnownUsers),
    emails: (userIds) => addressesOf(userIds, (user) => catalogue.emailOf(user)),
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
        await database.close();
        await acknowledged.close();
      });
    },
  };
  return withWholeTexts(store, database, () => catalogue.texts);
};
