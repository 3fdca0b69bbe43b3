import { noFilters } from '../../../contract/filters.ts';
import { type Micros, micros } from '../../../contract/instant.ts';
import type { Outcome } from '../../../contract/outcome.ts';
import { judge } from '../../diagnosis/events.ts';
import { decide } from '../../diagnosis/rules.ts';
import type { AttemptsQuestion, StoredAttempt } from '../attempt-questions.ts';
import type { Asking, StoredEvent } from '../store.ts';
import { type Run, pageSteps } from '../windows.ts';
import { attemptsIn, candidatesOf, isToldByKept, startDays, unionRuns } from './attempt-scope.ts';
import { type Catalogue, isLocated } from './catalogue.ts';
import { fromRuns } from './conditions.ts';
import type { Engine } from './engine.ts';
import { eventOf, shown } from './list.ts';
import { asOutcome } from './outcome-sql.ts';
import { boundsOf } from './scope.ts';
import { Params, type Row } from './sql.ts';

/** Of an attempt with more events, a page reads the newest: enough to say why, and no more than it can carry. */
const eventsRead = 2_000;

type Found = Omit<StoredAttempt, 'events' | 'outcome'> & { readonly outcome: Outcome | undefined };

const foundOf = (row: Row): Found => ({
  requestId: String(row['request_id']),
  start: micros(row['start'] as bigint),
  last: micros(row['last'] as bigint),
  count: Number(row['events']),
  outcome: row['outcome'] === null ? undefined : asOutcome(row['outcome']),
});

/** The events of attempts, of each at most `limit`, the newest. */
const readEvents = async (
  engine: Engine,
  found: readonly Found[],
  limit: number,
  signal: AbortSignal | undefined,
): Promise<Map<string, StoredEvent[]>> => {
  const events = new Map<string, StoredEvent[]>(found.map(({ requestId }) => [requestId, []]));
  if (found.length === 0) return events;
  const params = new Params();
  const runs = unionRuns(found.map(({ start, last }) => ({ from: start, to: micros(last + 1n) })));
  const source = fromRuns(runs, params);
  const newest = found.some(({ count }) => count > limit)
    ? `QUALIFY row_number() OVER (PARTITION BY request_id ORDER BY time DESC, sequence DESC) <= ${limit}`
    : '';
  const ids = params.texts(found.map(({ requestId }) => requestId));
  const sql = `SELECT ${shown} FROM ${source} WHERE request_id IN (${ids}) ${newest}`;
  for (const row of await engine.ask(sql, params, signal)) {
    const event = eventOf(row);
    events.get(event.record.request_id ?? '')?.push(event);
  }
  return events;
};

/** The outcomes of attempts too large to be read whole. */
const judgeLarge = async (
  engine: Engine,
  catalogue: Catalogue,
  found: readonly Found[],
  settled: Micros,
  signal: AbortSignal | undefined,
): Promise<Map<string, Outcome>> => {
  const among = found.map(({ requestId }) => requestId);
  const runs = unionRuns(found.map(({ start, last }) => ({ from: start, to: micros(last + 1n) })));
  const scope = { filters: noFilters, settled };
  const source =
    among.length === 0 ? undefined : await attemptsIn(engine, catalogue, scope, runs, signal, { among });
  const rows = source ? await engine.ask(`SELECT * FROM ${source.sql}`, source.params, signal) : [];
  return new Map(rows.map((row) => [String(row['request_id']), asOutcome(row['outcome'])]));
};

const withEvents = async (
  engine: Engine,
  catalogue: Catalogue,
  found: readonly Found[],
  { settled, limit }: { readonly settled: Micros; readonly limit: number },
  signal: AbortSignal | undefined,
): Promise<StoredAttempt[]> => {
  const events = await readEvents(engine, found, limit, signal);
  const large = await judgeLarge(
    engine,
    catalogue,
    found.filter(({ outcome, count }) => outcome === undefined && count > limit),
    settled,
    signal,
  );
  return found.map((attempt) => {
    const own = events.get(attempt.requestId) ?? [];
    const outcome = attempt.outcome ?? large.get(attempt.requestId) ?? decide(judge(own), settled).outcome;
    return { ...attempt, outcome, events: own };
  });
};

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
    !question.stoppedAt;
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
 * In which portions to read the attempts that begin in the runs: when an identifier is looked for in events, those
 * that hold it, nearest first, a page's worth at a time; else all at once.
 */
async function* portionsOf(
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
  const found: Found[] = [];
  // what is read whole is judged once it is read
  const unjudged = !question.outcomes && !question.notOutcomes && !question.stoppedAt;
  const direction = order === 'desc' ? 'DESC' : 'ASC';
  const look = async (runs: readonly Run[]): Promise<void> => {
    for await (const among of portionsOf(engine, catalogue, question, runs, signal)) {
      const wanted = among ? { unjudged, among } : { unjudged };
      const source = await attemptsIn(engine, catalogue, question, runs, signal, wanted);
      if (!source) continue;
      const { sql, params } = source;
      const rows = await engine.ask(
        `SELECT request_id, start, last, events, outcome FROM ${sql} ${beyond(question, params)}
         ORDER BY start ${direction}, request_id ${direction} LIMIT ${limit + 1 - found.length}`,
        params,
        signal,
      );
      found.push(...rows.map((row) => foundOf(row)));
      if (found.length > limit) return;
    }
  };
  const steps = bounds
    ? pageSteps(startDays(catalogue, filters), clipped(question, bounds), order, firstBudget(question))
    : [];
  for (const runs of steps) {
    await look(runs);
    if (found.length > limit) break;
  }
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
): Promise<readonly StoredAttempt[]> => {
  const { requestIds, settled, limit } = question;
  const runs = unionRuns(requestIds.flatMap((id) => catalogue.attempts.of(id) ?? []));
  const scope = { filters: { any: { request_id: requestIds }, none: {}, missing: [] }, settled };
  const source = runs.length === 0 ? undefined : await attemptsIn(engine, catalogue, scope, runs, signal);
  if (!source) return [];
  const rows = await engine.ask(
    `SELECT request_id, start, last, events, outcome FROM ${source.sql} ORDER BY start, request_id`,
    source.params,
    signal,
  );
  const found = rows.map((row) => foundOf(row));
  return withEvents(engine, catalogue, found, { settled, limit }, signal);
};
