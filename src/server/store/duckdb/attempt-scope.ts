import type { Filters } from '../../../contract/filters.ts';
import type { AttemptScope } from '../questions/attempts.ts';
import { type Run, commonRuns } from '../windows.ts';
import {
  attemptBounds,
  groupConditions,
  isToldByAttempts,
  keptConditions,
  listColumnsOf,
  partAlternatives,
  partsOf,
} from './attempt-conditions.ts';
import { distinctValues } from './attempt-columns.ts';
import { type Column, groupedAttempts, isJudged } from './attempt-rows.ts';
import { candidatesOf, fromKept } from './candidates.ts';
import type { Catalogue } from './catalogue.ts';
import { columnOf, fromRuns, where } from './conditions.ts';
import type { Engine } from './engine.ts';
import { listColumn } from './kept-columns.ts';
import { learnFlows, learnFlowsOf } from './learn-flows.ts';
import { daysOfRuns, inParts, isIn, batchesOfRuns } from './parts.ts';
import { reading, unionRuns, within } from './reading.ts';
import { personColumns, withPerson } from './people-sql.ts';
import { Params } from './sql.ts';
import { isWide, outcomeSql } from './steps-sql.ts';

/** What else is wanted of attempts. */
export type Gathering = {
  /** What to tell of them besides; with `person`, as whom each is counted, comes `is_user_id`. */
  readonly columns?: readonly (Column | 'person')[];
  /** Properties of which to tell every value that any event has, as lists `values_0`, …; null when none has one. */
  readonly values?: readonly string[];
  /** Only these, which are known to be all that can pass. */
  readonly among?: readonly string[];
  /** A condition on columns: only those that meet it are gathered, where renewals are told. */
  readonly only?: (params: Params) => string;
  /** The same before it is known as whom they are counted: those go that certainly do not meet it. */
  readonly first?: (params: Params) => string;
  /** Leave the outcome out: its column is null. */
  readonly unjudged?: boolean;
  /** Whether a statement reads them more than once: what must be grouped is grouped before, and reading is cheap. */
  readonly often?: boolean;
  /** Where the values are bound, when the attempts are but a part of a statement. */
  readonly params?: Params;
};

/** A FROM clause of attempts, and the values bound in it. */
export type AttemptSource = { readonly sql: string; readonly params: Params };

/** The columns and values selected of attempts, in one order whether they are kept or grouped. */
type Selected = { readonly columns: readonly Column[]; readonly values: readonly string[] };

const valueNames = (values: readonly string[]): readonly string[] =>
  values.map((_, index) => `values_${index}`);

/** Attempts that begin in the runs, all in kept hours, and pass the filters. */
const keptIn = (
  catalogue: Catalogue,
  filters: Filters,
  runs: readonly Run[],
  ids: readonly string[] | undefined,
  { columns, values }: Selected,
  params: Params,
): string | undefined => {
  const own = ids?.flatMap((id) => catalogue.attempts.of(id) ?? []);
  const within = own ? commonRuns(runs, unionRuns(own)) : runs;
  if (within.length === 0) return undefined;
  const listed = values.map((property) => listColumn(property) ?? '');
  const shown = [
    'request_id, start, last, events',
    ...columns,
    ...listed.map((column, index) => `${column} AS values_${index}`),
  ];
  const needed = ['last', 'events', ...columns, ...listed, ...listColumnsOf(filters)];
  const conditions = [
    ...(ids ? [`request_id IN (${params.texts(ids)})`] : []),
    ...keptConditions(catalogue, filters, reading(catalogue, within), params),
  ];
  return `SELECT ${shown.join(', ')} FROM ${fromKept(within, needed, params)} ${where(conditions)}`;
};

/** Attempts that begin in the runs and pass the filters, grouped from what is read of the events up to one. */
const groupedIn = (
  catalogue: Catalogue,
  filters: Filters,
  runs: readonly Run[],
  ids: readonly string[] | undefined,
  upTo: bigint | undefined,
  { columns, values }: Selected,
  params: Params,
  part = 'true',
): string | undefined => {
  const own = ids?.flatMap((id) => catalogue.attempts.of(id) ?? []);
  if (runs.length === 0 || own?.length === 0) return undefined;
  const read = own ? unionRuns(own) : reading(catalogue, runs);
  const [first] = partsOf(filters);
  const rows = ['request_id IS NOT NULL', part];
  if (upTo !== undefined) rows.push(`sequence <= ${params.integer(upTo)}`);
  if (ids) rows.push(`request_id IN (${params.texts(ids)})`);
  else if (first) {
    const holding = partAlternatives(catalogue, first, params);
    rows.push(`request_id IN (SELECT request_id FROM ${fromRuns(read, params, holding, 'request_id')})`);
  }
  const having = [within(runs, 'min(time)', params), ...groupConditions(catalogue, filters, params)];
  const aggregates = valueNames(values).map(
    (name, index) => [name, distinctValues(columnOf(values[index] ?? '', params))] as const,
  );
  const from = `${fromRuns(read, params)} ${where(rows)}`;
  return groupedAttempts({
    from,
    having: having.join(' AND '),
    columns,
    aggregates,
    wide: isWide(catalogue.extent()),
  });
};

