import type { Micros } from '../../../contract/instant.ts';

/** How time is drawn: with long idle gaps collapsed, or true to scale. */
export type Scale = 'collapsed' | 'linear';

/** One event on the timeline. */
export type TimelineStep = {
  readonly kind: 'step';
  /** Its place among the events. */
  readonly index: number;
  /** Microseconds since the first event; undefined for a record without a time. */
  readonly offset: bigint | undefined;
  /** Microseconds since the event before; undefined for the first and without a time. */
  readonly delta: bigint | undefined;
  /** Its place on the axis, from 0 to 1. */
  readonly at: number;
};

/** A stretch in which nothing was recorded, long enough to be named. */
export type Gap = { readonly kind: 'gap'; readonly after: number; readonly length: bigint };

export type Timeline = { readonly items: readonly (TimelineStep | Gap)[]; readonly length: bigint };

/** A stretch of this length or more is named, and collapsed. */
export const gapFrom = 10_000_000n;

/**
 * Lay events out, oldest first as they came. Exact in microseconds: points and gaps, never invented durations.
 * @param times one instant an event, in order; undefined where a record has no time
 */
export const timelineOf = (times: readonly (Micros | undefined)[], scale: Scale): Timeline => {
  const known = times.filter((time) => time !== undefined);
  const start = known[0] ?? 0n;
  const length = (known.at(-1) ?? start) - start;
  const places = placesOf(times, scale);
  const items: (TimelineStep | Gap)[] = [];
  let before: Micros | undefined;
  for (const [index, time] of times.entries()) {
    const delta = time === undefined || before === undefined ? undefined : time - before;
    if (delta !== undefined && delta >= gapFrom) items.push({ kind: 'gap', after: index - 1, length: delta });
    const offset = time === undefined ? undefined : time - start;
    items.push({ kind: 'step', index, offset, delta, at: places[index] ?? 0 });
    before = time ?? before;
  }
  return { items, length };
};

/** A collapsed gap is drawn as long as this share of the time that is not collapsed, or as one second at least. */
const drawnGap = (active: bigint): bigint => {
  const share = active / 8n;
  return share > 1_000_000n ? share : 1_000_000n;
};

const placesOf = (times: readonly (Micros | undefined)[], scale: Scale): number[] => {
  const deltas = deltasOf(times);
  const active = deltas.reduce((sum, delta) => (delta >= gapFrom ? sum : sum + delta), 0n);
  const gap = drawnGap(active);
  const drawn = deltas.map((delta) => (scale === 'collapsed' && delta >= gapFrom ? gap : delta));
  const total = drawn.reduce((sum, each) => sum + each, 0n);
  let at = 0n;
  return drawn.map((each) => {
    at += each;
    return total === 0n ? 0 : Number((at * 1_000_000n) / total) / 1_000_000;
  });
};

/** Time since the event before; none for the first, and for a record without a time. */
const deltasOf = (times: readonly (Micros | undefined)[]): bigint[] => {
  let before: Micros | undefined;
  return times.map((time) => {
    const delta = time === undefined || before === undefined ? 0n : time - before;
    before = time ?? before;
    return delta > 0n ? delta : 0n;
  });
};
