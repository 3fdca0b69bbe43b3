import { noFilters } from '../../../contract/filters.ts';
import { type Micros, micros } from '../../../contract/instant.ts';
import type { Outcome } from '../../../contract/outcome.ts';
import { saidIn } from '../../../contract/record.ts';
import { judgeWhole } from '../../diagnosis/events.ts';
import { outcomeAt } from '../../diagnosis/judge.ts';
import type { AttemptPosition, StoredAttempt } from '../questions/attempts.ts';
import type { StoredEvent } from '../../records/stored-event.ts';
import { attemptsIn } from './attempt-scope.ts';
import type { Catalogue } from './catalogue.ts';
import { fromRuns } from './conditions.ts';
import type { Engine } from './engine.ts';
import { judgementOf } from './flows.ts';
import { eventOf, shown } from './list.ts';
import { unionRuns } from './reading.ts';
import { Params, type Row, textIn, textsIn, integerIn, instantIn, numberIn } from './sql.ts';
import { asOutcome, letter } from './steps-sql.ts';

/** An attempt without its events, with the letters of its steps. */
export type AttemptLetters = AttemptPosition & {
  readonly last: Micros;
  readonly count: number;
  readonly letters: string;
  /** The sources that were read for all of its events. */
  readonly pulled: readonly string[] | undefined;
};

/** What is read of an attempt, for `attemptLettersOf`. */
export const attemptLettersColumns = 'request_id, start, last, events, letters, pulled';

export const attemptLettersOf = (row: Row): AttemptLetters => ({
  requestId: textIn(row, 'request_id'),
  start: instantIn(row, 'start'),
  last: instantIn(row, 'last'),
  count: numberIn(row, 'events'),
  letters: textIn(row, 'letters'),
  pulled: (row['pulled'] ?? null) === null ? undefined : textsIn(row, 'pulled'),
});

const stretchesOf = (found: readonly AttemptLetters[]) =>
  unionRuns(found.map(({ start, last }) => ({ from: start, to: micros(last + 1n) })));

/** The events of attempts, of each at most `limit`: the last ones in the order in which they are told. */
const readEvents = async (
  engine: Engine,
  found: readonly AttemptLetters[],
  limit: number,
  signal: AbortSignal | undefined,
): Promise<Map<string, StoredEvent[]>> => {
  const events = new Map<string, StoredEvent[]>(found.map(({ requestId }) => [requestId, []]));
  if (found.length === 0) return events;
  const params = new Params();
  const source = fromRuns(stretchesOf(found), params);
  const newest = found.some(({ count }) => count > limit)
    ? `QUALIFY row_number() OVER (PARTITION BY request_id ORDER BY time DESC, ${letter} DESC, sequence DESC) <= ${limit}`
    : '';
  const ids = params.texts(found.map(({ requestId }) => requestId));
  const sql = `SELECT ${shown} FROM ${source} WHERE request_id IN (${ids}) ${newest}`;
  for (const row of await engine.ask(sql, params, signal)) {
    const event = eventOf(row);
    events.get(saidIn(event.record, 'request_id') ?? '')?.push(event);
  }
  return events;
};

/** Of an attempt of which not all events are read: how it stands, and the event that decided. */
type Rest = { readonly outcome: Outcome; readonly decisive: StoredEvent | undefined };

const readRest = async (
  engine: Engine,
  catalogue: Catalogue,
  found: AttemptLetters,
  settled: Micros,
  signal: AbortSignal | undefined,
): Promise<Rest | undefined> => {
  const scope = { filters: noFilters, settled };
  const runs = stretchesOf([found]);
  const source = await attemptsIn(engine, catalogue, scope, runs, signal, {
    columns: ['decided_at'],
    among: [found.requestId],
  });
  const [row] = source ? await engine.ask(`SELECT * FROM ${source.sql}`, source.params, signal) : [];
  if (!row) return undefined;
  const at = integerIn(row, 'decided_at');
  const params = new Params();
  const run = { from: micros(at), to: micros(at + 1n) };
  const code = found.letters.charCodeAt(judgementOf(found.letters).decided);
  const sql = `SELECT ${shown} FROM ${fromRuns([run], params)}
    WHERE request_id = ${params.text(found.requestId)} AND ${letter} = ${code} ORDER BY sequence LIMIT 1`;
  const [event] = await engine.ask(sql, params, signal);
  return { outcome: asOutcome(row['outcome']), decisive: event && eventOf(event) };
};

/** An attempt of which all events are read: judged by those, since more may have come after it was found. */
const wholeOf = (
  { requestId }: AttemptLetters,
  events: readonly StoredEvent[],
  settled: Micros,
): StoredAttempt => {
  const judged = judgeWhole(events, settled);
  const [first] = judged.events;
  return {
    requestId,
    place: { start: first.time, requestId },
    start: first.time,
    last: (judged.events.at(-1) ?? first).time,
    count: events.length,
    judgement: judged.judgement,
    outcome: judged.outcome,
    events,
  };
};

const partOf = async (
  engine: Engine,
  catalogue: Catalogue,
  found: AttemptLetters,
  events: readonly StoredEvent[],
  settled: Micros,
  signal: AbortSignal | undefined,
): Promise<StoredAttempt> => {
  const { letters, pulled: _, ...attempt } = found;
  const judgement = judgementOf(letters);
  const rest = await readRest(engine, catalogue, found, settled, signal);
  return {
    ...attempt,
    place: { start: attempt.start, requestId: attempt.requestId },
    judgement,
    outcome: rest?.outcome ?? outcomeAt(judgement, attempt.last, settled),
    events,
    ...(rest?.decisive ? { decisive: rest.decisive } : {}),
  };
};

/** Attempts with at most `limit` events of each. */
export const withEvents = async (
  engine: Engine,
  catalogue: Catalogue,
  found: readonly AttemptLetters[],
  { settled, limit }: { readonly settled: Micros; readonly limit: number },
  signal: AbortSignal | undefined,
): Promise<StoredAttempt[]> => {
  const events = await readEvents(engine, found, limit, signal);
  const attempts: StoredAttempt[] = [];
  for (const attempt of found) {
    const own = events.get(attempt.requestId) ?? [];
    if (own.length === 0) continue;
    const until = catalogue.watermarks.settledOf(attempt.pulled, settled);
    attempts.push(
      attempt.count > limit
        ? await partOf(engine, catalogue, attempt, own, until, signal)
        : wholeOf(attempt, own, until),
    );
  }
  return attempts;
};
