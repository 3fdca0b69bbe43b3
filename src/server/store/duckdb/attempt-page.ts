import { micros } from '../../../contract/instant.ts';
import type { AttemptsQuestion, StoredAttempt } from '../attempt-questions.ts';
import type { Asking, StoredEvent } from '../store.ts';
import { type Run, pageSteps } from '../windows.ts';
import { attemptsIn, startDays, unionRuns } from './attempt-scope.ts';
import { type Catalogue, isLocated } from './catalogue.ts';
import { fromRuns } from './conditions.ts';
import type { Engine } from './engine.ts';
import { eventOf, shown } from './list.ts';
import { asOutcome } from './outcome-sql.ts';
import { boundsOf } from './scope.ts';
import { Params, type Row } from './sql.ts';

/** Of an attempt with more events, a page reads the newest: enough to say why, and no more than it can carry. */
const eventsRead = 2_000;

type Found = Omit<StoredAttempt, 'events'>;

const foundOf = (row: Row): Found => ({
  requestId: String(row['request_id']),
  start: micros(row['start'] as bigint),
  last: micros(row['last'] as bigint),
  count: Number(row['events']),
  outcome: asOutcome(row['outcome']),
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

const withEvents = async (
  engine: Engine,
  found: readonly Found[],
  limit: number,
  signal: AbortSignal | undefined,
): Promise<StoredAttempt[]> => {
  const events = await readEvents(engine, found, limit, signal);
  return found.map((attempt) => ({ ...attempt, events: events.get(attempt.requestId) ?? [] }));
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
    !question.outcomes;
  return isPlain ? Math.max(limit * 12, 1_000) : 50_000;
};

const clipped = ({ after, order }: AttemptsQuestion, run: Run): Run => {
  if (!after) return run;
  if (order === 'asc') return { ...run, from: after.start > run.from ? after.start : run.from };
  const end = micros(after.start + 1n);
  return { ...run, to: end < run.to ? end : run.to };
};

/** One page of attempts, by (start, request_id). Looks at the near end first, and further only while rows lack. */
export const pageAttempts = async (
  engine: Engine,
  catalogue: Catalogue,
  question: AttemptsQuestion,
  { signal }: Asking,
): Promise<{ attempts: readonly StoredAttempt[]; more: boolean }> => {
  const { order, limit, filters } = question;
  const bounds = boundsOf(catalogue, question);
  const found: Found[] = [];
  const steps = bounds
    ? pageSteps(startDays(catalogue, filters), clipped(question, bounds), order, firstBudget(question))
    : [];
  for (const runs of steps) {
    const source = await attemptsIn(engine, catalogue, question, runs, signal);
    if (!source) continue;
    const { sql, params } = source;
    const direction = order === 'desc' ? 'DESC' : 'ASC';
    const rows = await engine.ask(
      `SELECT request_id, start, last, events, outcome FROM ${sql} ${beyond(question, params)}
       ORDER BY start ${direction}, request_id ${direction} LIMIT ${limit + 1 - found.length}`,
      params,
      signal,
    );
    found.push(...rows.map((row) => foundOf(row)));
    if (found.length > limit) break;
  }
  return {
    attempts: await withEvents(engine, found.slice(0, limit), eventsRead, signal),
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
  return withEvents(
    engine,
    rows.map((row) => foundOf(row)),
    limit,
    signal,
  );
};
