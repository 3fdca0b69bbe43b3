import { microsOfMs } from '../../../contract/instant.ts';
import { noFilters } from '../../../contract/filters.ts';
import type { Asking } from '../questions/scope.ts';
import { StoreError } from '../store-error.ts';
import {
  type DayCount,
  type Run,
  dayOf,
  utcHourOf,
  hoursOf,
  joinTouching,
  runOfDay,
  runOfHour,
  slicesOfDay,
} from '../windows.ts';
import type { Catalogue } from './catalogue.ts';
import type { Database } from './database.ts';
import type { Engine } from './engine.ts';

import { rowsOfRun } from './kept-rows.ts';
import { learnFlows } from './learn-flows.ts';
import { Params, type Row } from './sql.ts';
import { readBlock, writeBlock } from './texts/text-blocks.ts';
import { ownPrincipal } from './admission.ts';

/** An hour to which nothing has come for so long is worth keeping: what comes later makes it be kept anew. */
const quietMs = 60_000;
const everyMs = 10_000;

/** After a failure to tell of texts it is tried again once so long has passed: what lacked may be there again. */
const untoldMs = 300_000;

/** So many events are grouped at once: all that is kept of their attempts must fit into memory. Fewer when it does not. */
const eventsAtOnce = [200_000, 50_000, 12_500] as const;

type Given = {
  readonly database: Database;
  /** What is done before hours are kept: what is older than the rule is removed. */
  readonly first: (signal: AbortSignal) => Promise<void>;
  readonly catalogue: () => Catalogue;
  /** Runs work while nothing is written. */
  readonly alone: <Result>(work: () => Promise<Result>) => Promise<Result>;
  /** Whether no sender has come for a while. */
  readonly isIdle: () => boolean;
  /** Whether anything may be written now. */
  readonly isWritable: () => Promise<boolean>;
  /** Marks the hours of a run as kept in the file, in the writer's turn. */
  readonly mark: (run: Run) => Promise<void>;
  /** Told once a run is kept, in the writer's turn. */
  readonly onKept: () => Promise<void>;
  /** So many events are told of at once where a text is looked for. */
  readonly eventsInBlock: number;
  /** Told of a failure, in the writer's turn. */
  readonly onFailure: (message: string, error: unknown) => Promise<void>;
};

export type Keeper = {
  /** Keep every hour that can be kept, however short it has been quiet. */
  readonly keepAll: () => Promise<void>;
  /** Whether rows are being made: nothing else may fold the log meanwhile. */
  readonly isBusy: () => boolean;
  /** Break off. Not to be awaited in the writer's turn. */
  readonly stop: () => Promise<void>;
};

const askerOf =
  (engine: Engine, signal: AbortSignal | undefined) =>
  async (sql: string, params = new Params()): Promise<Row[]> =>
    engine.ask(sql, params, signal);

/** Hours to keep together, of one day, and how many events the day holds. */
type Due = { readonly run: Run; readonly count: DayCount };

/**
 * Keeps the attempts of past hours, a day's together and in the background. The rows are made beside what is written; only
 * the mark that makes them count is set in the writer's turn, unless an event has come to them meanwhile. Then it is
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

  /**
   * Hours that are over, those of a day once all of them have been quiet for so long: what is kept in pieces is read in
   * pieces. The newest first. The hour that it is now is never kept.
   */
  const due = (quiet: number): readonly Due[] => {
    const { kept } = catalogue();
    const [current, now] = [utcHourOf(microsOfMs(Date.now())), performance.now()];
    const isQuiet = (hour: number): boolean => now - (kept.touchedAt(hour) ?? -Infinity) >= quiet;
    return catalogue()
      .daysFor(noFilters)
      .filter(({ day }) => day <= dayOf(microsOfMs(Date.now())))
      .toReversed()
      .flatMap((count) => {
        const { rest } = kept.split([runOfDay(count.day)]);
        const hours = rest.flatMap(hoursOf).filter((hour) => hour < current && !failed.has(hour));
        return hours.every(isQuiet) ? joinTouching(hours.map(runOfHour)).map((run) => ({ run, count })) : [];
      });
  };

  /** Write rows in a transaction, beside what is written in the writer's turn. */
  const beside = async (engine: Engine, work: () => Promise<void>): Promise<void> => {
    isBusy = true;
    try {
      await work();
    } catch (error) {
      // a failed commit has already ended its transaction
      await engine.lend(async (connection) => connection.run('ROLLBACK')).catch(() => {});
      throw error;
    } finally {
      isBusy = false;
    }
  };

  /** Make the rows of a run, in a turn like anybody’s. @param atOnce so many events */
  const makeRows = async (own: Catalogue, { run, count }: Due, atOnce: number): Promise<void> => {
    await database.answer(asking, 'expensive', async (engine, { signal }) => {
      const upTo = await learnFlows(engine, own, [run], signal);
      await beside(engine, async () => {
        const ask = askerOf(engine, signal);
        await ask('BEGIN');
        for (const { sql, params } of rowsOfRun(own, run, slicesOfDay(count, run, atOnce), upTo))
          await ask(sql, params);
        await ask('COMMIT');
      });
    });
  };

  const makeRowsThatFit = async (own: Catalogue, each: Due): Promise<void> => {
    for (const atOnce of eventsAtOnce)
      try {
        await makeRows(own, each, atOnce);
        return;
      } catch (error) {
        const isLarge = error instanceof StoreError && error.code === 'large';
        if (!isLarge || atOnce === eventsAtOnce.at(-1)) throw error;
      }
  };

  const keep = async (each: Due): Promise<void> => {
    const { run } = each;
    const own = await alone(async () => {
      if (isStopped || !(await isWritable())) return undefined;
      const current = catalogue();
      current.kept.watch(run);
      return current;
    });
    if (!own) return;
    try {
      await makeRowsThatFit(own, each);
      await alone(async () => {
        if (isStopped || catalogue() !== own || !own.kept.isUntouched(run)) return;
        await mark(run);
        own.kept.add(run);
        await onKept();
      });
    } catch (error) {
      for (const hour of hoursOf(run)) failed.add(hour);
      if (!isStopped)
        await alone(async () =>
          onFailure('Attempts of past hours could not be kept; questions group them.', error),
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
      const isTold = await database.answer(asking, 'expensive', async (engine, { signal }) => {
        const ask = askerOf(engine, signal);
        const texts = await readBlock(ask, eventsInBlock, told, engine.temporary());
        if (texts) await beside(engine, async () => writeBlock(ask, texts));
        return texts !== undefined;
      });
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

  /** @param patient whether senders go before: beside them one run and one block a round are kept, and more when they rest */
  const round = async (quiet: number, patient: boolean): Promise<void> => {
    if (!isStopped) await first(stopping.signal);
    for (const each of due(quiet)) {
      if (isStopped) return;
      await keep(each);
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
