import {
  type Micros,
  floorDiv,
  micros,
  microsOfMs,
  microsPerDay,
  msOfMicros,
} from '../../contract/instant.ts';
import type { Retention } from '../../contract/retention.ts';

const midnight = (instant: bigint): Micros => micros(floorDiv(instant, microsPerDay) * microsPerDay);

/** The same day so many months before; where that month has no such day, its last one. */
const monthsBefore = (now: Micros, count: number): Micros => {
  const today = new Date(msOfMicros(now));
  const first = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - count, 1));
  const days = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return microsOfMs(first.setUTCDate(Math.min(today.getUTCDate(), days)));
};

/**
 * Before which instant a rule keeps nothing: the beginning of a UTC day, so that an event is kept as long as the rule says,
 * and a day longer at most.
 */
export const floorOf = ({ count, unit }: Retention, now: Micros): Micros =>
  midnight(unit === 'd' ? now - BigInt(count) * microsPerDay : monthsBefore(now, count));

/** What is kept by rule, and what was removed by it. */
export type RetentionState = {
  /** The rule in force; absent: everything is kept. */
  readonly rule?: Retention;
  /** What is older is removed, and not taken again; present where a rule is in force. */
  readonly keptFrom?: Micros;
  /** Events before this instant were removed, whatever rule is in force now. Absent when none ever were. */
  readonly removedBefore?: Micros;
};

/** By which rule a store is to keep events from now on. */
export type Keeping = {
  /** Undefined: everything is kept. */
  readonly rule: Retention | undefined;
  /** The clock. */
  readonly now: () => Micros;
};
