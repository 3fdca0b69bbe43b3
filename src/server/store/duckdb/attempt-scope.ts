import { type Filters, noFilters } from '../../../contract/filters.ts';
import { micros, microsPerDay, microsPerHour } from '../../../contract/instant.ts';
import type { AttemptScope } from '../attempt-questions.ts';
import { type DayCount, type Run, dayOf, joinRuns } from '../windows.ts';
import { type Catalogue, isLocated } from './catalogue.ts';
import { columnOf, conditionsOf, fromRuns, where } from './conditions.ts';
import { type AttemptColumn, attemptColumns, distinct } from './attempt-columns.ts';
import type { Engine } from './engine.ts';
import { decisive, outcomeOf, stageOfEnd } from './outcome-sql.ts';
import { Params } from './sql.ts';

/** So many candidates are read one by one, each from its own stretch of time; more are read with all the others. */
const fewCandidates = 2_000;

/** Reading over a gap as short as this costs less than reading two stretches. */
const shortGap = microsPerHour;

/** Stretches in any order as ascending ones that do not overlap, and not too many: they hold all of the former. */
export const unionRuns = (runs: readonly Run[]): readonly Run[] => {
  const joined: Run[] = [];
  for (const run of runs.toSorted((a, b) => Number(a.from - b.from))) {
    const last = joined.at(-1);
    if (!last || run.from - last.to > shortGap) joined.push(run);
    else if (run.to > last.to) joined[joined.length - 1] = { from: last.from, to: run.to };
  }
  return joinRuns(joined);
};

/** Filters taken apart, each of which some event of an attempt must pass. */
const partsOf = ({ any, q }: Filters): Filters[] => [
  ...Object.entries(any).map(([property, values]) => ({ ...noFilters, any: { [property]: values } })),
  ...(q === undefined ? [] : [{ ...noFilters, q }]),
];

const oneCondition = (catalogue: Catalogue, filters: Filters, params: Params): string =>
  `coalesce(${conditionsOf(filters, catalogue.usersOf, params).join(' AND ')}, false)`;

/** Days on which attempts that pass the filters may begin: each identifier occurs before the day's last one ends. */
export const startDays = (catalogue: Catalogue, filters: Filters): readonly DayCount[] => {
  const days = catalogue.daysFor(noFilters);
  const needed = partsOf(filters)
    .filter((part) => isLocated(part))
    .map((part) => catalogue.daysFor(part).map(({ day }) => day));
  if (needed.length === 0) return days;
  return days.filter(({ day }) => {
    const from = micros(BigInt(day) * microsPerDay);
    const whole = { from, to: micros(from + microsPerDay) };
    const last = dayOf(catalogue.attempts.reaching(whole).to - 1n);
    return needed.every((found) => found.some((each) => each >= day && each <= last));
  });
};

const within = (runs: readonly Run[], column: string, params: Params): string =>
  `(${runs
    .map(({ from, to }) => `${column} >= ${params.integer(from)} AND ${column} < ${params.integer(to)}`)
    .join(' OR ')})`;

/** What must be read to know every attempt that begins in the runs: also their ends, and which began before. */
export const reading = (catalogue: Catalogue, runs: readonly Run[]): readonly Run[] =>
  unionRuns(
    runs.flatMap((run) => [...catalogue.attempts.before(run.from), catalogue.attempts.reaching(run)]),
  );

const bounds = (scope: AttemptScope, params: Params): string[] => {
  const { outcomes, notOutcomes, stoppedAt, minDuration, maxDuration, minEvents, maxEvents } = scope;
  return [
    ...(outcomes ? [`outcome IN (${params.texts(outcomes)})`] : []),
    ...(notOutcomes ? [`outcome NOT IN (${params.texts(notOutcomes)})`] : []),
    ...(stoppedAt ? [`outcome <> 'signed_in' AND ${stageOfEnd} IN (${params.texts(stoppedAt)})`] : []),
    ...(minDuration === undefined ? [] : [`last - start >= ${params.integer(minDuration)}`]),
    ...(maxDuration === undefined ? [] : [`last - start <= ${params.integer(maxDuration)}`]),
    ...(minEvents === undefined ? [] : [`events >= ${params.integer(BigInt(minEvents))}`]),
    ...(maxEvents === undefined ? [] : [`events <= ${params.integer(BigInt(maxEvents))}`]),
  ];
};

