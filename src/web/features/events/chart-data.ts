import type { Bucket, HistogramAnswer } from '../../../contract/audits.ts';
import { type Micros, microsOfMs, parseInstant } from '../../../contract/instant.ts';
import { type ResultKind, kinds, resultLook } from '../../audit/result-look.ts';
import { wallOf } from '../../audit/time-format.ts';
import { intervals } from '../../../contract/buckets.ts';

/** A bucket as it is drawn: how many events of each kind. */
export type Bar = Readonly<Record<ResultKind, number>> & {
  readonly from: Micros;
  readonly to: Micros;
  readonly count: number;
  /** Told apart by this: where clocks go back, two buckets can have the same label. */
  readonly name: string;
  /** Beside the axis. */
  readonly label: string;
};

const instantOf = (text: string): Micros => parseInstant(text) ?? microsOfMs(0);

const barOf = ({ from, to, count, by }: Bucket, days: boolean, zone: string): Bar => {
  const bar = { failed: 0, blocked: 0, step: 0, success: 0, unknown: 0 };
  for (const [value, each] of Object.entries(by)) bar[resultLook(value).kind] += each;
  const start = instantOf(from);
  const { date, time } = wallOf(start, zone);
  const label = days || time === '00:00:00' ? date.slice(5) : time.slice(0, time.endsWith(':00') ? 5 : 8);
  return { ...bar, from: start, to: instantOf(to), count, name: from, label };
};

/** The bars of a histogram by result. */
export const barsOf = ({ buckets, interval, tz }: HistogramAnswer): Bar[] => {
  const days = intervals[interval] >= 86_400;
  return buckets.map((bucket) => barOf(bucket, days, tz));
};

/** The kinds that occur, in the order in which they are stacked, with how many events each has. */
export const totalsOf = (bars: readonly Bar[]): { readonly kind: ResultKind; readonly count: number }[] =>
  kinds
    .map((kind) => ({ kind, count: bars.reduce((sum, bar) => sum + bar[kind], 0) }))
    .filter(({ count }) => count > 0);

/** A part of a bar: from the baseline, in pixels. */
export type Slice = { readonly kind: ResultKind; readonly offset: number; readonly length: number };

/** No kind that occurs is thinner than this, so that one failure among thousands is seen. */
const thinnest = 2;

/** Cut a bar of `height` pixels by kind; thin slices take their pixels from the thickest. */
export const slicesOf = (bar: Bar, order: readonly ResultKind[], height: number): Slice[] => {
  const present = order.filter((kind) => bar[kind] > 0);
  const lengths = present.map((kind) => Math.max((bar[kind] / bar.count) * height, thinnest));
  const excess = lengths.reduce((sum, length) => sum + length, 0) - height;
  const thickest = lengths.indexOf(Math.max(...lengths));
  let offset = 0;
  return present.map((kind, index) => {
    const length = Math.max((lengths[index] ?? 0) - (index === thickest ? excess : 0), 0);
    const slice = { kind, offset, length };
    offset += length;
    return slice;
  });
};
