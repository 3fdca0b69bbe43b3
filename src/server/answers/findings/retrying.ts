import { type Micros, micros } from '../../../contract/instant.ts';
import { type Rhythm, rhythms } from '../../diagnosis/retry-pattern.ts';
import type { Burst, Tries } from '../../store/questions/findings.ts';
import type { OverviewScope } from '../../store/questions/overview.ts';
import { type FindingSearch, judged } from './finder.ts';

/** Rhythms that meet, as one: a program that misses a beat goes on. */
const joined = (found: readonly Rhythm[]): readonly Rhythm[] => {
  const all: Rhythm[] = [];
  for (const each of found) {
    const last = all.at(-1);
    if (last && each.from <= last.to)
      all[all.length - 1] = { ...(each.count > last.count ? each : last), from: last.from, to: each.to };
    else all.push(each);
  }
  return all;
};

/** Attempts of one person, application and address at near-equal intervals. */
export type Repetition = Burst &
  Omit<Tries, 'starts'> & {
    /** The middle one, in microseconds. */
    readonly interval: number;
    /** How many keep one rhythm. */
    readonly rhythm: number;
    /** When all that it consists of began. */
    readonly starts: readonly Micros[];
  };

/** Where credentials are refused again and again at near-equal intervals, the newest first. */
export const repetitionsIn = async (
  { store, thresholds, asking }: FindingSearch,
  refusing: OverviewScope,
): Promise<readonly Repetition[]> => {
  const { attempts: least } = thresholds.retrying;
  const tries = await store.findings.tries({ ...refusing, least, limit: judged }, asking);
  return tries
    .flatMap(({ starts: all, ...whose }) =>
      joined(rhythms(all, thresholds.retrying)).map(({ from, to, interval, count: rhythm }): Repetition => {
        // what begins in the same instant as the first or last is found by the evidence, too
        const starts = all.filter((start) => start >= from && start <= to);
        return {
          ...whose,
          interval,
          rhythm,
          starts,
          first: micros(from),
          last: micros(to),
          count: starts.length,
        };
      }),
    )
    .toSorted((a, b) => Number(b.last - a.last))
    .slice(0, judged);
};
