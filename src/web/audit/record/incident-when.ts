import type { Incident } from '../../../contract/findings.ts';
import { parseInstant } from '../../../contract/instant.ts';
import { formatEdge } from '../time/time-format.ts';

/** From when to when, of two times as they are shown: the day, or the year, once when it is the same. */
export const fromToWords = (from: string, to: string): string => {
  if (from === to) return from;
  if (from.slice(0, 10) === to.slice(0, 10)) return `${from} – ${to.slice(11)}`;
  return from.slice(0, 5) === to.slice(0, 5) ? `${from} – ${to.slice(5)}` : `${from} – ${to}`;
};

const minuteOf = (text: string, zone: string): string => {
  const instant = parseInstant(text);
  return instant === undefined ? text : formatEdge(instant, zone, 'minute');
};

/** When an incident was, to the minute; or since when it goes on. */
export const incidentWhen = (
  { first, last, going_on: goingOn }: Pick<Incident, 'first' | 'last' | 'going_on'>,
  zone: string,
): string =>
  goingOn
    ? `${minuteOf(first, zone)} – still going`
    : fromToWords(minuteOf(first, zone), minuteOf(last, zone));
