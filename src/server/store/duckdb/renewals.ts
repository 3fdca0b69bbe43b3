import { hasAttemptFilters } from '../../../contract/attempt-filters.ts';
import { type Filters, isUnfiltered, noFilters } from '../../../contract/filters.ts';
import { type Micros } from '../../../contract/instant.ts';
import type { AttemptScope, AttemptQuestions } from '../questions/attempts.ts';
import type { Asking } from '../questions/scope.ts';
import { type Run, runsOf, runsWithout } from '../windows.ts';
import { type AttemptSource, type Gathering, attemptsIn, attemptsToRead } from './attempt-scope.ts';
import type { Catalogue } from './catalogue.ts';
import { isLocated } from './presence.ts';
import type { Engine } from './engine.ts';
import { startDays } from './reading.ts';
import { boundsOf } from './scope.ts';
import { Params, textIn, instantIn } from './sql.ts';

/** So many sessions are looked for one by one; more are looked up among all that were ever signed in to. */
const fewSessions = 200;

/** Which sessions to look for, and where. */
type Looked = {
  /** Only these; undefined: all. */
  readonly sessions: readonly string[] | undefined;
  /** The condition on `session` that the statement puts. */
  readonly among?: string;
  readonly settled: Micros;
  /** Attempts that began then or later are of no matter. */
  readonly to?: Micros | undefined;
  /** Nor are those that began in these stretches. */
  readonly without?: readonly Run[];
};

/** Whether nobody signed in when the attempts of a scope began but in one of them. */
const isEverySignIn = ({
  filters,
  settled: _settled,
  outcomes,
  from: _from,
  to: _to,
  ...rest
}: AttemptScope): boolean =>
  isUnfiltered(filters) && !hasAttemptFilters(rest) && (outcomes?.includes('signed_in') ?? true);

/**
 * A FROM clause of sessions and when the first attempt began that signed in to them (`session`, `start`); renewals
 * sign nobody in.
 */
const signedInSessions = async (
  engine: Engine,
  catalogue: Catalogue,
  { sessions, among, settled, to, without = [] }: Looked,
  signal: AbortSignal | undefined,
  params: Params,
): Promise<string | undefined> => {
  const filters: Filters = sessions ? { ...noFilters, any: { session: sessions } } : noFilters;
  const bounds = boundsOf(catalogue, { filters, ...(to === undefined ? {} : { to }) });
  if (!bounds) return undefined;
  const runs = runsWithout(runsOf(startDays(catalogue, filters), bounds), without);
  const scope: AttemptScope = { filters, settled, outcomes: ['signed_in'] };
  const gathering: Gathering = { columns: ['sessions', 'renews'], params };
  const source =
    runs.length === 0 ? undefined : await attemptsIn(engine, catalogue, scope, runs, signal, gathering);
  if (!source) return undefined;
  const own = among ?? (sessions ? `session IN (${params.texts(sessions)})` : 'true');
  return `(SELECT session, min(start) AS start FROM
    (SELECT unnest(sessions) AS session, start FROM ${source.sql} WHERE renews IS NULL) WHERE ${own} GROUP BY session)`;
};

/** When the first attempt began that signed in to each of these sessions. */
export const firstSignIns = async (
  engine: Engine,
  catalogue: Catalogue,
  question: Parameters<AttemptQuestions['signIns']>[0],
  { signal }: Asking,
): Promise<ReadonlyMap<string, Micros>> => {
  if (question.sessions.length === 0) return new Map();
  const params = new Params();
  const source = await signedInSessions(engine, catalogue, question, signal, params);
  const rows = source ? await engine.ask(`SELECT session, start FROM ${source}`, params, signal) : [];
  return new Map(rows.map((row) => [textIn(row, 'session'), instantIn(row, 'start')]));
};

/** Attempts with `sessions` and `renews` that a statement has at hand: the name of a table, or a subquery. */
const signInsAmong = (own: string): string =>
  `(SELECT unnest(sessions) AS session, start FROM ${own} WHERE renews IS NULL AND outcome = 'signed_in')`;

const tokensAmong = (own: string): string =>
  `(SELECT request_id, start, unnest(sessions) AS session FROM ${own} WHERE renews = 'token')`;

/**
 * The attempts of a scope in a table of their own: hardly more than those of somebody, or from an address, so that it can
 * be asked of them what else is to be looked at.
 */
const tableOf = async (
  engine: Engine,
  catalogue: Catalogue,
  { renewal, ...scope }: AttemptScope,
  runs: readonly Run[],
  signal: AbortSignal | undefined,
  gathering: Gathering,
): Promise<string | undefined> => {
  const params = new Params();
  const source = await attemptsIn(engine, catalogue, scope, runs, signal, { ...gathering, params });
  if (!source) return undefined;
  const table = engine.temporary();
  const only = [
    gathering.only?.(params) ?? 'true',
    // these are renewals whatever the others are, and signed nobody in
    ...(renewal === false ? [`renews IS DISTINCT FROM 'session'`] : []),
  ];
  const sql = `CREATE TEMP TABLE ${table} AS SELECT * FROM ${source.sql} WHERE ${only.join(' AND ')}`;
  await engine.ask(sql, params, signal);
  return table;
};

