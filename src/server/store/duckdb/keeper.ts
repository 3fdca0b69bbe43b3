import { microsOfMs } from '../../../contract/instant.ts';
import { noFilters } from '../../../contract/filters.ts';
import type { Asking } from '../questions/scope.ts';
import { StoreError } from '../store-error.ts';
import { type DayCount, dayOf, slicesOfDay, runOfDay } from '../windows.ts';
import type { Catalogue } from './catalogue.ts';
import type { Database } from './database.ts';
import type { Engine } from './engine.ts';

import { rowsOfRun } from './kept-rows.ts';
import { learnFlows } from './learn-flows.ts';
import { Params, type Row } from './sql.ts';
import { tellBlock } from './texts/text-blocks.ts';
import { ownPrincipal } from './admission.ts';

/** A day to which nothing has come for so long is worth keeping: what comes later makes it be kept anew. */
const quietMs = 60_000;
const everyMs = 10_000;

/** After a failure to tell of texts it is tried again once so long has passed: what lacked may be there again. */
const untoldMs = 300_000;

/** So many events are grouped at once: all that is kept of their attempts must fit into memory. Fewer when it does not. */
const eventsAtOnce = [200_000, 50_000, 12_500] as const;

type Given = {
  readonly database: Database;
  /** What is done before days are kept: what is older than the rule is removed. */
  readonly first: (signal: AbortSignal) => Promise<void>;
  readonly catalogue: () => Catalogue;
  /** Runs work while nothing is written. */
  readonly alone: <Result>(work: () => Promise<Result>) => Promise<Result>;
  /** Whether no sender has come for a while. */
  readonly isIdle: () => boolean;
  /** Whether anything may be written now. */
  readonly isWritable: () => Promise<boolean>;
  /** Marks a day as kept in the file, in the writer's turn. */
  readonly mark: (day: number) => Promise<void>;
  /** Told once a day is kept, in the writer's turn. */
  readonly onKept: () => Promise<void>;
  /** So many events are told of at once where a text is looked for. */
  readonly eventsInBlock: number;
  /** Told of a failure, in the writer's turn. */
  readonly onFailure: (message: string, error: unknown) => Promise<void>;
};

export type Keeper = {
  /** Keep every day that can be kept, however short it has been quiet. */
  readonly keepAll: () => Promise<void>;
  /** Whether rows are being made: nothing else may fold the log meanwhile. */
  readonly isBusy: () => boolean;
  /** Break off. Not to be awaited in the writer's turn. */
  readonly stop: () => Promise<void>;
};

/**
 * Keeps the attempts of past days, day by day and in the background. The rows are made beside what is written; only
 * the mark that makes them count is set in the writer's turn, unless an event has come to the day meanwhile. Then it is
 * told which texts occur in which events.
 */
