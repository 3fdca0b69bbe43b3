import {
  type Micros,
  micros,
  microsOfMs,
  microsPerMillisecond,
  msOfMicros,
} from '../../../contract/instant.ts';
import { instantOfWall, localMidnight, zoneOffsetMs } from '../../../contract/zone.ts';

/** A stretch of the calendar; a week begins on Monday. */
export const calendarUnits = ['day', 'week', 'month', 'year'] as const;
export type CalendarUnit = (typeof calendarUnits)[number];

export const isCalendarUnit = (text: string): text is CalendarUnit =>
  calendarUnits.some((unit) => unit === text);

const dayMs = 86_400_000;

/** What a wall clock in `zone` shows, as a date whose UTC parts are those of that clock, and the rest of the millisecond. */
const wallDate = (instant: Micros, zone: string): { readonly date: Date; readonly rest: bigint } => {
  const ms = msOfMicros(instant);
  return {
    date: new Date(ms + zoneOffsetMs(ms, zone)),
    rest: instant - BigInt(ms) * microsPerMillisecond,
  };
};

const instantOfDate = (date: Date, rest: bigint, zone: string): Micros =>
  micros(microsOfMs(instantOfWall(date.getTime(), zone)) + rest);

/** Where the unit begins that lies `by` units after the one in which `instant` falls, in `zone`. */
export const calendarStart = (instant: Micros, unit: CalendarUnit, zone: string, by = 0): Micros => {
  if (unit === 'day') return localMidnight(instant, zone, by);
  const { date } = wallDate(instant, zone);
  if (unit === 'week') return localMidnight(instant, zone, 7 * by - ((date.getUTCDay() + 6) % 7));
  date.setUTCHours(0, 0, 0, 0);
  if (unit === 'month') date.setUTCMonth(date.getUTCMonth() + by, 1);
  else date.setUTCFullYear(date.getUTCFullYear() + by, 0, 1);
  return instantOfDate(date, 0n, zone);
};

/**
 * The same time on the wall clock of `zone`, one unit earlier: the same weekday, or the same day of the month. Where
 * that month has no such day, it is the end of the month.
 */
export const calendarBefore = (instant: Micros, unit: CalendarUnit, zone: string): Micros => {
  const { date, rest } = wallDate(instant, zone);
  if (unit === 'day' || unit === 'week')
    return instantOfDate(new Date(date.getTime() - (unit === 'day' ? 1 : 7) * dayMs), rest, zone);
  const day = date.getUTCDate();
  date.setUTCMonth(date.getUTCMonth() - (unit === 'month' ? 1 : 12));
  if (date.getUTCDate() === day) return instantOfDate(date, rest, zone);
  // it has run over into the next month: that month's beginning is where the other ended
  date.setUTCDate(1);
  date.setUTCHours(0, 0, 0, 0);
  return instantOfDate(date, 0n, zone);
};
