import type {
  AttemptCount,
  AttemptHistogramQuestion,
  AttemptScope,
  AttemptSketch,
  AttemptQuestions,
} from '../questions/attempts.ts';
import type { Asking, EventScope } from '../questions/scope.ts';
import { type DayCount, type Run, runsOf } from '../windows.ts';
import type { Catalogue } from './catalogue.ts';
import { isLocated } from './presence.ts';
import type { Engine } from './engine.ts';
import { bucketOf } from './histogram.ts';
import { personOrNoneIn } from './people-sql.ts';
import { type Counted, countedPeopleOf } from './people-tally.ts';
import { startDays } from './reading.ts';
import { attemptsOfScope } from './renewals.ts';
import { asOutcome } from './steps-sql.ts';
import { boundsOf, eventsIn } from './scope.ts';
import { Params, type Row, instantIn, integerIn, numberIn, textIn, textOrNoneIn } from './sql.ts';

/** So many events are grouped at once: more make a table of attempts too large for the processor's cache. */
const eventsAtOnce = 1_000_000;

/** The runs of a scope in batches of about equal work, so that a long range needs no more memory than a short one. */
export const runsInBatches = (catalogue: Catalogue, scope: AttemptScope): (readonly Run[])[] => {
  const bounds = boundsOf(catalogue, scope);
  if (!bounds) return [];
  // of an identifier, few attempts are read, each from its own stretch of time
  if (isLocated(scope.filters)) {
    const runs = runsOf(startDays(catalogue, scope.filters), bounds);
    return runs.length === 0 ? [] : [runs];
  }
  const batches: DayCount[][] = [];
  let events = Infinity;
  for (const day of startDays(catalogue, scope.filters)) {
    const count = catalogue.kept.unkeptOf(day);
    if (events + count > eventsAtOnce) {
      batches.push([]);
      events = 0;
    }
    batches.at(-1)?.push(day);
    events += count;
  }
  return batches.map((days) => runsOf(days, bounds)).filter((runs) => runs.length > 0);
};

const optional = <Name extends string>(name: Name, value: unknown): { readonly [Key in Name]?: string } =>
  (typeof value === 'string' ? { [name]: value } : {}) as { readonly [Key in Name]?: string };

/** Attempts counted by the bucket of their start and by outcome. */
export const countAttempts = async (
  engine: Engine,
  catalogue: Catalogue,
  question: AttemptScope & Pick<AttemptHistogramQuestion, 'evenBuckets'>,
  { signal }: Asking,
): Promise<readonly AttemptCount[]> => {
  const counts = new Map<string, AttemptCount>();
  for (const runs of runsInBatches(catalogue, question)) {
    const source = await attemptsOfScope(engine, catalogue, question, runs, signal);
    if (!source) continue;
    const { sql, params } = source;
    const rows = await engine.ask(
      `SELECT ${bucketOf(question.evenBuckets, params)} AS bucket, outcome, count(*) AS count
       FROM (SELECT start AS time, outcome FROM ${sql}) GROUP BY ALL`,
      params,
      signal,
    );
    for (const row of rows) {
      const [bucket, outcome] = [numberIn(row, 'bucket'), asOutcome(row['outcome'])];
      const key = `${bucket} ${outcome}`;
      counts.set(key, { bucket, outcome, count: (counts.get(key)?.count ?? 0) + numberIn(row, 'count') });
    }
  }
  return [...counts.values()];
};

/** What a row says an attempt consists of, when it can be a renewal. */
export const renewsIn = ({ renews }: Row): Pick<AttemptSketch, 'renews'> =>
  renews === 'session' || renews === 'token' ? { renews } : {};

/** What is told of every attempt in a sketch. */
const sketched = [
  'person',
  'provider',
  'application',
  'address',
  'organisation',
  'end_stage',
  'renews',
  'sessions',
] as const;

/** Every attempt in scope in a few words. */
export const sketchAttempts = async (
  engine: Engine,
  catalogue: Catalogue,
  scope: AttemptScope,
  { signal }: Asking,
): Promise<readonly AttemptSketch[]> => {
  const sketches: AttemptSketch[] = [];
  for (const runs of runsInBatches(catalogue, scope)) {
    const source = await attemptsOfScope(engine, catalogue, scope, runs, signal, { columns: sketched });
    if (!source) continue;
    const rows = await engine.ask(`SELECT * FROM ${source.sql}`, source.params, signal);
    for (const row of rows)
      sketches.push({
        requestId: textIn(row, 'request_id'),
        start: instantIn(row, 'start'),
        outcome: asOutcome(row['outcome']),
        ...renewsIn(row),
        sessions: (row['sessions'] as unknown as readonly string[] | null) ?? [],
        ...optional('stage', row['end_stage']),
        ...personOrNoneIn(row),
        ...optional('provider', row['provider']),
        ...optional('application', row['application']),
        ...optional('address', row['address']),
        ...optional('organisation', row['organisation']),
      });
  }
  return sketches;
};

/** Attempts counted by person, those with the most first; who gave no name counts as one. */
export const countPeople = async (
  engine: Engine,
  catalogue: Catalogue,
  scope: AttemptScope & { readonly limit: number },
  { signal }: Asking,
): ReturnType<AttemptQuestions['people']> => {
  const counts: Counted[] = [];
  for (const runs of runsInBatches(catalogue, scope)) {
    const source = await attemptsOfScope(engine, catalogue, scope, runs, signal, {
      columns: ['person', 'upstream_user_id'],
    });
    if (!source) continue;
    const rows = await engine.ask(
      `SELECT person, is_user_id, max({ 'at': start, 'id': upstream_user_id }) FILTER (upstream_user_id IS NOT NULL)['id'] AS upstream,
         max(start) FILTER (upstream_user_id IS NOT NULL) AS told, outcome, count(*) AS count, min(start) AS first, max(start) AS last
       FROM ${source.sql} GROUP BY person, is_user_id, outcome ORDER BY last, outcome`,
      source.params,
      signal,
    );
    for (const row of rows)
      counts.push({
        person: personOrNoneIn(row).person,
        outcome: asOutcome(row['outcome']),
        count: numberIn(row, 'count'),
        first: instantIn(row, 'first'),
        last: instantIn(row, 'last'),
        upstream: textOrNoneIn(row, 'upstream'),
        told: row['told'] === null ? undefined : integerIn(row, 'told'),
      });
  }
  return countedPeopleOf(counts, scope.limit);
};

/** How many events in scope have no request_id. */
export const countUnlinked = async (
  engine: Engine,
  catalogue: Catalogue,
  scope: EventScope,
  { signal }: Asking,
): Promise<number> => {
  const params = new Params();
  const source = eventsIn(catalogue, scope, params, 'request_id');
  if (source === undefined) return 0;
  const sql = `SELECT count(*) FILTER (request_id IS NULL) AS count FROM ${source}`;
  const [row] = await engine.ask(sql, params, signal);
  return Number(row?.['count'] ?? 0);
};
