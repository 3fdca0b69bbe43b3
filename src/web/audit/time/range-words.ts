import { startOfLocalDay } from '../../../contract/zone.ts';
import { type Micros, micros } from '../../../contract/instant.ts';
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
  const [first, last] = [wallOf(from, zone).date, wallOf(micros(to - 1n), zone).date];
  return first === last ? first : `${first} – ${last}`;
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
