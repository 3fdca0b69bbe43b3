import { type Filters, noFilters } from '../../../contract/filters.ts';
import { type Micros } from '../../../contract/instant.ts';
import type { AttemptScope, AttemptQuestions } from '../questions/attempts.ts';
import type { Asking } from '../questions/scope.ts';
import { type Run, runsOf } from '../windows.ts';
import { type AttemptSource, type Gathering, attemptsIn } from './attempt-scope.ts';
import type { Catalogue } from './catalogue.ts';
import { isLocated } from './presence.ts';
import type { Engine } from './engine.ts';
import { startDays } from './reading.ts';
import { boundsOf } from './scope.ts';
import { Params, textIn, instantIn } from './sql.ts';

/** So many sessions are looked for one by one; more are looked up among all that were ever signed in to. */
const fewSessions = 200;

/**
 * A FROM clause of sessions and when the first attempt began that signed in to them (`session`, `start`); renewals
 * sign nobody in. @param sessions only these, else all; `among` the condition on `session` that the statement puts
 */
const signedInSessions = async (
  engine: Engine,
  catalogue: Catalogue,
  {
    sessions,
    among,
    settled,
  }: {
    readonly sessions: readonly string[] | undefined;
    readonly among?: string;
    readonly settled: Micros;
  },
  signal: AbortSignal | undefined,
  params: Params,
): Promise<string | undefined> => {
  const filters: Filters = sessions ? { ...noFilters, any: { session: sessions } } : noFilters;
  const bounds = boundsOf(catalogue, { filters });
  if (!bounds) return undefined;
  const runs = runsOf(startDays(catalogue, filters), bounds);
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

/** The sessions of tokens in scope that may be renewals, when they are few. */
const sessionsOfTokens = async (
  engine: Engine,
  catalogue: Catalogue,
  scope: AttemptScope,
  runs: readonly Run[],
  signal: AbortSignal | undefined,
): Promise<readonly string[] | undefined> => {
  if (!isLocated(scope.filters)) return undefined;
  const columns = ['sessions', 'renews'] as const;
  const source = await attemptsIn(engine, catalogue, scope, runs, signal, { columns });
  if (!source) return [];
  const sql = `SELECT DISTINCT unnest(sessions) AS session FROM ${source.sql} WHERE renews = 'token' LIMIT ${fewSessions + 1}`;
  const rows = await engine.ask(sql, source.params, signal);
  return rows.length > fewSessions ? undefined : rows.map((row) => textIn(row, 'session'));
};

/**
 * `attemptsIn` with one column more, `renewal`: whether an attempt only renews a session, alone or by a token of a
 * session that was signed in to before. Obeys the scope's `renewal`.
 */
export const withRenewals = async (
  engine: Engine,
  catalogue: Catalogue,
  { renewal, ...scope }: AttemptScope,
  runs: readonly Run[],
  signal: AbortSignal | undefined,
  gathering: Gathering,
): Promise<AttemptSource | undefined> => {
  const columns = [...new Set([...(gathering.columns ?? []), 'sessions', 'renews'] as const)];
  const sessions = await sessionsOfTokens(engine, catalogue, scope, runs, signal);
  const source = await attemptsIn(engine, catalogue, scope, runs, signal, { ...gathering, columns });
  if (!source) return undefined;
  const { sql, params } = source;
  const looked = { sessions, among: 'session IN (SELECT session FROM tokens)', settled: scope.settled };
  const signedIn =
    sessions?.length === 0 ? undefined : await signedInSessions(engine, catalogue, looked, signal, params);
  const byToken = signedIn
    ? `request_id IN (SELECT tokens.request_id FROM tokens JOIN ${signedIn} entered
         ON entered.session = tokens.session AND entered.start < tokens.start)`
    : 'false';
  const wanted = renewal === undefined ? '' : `WHERE renewal = ${renewal}`;
  return {
    sql: `(WITH own AS MATERIALIZED (SELECT * FROM ${sql} WHERE ${gathering.only ?? 'true'}),
        tokens AS (SELECT request_id, start, unnest(sessions) AS session FROM own WHERE renews = 'token')
      SELECT * FROM (SELECT *, coalesce(renews = 'session' OR ${byToken}, false) AS renewal FROM own) ${wanted})`,
    params,
  };
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
