import { hasAttemptFilters } from '../../../contract/attempt-filters.ts';
import { fold } from '../../../contract/fold.ts';
import { type Micros, micros } from '../../../contract/instant.ts';
import type { Outcome } from '../../../contract/outcome.ts';
import type { AttemptPosition, AttemptScope, Profile, ProfileQuestion } from '../questions/attempts.ts';
import type { Person } from '../questions/people.ts';
import type { Asking } from '../questions/scope.ts';
import { type Run, commonRuns, joinRuns, runsOf } from '../windows.ts';
import { keptPart, listColumnsOf, partAlternatives, partsOf } from './attempt-conditions.ts';
import { attemptsIn } from './attempt-scope.ts';
import { fromKept } from './candidates.ts';
import type { Catalogue } from './catalogue.ts';
import { type StoredFilters, conditionsOf, fromRuns } from './conditions.ts';
import type { Engine } from './engine.ts';
import { isLocated } from './presence.ts';
import { type Few, challengesAmong, countsOf, peopleAmong, seenAmong } from './profile-counts.ts';
import { startDays, unionRuns } from './reading.ts';
import { firstSignIns } from './renewals.ts';
import { boundsOf } from './scope.ts';
import { Params, type Row, instantIn, numberIn, textIn, textOrNoneIn, textsIn } from './sql.ts';
import { asOutcome, result, stage } from './steps-sql.ts';
import { hoursConditions } from './week-hours.ts';

const earliest = micros(-(2n ** 63n));

/** So many attempts, and events of them, are carried out of the engine to be counted: most people and addresses have fewer. */
const [mostAttempts, mostEvents] = [1_000, 8_000];

/** To read over a gap of hours takes no longer than to plan one stretch more. */
const mostRuns = 20;

/** An attempt that holds the identifier. */
type Holder = Few & { readonly last: Micros; readonly events: number };

const personOf = (
  { addresses }: Catalogue,
  user: string | undefined,
  upstream: string | undefined,
): Person | undefined => {
  const id = user ?? (upstream === undefined ? undefined : addresses.ownerOf(upstream));
  if (id !== undefined) return { id, isUserId: true };
  return upstream === undefined ? undefined : { id: fold(upstream), isUserId: false };
};

/**
 * Attempts that begin in the runs, oldest first; undefined when they are too many.
 * @param among their ids, where these are known
 */
const readAttempts = async (
  engine: Engine,
  catalogue: Catalogue,
  scope: AttemptScope,
  runs: readonly Run[],
  signal: AbortSignal | undefined,
  among?: readonly string[],
): Promise<readonly Holder[] | undefined> => {
  const gathering = {
    columns: ['renews', 'sessions', 'user_id', 'upstream_user_id'],
    ...(among ? { among } : {}),
  } as const;
  const source =
    runs.length === 0 ? undefined : await attemptsIn(engine, catalogue, scope, runs, signal, gathering);
  if (!source) return [];
  const rows = await engine.ask(
    `SELECT request_id, start, last, events, outcome, renews, sessions, user_id, upstream_user_id FROM ${source.sql}
     ORDER BY start, request_id LIMIT ${mostAttempts + 1}`,
    source.params,
    signal,
  );
  if (rows.length > mostAttempts) return undefined;
  return rows.map((row) => {
    const upstream = textOrNoneIn(row, 'upstream_user_id');
    return {
      requestId: textIn(row, 'request_id'),
      start: instantIn(row, 'start'),
      last: instantIn(row, 'last'),
      events: numberIn(row, 'events'),
      outcome: asOutcome(row['outcome']),
      renews: textOrNoneIn(row, 'renews'),
      sessions: textsIn(row, 'sessions'),
      person: personOf(catalogue, textOrNoneIn(row, 'user_id'), upstream),
      upstream,
    };
  });
};

/**
 * Where the attempts begin that hold the identifier: of those that are kept, by as few columns as can be. Undefined when
 * they are too many.
 */
const whereHeld = async (
  engine: Engine,
  catalogue: Catalogue,
  part: StoredFilters,
  runs: readonly Run[],
  signal: AbortSignal | undefined,
): Promise<readonly Run[] | undefined> => {
  const { kept, rest } = catalogue.kept.split(runs);
  const params = new Params();
  const held = kept.length === 0 ? undefined : keptPart(catalogue, part, params);
  if (held === undefined) return runs;
  const from = fromKept(kept, listColumnsOf(part), params, 'start');
  const sql = `SELECT start FROM ${from} WHERE ${held} LIMIT ${mostAttempts + 1}`;
  const rows = await engine.ask(sql, params, signal);
  if (rows.length > mostAttempts) return undefined;
  const starts = rows.map((row) => instantIn(row, 'start'));
  const stretches = unionRuns(starts.map((start) => ({ from: start, to: micros(start + 1n) })));
  const within = commonRuns(joinRuns(stretches, mostRuns), kept);
  return [...within, ...rest].toSorted((a, b) => Number(a.from - b.from));
};

