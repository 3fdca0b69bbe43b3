import { type Micros, floorDiv, micros, microsPerSecond } from './instant.ts';
import { localMidnight, wallInstant } from './zone.ts';

/** The lengths a bucket can have. Those over an hour start at local midnight. */
export const intervals = {
  '1s': 1,
  '5s': 5,
  '15s': 15,
  '30s': 30,
  '1m': 60,
  '5m': 300,
  '10m': 600,
  '30m': 1_800,
  '1h': 3_600,
  '3h': 10_800,
  '6h': 21_600,
  '12h': 43_200,
  '1d': 86_400,
  '7d': 604_800,
  '28d': 2_419_200,
  '364d': 31_449_600,
  '3640d': 314_496_000,
  '36400d': 3_144_960_000,
} as const;

export type Interval = keyof typeof intervals;

export const intervalNames = Object.keys(intervals) as [Interval, ...Interval[]];

/** No answer has more buckets than this; a finer interval than the range allows is refused by name. */
export const maxBuckets = 2_000;

const microsOf = (interval: Interval): bigint => BigInt(intervals[interval]) * microsPerSecond;

/** How many buckets of `interval` cover [from, to), local days counted as 24 hours. */
export const bucketCount = (from: bigint, to: bigint, interval: Interval): number =>
  Number((to - from) / microsOf(interval)) + 1;

/** The finest interval that covers [from, to) in at most about `buckets` buckets. */
export const intervalFor = (from: bigint, to: bigint, buckets: number): Interval =>
  intervalNames.find((name) => to - from <= microsOf(name) * BigInt(buckets)) ?? '36400d';

/**
 * The edges of the buckets that cover [from, to): n + 1 instants for n buckets, the first at or before
 * `from`, the last at or after `to`. More than an hour starts at local midnight, so that days of 23 and 25
 * hours stay days; an hour or less is counted from the midnight before `from`.
 */
export const bucketEdges = (from: Micros, to: Micros, interval: Interval, zone: string): Micros[] => {
  const edges: Micros[] = [];
  for (const edge of intervals[interval] <= 3_600
    ? evenEdges(from, interval, zone)
    : localEdges(from, interval, zone)) {
    if (edge <= from) edges.length = 0; // only the last edge at or before `from` begins a bucket
    if (edge !== edges.at(-1)) edges.push(edge);
    if (edge >= to && edges.length > 1) break;
  }
  return edges;
};

function* evenEdges(from: Micros, interval: Interval, zone: string): Generator<Micros> {
  const step = microsOf(interval);
  const midnight = localMidnight(from, zone);
  for (let edge = midnight + floorDiv(from - midnight, step) * step; ; edge += step) yield micros(edge);
}

function* localEdges(from: Micros, interval: Interval, zone: string): Generator<Micros> {
  const seconds = intervals[interval];
  for (let day = 0; ; day += Math.max(1, seconds / 86_400)) {
    for (let wall = 0; wall < 86_400; wall += seconds) yield wallInstant(from, zone, day, wall);
  }
}

/**
 * Buckets of equal length that follow each other: `first + (t - from) / step` is that of a time, for `from <= t < to`.
 * Storage counts by integer division in each such run, which is one where no clock changes, and exact where one does.
 */
export type EvenBuckets = {
  readonly from: Micros;
  readonly to: Micros;
  readonly step: bigint;
  readonly first: number;
};

/** The buckets between edges, as runs of equal length. */
export const evenBucketsOf = (edges: readonly Micros[]): EvenBuckets[] => {
  const runs: EvenBuckets[] = [];
  for (const [index, from] of edges.entries()) {
    const to = edges[index + 1];
    if (to === undefined) break;
    const step = to - from;
    const last = runs.at(-1);
    if (last && last.step === step) runs[runs.length - 1] = { ...last, to };
    else runs.push({ from, to, step, first: index });
  }
  return runs;
};
