/** Fewer failures than this may be anybody’s. */
const enough = 5;
const second = 1_000_000;

/**
 * Whether failures come at near-equal intervals, as no person tries: the longest such stretch, of five failures
 * or more, of which each interval is within a tenth, or a second, of the middle one.
 * @param times of the failures of one user, application and address, in microseconds
 * @param at one of them, which the stretch must hold; undefined: any stretch will do
 */
export const retryPattern = (
  times: readonly bigint[],
  at?: bigint,
): { readonly count: number; readonly interval: number } | undefined => {
  const sorted = times.toSorted((a, b) => Number(a - b));
  const gaps = sorted.slice(1).map((time, index) => Number(time - (sorted[index] ?? time)));
  let best: { count: number; interval: number } | undefined;
  for (let from = 0; from < gaps.length; from += 1) {
    const to = endOfStretch(gaps, from);
    const count = to - from + 1;
    const holds = at === undefined || ((sorted[from] ?? at) <= at && at <= (sorted[to] ?? at));
    if (count >= enough && holds && count > (best?.count ?? 0))
      best = { count, interval: middle(gaps.slice(from, to)) };
    if (to > from) from = to - 1;
  }
  return best;
};

const middle = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Where the stretch of near-equal gaps that begins at `from` ends: the first gap is its measure. */
const endOfStretch = (gaps: readonly number[], from: number): number => {
  const measure = middle(gaps.slice(from, from + enough - 1));
  const tolerance = Math.max(second, measure / 10);
  let to = from;
  // several in one second is how coarse clocks write, not a rhythm
  if (measure < second) return to;
  while (to < gaps.length && Math.abs((gaps[to] ?? 0) - measure) <= tolerance) to += 1;
  return to;
};
