import { setImmediate } from 'node:timers/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { type Micros, floorDiv, micros, microsPerDay } from '../../../../contract/instant.ts';
import { type DayCount, type Run, dayOf, runOfDay } from '../../windows.ts';
import type { Catalogue } from '../catalogue.ts';
import { forgetFindings } from '../findings/finding-days.ts';
import { located, presenceKey } from '../presence.ts';
import { Params, type Row, instantIn, numberIn, rowsOf, textIn, utcDay } from '../sql.ts';
import { type Removed, firstChange, lastAffected, writeRemoved } from './removed.ts';

type Ask = (sql: string, params: Params) => Promise<readonly Row[]>;

/** What is known of a step before it: nothing is added any more to what is older than the rule. */
export type RemovalStep = {
  /** All events before this instant are to go. */
  readonly before: Micros;
  /** The attempts that have any of them. */
  readonly attempts: readonly string[];
  readonly presence: readonly bigint[];
};

/**
 * How far a step goes that removes about so many events: whole days where they are small, else a part of one.
 * @param days ascending days with their events
 * @param first the first event
 */
export const stepEnd = (days: readonly DayCount[], first: Micros, floor: Micros, size: number): Micros => {
  let sum = 0;
  for (const { day, count } of days) {
    const { from, to } = runOfDay(day);
    if (from >= floor) break;
    if (sum > 0 && sum + count > size) return from;
    if (count > size) {
      const begin = from > first ? from : first;
      const end = begin + (to - begin) / BigInt(Math.ceil(count / size));
      return micros(end > floor ? floor : end > begin ? end : begin + 1n);
    }
    sum += count;
  }
  return floor;
};

/** Look at what a step removes. */
export const planStep = async (before: Micros, ask: Ask): Promise<RemovalStep> => {
  const events = new Params();
  const attempts = await ask(
    `SELECT DISTINCT request_id FROM events WHERE time < ${events.integer(before)} AND request_id IS NOT NULL`,
    events,
  );
  const presence: bigint[] = [];
  // of a day of which some events stay, those identifiers stay which these have
  const end = floorDiv(before + microsPerDay - 1n, microsPerDay) * microsPerDay;
  for (const property of located) {
    const params = new Params();
    const rows = await ask(
      `SELECT ${property} AS value, ${utcDay('time')} AS day FROM events
       WHERE time < ${params.integer(end)} AND ${property} IS NOT NULL
       GROUP BY ALL HAVING max(time) < ${params.integer(before)}`,
      params,
    );
    for (const row of rows) {
      presence.push(presenceKey(property, textIn(row, 'value'), numberIn(row, 'day')));
      if (presence.length % 500 === 0) await setImmediate(); // others have the thread, too
    }
  }
  return { before, attempts: attempts.map((row) => textIn(row, 'request_id')), presence };
};

/** Where the other events lie of attempts that a step cuts. */
const readRest = async (
  connection: DuckDBConnection,
  catalogue: Catalogue,
  { before, attempts }: RemovalStep,
): Promise<ReadonlyMap<string, Run>> => {
  const cut = attempts.flatMap((id) => {
    const run = catalogue.attempts.of(id);
    return run && run.to > before ? [{ id, to: run.to }] : [];
  });
  if (cut.length === 0) return new Map();
  const params = new Params();
  const end = cut.reduce<bigint>((furthest, { to }) => (to > furthest ? to : furthest), before);
  const rows = await rowsOf(
    connection,
    `SELECT request_id, min(time) AS first, max(time) AS last FROM events
     WHERE time >= ${params.integer(before)} AND time < ${params.integer(end)}
       AND request_id IN (SELECT unnest(${params.list(cut.map(({ id }) => id))})) GROUP BY request_id`,
    params,
  );
  return new Map(
    rows.map((row) => [
      textIn(row, 'request_id'),
      { from: instantIn(row, 'first'), to: micros(instantIn(row, 'last') + 1n) },
    ]),
  );
};

const readDays = async (connection: DuckDBConnection, before: Micros): Promise<readonly DayCount[]> => {
  const params = new Params();
  const sql = `SELECT ${utcDay('time')} AS day, count(*) AS count FROM events
    WHERE time < ${params.integer(before)} GROUP BY ALL ORDER BY ALL`;
  return (await rowsOf(connection, sql, params)).map((row) => ({
    day: numberIn(row, 'day'),
    count: numberIn(row, 'count'),
  }));
};

/** The first event at or after an instant. */
const readFirst = async (
  connection: DuckDBConnection,
  catalogue: Catalogue,
  before: Micros,
  gone: readonly DayCount[],
): Promise<Micros | undefined> => {
  const goneOf = new Map(gone.map(({ day, count }) => [day, count]));
  const next = catalogue.days.all.find(
    ({ day, count }) => day >= dayOf(before) && count > (goneOf.get(day) ?? 0),
  );
  if (!next) return undefined;
  const params = new Params();
  const sql = `SELECT min(time) AS first FROM events
    WHERE time >= ${params.integer(before)} AND time < ${params.integer(runOfDay(next.day).to)}`;
  const [row] = await rowsOf(connection, sql, params);
  return row && instantIn(row, 'first');
};

const removals = (
  { before, presence }: RemovalStep,
  lost: readonly number[],
): readonly { sql: string; params: Params }[] => {
  const statement = (write: (params: Params) => string) => {
    const params = new Params();
    return { sql: write(params), params };
  };
  return [
    statement((params) => `DELETE FROM events WHERE time < ${params.integer(before)}`),
    statement((params) => `DELETE FROM attempts WHERE start < ${params.integer(before)}`),
    statement((params) => `DELETE FROM replaced WHERE time < ${params.integer(before)}`),
    ...(presence.length === 0
      ? []
      : [
          statement(
            (params) => `DELETE FROM presence WHERE key IN (SELECT unnest(${params.keys(presence)}))`,
          ),
        ]),
    ...(lost.length === 0
      ? []
      : [statement(() => `DELETE FROM kept_hours WHERE hour IN (${lost.join(', ')})`)]),
  ];
};

/**
 * Remove what a step is to, in one transaction: what is left is a store that begins where the step ends. On failure it is
 * to be rolled back.
 * @param beforeCommit told how many events go
 */
export const removeStep = async (
  connection: DuckDBConnection,
  catalogue: Catalogue,
  step: RemovalStep,
  beforeCommit: (events: number) => Promise<void>,
): Promise<Removed> => {
  const { before, presence } = step;
  const days = await readDays(connection, before);
  const rest = await readRest(connection, catalogue, step);
  const first = await readFirst(connection, catalogue, before, days);
  const begin = runOfDay(days[0]?.day ?? dayOf(before)).from;
  const changed = [...(begin < before ? [{ from: begin, to: before }] : []), ...rest.values()];
  await connection.run('BEGIN');
  for (const { sql, params } of removals(step, catalogue.kept.within(changed)))
    await connection.run(sql, params.values, params.types);
  await forgetFindings(connection, catalogue.found.after(firstChange(changed), lastAffected(before)));
  await writeRemoved(connection, before, catalogue.sequence);
  await beforeCommit(days.reduce((sum, { count }) => sum + count, 0));
  await connection.run('COMMIT');
  return { before, days, first, rest, changed, presence };
};
