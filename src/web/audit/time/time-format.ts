import { type Micros, floorDiv, microsPerSecond, msOfMicros } from '../../../contract/instant.ts';
import { instantsOfWall, zoneOffsetMs } from '../../../contract/zone.ts';

/** What a wall clock shows: `2026-03-14`, `09:14:03`, and the fraction with its point, without needless zeros. */
type Wall = { readonly date: string; readonly time: string; readonly fraction: string };

/** An instant on the wall clock of `zone`. */
export const wallOf = (instant: Micros, zone: string): Wall => {
  const ms = msOfMicros(instant);
  const iso = new Date(ms + zoneOffsetMs(ms, zone)).toISOString();
  const within = instant - floorDiv(instant, microsPerSecond) * microsPerSecond;
  const digits = String(within).padStart(6, '0');
  return { date: iso.slice(0, -14), time: iso.slice(-13, -5), fraction: fractionOf(digits) };
};

/** Three digits when they are enough, so that a column of them stays aligned. */
const fractionOf = (digits: string): string => {
  if (digits === '000000') return '';
  return digits.endsWith('000') ? `.${digits.slice(0, 3)}` : `.${digits}`;
};

/** The offset of a zone at an instant: `+05:30`. */
export const offsetOf = (instant: Micros, zone: string): string => {
  const minutes = Math.round(zoneOffsetMs(msOfMicros(instant), zone) / 60_000);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${minutes < 0 ? '−' : '+'}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
};

/** An instant in full, to the digit: `2026-03-14 09:14:03.512 UTC`. */
export const formatFull = (instant: Micros, zone: string): string => {
  const { date, time, fraction } = wallOf(instant, zone);
  const where = zone === 'UTC' ? 'UTC' : `${zone} (${offsetOf(instant, zone)})`;
  return `${date} ${time}${fraction} ${where}`;
};

/** How much of a time is shown: to the minute, to the second, or all there is of it but seconds that say nothing. */
type Precision = 'minute' | 'second' | 'edge';

/**
 * An instant as the edge of a range: no seconds unless there are some, no zone. Its offset stands behind it where the
 * clocks go back and it comes twice.
 */
export const formatEdge = (instant: Micros, zone: string, precision: Precision = 'edge'): string => {
  const { date, time, fraction } = wallOf(instant, zone);
  const minute = precision === 'minute' || (time.endsWith(':00') && fraction === '');
  const shown = minute ? time.slice(0, 5) : precision === 'second' ? time : time + fraction;
  return `${date} ${shown}${comesTwice(instant, zone) ? ` (${offsetOf(instant, zone)})` : ''}`;
};

/** Whether the clocks of a zone show this time twice, as they go back. */
export const comesTwice = (instant: Micros, zone: string): boolean => {
  const ms = msOfMicros(instant);
  return instantsOfWall(ms + zoneOffsetMs(ms, zone), zone).length > 1;
};
