import {
  type Micros,
  isRepresentable,
  micros,
  microsOfMs,
  msOfMicros,
  parseInstant,
  representable,
} from '../../../contract/instant.ts';
import { instantOfWall, instantsOfWall, startOfLocalDay, zoneOffsetMs } from '../../../contract/zone.ts';
import { quoted } from '../../lib/quoted.ts';
import { isSkippedDay, skippedWords } from './clock-changes.ts';
import { timeOfDay } from './moment-forms.ts';
import { offsetOf, wallOf } from './time-format.ts';

/**
 * A moment as the fields of a form hold it: `2026-03-14` and `09:30:05.512`, or a time of the day as people write it;
 * each may be empty. What the fields cannot show stays with a time for as long as that is not changed.
 */
export type MomentFields = {
  readonly date: string;
  readonly time: string;
  /** Whether it is the second of two, where the clocks go back. */
  readonly isSecond?: boolean;
};

const wallMs = (instant: Micros, zone: string): number => {
  const ms = msOfMicros(instant);
  return ms + zoneOffsetMs(ms, zone);
};

/**
 * The end of a range as a form shows it, on the wall clock of `zone`. Midnight needs no time: a day alone begins
 * or ends the range with the whole of it.
 */
export const toFields = (instant: Micros | undefined, end: 'from' | 'to', zone: string): MomentFields => {
  if (instant === undefined) return { date: '', time: '' };
  if (startOfLocalDay(instant, zone) === instant)
    return { date: wallOf(end === 'from' ? instant : micros(instant - 1n), zone).date, time: '' };
  const { date, time, fraction } = wallOf(instant, zone);
  const [first = 0] = instantsOfWall(wallMs(instant, zone), zone);
  return {
    date,
    time: time + fraction,
    ...(first < msOfMicros(instant) && { isSecond: true }),
  };
};

/** What the fields of an end mean: no instant where there is no date; or a sentence that says what is wrong. */
type ReadFields = { readonly at?: Micros } | { readonly problem: string };

const names = { from: 'beginning', to: 'end' } as const;

/** Read the fields of an end: the inverse of `toFields`. */
export const fromFields = (
  { date, time: written, isSecond = false }: MomentFields,
  end: 'from' | 'to',
  zone: string,
): ReadFields => {
  const time = timeOfDay(written);
  if (time === undefined)
    return {
      problem: `The time of the ${names[end]} cannot be read: ${quoted(written)}. Write it as 09:30 or 21:30:05.`,
    };
  if (date === '') return time === '' ? {} : { problem: `The ${names[end]} has a time but no date.` };
  const instant = wallAt(time === '' ? date : `${date}T${time}`);
  const wall = instant && msOfMicros(instant);
  if (instant === undefined || wall === undefined)
    return { problem: `The ${names[end]} is no day of the years 1 to 9999: ${date}.` };
  if (isSkippedDay(wall, zone)) return { problem: skippedWords(wall, zone) };
  if (time === '')
    return { at: representable(microsOfMs(instantOfWall(end === 'to' ? wall + 86_400_000 : wall, zone))) };
  const found = instantsOfWall(wall, zone);
  const ms = (isSecond ? found[1] : undefined) ?? found[0];
  if (ms === undefined) return { problem: skippedWords(wall, zone) };
  return { at: representable(micros(microsOfMs(ms) + instant - microsOfMs(wall))) };
};

/** The instant at which a clock without offsets shows this. */
const wallAt = (text: string): Micros | undefined => {
  const wall = parseInstant(text);
  return wall === undefined || !isRepresentable(wall) ? undefined : wall;
};

/** The offsets of a time that comes twice, the first one first; empty where it comes once or not at all. */
export const offsetsOf = ({ date, time }: MomentFields, zone: string): readonly string[] => {
  const read = timeOfDay(time);
  const wall = read ? wallAt(`${date}T${read}`) : undefined;
  const found = wall === undefined ? [] : instantsOfWall(msOfMicros(wall), zone);
  return found.length < 2 ? [] : found.map((ms) => offsetOf(microsOfMs(ms), zone));
};
