import { type Interval, intervals } from '../../../contract/buckets.ts';
import { type Micros, microsOfMs, parseInstant } from '../../../contract/instant.ts';
import { formatCount } from '../../lib/format.ts';
import type { Instants } from '../time/range.ts';
import { wallOf } from '../time/time-format.ts';

/** A stretch of time as charts have it. */
export type TimeBar = {
  readonly from: Micros;
  readonly to: Micros;
  /** Told apart by this: where clocks go back, two buckets can have the same label. */
  readonly name: string;
  /** Beside the axis. */
  readonly label: string;
};

/** A bucket as it is drawn: how many of each series, by its key. */
export type Bar = TimeBar & {
  readonly count: number;
  readonly parts: Readonly<Record<string, number>>;
};

/** What an answer counts beside the values it names. */
export type Rest = 'other' | 'missing';

/** What is counted apart: its name, how it is drawn, and which values of the property it stands for. */
export type Series = {
  readonly key: string;
  readonly label: string;
  /** A colour as CSS has it. */
  readonly fill: string;
  readonly values: readonly string[];
  /** What it stands for beside values, as the answer tells it: all the rare values, records without the property. */
  readonly rest?: readonly Rest[];
  readonly count: number;
};

/** How a series is filtered by: its values, or that there are none; undefined when that cannot be said. */
export type SeriesFilter = { readonly values: readonly string[] } | 'missing' | undefined;

export const filterOf = ({ values, rest = [] }: Series): SeriesFilter => {
  if (rest.length === 0) return { values };
  return values.length === 0 && !rest.includes('other') ? 'missing' : undefined;
};

/** What of a bar can be filtered by, with how many of it there are. */
export const filtersOf = (
  { parts }: Bar,
  series: readonly Series[],
): { readonly label: string; readonly count: string; readonly filter: NonNullable<SeriesFilter> }[] =>
  series.flatMap((each) => {
    const filter = filterOf(each);
    const count = parts[each.key] ?? 0;
    return filter && count > 0 ? [{ label: `Only ${each.label}`, count: formatCount(count), filter }] : [];
  });

/**
 * What stands beside the axis at the starts of buckets: a day, or the time of day. Days have their year where the
 * buckets begin in more than one.
 */
export const barLabels = (starts: readonly Micros[], interval: Interval, zone: string): string[] => {
  const walls = starts.map((start) => wallOf(start, zone));
  const manyYears = new Set([walls[0], walls.at(-1)].map((wall) => wall?.date.slice(0, -6))).size > 1;
  return walls.map(({ date, time }) => {
    if (intervals[interval] >= 86_400 || time === '00:00:00') return manyYears ? date : date.slice(-5);
    return time.slice(0, time.endsWith(':00') ? 5 : 8);
  });
};

const instantOf = (text: string): Micros => parseInstant(text) ?? microsOfMs(0);

type Bucketed<Bucket> = {
  readonly buckets: readonly Bucket[];
  readonly interval: Interval;
  readonly tz: string;
};

/** The bars of an answer, labelled in its zone. @param countsOf what is drawn of a bucket */
export const timeBarsOf = <Bucket extends { readonly from: string; readonly to: string }, Counts>(
  { buckets, interval, tz }: Bucketed<Bucket>,
  countsOf: (bucket: Bucket) => Counts,
): (TimeBar & Counts)[] => {
  const starts = buckets.map(({ from }) => instantOf(from));
  const labels = barLabels(starts, interval, tz);
  return buckets.map((bucket, index) => ({
    from: instantOf(bucket.from),
    to: instantOf(bucket.to),
    name: bucket.from,
    label: labels[index] ?? '',
    ...countsOf(bucket),
  }));
};

/** No axis has more labels than this. */
const mostTicks = 10;

const isDay = ({ label }: TimeBar): boolean => label.includes('-');

/** The bars, by name, that are labelled on the axis: days where there are two or more, else evenly. */
export const ticksOf = (bars: readonly TimeBar[]): string[] => {
  const days = bars.filter(isDay);
  const candidates = days.length > 1 ? days : bars;
  const step = Math.ceil(candidates.length / mostTicks);
  return candidates.filter((_, index) => index % step === 0).map(({ name }) => name);
};

