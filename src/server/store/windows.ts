import { type Micros, floorDiv, micros, microsPerDay, microsPerHour } from '../../contract/instant.ts';

/** A stretch of time, `from <= t < to`. */
export type Run = { readonly from: Micros; readonly to: Micros };

/** A UTC day (days since the epoch) and how many events it holds. */
export type DayCount = { readonly day: number; readonly count: number };

/** The UTC day in which an instant falls, in days since the epoch. */
export const dayOf = (time: bigint): number => Number(floorDiv(time, microsPerDay));

/** The stretch of time that a UTC day is. */
export const runOfDay = (day: number): Run => {
  const from = BigInt(day) * microsPerDay;
  return { from: micros(from), to: micros(from + microsPerDay) };
};

export const hoursPerDay = 24;

/** The UTC hour in which an instant falls, in hours since the epoch. */
export const utcHourOf = (time: bigint): number => Number(floorDiv(time, microsPerHour));

/** The stretch of time that a UTC hour is. */
export const runOfHour = (hour: number): Run => {
  const from = BigInt(hour) * microsPerHour;
  return { from: micros(from), to: micros(from + microsPerHour) };
};

/** The UTC hours in which a stretch of time lies, ascending. */
export const hoursOf = ({ from, to }: Run): readonly number[] => {
  const first = utcHourOf(from);
  return Array.from({ length: Math.max(0, utcHourOf(to - 1n) - first + 1) }, (_, at) => first + at);
};

/** More runs than this cost more to plan than they save; the smallest gaps are closed first. */
const maxRuns = 40;

const clip = (run: Run, within: Run): Run => ({
  from: run.from > within.from ? run.from : within.from,
  to: run.to < within.to ? run.to : within.to,
});

/** Join stretches that touch, and close the smallest gaps when there are more than so many. `runs` ascend. */
export const joinRuns = (runs: readonly Run[], most = maxRuns): readonly Run[] => {
  const touching = joinTouching(runs);
  if (touching.length <= most) return touching;
  const gaps = touching.slice(1).map((run, index) => run.from - (touching[index]?.to ?? run.from));
  return joinAcross(touching, gaps.toSorted((a, b) => (a < b ? 1 : -1))[most - 1] ?? 0n);
};

/** Join stretches that touch. `runs` ascend. */
export const joinTouching = (runs: readonly Run[]): readonly Run[] => joinAcross(runs, 0n);

const joinAcross = (runs: readonly Run[], gap: bigint): readonly Run[] => {
  const joined: Run[] = [];
  for (const run of runs) {
    const last = joined.at(-1);
    if (last && run.from - last.to <= gap) joined[joined.length - 1] = { from: last.from, to: run.to };
    else joined.push(run);
  }
  return joined;
};

/** What the runs have in common. Both ascend and do not overlap, and so does the answer. */
export const commonRuns = (runs: readonly Run[], others: readonly Run[]): readonly Run[] =>
  runs.flatMap((run) => others.map((other) => clip(run, other)).filter(({ from, to }) => from < to));

/** What of the runs lies on some days. Both ascend. */
const runsOnDays = (runs: readonly Run[], days: readonly DayCount[]): readonly Run[] =>
  commonRuns(runs, joinTouching(days.map(({ day }) => runOfDay(day))));

/**
 * Steps that are left of looking for a page, where it is known that all that can answer lies on few days, and that little
 * of these must be read: one.
 */
export const oneStep = (
  steps: readonly (readonly Run[])[],
  days: readonly DayCount[],
): readonly (readonly Run[])[] => {
  const all = steps.flat().toSorted((a, b) => (a.from < b.from ? -1 : 1));
  return [runsOnDays(joinTouching(all), days)].filter((runs) => runs.length > 0);
};

/** What of the runs is in none of the others. Both ascend and do not overlap, and so does the answer. */
export const runsWithout = (runs: readonly Run[], others: readonly Run[]): readonly Run[] =>
  runs.flatMap((run) => {
    const left: Run[] = [];
    let { from } = run;
    for (const other of others) {
      if (other.to <= from || other.from >= run.to) continue;
      if (other.from > from) left.push({ from, to: other.from });
      from = other.to;
    }
    return from < run.to ? [...left, { from, to: run.to }] : left;
  });

/** A day in slices of at most about `size` events each, clipped to `within`, in the order of travel. */
function* slicesOf({ day, count }: DayCount, within: Run, order: 'asc' | 'desc', size: number) {
  const slices = BigInt(Math.max(1, Math.ceil(count / size)));
  const start = BigInt(day) * microsPerDay;
  for (let index = 0n; index < slices; index += 1n) {
    const slice = order === 'asc' ? index : slices - 1n - index;
    const edges = {
      from: start + (microsPerDay * slice) / slices,
      to: start + (microsPerDay * (slice + 1n)) / slices,
    };
    const run = clip({ from: micros(edges.from), to: micros(edges.to) }, within);
    if (run.from < run.to) yield { run, expected: count / Number(slices) };
  }
}

/** A day in slices of at most about `size` events each, ascending. */
export const slicesOfDay = (day: DayCount, within: Run, size: number): readonly Run[] =>
  [...slicesOf(day, within, 'asc', size)].map(({ run }) => run);

/** The stretches that the days cover, in order of time, clipped to `within`. `days` ascend. */
export const runsOf = (days: readonly DayCount[], within: Run): readonly Run[] =>
  joinRuns(days.flatMap((day) => [...slicesOf(day, within, 'asc', Infinity)].map(({ run }) => run)));

/**
 * In which steps to look for one page: a page is nearly always at the near end of its range, and a step reads
 * no more than it must. Together the steps cover all the days within the range, each instant once.
 * @param days ascending days that can hold an answer
 * @param budget events that the first step may read; each further step may read four times as many
 */
export function* pageSteps(
  days: readonly DayCount[],
  within: Run,
  order: 'asc' | 'desc',
  budget: number,
): Generator<readonly Run[]> {
  let allowed = budget;
  let read = 0;
  let taken: Run[] = [];
  for (const day of order === 'asc' ? days : days.toReversed()) {
    for (const { run, expected } of slicesOf(day, within, order, budget)) {
      if (taken.length > 0 && read + expected > allowed) {
        yield joinRuns(order === 'asc' ? taken : taken.toReversed());
        [taken, read, allowed] = [[], 0, allowed * 4];
      }
      taken.push(run);
      read += expected;
    }
  }
  if (taken.length > 0) yield joinRuns(order === 'asc' ? taken : taken.toReversed());
}
