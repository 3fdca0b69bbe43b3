import type { Thresholds } from '../../contract/thresholds.ts';

/** As coarse clocks write: several times within it are no rhythm, and an interval is no more exact. */
const second = 1_000_000;

/** How many times keep a rhythm, and how near their intervals are to the middle one. */
type Keeping = Pick<Thresholds['retrying'], 'attempts' | 'tolerance'>;

/** Times at near-equal intervals, the first and the last of them, and the middle interval in microseconds. */
export type Rhythm = {
  readonly from: bigint;
  readonly to: bigint;
  readonly count: number;
  readonly interval: number;
};

/**
 * Where times come at near-equal intervals, as no person tries: the stretches of so many times or more, of which
 * each interval is within the tolerance, or a second, of the middle one.
 * @param times of the failures of one user, application and address, in microseconds
 */
export const rhythms = (times: readonly bigint[], keeping: Keeping): readonly Rhythm[] => {
  const isSorted = times.every((time, index) => index === 0 || (times[index - 1] ?? time) <= time);
  const sorted = isSorted ? times : times.toSorted((a, b) => Number(a - b));
  const gaps = sorted.slice(1).map((time, index) => Number(time - (sorted[index] ?? time)));
  const found: Rhythm[] = [];
  for (let first = 0; first < gaps.length; first += 1) {
    const last = endOfStretch(gaps, first, keeping);
    const [count, from, to] = [last - first + 1, sorted[first], sorted[last]];
    if (count >= keeping.attempts && from !== undefined && to !== undefined)
      found.push({ from, to, count, interval: middle(gaps.slice(first, last)) });
    if (last > first) first = last - 1;
  }
  return found;
};

/**
 * The longest rhythm of failures.
 * @param at one of the times, which the rhythm must hold
 */
export const retryPattern = (times: readonly bigint[], at: bigint, keeping: Keeping): Rhythm | undefined =>
  rhythms(times, keeping)
    .filter(({ from, to }) => from <= at && at <= to)
    .reduce<Rhythm | undefined>((best, each) => (best && best.count >= each.count ? best : each), undefined);

const middle = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Where the stretch of near-equal gaps that begins at `from` ends: the middle of its first gaps is its measure. */
const endOfStretch = (gaps: readonly number[], from: number, { attempts, tolerance }: Keeping): number => {
  const measure = middle(gaps.slice(from, from + attempts - 1));
  const most = Math.max(second, measure * tolerance);
  let to = from;
  if (measure < second) return to;
  while (to < gaps.length && Math.abs((gaps[to] ?? 0) - measure) <= most) to += 1;
  return to;
};
