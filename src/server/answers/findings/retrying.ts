import { type Micros, microsPerDay } from '../../../contract/instant.ts';
import { type Rhythm, middle, rhythms } from '../../diagnosis/retry-pattern.ts';
import { between } from '../../diagnosis/sorted.ts';
import { mapped } from '../../store/breath.ts';
import type { Burst, Tries } from '../../store/questions/findings.ts';
import type { OverviewScope } from '../../store/questions/overview.ts';
import { dayOf } from '../../store/windows.ts';
import { groupedBy } from '../grouped-by.ts';
import { type FindingSearch, judged } from './finder.ts';

/** Attempts of one person, application and address at near-equal intervals; what lasts longer than a day, by the UTC day. */
export type Repetition = Burst &
  Omit<Tries, 'starts'> & {
    /** The middle one, in microseconds. */
    readonly interval: number;
    /** How many keep one rhythm: of what lasts longer, those from the day before to the day after. */
    readonly rhythm: number;
    /** When all that it consists of began. */
    readonly starts: readonly Micros[];
  };

/** Times of one rhythm, or of several that meet, as one: a program that misses a beat goes on. */
const joined = (found: readonly Rhythm[], all: readonly Micros[]): readonly (readonly Micros[])[] => {
  const stretches: { from: bigint; to: bigint }[] = [];
  for (const { from, to } of found) {
    const last = stretches.at(-1);
    if (last && from <= last.to) last.to = to;
    else stretches.push({ from, to });
  }
  // what begins in the same instant as the first or last is found by the evidence, too
  return stretches.map(({ from, to }) => between(all, from, to + 1n, (start) => start));
};

/** The parts that are told of times of one rhythm. */
const toldOf = (times: readonly Micros[]): readonly Omit<Repetition, keyof Omit<Tries, 'starts'>>[] => {
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined) return [];
  const isLong = last - first > microsPerDay;
  const days = isLong ? [...groupedBy(times, (time) => dayOf(time)).values()] : [times];
  return days.flatMap((starts) => {
    const [begin, end] = [starts[0], starts.at(-1)];
    if (begin === undefined || end === undefined) return [];
    const day = dayOf(begin);
    const [from, to] = [BigInt(day - 1) * microsPerDay, BigInt(day + 2) * microsPerDay];
    const around = isLong ? between(times, from, to, (time) => time) : times;
    const gaps = around.slice(1).map((time, index) => Number(time - (around[index] ?? time)));
    return [
      {
        first: begin,
        last: end,
        count: starts.length,
        starts,
        interval: middle(gaps),
        rhythm: around.length,
      },
    ];
  });
};

/** Where credentials are refused again and again at near-equal intervals, the newest first. */
export const repetitionsIn = async (
  { store, thresholds, asking }: FindingSearch,
  refusing: OverviewScope,
): Promise<readonly Repetition[]> => {
  const { attempts: least, tolerance } = thresholds.retrying;
  const tries = await store.findings.tries({ ...refusing, least, tolerance, limit: judged }, asking);
  const repetitions = await mapped(tries, ({ starts: all, ...whose }) =>
    joined(rhythms(all, thresholds.retrying), all)
      .flatMap(toldOf)
      .map((told): Repetition => ({ ...whose, ...told })),
  );
  return repetitions
    .flat()
    .toSorted((a, b) => Number(b.last - a.last))
    .slice(0, judged);
};
