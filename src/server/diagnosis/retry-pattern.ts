import type { Thresholds } from '../../contract/thresholds.ts';

/** As coarse clocks write: several times within it are no rhythm, and an interval is no more exact. */
const second = 1_000_000;

/** How many times keep a rhythm, how near their intervals are to the middle one, and how far around a failure it is looked. */
type Keeping = Pick<Thresholds['retrying'], 'attempts' | 'tolerance' | 'hours'>;

/** Times at near-equal intervals, the first and the last of them, and the middle interval in microseconds. */
export type Rhythm = {
  readonly from: bigint;
  readonly to: bigint;
  readonly count: number;
  readonly interval: number;
};

/** The longest interval, in microseconds, that so many times can keep within the hours around a failure. */
export const longestInterval = ({ attempts, hours }: Keeping): number =>
  (2 * hours * 3_600 * second) / (attempts - 1);

/**
 * Where times come at near-equal intervals, as no person tries: so many in a row, of which each interval is within the
 * tolerance, or a second, of their middle one. Rows that share an interval are one rhythm, which is the same whatever
 * else lies before and after it.
 * @param times of the failures of one user, application and address, in microseconds
 */
export const rhythms = (times: readonly bigint[], keeping: Keeping): readonly Rhythm[] => {
  const isSorted = times.every((time, index) => index === 0 || (times[index - 1] ?? time) <= time);
  const sorted = isSorted ? times : times.toSorted((a, b) => Number(a - b));
  const gaps = sorted.slice(1).map((time, index) => Number(time - (sorted[index] ?? time)));
  const inRow = keeping.attempts - 1;
  const stretches: { from: number; to: number }[] = [];
  for (let from = 0; from + inRow <= gaps.length; from += 1) {
    const to = from + inRow;
    if (!isRhythm(gaps.slice(from, to), keeping)) continue;
    const last = stretches.at(-1);
    if (last && from < last.to) last.to = to;
    else stretches.push({ from, to });
  }
  return stretches.map(({ from, to }) => ({
    from: sorted[from] ?? 0n,
    to: sorted[to] ?? 0n,
    count: to - from + 1,
    interval: middle(gaps.slice(from, to)),
  }));
};

/**
 * The longest rhythm of failures.
 * @param at one of the times, which the rhythm must hold
 */
export const retryPattern = (times: readonly bigint[], at: bigint, keeping: Keeping): Rhythm | undefined =>
  rhythms(times, keeping)
    .filter(({ from, to }) => from <= at && at <= to)
    .reduce<Rhythm | undefined>((best, each) => (best && best.count >= each.count ? best : each), undefined);

/** The middle one of some values; 0 of none. */
export const middle = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const isRhythm = (gaps: readonly number[], keeping: Keeping): boolean => {
  const measure = middle(gaps);
  const most = Math.max(second, measure * keeping.tolerance);
  return (
    measure >= second &&
    measure <= longestInterval(keeping) &&
    gaps.every((gap) => Math.abs(gap - measure) <= most)
  );
};