/**
 * The same in a table that the engine can write out, of runs that hold too many events for the memory there is, in
 * batches. What comes while that is done is left out.
 */
const gatheredIn = async (
  engine: Engine,
  catalogue: Catalogue,
  filters: Filters,
  runs: readonly Run[],
  ids: readonly string[] | undefined,
  upTo: bigint,
  selected: Selected,
  signal: AbortSignal | undefined,
): Promise<string | undefined> => {
  const table = engine.temporary();
  let isMade = false;
  for (const batch of ids ? [runs] : batchesOfRuns(catalogue, runs, engine.eventsAtOnce))
    await inParts(async (part) => {
      const params = new Params();
      const rows = groupedIn(catalogue, filters, batch, ids, upTo, selected, params, isIn(part));
      if (rows === undefined) return;
      await engine.ask(
        isMade ? `INSERT INTO ${table} ${rows}` : `CREATE TEMP TABLE ${table} AS ${rows}`,
        params,
        signal,
      );
      isMade = true;
    });
  return isMade ? `SELECT * FROM ${table}` : undefined;
};

/** Writes a subquery of attempts, in which it binds values; undefined when there can be none. */
type AttemptWriter = (params: Params) => string | undefined;

/**
 * What writes the attempts that begin in the runs and pass the scope's conditions: request_id, start, last, events (their
 * number), outcome, the `columns` and the lists of `values`. Those of kept hours are read as they are kept, the others are
 * grouped from their events, which may take steps of its own.
 */
export const attemptsToRead = async (
  engine: Engine,
  catalogue: Catalogue,
  scope: AttemptScope,
  runs: readonly Run[],
  signal: AbortSignal | undefined,
  { columns = [], values = [], among, first, unjudged = false, often = false }: Gathering,
): Promise<AttemptWriter> => {
  const { filters, settled, stoppedAt, refused } = scope;
  const judging: readonly Column[] = unjudged ? [] : ['ended', 'alive_at', 'pulled'];
  const stopping: readonly Column[] = [
    ...(stoppedAt ? ['end_stage' as const] : []),
    ...(refused ? ['refused' as const] : []),
  ];
  const gathered = columns.flatMap((column) => (column === 'person' ? personColumns : [column]));
  const selected: Selected = { columns: [...new Set([...gathered, ...judging, ...stopping])], values };
  const isKept = values.every((property) => listColumn(property) !== undefined);
  const { kept, rest } = isKept ? catalogue.kept.split(runs) : { kept: [], rest: runs };
  const ids =
    among ?? (rest.length === 0 ? undefined : await candidatesOf(engine, catalogue, filters, rest, signal));
  const isLearned =
    rest.length > 0 && selected.columns.some((column) => isJudged(column) && column !== 'letters');
  const upTo = !isLearned
    ? undefined
    : ids
      ? await learnFlowsOf(engine, catalogue, ids, signal)
      : await learnFlows(engine, catalogue, rest, signal);
  const isLarge =
    !ids && daysOfRuns(catalogue, rest).reduce((sum, { count }) => sum + count, 0) > engine.eventsAtOnce;
  const until = upTo ?? catalogue.sequence;
  // what must be looked for in events is looked for once
  const isCheap = kept.length === 0 || isToldByAttempts(catalogue, filters);
  const gatheredRest =
    ((often && isCheap) || isLarge) && rest.length > 0
      ? { rows: await gatheredIn(engine, catalogue, filters, rest, ids, until, selected, signal) }
      : undefined;
  const write: AttemptWriter = (params) => {
    const sources = [
      keptIn(catalogue, filters, kept, among, selected, params),
      gatheredRest ? gatheredRest.rows : groupedIn(catalogue, filters, rest, ids, upTo, selected, params),
    ].filter((source) => source !== undefined);
    if (sources.length === 0) return undefined;
    const outcome = unjudged ? 'NULL' : outcomeSql(settled, catalogue.watermarks, params);
    const all = `SELECT *, ${outcome} AS outcome FROM (${sources.join(' UNION ALL ')})`;
    const found = `SELECT * FROM (${all}) ${where([...attemptBounds(catalogue, scope, params), ...(first ? [first(params)] : [])])}`;
    return `(${columns.includes('person') ? withPerson(found) : found})`;
  };
  if (!often || isCheap) return write;
  const params = new Params();
  const sql = write(params);
  if (sql === undefined) return () => undefined;
  const table = engine.temporary();
  await engine.ask(`CREATE TEMP TABLE ${table} AS SELECT * FROM ${sql}`, params, signal);
  return () => table;
};

/** The same attempts as a subquery. @returns undefined when there can be none */
export const attemptsIn = async (
  engine: Engine,
  catalogue: Catalogue,
  scope: AttemptScope,
  runs: readonly Run[],
  signal: AbortSignal | undefined,
  { params = new Params(), ...gathering }: Gathering = {},
): Promise<AttemptSource | undefined> => {
  const write = await attemptsToRead(engine, catalogue, scope, runs, signal, gathering);
  const sql = write(params);
  return sql === undefined ? undefined : { sql, params };
};