/** The same bars with only some of the series, so that the axis fits what is seen. */
export const barsWith = (bars: readonly Bar[], shown: readonly Series[]): Bar[] =>
  bars.map((bar) => {
    const parts = Object.fromEntries(shown.map(({ key }) => [key, bar.parts[key] ?? 0]));
    return { ...bar, parts, count: Object.values(parts).reduce((sum, count) => sum + count, 0) };
  });

/** A line of what is told of bars: a name with its colour, and a number with its unit. */
export type SeriesWords = {
  readonly key: string;
  readonly label: string;
  readonly fill: string;
  readonly text: string;
};

/** How many of each series that occurs there are in these bars. */
export const toldOf = (bars: readonly Bar[], series: readonly Series[]): SeriesWords[] =>
  series.flatMap(({ key, label, fill }) => {
    const count = bars.reduce((sum, { parts }) => sum + (parts[key] ?? 0), 0);
    return count === 0 ? [] : [{ key, label, fill, text: formatCount(count) }];
  });

/** The instants of bars `first` to `last`, cut to the range that is counted: the outermost may reach beyond. */
export const instantsOfBars = (
  bars: readonly TimeBar[],
  { first, last }: { readonly first: number; readonly last: number },
  range: Instants,
): Instants => {
  const [from, to] = [bars[first]?.from, bars[last]?.to];
  if (from === undefined || to === undefined) return range;
  return {
    from: range.from !== undefined && range.from > from ? range.from : from,
    to: range.to !== undefined && range.to < to ? range.to : to,
  };
};

/** Where an instant lies among the bars, from 0 at the left to 1 at the right; undefined outside. */
export const barPlace = (bars: readonly TimeBar[], instant: Micros): number | undefined => {
  const index = bars.findIndex(({ from, to }) => from <= instant && instant < to);
  const bar = bars[index];
  if (!bar) return undefined;
  return (index + Number(instant - bar.from) / Number(bar.to - bar.from)) / bars.length;
};

/** Where a stretch of time lies among the bars, as parts of their width; undefined outside. */
export const stretchPlace = (
  bars: readonly TimeBar[],
  { from, to }: { readonly from: Micros; readonly to: Micros },
): { readonly left: number; readonly width: number } | undefined => {
  const [begin, end] = [bars[0]?.from, bars.at(-1)?.to];
  if (begin === undefined || end === undefined || to <= begin || from >= end) return undefined;
  const left = from <= begin ? 0 : (barPlace(bars, from) ?? 0);
  const right = to >= end ? 1 : (barPlace(bars, to) ?? 1);
  return { left, width: right - left };
};

/** A part of a bar: from the baseline, in pixels. */
type Slice = { readonly key: string; readonly offset: number; readonly length: number };

/** No series that occurs is thinner than this, so that one failure among thousands is seen. */
const thinnest = 2;

/** Cut a bar of `height` pixels by series; thin slices take their pixels from the thickest. */
export const slicesOf = ({ parts, count }: Bar, order: readonly string[], height: number): Slice[] => {
  const present = order.filter((key) => (parts[key] ?? 0) > 0);
  const lengths = present.map((key) => Math.max(((parts[key] ?? 0) / count) * height, thinnest));
  const excess = lengths.reduce((sum, length) => sum + length, 0) - height;
  const thickest = lengths.indexOf(Math.max(...lengths));
  let offset = 0;
  return present.map((key, index) => {
    const length = Math.max((lengths[index] ?? 0) - (index === thickest ? excess : 0), 0);
    const slice = { key, offset, length };
    offset += length;
    return slice;
  });
};

/** The points of a line, broken where there is no value: one list an unbroken piece. @param x by index @param y by value */
export const linePieces = (
  values: readonly (number | null)[],
  x: (index: number) => number,
  y: (value: number) => number,
): (readonly (readonly [number, number])[])[] => {
  const pieces: [number, number][][] = [];
  let piece: [number, number][] | undefined;
  for (const [index, value] of values.entries()) {
    if (value === null) {
      piece = undefined;
      continue;
    }
    if (!piece) pieces.push((piece = []));
    piece.push([x(index), y(value)]);
  }
  return pieces;
};

/** Pieces of a line as an SVG path; a single point becomes a dot, drawn by a round line cap. */
export const barPath = (pieces: ReturnType<typeof linePieces>): string =>
  pieces
    .map((points) => {
      const line = points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L');
      return points.length === 1 ? `M${line}h0` : `M${line}`;
    })
    .join('');
