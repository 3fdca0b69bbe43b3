import { type Filters, noFilters } from '../../../contract/filters.ts';
import { micros, microsPerDay, microsPerHour } from '../../../contract/instant.ts';
import type { AttemptScope } from '../attempt-questions.ts';
import { type DayCount, type Run, commonRuns, dayOf, joinRuns } from '../windows.ts';
import { type Catalogue, isLocated } from './catalogue.ts';
import {
  bounds,
  groupConditions,
  keptConditions,
  keptPart,
  listColumnsOf,
  oneCondition,
  partsOf,
} from './attempt-conditions.ts';
import { columnOf, fromRuns, where } from './conditions.ts';
import { type AttemptColumn, attemptColumns, distinct } from './attempt-columns.ts';
import type { Engine } from './engine.ts';
import { listColumn } from './kept-columns.ts';
import { decisive, outcomeOf } from './outcome-sql.ts';
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

/** The condition that a time lies within the runs. */
export const within = (runs: readonly Run[], column: string, params: Params): string =>
  `(${runs
    .map(({ from, to }) => `${column} >= ${params.integer(from)} AND ${column} < ${params.integer(to)}`)
    .join(' OR ')})`;

/** What must be read to know every attempt that begins in the runs: also their ends, and which began before. */
export const reading = (catalogue: Catalogue, runs: readonly Run[]): readonly Run[] =>
  unionRuns(
    runs.flatMap((run) => [...catalogue.attempts.before(run.from), catalogue.attempts.reaching(run)]),
  );

/**
 * A FROM clause of the rows kept of attempts that begin in the runs, which lie on kept days. Only the columns that
 * are needed are named: there are many, and planning them for every run would take longer than reading them.
 */
const fromKept = (runs: readonly Run[], columns: Iterable<string>, params: Params): string => {
  const named = [...new Set(['request_id', 'start', ...columns])].join(', ');
  const branches = runs.map(
    ({ from, to }) =>
      `SELECT ${named} FROM attempts WHERE start >= ${params.integer(from)} AND start < ${params.integer(to)}`,
  );
  return `(${branches.join(' UNION ALL ')})`;
};

/** Whether all attempts that begin in the runs are kept, and tell themselves whether they hold what is looked for. */
export const isToldByKept = (catalogue: Catalogue, filters: Filters, runs: readonly Run[]): boolean =>
  catalogue.kept.split(runs).rest.length === 0 &&
  partsOf(filters).some((part) => isLocated(part) && listColumnsOf(part).length > 0);

/**
 * When an identifier is looked for: of the attempts that begin in the runs, those that hold it, by one look at the
 * days on which it occurs; their own stretches of time are all that is left to read. May name others, too.
 * Undefined when none is looked for, or too many hold it.
 */
