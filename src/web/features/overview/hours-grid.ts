import { type Micros, micros, microsPerSecond } from '../../../contract/instant.ts';
import type { HoursAnswer, Tally } from '../../../contract/overview.ts';
import { localMidnight, wallInstant } from '../../../contract/zone.ts';
import { wallOf } from '../../audit/time/time-format.ts';
import { failureRate } from './measures.ts';

/** Monday first, as the answer counts them from 1. */
export const weekdays = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const;

/** An hour of the week, 0 to 167 from Monday at midnight, and how attempts that began in it went. */
export type HourCell = Tally & { readonly weekday: number; readonly hour: number };

/** All 168 hours of a week, Monday 00 first. */
export const hourCells = ({ hours }: HoursAnswer): HourCell[] => {
  const known = new Map(hours.map((each) => [`${each.weekday} ${each.hour}`, each]));
  return Array.from({ length: 168 }, (_, index) => {
    const [weekday, hour] = [Math.floor(index / 24) + 1, index % 24];
    const none = { attempts: 0, decided: 0, unsuccessful: 0 };
    return { weekday, hour, ...(known.get(`${weekday} ${hour}`) ?? none) };
  });
};

/** What the colour of an hour stands for. */
export const shades = ['unsuccessful', 'rate', 'attempts'] as const;
export type Shade = (typeof shades)[number];

export const shadeWords: Readonly<Record<Shade, string>> = {
  unsuccessful: 'Unsuccessful',
  rate: 'Failure rate',
  attempts: 'Attempts',
};

export const shadeValue = (cell: HourCell, shade: Shade): number =>
  shade === 'rate' ? (failureRate(cell) ?? 0) : cell[shade];

/** How deep the colour of each hour is, from 0 (none) to 1 (the most there is of it). */
export const shadeDepths = (cells: readonly HourCell[], shade: Shade): number[] => {
  const values = cells.map((cell) => shadeValue(cell, shade));
  const most = Math.max(...values);
  return values.map((value) => (most === 0 ? 0 : value / most));
};

/** 1 is Monday, in the calendar of `zone`. */
const weekdayOf = (instant: Micros, zone: string): number =>
  new Date(`${wallOf(instant, zone).date}T00:00:00Z`).getUTCDay() || 7;

/** The last such hour that lies, at least in part, in [from, to); undefined when there is none. */
export const lastHour = (
  { weekday, hour }: Pick<HourCell, 'weekday' | 'hour'>,
  range: { readonly from: Micros; readonly to: Micros },
  zone: string,
): { readonly from: Micros; readonly to: Micros } | undefined => {
  for (let back = 0; back <= 7; back += 1) {
    const day = localMidnight(range.to, zone, -back);
    if (weekdayOf(day, zone) !== weekday) continue;
    const from = wallInstant(day, zone, 0, hour * 3_600);
    const to = micros(from + 3_600n * microsPerSecond);
    if (from < range.to && to > range.from)
      return { from: from > range.from ? from : range.from, to: to < range.to ? to : range.to };
  }
  return undefined;
};
