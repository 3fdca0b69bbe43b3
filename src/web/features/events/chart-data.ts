import type { Bucket, HistogramAnswer } from '../../../contract/audits.ts';
import { type Micros, microsOfMs, parseInstant } from '../../../contract/instant.ts';
import { type ResultKind, kindWords, kinds, resultLook } from '../../audit/result-look.ts';
import { type Bar, type Series, barLabels } from '../../audit/time-bars.ts';

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

const partsOf = ({ by }: Bucket, keys: ReadonlyMap<string, string>): Bar['parts'] => {
  const parts: Record<string, number> = {};
  for (const [value, each] of Object.entries(by)) {
    const key = keys.get(value) ?? value;
    parts[key] = (parts[key] ?? 0) + each;
  }
  return parts;
};

/** The bars of an answer, labelled in its zone. */
export const barsOf = ({ buckets, interval, tz }: HistogramAnswer, series: readonly Series[]): Bar[] => {
  const keys = new Map(series.flatMap(({ key, values }) => values.map((value) => [value, key] as const)));
  const starts = buckets.map(({ from }) => instantOf(from));
  const labels = barLabels(starts, interval, tz);
  return buckets.map((bucket, index) => ({
    parts: partsOf(bucket, keys),
    from: instantOf(bucket.from),
    to: instantOf(bucket.to),
    count: bucket.count,
    name: bucket.from,
    label: labels[index] ?? '',
  }));
};