export const candidatesOf = async (
  engine: Engine,
  catalogue: Catalogue,
  filters: Filters,
  runs: readonly Run[],
  signal: AbortSignal | undefined,
): Promise<readonly string[] | undefined> => {
  const part = partsOf(filters).find((each) => isLocated(each));
  if (!part) return undefined;
  const named = part.any['request_id'];
  if (named) return named;
  const params = new Params();
  const { kept, rest } = catalogue.kept.split(runs);
  const told = kept.length === 0 ? undefined : keptPart(catalogue, part, params);
  const found: string[] = [];
  if (told !== undefined)
    found.push(`SELECT request_id FROM ${fromKept(kept, listColumnsOf(part), params)} WHERE ${told}`);
  const read = reading(catalogue, told === undefined ? runs : rest);
  if (read.length > 0)
    found.push(
      `SELECT request_id FROM ${fromRuns(
        read,
        params,
        [`request_id IS NOT NULL AND ${oneCondition(catalogue, part, params)}`],
        'request_id',
      )}`,
    );
  const sql = `SELECT DISTINCT request_id FROM (${found.join(' UNION ALL ')}) LIMIT ${fewCandidates + 1}`;
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

/** What is told of attempts, in one order whether they are kept or grouped. */
type Told = Required<Pick<Gathering, 'columns' | 'values' | 'unjudged'>>;

/** Attempts that begin in the runs, all on kept days, and pass the filters. */
const keptIn = (
  catalogue: Catalogue,
  filters: Filters,
  runs: readonly Run[],
  ids: readonly string[] | undefined,
  { columns, values, unjudged }: Told,
  params: Params,
): string | undefined => {
  const own = ids?.flatMap((id) => catalogue.attempts.of(id) ?? []);
  const within = own ? commonRuns(runs, unionRuns(own)) : runs;
  if (within.length === 0) return undefined;
  const listed = values.map((property) => listColumn(property) ?? '');
  const told = ['last', 'events', ...(unjudged ? [] : ['decided', 'succeeded', 'flat']), ...columns];
  const shown = [
    'request_id, start',
    ...told,
    ...listed.map((column, index) => `${column} AS values_${index}`),
  ];
  const needed = [...told, ...listed, ...listColumnsOf(filters)];
  const conditions = [
    ...(ids ? [`request_id IN (${params.texts(ids)})`] : []),
    ...keptConditions(catalogue, filters, reading(catalogue, within), params),
  ];
  return `SELECT ${shown.join(', ')} FROM ${fromKept(within, needed, params)} ${where(conditions)}`;
};

/** Attempts that begin in the runs and pass the filters, grouped from what is read of the events. */
const groupedIn = (
  catalogue: Catalogue,
  filters: Filters,
  runs: readonly Run[],
  ids: readonly string[] | undefined,
  { columns, values, unjudged }: Told,
  params: Params,
): string | undefined => {
  const own = ids?.flatMap((id) => catalogue.attempts.of(id) ?? []);
  if (runs.length === 0 || own?.length === 0) return undefined;
  const read = own ? unionRuns(own) : reading(catalogue, runs);
  const [first] = partsOf(filters);
  const rows = ['request_id IS NOT NULL'];
  if (ids) rows.push(`request_id IN (${params.texts(ids)})`);
  else if (first) {
    const holding = oneCondition(catalogue, first, params);
    rows.push(`request_id IN (SELECT request_id FROM ${fromRuns(read, params, [holding], 'request_id')})`);
  }
  const having = [within(runs, 'min(time)', params), ...groupConditions(catalogue, filters, params)];
  return `SELECT request_id, min(time) AS start, max(time) AS last, count(*) AS events
      ${unjudged ? '' : `, ${decisive}`}
      ${columns.map((name) => `, ${attemptColumns[name]} AS ${name}`).join('')}
      ${values.map((name, index) => `, ${distinct(columnOf(name, params))} AS values_${index}`).join('')}
    FROM ${fromRuns(read, params)} ${where(rows)} GROUP BY request_id HAVING ${having.join(' AND ')}`;
};

/**
 * The attempts that begin in the runs and pass the scope's conditions, as a subquery of request_id, start, last,
 * events (their number), outcome, decided, the `columns` and the lists of `values`. Those of kept days are read as
 * they are kept, the others are grouped from their events.
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
  const { filters, settled, stoppedAt } = scope;
  const told: Told = {
    columns: [...new Set([...columns, ...(stoppedAt ? (['last_stage'] as const) : [])])],
    values,
    unjudged,
  };
  const isKept = values.every((property) => listColumn(property) !== undefined);
  const { kept, rest } = isKept ? catalogue.kept.split(runs) : { kept: [], rest: runs };
  const ids =
    among ?? (rest.length === 0 ? undefined : await candidatesOf(engine, catalogue, filters, rest, signal));
  const sources = [
    keptIn(catalogue, filters, kept, among, told, params),
    groupedIn(catalogue, filters, rest, ids, told, params),
  ].filter((source) => source !== undefined);
  if (sources.length === 0) return undefined;
  const outcome = unjudged ? 'NULL' : outcomeOf(settled, params);
  const judged = `SELECT *, ${outcome} AS outcome FROM (${sources.join(' UNION ALL ')})`;
  return { sql: `(SELECT * FROM (${judged}) ${where(bounds(scope, params))})`, params };
};
