import { microsPerDay, microsPerHour } from '../../../../contract/instant.ts';
import type { HourCount, OverviewScope } from '../../questions/overview.ts';
import { dayOf } from '../../windows.ts';
import { type ZoneOffset, zoneOffsets } from '../../zone-offsets.ts';
import { asOutcome } from '../steps-sql.ts';
import { boundsOf } from '../scope.ts';
import { type Params, numberIn } from '../sql.ts';
import { type OverviewContext, attemptsOfRanges } from './range-attempts.ts';

/** The start as a zone’s clocks showed it, as microseconds on a clock that knows no offsets. */
const wallOf = (offsets: readonly ZoneOffset[], params: Params): string => {
  const cases = offsets
    .toReversed()
    .map(({ from, offset }) => `WHEN start >= ${params.integer(from)} THEN ${params.integer(offset)}`);
  return `start + CASE ${cases.join(' ')} END`;
};

const modulo = (value: string, by: bigint): string => `(((${value}) % ${by} + ${by}) % ${by})`;

/** Attempts by weekday and hour of their start in a zone. */
export const countHours = async (
  answering: OverviewContext,
  question: OverviewScope & { readonly zone: string },
): Promise<readonly HourCount[]> => {
  const { catalogue, engine, signal } = answering;
  const source = await attemptsOfRanges(answering, question, {});
  const bounds = boundsOf(catalogue, question);
  if (!source || !bounds) return [];
  const { sql, params } = source;
  const days = catalogue
    .daysFor({ any: {}, none: {}, missing: [] })
    .map(({ day }) => day)
    .filter((day) => day >= dayOf(bounds.from) && day <= dayOf(bounds.to - 1n));
  // the epoch’s first day was a Thursday
  const week = 7n * microsPerDay;
  const weekday = `${modulo(`wall + ${3n * microsPerDay}`, week)} // ${microsPerDay} + 1`;
  const rows = await engine.ask(
    `SELECT ${weekday} AS weekday, ${modulo('wall', microsPerDay)} // ${microsPerHour} AS hour, outcome, count(*) AS count
     FROM (SELECT ${wallOf(zoneOffsets(days, question.zone), params)} AS wall, outcome FROM ${sql}) GROUP BY ALL`,
    params,
    signal,
  );
  return rows.map((row) => ({
    weekday: numberIn(row, 'weekday'),
    hour: numberIn(row, 'hour'),
    outcome: asOutcome(row['outcome']),
    count: numberIn(row, 'count'),
  }));
};
