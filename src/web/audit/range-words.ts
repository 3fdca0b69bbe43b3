import { instantOfWall, localMidnight, startOfLocalDay } from '../../contract/zone.ts';
import { type Micros, microsOfMs, msOfMicros, parseInstant } from '../../contract/instant.ts';
import { type Range, spanWords } from './range.ts';
import { formatEdge, wallOf } from './time-format.ts';

/** A range in words: `Last 7 days`, `All time`, `2026-03-14 09:00 – 2026-03-15 09:00`. */
export const rangeWords = (range: Range, zone: string): string => {
  if (range.kind === 'all') return 'All time';
  if (range.kind === 'last') return capital(spanWords(range.span));
  if (range.kind === 'typed') return capital(range.text);
  const { from, to } = range;
  if (from === undefined) return to === undefined ? 'All time' : `Until ${formatEdge(to, zone)}`;
  if (to === undefined) return `Since ${formatEdge(from, zone)}`;
  return wholeDays(from, to, zone) ?? `${formatEdge(from, zone)} – ${formatEdge(to, zone)}`;
};

/** Whole days are named, the last one included, as they were given. */
const wholeDays = (from: Micros, to: Micros, zone: string): string | undefined => {
  if (![from, to].every((edge) => startOfLocalDay(edge, zone) === edge)) return undefined;
  const [first, last] = [wallOf(from, zone).date, wallOf(localMidnight(to, zone, -1), zone).date];
  return first === last ? first : `${first} – ${last}`;
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A moment as the fields of a form hold it: `2026-03-14` and `09:30:05`, each may be empty. */
export type MomentFields = { readonly date: string; readonly time: string };

/**
 * The end of a range as a form shows it, on the wall clock of `zone`. Midnight needs no time: a day alone begins
 * or ends the range with the whole of it.
 */
export const toFields = (instant: Micros | undefined, end: 'from' | 'to', zone: string): MomentFields => {
  if (instant === undefined) return { date: '', time: '' };
  if (startOfLocalDay(instant, zone) !== instant) return wallOf(instant, zone);
  const day = end === 'from' ? instant : localMidnight(instant, zone, -1);
  return { date: wallOf(day, zone).date, time: '' };
};

/** The instant that the fields mean: the inverse of `toFields`; undefined when there is no date. */
export const fromFields = (
  { date, time }: MomentFields,
  end: 'from' | 'to',
  zone: string,
): Micros | undefined => {
  const wall = date === '' ? undefined : parseInstant(time === '' ? date : `${date}T${time}`);
  if (wall === undefined) return undefined;
  const at = microsOfMs(instantOfWall(msOfMicros(wall), zone));
  return time === '' && end === 'to' ? localMidnight(at, zone, 1) : at;
};
