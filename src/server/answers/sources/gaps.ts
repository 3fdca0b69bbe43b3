import { type Micros, formatInstant, micros, parseInstant } from '../../../contract/instant.ts';
import type { Source, SourceGap } from '../../../contract/sources.ts';
import type { Times } from './quiet-watch.ts';

const instantOf = (text: string | undefined): Micros | undefined =>
  text === undefined ? undefined : parseInstant(text);

/** Gaps in the order of time; those of one source and reason that touch are one. */
export const mergedGaps = (gaps: readonly SourceGap[]): SourceGap[] => {
  const merged: SourceGap[] = [];
  for (const gap of gaps
    .map((each) => ({ each, from: instantOf(each.from) ?? 0n, to: instantOf(each.to) ?? 0n }))
    .filter(({ from, to }) => from < to)
    .toSorted((one, other) => (one.from < other.from ? -1 : one.from > other.from ? 1 : 0))) {
    const at = merged.findIndex(
      (other) =>
        other.reason === gap.each.reason &&
        other.source === gap.each.source &&
        (instantOf(other.to) ?? 0n) >= gap.from,
    );
    const before = merged[at];
    if (!before) merged.push(gap.each);
    else if ((instantOf(before.to) ?? 0n) < gap.to) merged[at] = { ...before, to: formatInstant(gap.to) };
  }
  return merged;
};

const beginning = micros(-(2n ** 62n));
const ending = micros(2n ** 62n);

/** Times of which pulled sources have not read everything: those of the gaps, and what lies outside of what is complete. */
export const unreadTimes = (sources: readonly Source[], gaps: readonly SourceGap[]): Times[] => [
  ...gaps.flatMap((gap) => {
    const [from, to] = [instantOf(gap.from), instantOf(gap.to)];
    return from === undefined || to === undefined ? [] : [{ from, to }];
  }),
  ...sources.flatMap(({ complete_from: since, complete_to: until }) => {
    const [from, to] = [instantOf(since), instantOf(until)];
    if (from === undefined || to === undefined) return [{ from: beginning, to: ending }];
    return [
      { from: beginning, to: from },
      { from: to, to: ending },
    ];
  }),
];
