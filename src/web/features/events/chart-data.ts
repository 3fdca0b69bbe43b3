import type { Bucket, HistogramAnswer } from '../../../contract/audits.ts';
import { intervals } from '../../../contract/buckets.ts';
import { type Micros, microsOfMs, parseInstant } from '../../../contract/instant.ts';
import type { Instants } from '../../audit/range.ts';
import { type ResultKind, kindWords, kinds, resultLook } from '../../audit/result-look.ts';
import { wallOf } from '../../audit/time-format.ts';

/** What is counted apart: its name, how it is drawn, and which values of the property it stands for. */
export type Series = {
  readonly key: string;
  readonly label: string;
  /** A colour as CSS has it. */
  readonly fill: string;
  /** As the answer has them: `other` for all the rare ones, '' for records without the property. */
  readonly values: readonly string[];
  readonly count: number;
};

/** A bucket as it is drawn: how many events of each series, by its key. */
export type Bar = {
  readonly from: Micros;
  readonly to: Micros;
  readonly count: number;
  readonly parts: Readonly<Record<string, number>>;
  /** Told apart by this: where clocks go back, two buckets can have the same label. */
  readonly name: string;
  /** Beside the axis. */
  readonly label: string;
};

const instantOf = (text: string): Micros => parseInstant(text) ?? microsOfMs(0);

/** How many colours there are for values that are neither good nor bad. */
const colours = 10;

const totalsOf = ({ buckets }: HistogramAnswer): Map<string, number> => {
  const totals = new Map<string, number>();
  for (const { by } of buckets)
    for (const [value, count] of Object.entries(by)) totals.set(value, (totals.get(value) ?? 0) + count);
  return totals;
};

const ofKinds = (totals: ReadonlyMap<string, number>): Series[] =>
  kinds.flatMap((kind) => {
    const own = [...totals].filter(([value]) => kindOf(value) === kind);
    const count = own.reduce((sum, [, each]) => sum + each, 0);
    const values = own.map(([value]) => value);
    return count === 0
      ? []
      : [{ key: kind, label: kindWords[kind], fill: `var(--fill-${kind})`, values, count }];
  });

const kindOf = (value: string): ResultKind => resultLook(value).kind;

const ofValues = (totals: ReadonlyMap<string, number>): Series[] => {
  const named = [...totals].filter(([value]) => value !== 'other' && value !== '');
  const series = named
    .toSorted(([, a], [, b]) => b - a)
    .map(([value, count], index) => ({
      key: `=${value}`,
      label: value,
      fill: `var(--series-${index % colours})`,
      values: [value],
      count,
    }));
  const rest = [
    { value: 'other', label: 'All other values', fill: 'var(--fill-unknown)' },
    { value: '', label: 'Not recorded', fill: 'var(--line-strong)' },
  ].flatMap(({ value, ...look }) => {
    const count = totals.get(value) ?? 0;
    return count === 0 ? [] : [{ key: value, ...look, values: [value], count }];
  });
  return [...series, ...rest];
};

/** What an answer counts apart, in the order of stacking: results by kind, trouble first; other values by count. */
export const seriesOf = (answer: HistogramAnswer): Series[] => {
  const totals = totalsOf(answer);
  return answer.by === 'result' ? ofKinds(totals) : ofValues(totals);
};

/** How a series is filtered by: its values, or that there are none; undefined when that cannot be said. */
export type SeriesFilter = { readonly values: readonly string[] } | 'missing' | undefined;

export const filterOf = ({ values }: Series): SeriesFilter => {
  if (values.every((value) => value === '')) return 'missing';
  return values.some((value) => value === '' || value === 'other') ? undefined : { values };
};

const barOf = (
  { from, to, count, by }: Bucket,
  days: boolean,
  zone: string,
  keys: ReadonlyMap<string, string>,
): Bar => {
  const parts: Record<string, number> = {};
  for (const [value, each] of Object.entries(by)) {
    const key = keys.get(value) ?? value;
    parts[key] = (parts[key] ?? 0) + each;
  }
  const start = instantOf(from);
  const { date, time } = wallOf(start, zone);
  const label = days || time === '00:00:00' ? date.slice(5) : time.slice(0, time.endsWith(':00') ? 5 : 8);
  return { parts, from: start, to: instantOf(to), count, name: from, label };
};

/** The bars of an answer, labelled in its zone. */
export const barsOf = ({ buckets, interval, tz }: HistogramAnswer, series: readonly Series[]): Bar[] => {
  const days = intervals[interval] >= 86_400;
  const keys = new Map(series.flatMap(({ key, values }) => values.map((value) => [value, key] as const)));
  return buckets.map((bucket) => barOf(bucket, days, tz, keys));
};

/** The same bars with only some of the series, so that the axis fits what is seen. */
export const barsWith = (bars: readonly Bar[], shown: readonly Series[]): Bar[] =>
  bars.map((bar) => {
    const parts = Object.fromEntries(shown.map(({ key }) => [key, bar.parts[key] ?? 0]));
    return { ...bar, parts, count: Object.values(parts).reduce((sum, count) => sum + count, 0) };
  });

/** The instants of bars `first` to `last`, cut to the range that is counted: the outermost may reach beyond. */
export const instantsOfBars = (
  bars: readonly Bar[],
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
export const placeOf = (bars: readonly Bar[], instant: Micros): number | undefined => {
  const index = bars.findIndex(({ from, to }) => from <= instant && instant < to);
  const bar = bars[index];
  if (!bar) return undefined;
  return (index + Number(instant - bar.from) / Number(bar.to - bar.from)) / bars.length;
};

/** A part of a bar: from the baseline, in pixels. */
export type Slice = { readonly key: string; readonly offset: number; readonly length: number };

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
