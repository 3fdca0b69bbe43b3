import type { HoursAnswer, Tally } from '../../../contract/overview.ts';
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
