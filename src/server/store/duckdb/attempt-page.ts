import { type Micros, micros } from '../../../contract/instant.ts';
import type { AttemptsQuestion, StoredAttempt } from '../questions/attempts.ts';
import type { Asking } from '../questions/scope.ts';
import { type Run, pageSteps } from '../windows.ts';
import {
  type AttemptLetters,
  attemptLettersColumns,
  attemptLettersOf,
  withEvents,
} from './attempt-events.ts';
import { attemptsIn } from './attempt-scope.ts';
import { candidatesOf, isToldByKept } from './candidates.ts';
import type { Catalogue } from './catalogue.ts';
import { isLocated } from './presence.ts';
import type { Engine } from './engine.ts';
import { startDays, unionRuns } from './reading.ts';
import { attemptsOfScope } from './renewals.ts';
import { boundsOf } from './scope.ts';
import type { Params } from './sql.ts';
import { lookInSteps } from './texts/look-in-steps.ts';

/** Of an attempt with more events, a page reads the newest: enough to say why, and no more than it can carry. */
const eventsRead = 2_000;

const beyond = ({ after, order }: AttemptsQuestion, params: Params): string => {
  if (!after) return '';
  const sign = order === 'desc' ? '<' : '>';
  const start = params.integer(after.start);
  return `WHERE start ${sign} ${start} OR (start = ${start} AND request_id ${sign} ${params.text(after.requestId)})`;
};

/** How many events the first look may read: a page of attempts holds some six events each. */
const firstBudget = (question: AttemptsQuestion): number => {
  const { filters, limit } = question;
  if (isLocated(filters)) return 500_000;
  const isPlain =
    Object.keys(filters.any).length + Object.keys(filters.none).length + filters.missing.length === 0 &&
    filters.q === undefined &&
    !question.outcomes &&
    !question.stoppedAt &&
    !question.refused &&
    question.renewal === undefined;
  return isPlain ? Math.max(limit * 12, 1_000) : 50_000;
};

const clipped = ({ after, order }: AttemptsQuestion, run: Run): Run => {
  if (!after) return run;
  if (order === 'asc') return { ...run, from: after.start > run.from ? after.start : run.from };
  const end = micros(after.start + 1n);
  return { ...run, to: end < run.to ? end : run.to };
};

/** Whether an attempt known by its stretch of time begins in the runs, and after the cursor's instant or at it. */
const begins = (start: Micros, runs: readonly Run[]): boolean =>
  runs.some(({ from, to }) => start >= from && start < to);

/**
 * The ids of attempts that begin in the runs, in batches to be read one after the other: when an identifier is looked
 * for in events, those whose events have it, nearest first, a page’s worth at a time; else undefined once, for all.
 */
async function* idsInBatches(
  engine: Engine,
  catalogue: Catalogue,
  { filters, order, limit }: AttemptsQuestion,
  runs: readonly Run[],
  signal: AbortSignal | undefined,
): AsyncGenerator<readonly string[] | undefined> {
  const ids = isToldByKept(catalogue, filters, runs)
    ? undefined
    : await candidatesOf(engine, catalogue, filters, runs, signal);
  if (!ids) {
    yield undefined;
    return;
  }
  const sign = order === 'asc' ? 1 : -1;
  const placed = ids
    .flatMap((id) => {
      const start = catalogue.attempts.of(id)?.from;
      return start !== undefined && begins(start, runs) ? [{ id, start }] : [];
    })
    .toSorted((a, b) => sign * Number(a.start - b.start));
  // those of one instant stay together, so that their ids can order them
  // the nearest may fail another condition: then more are read at once
  let size = Math.max(limit + 1, 8);
  for (let from = 0; from < placed.length;) {
    let to = Math.min(placed.length, from + size);
    while (to < placed.length && placed[to]?.start === placed[to - 1]?.start) to += 1;
    yield placed.slice(from, to).map(({ id }) => id);
    from = to;
    size *= 4;
  }
}

/** One page of attempts, by (start, request_id). Looks at the near end first, and further only while rows lack. */
export const pageAttempts = async (
  engine: Engine,
  catalogue: Catalogue,
  question: AttemptsQuestion,
  { signal }: Asking,
): Promise<{ attempts: readonly StoredAttempt[]; more: boolean }> => {
  const { order, limit, filters, settled } = question;
  const bounds = boundsOf(catalogue, question);
  const found: AttemptLetters[] = [];
  // what is read whole is judged once it is read
  const unjudged =
    !question.outcomes &&
    !question.notOutcomes &&
    !question.stoppedAt &&
    !question.refused &&
    question.renewal === undefined;
  const direction = order === 'desc' ? 'DESC' : 'ASC';
  const look = async (asked: AttemptsQuestion, runs: readonly Run[]): Promise<void> => {
    for await (const among of idsInBatches(engine, catalogue, asked, runs, signal)) {
      const columns = ['letters', 'pulled'] as const;
      const wanted = among ? { columns, unjudged, among } : { columns, unjudged };
      const source = await attemptsOfScope(engine, catalogue, asked, runs, signal, wanted);
      if (!source) continue;
      const { sql, params } = source;
      const rows = await engine.ask(
        `SELECT ${attemptLettersColumns} FROM ${sql} ${beyond(question, params)}
         ORDER BY start ${direction}, request_id ${direction} LIMIT ${limit + 1 - found.length}`,
        params,
        signal,
      );
      found.push(...rows.map((row) => attemptLettersOf(row)));
      if (found.length > limit) return;
    }
  };
  const steps = bounds
    ? pageSteps(startDays(catalogue, filters), clipped(question, bounds), order, firstBudget(question))
    : [];
  await lookInSteps(engine, question, [...steps], {
    look,
    isFound: () => found.length > limit,
    daysFor: (asked) => startDays(catalogue, asked.filters),
    signal,
  });
  const page = found.slice(0, limit);
  return {
    attempts: await withEvents(engine, catalogue, page, { settled, limit: eventsRead }, signal),
    more: found.length > limit,
  };
};

/** Attempts by their request_ids, oldest first. */
export const namedAttempts = async (
  engine: Engine,
  catalogue: Catalogue,
  question: {
    readonly requestIds: readonly string[];
    readonly settled: AttemptsQuestion['settled'];
    readonly limit: number;
  },
  { signal }: Asking,
): Promise<{ attempts: readonly StoredAttempt[]; more: boolean }> => {
  const { requestIds, settled, limit } = question;
  const runs = unionRuns(requestIds.flatMap((id) => catalogue.attempts.of(id) ?? []));
  const scope = { filters: { any: { request_id: requestIds }, none: {}, missing: [] }, settled };
  const wanted = { columns: ['letters', 'pulled'], unjudged: true } as const;
  const source =
    runs.length === 0 ? undefined : await attemptsIn(engine, catalogue, scope, runs, signal, wanted);
  if (!source) return { attempts: [], more: false };
  const rows = await engine.ask(
    `SELECT ${attemptLettersColumns} FROM ${source.sql} ORDER BY start, request_id`,
    source.params,
    signal,
  );
  const found = rows.map((row) => attemptLettersOf(row));
  return { attempts: await withEvents(engine, catalogue, found, { settled, limit }, signal), more: false };
};
