import type { HourCount, OverviewScope } from '../../questions/overview.ts';
import { dayOf } from '../../windows.ts';
import { zoneOffsets } from '../../zone-offsets.ts';
import { asOutcome } from '../steps-sql.ts';
import { boundsOf } from '../scope.ts';
import { numberIn } from '../sql.ts';
import { wallSql, weekHourOf } from '../week-hours.ts';
import { type OverviewContext, attemptsOfRanges } from './range-attempts.ts';

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
  const rows = await engine.ask(
    `SELECT week_hour // 24 + 1 AS weekday, week_hour % 24 AS hour, outcome, count(*) AS count
     FROM (SELECT ${weekHourOf(wallSql('start', zoneOffsets(days, question.zone), params))} AS week_hour, outcome FROM ${sql})
     GROUP BY ALL`,
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
