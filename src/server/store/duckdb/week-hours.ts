import { type Filters, noFilters } from '../../../contract/filters.ts';
import { microsPerDay, microsPerHour } from '../../../contract/instant.ts';
import { hourNumbers, readWeekHours } from '../../../contract/week-hours.ts';
import { type ZoneOffset, zoneOffsets } from '../zone-offsets.ts';
import type { Catalogue } from './catalogue.ts';
import type { Params } from './sql.ts';

/** An instant as a zone’s clocks showed it, as microseconds on a clock that knows no offsets. */
export const wallSql = (instant: string, offsets: readonly ZoneOffset[], params: Params): string => {
  const cases = offsets
    .toReversed()
    .map(({ from, offset }) => `WHEN ${instant} >= ${params.integer(from)} THEN ${params.integer(offset)}`);
  return `${instant} + CASE ${cases.join(' ')} END`;
};

const modulo = (value: string, by: bigint): string => `(((${value}) % ${by} + ${by}) % ${by})`;

/** The hour of the week on a wall clock, 0 to 167 from Monday at midnight: the epoch’s first day was a Thursday. */
export const weekHourOf = (wall: string): string =>
  `${modulo(`${wall} + ${3n * microsPerDay}`, 7n * microsPerDay)} // ${microsPerHour}`;

/** The hours of the week that texts name, by zone. */
const hoursByZone = (texts: readonly string[]): ReadonlyMap<string, ReadonlySet<number>> => {
  const zones = new Map<string, Set<number>>();
  for (const text of texts) {
    const hours = readWeekHours(text);
    if (!hours) continue;
    const known = zones.get(hours.zone) ?? new Set();
    for (const hour of hourNumbers(hours)) known.add(hour);
    zones.set(hours.zone, known);
  }
  return zones;
};

/**
 * The conditions that the hours of filters put on an instant: one of those looked for, none of those excluded.
 * @param instant its column
 */
export const hoursConditions = (
  catalogue: Catalogue,
  { hours = [], notHours = [] }: Filters,
  instant: string,
  params: Params,
): string[] => {
  if (hours.length === 0 && notHours.length === 0) return [];
  const days = catalogue.daysFor(noFilters).map(({ day }) => day);
  if (days.length === 0) return [];
  const within = (texts: readonly string[]): string =>
    [...hoursByZone(texts)]
      .map(([zone, numbers]) => {
        const hour = weekHourOf(wallSql(instant, zoneOffsets(days, zone), params));
        return `(${hour}) IN (${[...numbers].join(', ')})`;
      })
      .join(' OR ');
  return [
    ...(hours.length === 0 ? [] : [`(${within(hours)})`]),
    ...(notHours.length === 0 ? [] : [`NOT (${within(notHours)})`]),
  ];
};