/** The sessions of tokens in a table to which none of its own attempts signed in before, when they are few. */
const sessionsOfTokens = async (
  engine: Engine,
  table: string,
  signal: AbortSignal | undefined,
): Promise<readonly string[] | undefined> => {
  const sql = `SELECT DISTINCT session FROM ${tokensAmong(table)} tokens
    LEFT JOIN (SELECT session, min(start) AS entered FROM ${signInsAmong(table)} GROUP BY session) USING (session)
    WHERE coalesce(entered >= start, true) LIMIT ${fewSessions + 1}`;
  const rows = await engine.ask(sql, new Params(), signal);
  return rows.length > fewSessions ? undefined : rows.map((row) => textIn(row, 'session'));
};

/** Whether a token of `own` is one of a session that was signed in to before, by an attempt of `own` or of `others`. */
const isByToken = (own: string, others: string | undefined): string => {
  const entered = others
    ? `(SELECT session, start FROM ${signInsAmong(own)} UNION ALL SELECT session, start FROM ${others})`
    : signInsAmong(own);
  return `request_id IN (SELECT tokens.request_id FROM ${tokensAmong(own)} tokens JOIN ${entered} entered
    ON entered.session = tokens.session AND entered.start < tokens.start)`;
};

/** What of them is told where renewals are, and which of them the scope wants. */
const asRenewal = (isToken: string, renewal: boolean | undefined, own: string): string =>
  `SELECT * FROM (SELECT *, coalesce(renews = 'session' OR ${isToken}, false) AS renewal FROM ${own})
    ${renewal === undefined ? '' : `WHERE renewal = ${renewal}`}`;

/** Renewals among few attempts, which are put into a table. */
const withRenewalsOfFew = async (
  engine: Engine,
  catalogue: Catalogue,
  scope: AttemptScope,
  runs: readonly Run[],
  signal: AbortSignal | undefined,
  gathering: Gathering,
): Promise<AttemptSource | undefined> => {
  const table = await tableOf(engine, catalogue, scope, runs, signal, gathering);
  if (table === undefined) return undefined;
  const params = new Params();
  const sessions = await sessionsOfTokens(engine, table, signal);
  const looked = {
    sessions,
    among: `session IN (SELECT session FROM ${tokensAmong(table)})`,
    settled: scope.settled,
    to: runs.at(-1)?.to,
  };
  const others =
    sessions?.length === 0 ? undefined : await signedInSessions(engine, catalogue, looked, signal, params);
  return { sql: `(${asRenewal(isByToken(table, others), scope.renewal, table)})`, params };
};

/** Of the attempts of a scope, in a table of their own, those tokens that renew a session. */
const tableOfTokens = async (
  engine: Engine,
  catalogue: Catalogue,
  scope: AttemptScope,
  runs: readonly Run[],
  signal: AbortSignal | undefined,
  write: (params: Params) => string | undefined,
): Promise<string | undefined> => {
  const params = new Params();
  const own = write(params);
  if (own === undefined) return undefined;
  const looked = {
    sessions: undefined,
    among: `session IN (SELECT session FROM ${tokensAmong(own)})`,
    settled: scope.settled,
    to: runs.at(-1)?.to,
    without: isEverySignIn(scope) ? runs : [],
  };
  const others = await signedInSessions(engine, catalogue, looked, signal, params);
  const table = engine.temporary();
  const sql = `CREATE TEMP TABLE ${table} AS SELECT DISTINCT request_id FROM ${tokensAmong(own)} WHERE ${isByToken(own, others)}`;
  await engine.ask(sql, params, signal);
  return table;
};

/**
 * `attemptsIn` with one column more, `renewal`: whether an attempt only renews a session, alone or by a token of a
 * session that was signed in to before. Obeys the scope's `renewal`.
 */
export const withRenewals = async (
  engine: Engine,
  catalogue: Catalogue,
  asked: AttemptScope,
  runs: readonly Run[],
  signal: AbortSignal | undefined,
  gathering: Gathering,
): Promise<AttemptSource | undefined> => {
  const columns = [...new Set([...(gathering.columns ?? []), 'sessions', 'renews'] as const)];
  const wanted = { ...gathering, columns };
  if (gathering.only !== undefined || isLocated(asked.filters))
    return withRenewalsOfFew(engine, catalogue, asked, runs, signal, wanted);
  const { renewal, ...scope } = asked;
  const often = { ...wanted, often: true };
  const write = await attemptsToRead(engine, catalogue, scope, runs, signal, often);
  const table = await tableOfTokens(engine, catalogue, scope, runs, signal, write);
  const params = new Params();
  const sql = write(params);
  if (sql === undefined || table === undefined) return undefined;
  const isToken = `request_id IN (SELECT request_id FROM ${table})`;
  return { sql: `(${asRenewal(isToken, renewal, sql)})`, params };
};

/** `attemptsIn`, where the scope may ask for renewals. */
export const attemptsOfScope = async (
  engine: Engine,
  catalogue: Catalogue,
  scope: AttemptScope,
  runs: readonly Run[],
  signal: AbortSignal | undefined,
  gathering: Gathering = {},
): Promise<AttemptSource | undefined> =>
  scope.renewal === undefined
    ? attemptsIn(engine, catalogue, scope, runs, signal, gathering)
    : withRenewals(engine, catalogue, scope, runs, signal, gathering);