/**
 * When an identifier is looked for: the attempts that hold it, by one look at the days on which it occurs; their
 * own stretches of time are all that is left to read. Undefined when none is looked for, or too many hold it.
 */
export const candidatesOf = async (
  engine: Engine,
  catalogue: Catalogue,
  filters: Filters,
  read: readonly Run[],
  signal: AbortSignal | undefined,
): Promise<readonly string[] | undefined> => {
  const part = partsOf(filters).find((each) => isLocated(each));
  if (!part) return undefined;
  const named = part.any['request_id'];
  if (named) return named;
  const params = new Params();
  const sql = `SELECT DISTINCT request_id FROM ${fromRuns(read, params)}
    WHERE request_id IS NOT NULL AND ${oneCondition(catalogue, part, params)} LIMIT ${fewCandidates + 1}`;
  const rows = await engine.ask(sql, params, signal);
  return rows.length > fewCandidates ? undefined : rows.map((row) => String(row['request_id']));
};

/** What else is wanted of attempts. */
export type Gathering = {
  /** What to tell of them besides. */
  readonly columns?: readonly AttemptColumn[];
  /** Properties of which to tell every value that any event has, as lists `values_0`, …; null when none has one. */
  readonly values?: readonly string[];
  /** Only these, which are known to be all that can pass. */
  readonly among?: readonly string[];
  /** Leave the outcome out: its column is null. */
  readonly unjudged?: boolean;
  /** Where the values are bound, when the attempts are but a part of a statement. */
  readonly params?: Params;
};

/** A FROM clause of attempts, and the values bound in it. */
export type AttemptSource = { readonly sql: string; readonly params: Params };

/**
 * The attempts that begin in the runs and pass the scope's conditions, as a subquery of request_id, start, last,
 * events (their number), outcome, decided, the `columns` and the lists of `values`.
 * @returns undefined when there can be none
 */
export const attemptsIn = async (
  engine: Engine,
  catalogue: Catalogue,
  scope: AttemptScope,
  runs: readonly Run[],
  signal: AbortSignal | undefined,
  { columns = [], values = [], among, unjudged = false, params = new Params() }: Gathering = {},
): Promise<AttemptSource | undefined> => {
  if (runs.length === 0) return undefined;
  const { filters, settled, stoppedAt } = scope;
  const told = new Set([...columns, ...(stoppedAt ? (['last_stage'] as const) : [])]);
  const everything = among ? [] : reading(catalogue, runs);
  const ids = among ?? (await candidatesOf(engine, catalogue, filters, everything, signal));
  const own = ids?.flatMap((id) => catalogue.attempts.of(id) ?? []);
  if (own?.length === 0) return undefined;
  const read = own ? unionRuns(own) : everything;
  const parts = partsOf(filters);
  const [first] = parts;
  const rows = ['request_id IS NOT NULL'];
  if (ids) rows.push(`request_id IN (${params.texts(ids)})`);
  else if (first) {
    const holding = oneCondition(catalogue, first, params);
    rows.push(`request_id IN (SELECT request_id FROM ${fromRuns(read, params)} WHERE ${holding})`);
  }
  const having = [
    within(runs, 'min(time)', params),
    ...parts.map((part) => `bool_or(${oneCondition(catalogue, part, params)})`),
    ...Object.entries(filters.none).map(
      ([property, values]) =>
        `NOT bool_or(${oneCondition(catalogue, { ...noFilters, any: { [property]: values } }, params)})`,
    ),
    ...filters.missing.map(
      (property) => `bool_and(${oneCondition(catalogue, { ...noFilters, missing: [property] }, params)})`,
    ),
  ];
  const grouped = `SELECT request_id, min(time) AS start, max(time) AS last, count(*) AS events
      ${unjudged ? '' : `, ${decisive}`}
      ${[...told].map((name) => `, ${attemptColumns[name]} AS ${name}`).join('')}
      ${values.map((name, index) => `, ${distinct(columnOf(name, params))} AS values_${index}`).join('')}
    FROM ${fromRuns(read, params)} ${where(rows)} GROUP BY request_id HAVING ${having.join(' AND ')}`;
  const outcome = unjudged ? 'NULL' : outcomeOf(settled, params);
  const judged = `SELECT *, ${outcome} AS outcome FROM (${grouped})`;
  return { sql: `(SELECT * FROM (${judged}) ${where(bounds(scope, params))})`, params };
};
