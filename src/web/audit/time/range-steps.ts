import { type Micros, isRepresentable, micros, microsPerDay } from '../../../contract/instant.ts';
import { localMidnight, startOfLocalDay } from '../../../contract/zone.ts';
import { calendarOfText } from './range-expression.ts';
import { type Instants, type Range, spanMicros } from './range.ts';

const between = (from: bigint, to: bigint): Range | undefined =>
  isRepresentable(from) && isRepresentable(to)
    ? { kind: 'between', from: micros(from), to: micros(to) }
    : undefined;

/** How many whole days of `zone` a range is, or undefined when it is not made of whole days. */
const wholeDays = (from: Micros, to: Micros, zone: string): number | undefined => {
  if (startOfLocalDay(from, zone) !== from || startOfLocalDay(to, zone) !== to) return undefined;
  // days of 23 and 25 hours: the nearest whole number
  return Number((to - from + microsPerDay / 2n) / microsPerDay);
};

/**
 * The range that lies directly before (−1) or after (1), of the same length; whole days stay whole days of `zone`.
 * @returns undefined for a range with an open end: it has no length
 */
export const shiftedRange = ({ from, to }: Instants, by: 1 | -1, zone: string): Range | undefined => {
  if (from === undefined || to === undefined) return undefined;
  const days = wholeDays(from, to, zone);
  if (days !== undefined)
    return between(localMidnight(from, zone, by * days), localMidnight(to, zone, by * days));
  const length = (to - from) * BigInt(by);
  return between(from + length, to + length);
};

/**
 * The same range, twice as long: one that moves with the clock goes on to do so, another grows on both sides, but
 * not into the future.
 * @returns undefined when it has an open end, or cannot grow
 */
export const widenedRange = (range: Range, { from, to }: Instants, now: Micros): Range | undefined => {
  if (from === undefined || to === undefined) return undefined;
  if (range.kind === 'last') {
    const span = `${Number(range.span.slice(0, -1)) * 2}${range.span.slice(-1)}`;
    return spanMicros(span) === undefined ? undefined : { kind: 'last', span };
  }
  const length = to - from;
  const after = to + length / 2n;
  const end = after > now ? (to > now ? to : now) : after;
  return between(end - 2n * length, end);
};

/**
 * The instants of a range in place of what was meant; an open end becomes now, an open beginning stays open. What is of
 * the calendar goes on being compared as such.
 */
export const frozenRange = (range: Range, { from, to }: Instants, now: Micros): Range => {
  const calendar =
    range.kind === 'typed'
      ? calendarOfText(range.text)
      : range.kind === 'between'
        ? range.calendar
        : undefined;
  return {
    kind: 'between',
    ...(from !== undefined && { from }),
    to: to ?? now,
    ...(calendar && { calendar }),
  };
};

/** A range that was looked at, and what it meant then. */
export type TrailStep = { readonly range: Range; readonly instants: Instants };

const within = (inner: Instants, outer: Instants): boolean => {
  const begins = outer.from === undefined || (inner.from !== undefined && inner.from >= outer.from);
  const ends = outer.to === undefined || (inner.to !== undefined && inner.to <= outer.to);
  return begins && ends && (inner.from !== outer.from || inner.to !== outer.to);
};

/** The ranges one has come through from wide to narrow, the present one last: the way to step back out. */
export const trailTo = (trail: readonly TrailStep[], next: TrailStep): readonly TrailStep[] => {
  const outer = trail.findLastIndex(({ instants }) => within(next.instants, instants));
  return [...trail.slice(0, outer + 1), next];
};
