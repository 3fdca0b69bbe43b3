import type { Bucket, HistogramAnswer } from '../../../contract/audits.ts';
import { type ResultKind, kindWords, kinds, resultLook } from '../../audit/looks/result-look.ts';
import { type Bar, type Rest, type Series, timeBarsOf } from '../../audit/charts/time-bars.ts';

/** How many colours there are for values that are neither good nor bad. */
const colours = 10;

/** What an answer counts, over all its buckets: each value, and the rest that no value is mistaken for. */
type Totals = { readonly values: ReadonlyMap<string, number>; readonly rest: Readonly<Record<Rest, number>> };

const totalsOf = ({ buckets }: HistogramAnswer): Totals => {
  const values = new Map<string, number>();
  for (const { by } of buckets)
    for (const [value, count] of Object.entries(by)) values.set(value, (values.get(value) ?? 0) + count);
  const sum = (rest: Rest): number => buckets.reduce((total, bucket) => total + bucket[rest], 0);
  return { values, rest: { other: sum('other'), missing: sum('missing') } };
};

const kindOf = (value: string): ResultKind => resultLook(value).kind;

const ofKinds = (totals: Totals): Series[] =>
  kinds.flatMap((kind) => {
    const own = [...totals.values].filter(([value]) => kindOf(value) === kind);
    const rest = kind === unknownKind ? allRest.filter((each) => totals.rest[each] > 0) : [];
    const count =
      own.reduce((sum, [, each]) => sum + each, 0) + rest.reduce((sum, each) => sum + totals.rest[each], 0);
    const values = own.map(([value]) => value);
    const series = { key: kind, label: kindWords[kind], fill: `var(--fill-${kind})`, values, count };
    return count === 0 ? [] : [rest.length === 0 ? series : { ...series, rest }];
  });

const unknownKind: ResultKind = 'unknown';

const restLooks: Readonly<Record<Rest, Pick<Series, 'label' | 'fill'>>> = {
  other: { label: 'All other values', fill: 'var(--fill-unknown)' },
  missing: { label: 'Not recorded', fill: 'var(--line-strong)' },
};
const allRest = Object.keys(restLooks) as Rest[];

/** The keys of series: those of values begin with a sign, so that they are never taken for the rest. */
const keyOf = (value: string): string => `=${value}`;

const ofValues = (totals: Totals): Series[] => {
  const series = [...totals.values]
    .toSorted(([, a], [, b]) => b - a)
    .map(([value, count], index) => ({
      key: keyOf(value),
      label: value,
      fill: `var(--series-${index % colours})`,
      values: [value],
      count,
    }));
  const rest = allRest.flatMap((each) => {
    const count = totals.rest[each];
    return count === 0 ? [] : [{ key: each, ...restLooks[each], values: [], rest: [each], count }];
  });
  return [...series, ...rest];
};

/** What an answer counts apart, in the order of stacking: results by kind, trouble first; other values by count. */
export const seriesOf = (answer: HistogramAnswer): Series[] => {
  const totals = totalsOf(answer);
  return answer.by === 'step_result' ? ofKinds(totals) : ofValues(totals);
};

/** The counts of a bucket by the keys of the series, of which each stands for some of them. */
const partsOf = (bucket: Bucket, series: readonly Series[]): Bar['parts'] =>
  Object.fromEntries(
    series.flatMap(({ key, values, rest = [] }) => {
      const counts = [
        ...values.map((value) => (Object.hasOwn(bucket.by, value) ? bucket.by[value] : undefined)),
        ...rest.map((each) => bucket[each]),
      ];
      const count = counts.reduce<number>((sum, each) => sum + (each ?? 0), 0);
      return count === 0 ? [] : [[key, count]];
    }),
  );

/** The bars of an answer, labelled in its zone. */
export const barsOf = (answer: HistogramAnswer, series: readonly Series[]): Bar[] =>
  timeBarsOf(answer, (bucket) => ({ parts: partsOf(bucket, series), count: bucket.count }));
