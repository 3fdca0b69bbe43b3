import {
  type Micros,
  floorDiv,
  isRepresentable,
  micros,
  microsOfMs,
  microsPerSecond,
  representable,
} from '../../../contract/instant.ts';
import { instantOfWall, instantsOfWall, isZone, zoneOffsetMs } from '../../../contract/zone.ts';
import { dateOnClock, isSkippedDay, skippedWords, twiceWords } from './clock-changes.ts';
import { type Parts, hourOf, momentPartsOf, months, weekdayStarts } from './moment-forms.ts';
import { wallOf } from './time-format.ts';

/** A date, or a time of a day, that was written. */
type WrittenMoment = {
  readonly at: Micros;
  /** All of what is named: the day, or the minute that the time is in. */
  readonly whole: { readonly from: Micros; readonly to: Micros };
  readonly isDay: boolean;
  /** Whether it depends on the clock: a time without a date is the last such one. */
  readonly moves: boolean;
  /** A sentence on which of two was taken, where the clocks go back and nothing says which was meant. */
  readonly note?: string;
};

/** A moment, or a sentence that says why there is none. */
export type ReadMoment = WrittenMoment | { readonly problem: string };

const minute = 60n * microsPerSecond;

type Clock = {
  readonly now: Micros;
  readonly zone: string;
  /** Of which day a time is that has no date; else the last such time before now is meant. */
  readonly day?: Micros | undefined;
};

/** The short names of offsets that mean the same wherever they are read, each list after its hours. */
const shortNames: readonly (readonly [hours: number, names: string])[] = [
  [0, 'z utc gmt wet'],
  [1, 'cet bst west'],
  [2, 'eet cest'],
  [3, 'eest'],
  [4, 'gst'],
  [-4, 'edt'],
  [-5, 'est cdt'],
  [-6, 'cst mdt'],
  [-7, 'mst pdt'],
  [-8, 'pst'],
];
const offsetHours = new Map(
  shortNames.flatMap(([hours, names]) => names.split(' ').map((name) => [name, hours] as const)),
);

/** The offset in milliseconds that a text such as `+05:30`, `gmt-2` or `cest` names. */
const offsetNamed = (text: string): number | undefined => {
  const hours = offsetHours.get(text);
  if (hours !== undefined) return hours * 3_600_000;
  const match = /^(?:utc|gmt)?([+-])([01]?\d|2[0-3])(?::?([0-5]\d)(?::?([0-5]\d))?)?$/.exec(text);
  if (!match) return undefined;
  const [, sign, hour, minute = 0, second = 0] = match;
  return (sign === '-' ? -1 : 1) * ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000;
};

/** Where a clock hangs: so far from UTC, or in a zone, of whose offsets one may be named (in milliseconds). */
type Where = { readonly offset: number } | { readonly zone: string; readonly hint?: number };

const whereOf = (
  { aside, behind, zone = aside === undefined ? undefined : behind }: Parts,
  own: string,
): Where | undefined => {
  const beside = aside === undefined ? undefined : offsetNamed(aside);
  if (zone === undefined && aside !== undefined)
    return beside === undefined ? whereOf({ zone: aside }, own) : { zone: own, hint: beside };
  if (zone === undefined) return { zone: own };
  if (beside !== undefined && isZone(zone)) return { zone, hint: beside };
  const offset = offsetNamed(zone);
  return offset === undefined ? (isZone(zone) ? { zone } : undefined) : { offset };
};

/** Milliseconds on a clock without offsets; undefined for a day or time that no calendar has. */
const wallMsOf = (parts: Parts, [y, m, d]: DateParts): number | undefined => {
  const { minute = '0', second = '0' } = parts;
  const date = new Date(0);
  date.setUTCFullYear(y, m - 1, d);
  if (date.getUTCMonth() !== m - 1 || date.getUTCDate() !== d) return undefined;
  const hours = hourOf(parts);
  if (hours === undefined || Number(minute) > 59 || Number(second) > 60) return undefined;
  return date.getTime() + ((hours * 60 + Number(minute)) * 60 + Number(second)) * 1000;
};

type DateParts = readonly [year: number, month: number, day: number];