/** The events in scope: those of attempts that hold the identifier, and those of none. */
const readEvents = async (
  engine: Engine,
  catalogue: Catalogue,
  question: ProfileQuestion,
  { part, bounds }: { readonly part: StoredFilters; readonly bounds: Run },
  holders: readonly Holder[],
  signal: AbortSignal | undefined,
): Promise<readonly Row[]> => {
  const { filters, properties } = question;
  const columns = [
    'time, request_id',
    `${stage} AS step, ${result} AS step_result`,
    ...properties.map((property, index) => `${property} AS value_${index}`),
  ].join(', ');
  const told = [
    'time, request_id, step, step_result',
    ...properties.map((_, index) => `value_${index}`),
  ].join(', ');
  const params = new Params();
  const conditions = [
    ...conditionsOf(filters, catalogue.addresses.usersOf, params),
    ...hoursConditions(catalogue, filters, 'time', params),
  ];
  const passes = `coalesce(${conditions.join(' AND ')}, false) AS passes`;
  const stretches = holders.map(({ start, last }) => ({ from: start, to: micros(last + 1n) }));
  const read = commonRuns(joinRuns(unionRuns(stretches), mostRuns), [bounds]);
  const sources = read.flatMap((run) => {
    // each id once: a list of all of them would take longer to plan than to look up
    const own = holders.filter(({ start, last }) => start < run.to && last >= run.from);
    const ids = params.texts(own.map(({ requestId }) => requestId));
    const held = `request_id IN (${ids})`;
    return own.length === 0 ? [] : [fromRuns([run], params, [held], `${columns}, ${passes}`)];
  });
  const days = catalogue.daysFor(part);
  const [first] = runsOf(days, bounds);
  const end = runsOf(days, bounds).at(-1);
  if (first && end) {
    const alone = partAlternatives(catalogue, part, params).map((one) => `request_id IS NULL AND ${one}`);
    sources.push(fromRuns([{ from: first.from, to: end.to }], params, alone, `${columns}, ${passes}`));
  }
  if (sources.length === 0) return [];
  const all = sources.map((source) => `SELECT * FROM ${source}`).join(' UNION ALL ');
  return engine.ask(`SELECT ${told} FROM (${all}) WHERE passes`, params, signal);
};

/** Which of the attempts only renew a session. Most sessions were signed in to by one of the attempts themselves. */
const renewalsAmong = async (
  engine: Engine,
  catalogue: Catalogue,
  attempts: readonly Few[],
  settled: Micros,
  asking: Asking,
): Promise<(attempt: Few) => boolean> => {
  const entered = new Map<string, Micros>();
  for (const { outcome, renews, sessions, start } of attempts)
    if (outcome === 'signed_in' && renews === undefined)
      for (const session of sessions) if (!entered.has(session)) entered.set(session, start);
  const isEntered = (known: ReadonlyMap<string, Micros>, { sessions, start }: Few): boolean =>
    sessions.some((session) => (known.get(session) ?? start) < start);
  const unknown = attempts.filter((each) => each.renews === 'token' && !isEntered(entered, each));
  const sessions = [...new Set(unknown.flatMap((each) => each.sessions))];
  const others = await firstSignIns(engine, catalogue, { sessions, settled }, asking);
  return (each) =>
    each.renews === 'session' ||
    (each.renews === 'token' && (isEntered(entered, each) || isEntered(others, each)));
};

/** Whether a scope says more of attempts than that they hold one identifier, and when they begin. */
const saysMore = ({
  settled: _settled,
  from: _from,
  to: _to,
  filters,
  ...rest
}: ProfileQuestion): boolean => {
  const { hours = [], notHours = [], none, missing } = filters;
  const others = [...hours, ...notHours, ...Object.keys(none), ...missing];
  return partsOf(filters).length > 1 || others.length > 0 || hasAttemptFilters(rest);
};

/**
 * A profile of one look at the attempts with an identifier, which are kept of nearly all days, and one at their events: all
 * of it is counted from these. Undefined when no identifier is looked for, or too many have it.
 */
export const profileOfFew = async (
  engine: Engine,
  catalogue: Catalogue,
  question: ProfileQuestion,
  asking: Asking,
): Promise<Profile | undefined> => {
  const { signal } = asking;
  const { evenBuckets, people: limit, settled, filters } = question;
  const part = partsOf(filters).find((each) => isLocated(each));
  if (!part) return undefined;
  const bounds = boundsOf(catalogue, question);
  const runs = bounds ? runsOf(startDays(catalogue, part), bounds) : [];
  // attempts that began before may have events in the range
  const begun = bounds
    ? commonRuns(unionRuns(catalogue.attempts.before(bounds.from)), [{ from: earliest, to: bounds.from }])
    : [];
  const of = { filters: part, settled };
  const within = await whereHeld(engine, catalogue, part, [...begun, ...runs], signal);
  const holders = within && (await readAttempts(engine, catalogue, of, within, signal));
  if (!holders || holders.reduce((sum, { events }) => sum + events, 0) > mostEvents) return undefined;
  const among = holders.map(({ requestId }) => requestId);
  const attempts = saysMore(question)
    ? await readAttempts(engine, catalogue, question, runs, signal, among)
    : holders.filter(({ start }) => bounds && start >= bounds.from && start < bounds.to);
  const isRenewal = await renewalsAmong(engine, catalogue, attempts ?? [], settled, asking);
  const newest: Partial<Record<Outcome, AttemptPosition>> = {};
  let renewals = 0;
  for (const attempt of attempts ?? []) {
    const { requestId, start, outcome } = attempt;
    if (isRenewal(attempt)) renewals += 1;
    else newest[outcome] = { requestId, start };
  }
  const events = bounds
    ? await readEvents(engine, catalogue, question, { part, bounds }, holders, signal)
    : [];
  return {
    counts: countsOf(attempts ?? [], evenBuckets),
    renewals,
    newest,
    seen: seenAmong(events, question).toSorted(
      (a, b) => Number(b.last - a.last) || (a.value < b.value ? -1 : 1),
    ),
    challenges: challengesAmong(events),
    ...(limit === undefined ? {} : { people: peopleAmong(attempts ?? [], limit) }),
  };
};
