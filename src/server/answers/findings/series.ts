import type { Finding } from '../../../contract/findings.ts';
import { type Micros, microsOfMinutes } from '../../../contract/instant.ts';
import type { Thresholds } from '../../../contract/thresholds.ts';
import { longestInterval } from '../../diagnosis/retry-pattern.ts';
import { dayOf } from '../../store/windows.ts';
import { groupedBy } from '../grouped-by.ts';

/** A finding, and when it begins and ends. */
export type Dated = { readonly finding: Finding; readonly first: Micros; readonly last: Micros };

/** What goes on from one UTC day to the next, so that it is told by the day, is of one kind and about the same. */
const keyOf = ({ finding: { kind, subject } }: Dated): string =>
  JSON.stringify([kind, Object.entries(subject).toSorted(([a], [b]) => (a < b ? -1 : 1))]);

/** What each goes on with, itself included, in the order of time: one finding for each day of what lasts longer. */
export const seriesIn = <Each extends Dated>(
  all: readonly Each[],
  { incidents, retrying }: Thresholds,
): ((one: Each) => readonly Each[]) => {
  const within = Math.max(Number(microsOfMinutes(incidents.minutes)), longestInterval(retrying));
  const seriesOf = new Map<Each, Each[]>();
  for (const own of groupedBy(all, keyOf).values()) {
    let series: Each[] = [];
    for (const each of own.toSorted((a, b) => Number(a.first - b.first))) {
      const before = series.at(-1);
      const goesOn =
        before !== undefined &&
        dayOf(each.first) === dayOf(before.first) + 1 &&
        Number(each.first - before.last) <= within;
      if (!goesOn) series = [];
      series.push(each);
      seriesOf.set(each, series);
    }
  }
  return (one) => seriesOf.get(one) ?? [];
};