export const startKeeper = (given: Given): Keeper => {
  const { database, catalogue, first, alone, isIdle, isWritable, mark, onKept, eventsInBlock, onFailure } =
    given;
  let isStopped = false;
  const stopping = new AbortController();
  const asking: Asking = { principal: ownPrincipal, signal: stopping.signal };
  const failed = new Set<number>();
  /** By the clock of `performance`: before this, texts are not told of. */
  let untoldUntil = -Infinity;
  let isBusy = false;
  let rounds: Promise<void> = Promise.resolve();

  /** Days that are over, and have been quiet for so long, the newest first. Today is never kept. */
  const due = (quiet: number): readonly DayCount[] => {
    const { kept } = catalogue();
    const [today, now] = [dayOf(microsOfMs(Date.now())), performance.now()];
    return catalogue()
      .daysFor(noFilters)
      .filter(({ day }) => day < today && !kept.has(day) && !failed.has(day))
      .filter(({ day }) => now - (kept.touchedAt(day) ?? -Infinity) >= quiet)
      .toReversed();
  };

  /** Write rows in a transaction, beside what is written in the writer's turn. */
  const beside = async <Result>(
    engine: Engine,
    signal: AbortSignal | undefined,
    work: (ask: (sql: string, params?: Params) => Promise<Row[]>) => Promise<Result>,
  ): Promise<Result> => {
    isBusy = true;
    try {
      return await work(async (sql, params = new Params()) => engine.ask(sql, params, signal));
    } catch (error) {
      // a failed commit has already ended its transaction
      await engine.lend(async (connection) => connection.run('ROLLBACK')).catch(() => {});
      throw error;
    } finally {
      isBusy = false;
    }
  };

  /** Make the rows of a day, in a turn like anybody’s. @param atOnce so many events */
  const makeRows = async (own: Catalogue, count: DayCount, atOnce: number): Promise<void> => {
    const run = runOfDay(count.day);
    await database.answer(asking, 'expensive', async (engine, { signal }) => {
      const upTo = await learnFlows(engine, own, [run], signal);
      await beside(engine, signal, async (ask) => {
        await ask('BEGIN');
        for (const { sql, params } of rowsOfRun(own, run, slicesOfDay(count, run, atOnce), upTo))
          await ask(sql, params);
        await ask('COMMIT');
      });
    });
  };

  const makeRowsThatFit = async (own: Catalogue, count: DayCount): Promise<void> => {
    for (const atOnce of eventsAtOnce)
      try {
        await makeRows(own, count, atOnce);
        return;
      } catch (error) {
        const isLarge = error instanceof StoreError && error.code === 'large';
        if (!isLarge || atOnce === eventsAtOnce.at(-1)) throw error;
      }
  };

  const keepDay = async (count: DayCount): Promise<void> => {
    const { day } = count;
    const own = await alone(async () => {
      if (isStopped || !(await isWritable())) return undefined;
      const current = catalogue();
      current.kept.watch(day);
      return current;
    });
    if (!own) return;
    try {
      await makeRowsThatFit(own, count);
      await alone(async () => {
        if (isStopped || catalogue() !== own || !own.kept.isUntouched(day)) return;
        await mark(day);
        own.kept.add(day);
        await onKept();
      });
    } catch (error) {
      failed.add(day);
      if (!isStopped)
        await alone(async () =>
          onFailure('The attempts of a day could not be kept; questions group them.', error),
        );
    }
  };

  /** @returns whether there may be more to tell of */
  const tellTexts = async (): Promise<boolean> => {
    const told = await alone(async () =>
      (await isWritable()) && performance.now() >= untoldUntil ? catalogue() : undefined,
    );
    if (!told || isStopped) return false;
    try {
      const isTold = await database.answer(asking, 'expensive', async (engine, { signal }) =>
        beside(engine, signal, async (ask) => tellBlock(ask, eventsInBlock, told)),
      );
      if (isTold) await alone(async () => (isStopped ? undefined : onKept()));
      return isTold;
    } catch (error) {
      if (isStopped) return false;
      untoldUntil = performance.now() + untoldMs;
      await alone(async () =>
        onFailure(
          'It could not be told which texts occur where; until it is tried again, searches read what came since.',
          error,
        ),
      );
      return false;
    }
  };

  /** @param patient whether senders go before: beside them one day and one block a round are kept, and more when they rest */
  const round = async (quiet: number, patient: boolean): Promise<void> => {
    if (!isStopped) await first(stopping.signal);
    for (const day of due(quiet)) {
      if (isStopped) return;
      await keepDay(day);
      if (patient && !isIdle()) break;
    }
    while (await tellTexts()) if (patient && !isIdle()) return;
  };

  const turn = async (quiet: number, patient: boolean): Promise<void> => {
    rounds = rounds.then(() => round(quiet, patient));
    return rounds;
  };

  let timer: NodeJS.Timeout | undefined;
  const again = (): void => {
    timer = setTimeout(() => {
      void turn(quietMs, true).finally(() => {
        if (!isStopped) again();
      });
    }, everyMs);
    timer.unref();
  };
  again();

  return {
    keepAll: async () => turn(0, false),
    isBusy: () => isBusy,
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      stopping.abort();
      await rounds;
    },
  };
};
