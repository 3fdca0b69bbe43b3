import type { Micros } from '../../../contract/instant.ts';
import { startOfLocalDay } from '../../../contract/zone.ts';
import { type CalendarUnit, calendarBefore, calendarStart } from './calendar.ts';
import { calendarOfText } from './range-expression.ts';
import { shiftedRange } from './range-steps.ts';
import type { Instants, Range } from './range.ts';

/** What a calendar range is compared with: from when to when, and what that is called. */
export type RangeBefore = { readonly from: Micros; readonly to: Micros; readonly name: string };

const names: Readonly<Record<CalendarUnit, { readonly whole: string; readonly part: string }>> = {
  day: { whole: 'the day before', part: 'the day before up to the same time' },
  week: { whole: 'the week before', part: 'the week before up to the same weekday and time' },
  month: { whole: 'the month before', part: 'the month before up to the same day and time' },
  year: { whole: 'the year before', part: 'the year before up to the same day and time' },
};

/** The unit of the calendar that a range is, or is the beginning of. */
const unitOf = (range: Range, from: Micros, to: Micros, zone: string): CalendarUnit | undefined => {
  if (range.kind === 'all' || range.kind === 'last') return undefined;
  const meant = range.kind === 'typed' ? calendarOfText(range.text) : range.calendar;
  if (meant) return meant;
  return (['year', 'month', 'week', 'day'] as const).find(
    (unit) => calendarStart(from, unit, zone) === from && calendarStart(from, unit, zone, 1) === to,
  );
};

/**
 * What a range of the calendar is compared with: this week with the week before up to the same weekday and time, a
 * month with the month before, whole days with as many days before. All by the wall clock of the zone.
 * @param instants what the range means now
 * @returns undefined for any other range: what it is compared with is as long, and ends where it begins
 */
export const rangeBefore = (range: Range, instants: Instants, shownZone: string): RangeBefore | undefined => {
  const { from, to } = instants;
  if (from === undefined || to === undefined || from >= to) return undefined;
  const zone = range.kind === 'typed' ? range.zone : shownZone;
  const unit = unitOf(range, from, to, zone);
  if (unit && calendarStart(from, unit, zone) === from) {
    const begin = calendarStart(from, unit, zone, -1);
    const same = calendarBefore(to, unit, zone);
    const end = same < from ? same : from;
    const isWhole = calendarStart(from, unit, zone, 1) === to;
    return begin < end ? { from: begin, to: end, name: names[unit][isWhole ? 'whole' : 'part'] } : undefined;
  }
  const whole = [from, to].every((edge) => startOfLocalDay(edge, zone) === edge);
  const shifted = whole && range.kind !== 'last' ? shiftedRange({ from, to }, -1, zone) : undefined;
  if (shifted?.kind !== 'between' || shifted.from === undefined) return undefined;
  return { from: shifted.from, to: from, name: 'as many days before' };
};
