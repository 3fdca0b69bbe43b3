import { between } from '../../diagnosis/sorted.ts';
import { groupedBy } from '../grouped-by.ts';
import type { Dated } from './series.ts';

type Lasting = Pick<Dated, 'first' | 'last'>;

/** Whether no more than so many microseconds lie between two. */
export const isNear = (a: Lasting, b: Lasting, within: bigint): boolean =>
  a.first <= b.last + within && b.first <= a.last + within;

/** Finds those with one of some keys that are near something in time, however many have them at other times. */
export const nearBy = <Each extends Lasting, Key>(
  all: readonly Each[],
  keysOf: (each: Each) => readonly Key[],
): ((keys: readonly Key[], to: Lasting, within: bigint) => readonly Each[]) => {
  const entries = all.flatMap((each) => keysOf(each).map((key) => ({ key, each })));
  const byKey = new Map(
    [...groupedBy(entries, ({ key }) => key)].map(([key, own]) => {
      const ascending = own.map(({ each }) => each).toSorted((a, b) => Number(a.first - b.first));
      const longest = ascending.reduce(
        (most, { first, last }) => (last - first > most ? last - first : most),
        0n,
      );
      return [key, { ascending, longest }];
    }),
  );
  return (keys, to, within) =>
    [...new Set(keys)].flatMap((key) => {
      const { ascending = [], longest = 0n } = byKey.get(key) ?? {};
      const [from, end] = [to.first - within - longest, to.last + within + 1n];
      return between(ascending, from, end, ({ first }) => first).filter((each) => isNear(to, each, within));
    });
};
