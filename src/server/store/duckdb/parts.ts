import type { Filters } from '../../../contract/filters.ts';
import { noFilters } from '../../../contract/filters.ts';
import { type DayCount, type Run, commonRuns, dayOf, slicesOfDay, runOfDay } from '../windows.ts';
import type { Catalogue } from './catalogue.ts';
import { isFatal, isOutOfMemory } from './engine.ts';

/** Some of all attempts: those the hash of whose request_id leaves a rest. */
export type Part = { readonly of: number; readonly rest: number };

const whole: Part = { of: 1, rest: 0 };
const smallest = 1 << 12;

/** The condition that an event’s attempt is in a part. */
export const isIn = ({ of, rest }: Part): string =>
  of === 1 ? 'true' : `hash(request_id) % ${of} = ${rest}`;

/**
 * Do work on all attempts at once, or, where that does not fit into memory, on one half of them after the other.
 * @param work leaves nothing behind when it fails
 */
export const inParts = async (work: (part: Part) => Promise<void>, part = whole): Promise<void> => {
  try {
    await work(part);
  } catch (error) {
    if (!isOutOfMemory(error) || isFatal(error) || part.of >= smallest) throw error;
    const of = part.of * 2;
    for (const rest of [part.rest, part.rest + part.of]) await inParts(work, { of, rest });
  }
};

/** Days in batches of at most about so many events; a day with more than that in slices. `days` ascend. */
const batchesOfDays = (days: readonly DayCount[], size: number): readonly (readonly Run[])[] => {
  const batches: Run[][] = [];
  let events = Infinity;
  for (const day of days) {
    const run = runOfDay(day.day);
    if (day.count > size) {
      batches.push(...slicesOfDay(day, run, size).map((slice) => [slice]));
      events = Infinity;
      continue;
    }
    if (events + day.count > size) {
      batches.push([]);
      events = 0;
    }
    batches.at(-1)?.push(run);
    events += day.count;
  }
  return batches;
};

/** The days on which runs lie, and how many events those hold. */
export const daysOfRuns = (catalogue: Catalogue, runs: readonly Run[], filters: Filters = noFilters) =>
  catalogue
    .daysFor(filters)
    .filter(({ day }) => runs.some(({ from, to }) => day >= dayOf(from) && day <= dayOf(to - 1n)));

/** Runs in batches that hold at most about so many events each. Together they are the runs. */
export const batchesOfRuns = (
  catalogue: Catalogue,
  runs: readonly Run[],
  size: number,
): readonly (readonly Run[])[] =>
  batchesOfDays(daysOfRuns(catalogue, runs), size)
    .map((batch) => commonRuns(runs, batch))
    .filter((batch) => batch.length > 0);