/** The dates that can be meant, the likeliest first: without a year, or with a weekday alone, those up to today. */
function* datesOf(
  { year, number, month, day, weekday }: Parts,
  { now, zone, day: given }: Clock,
): Generator<DateParts> {
  const [y = 0, m = 0, d = 0] = wallOf(given ?? now, zone)
    .date.split(/(?<=\d)-/)
    .map(Number);
  const monthNumber = month === undefined ? Number(number) : months.indexOf(month.slice(0, 3)) + 1;
  if (year !== undefined) yield [Number(year), monthNumber, Number(day)];
  else if (day !== undefined)
    for (let back = 0; back <= 8; back += 1) yield [y - back, monthNumber, Number(day)];
  else if (weekday === undefined && given !== undefined) yield [y, m, d];
  else
    for (let back = 0; back <= 7; back += 1) {
      const date = new Date(Date.UTC(y, m - 1, d - back));
      if (weekday === undefined || date.getUTCDay() === weekdayStarts.indexOf(weekday.slice(0, 3)))
        yield [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
    }
}

const dayAt = (wall: number, where: Where): ReadMoment => {
  if ('zone' in where && isSkippedDay(wall, where.zone)) return { problem: skippedWords(wall, where.zone) };
  const begin = (midnight: number) =>
    microsOfMs('offset' in where ? midnight - where.offset : instantOfWall(midnight, where.zone));
  const [from, to] = [begin(wall), begin(wall + 86_400_000)];
  return { at: from, whole: { from, to }, isDay: true, moves: false };
};

const timeAt = (wall: number, fraction: string, where: Where): ReadMoment => {
  const takenAt = (ms: number, note?: string): WrittenMoment => {
    const at = micros(microsOfMs(ms) + BigInt(fraction.padEnd(6, '0').slice(0, 6)));
    const from = micros(floorDiv(at, minute) * minute);
    const whole = { from, to: micros(from + minute) };
    return { at, whole, isDay: false, moves: false, ...(note !== undefined && { note }) };
  };
  if ('offset' in where) return takenAt(wall - where.offset);
  const { zone, hint } = where;
  const found = instantsOfWall(wall, zone);
  if (hint !== undefined) {
    // offsets of old times have seconds, which are not shown
    const hinted = found.find((ms) => Math.round(zoneOffsetMs(ms, zone) / 60_000) * 60_000 === hint);
    return takenAt(hinted ?? wall - hint);
  }
  const [first] = found;
  return first === undefined ? { problem: skippedWords(wall, zone) } : takenAt(first, twiceWords(wall, zone));
};

const weekdayNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

const momentAt = (parts: Parts, date: DateParts, clock: Clock): ReadMoment | undefined => {
  const where = whereOf(parts, clock.zone);
  const wall = wallMsOf(parts, date);
  if (where === undefined || wall === undefined) return undefined;
  const written = parts.weekday?.slice(0, 3);
  const weekday = new Date(wall).getUTCDay();
  if (written !== undefined && written !== weekdayStarts[weekday])
    return { problem: `${dateOnClock(wall)} is a ${weekdayNames[weekday]}.` };
  const read = parts.hour === undefined ? dayAt(wall, where) : timeAt(wall, parts.fraction ?? '', where);
  if ('problem' in read) return read;
  const { from, to } = read.whole;
  return [read.at, from].every(isRepresentable)
    ? // the last day of the calendar ends with the last instant that there is
      { ...read, whole: { from, to: representable(to) }, moves: parts.day === undefined }
    : undefined;
};

/**
 * Read a date or a time, in the forms in which this product shows them and in which mails, logs and programs write
 * them, on the wall clock of `zone` unless it names a zone or an offset.
 * @param text in lower case, with single spaces
 * @returns undefined when it is none, or names a day or time that does not exist
 */
export const readMoment = (text: string, clock: Clock): ReadMoment | undefined => {
  for (const parts of momentPartsOf(text)) {
    for (const date of datesOf(parts, clock)) {
      const read = momentAt(parts, date, clock);
      if (!read) continue;
      const isPast =
        parts.year !== undefined || clock.day !== undefined || 'problem' in read || read.at <= clock.now;
      if (isPast) return read;
    }
  }
  return undefined;
};
