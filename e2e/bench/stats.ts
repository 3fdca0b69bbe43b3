/** What a series of measurements says. Milliseconds throughout the benchmark. */
export type Stats = {
  readonly median: number;
  readonly p95: number;
  readonly max: number;
  readonly count: number;
};

/** The value below which a share of the ascending series lies. */
const quantile = (ascending: readonly number[], share: number): number =>
  ascending[Math.min(ascending.length - 1, Math.floor(ascending.length * share))] ?? Number.NaN;

export const statsOf = (series: readonly number[]): Stats => {
  const ascending = series.toSorted((a, b) => a - b);
  return {
    median: quantile(ascending, 0.5),
    p95: quantile(ascending, 0.95),
    max: ascending.at(-1) ?? Number.NaN,
    count: ascending.length,
  };
};

/** Milliseconds that work takes. */
export const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const started = performance.now();
  await work();
  return performance.now() - started;
};
