import { noFilters } from '../../../contract/filters.ts';
import { microsPerDay, microsPerHour } from '../../../contract/instant.ts';
import { firstFrom } from '../../diagnosis/sorted.ts';
import { type DayCount, type Run, dayOf, joinRuns } from '../windows.ts';
import { partsOf } from './attempt-conditions.ts';
import type { Catalogue } from './catalogue.ts';
import type { StoredFilters } from './conditions.ts';
import { isLocated } from './presence.ts';
import type { Params } from './sql.ts';

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

/** Days on which attempts that pass the filters may begin: what is looked for occurs before the day's last one ends. */
export const startDays = (catalogue: Catalogue, filters: StoredFilters): readonly DayCount[] => {
  const days = catalogue.daysFor(noFilters);
  const needed = partsOf(filters)
    .filter((part) => isLocated(part) || part.places?.days !== undefined)
    .map((part) => catalogue.daysFor(part).map(({ day }) => day));
  if (needed.length === 0) return days;
  return days.filter(({ day }) => {
    const furthest = catalogue.attempts.furthestOf(BigInt(day) * microsPerDay);
    const last = furthest === undefined ? day : Math.max(day, dayOf(furthest));
    return needed.every((found) => (found[firstFrom(found, day)] ?? Infinity) <= last);
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
