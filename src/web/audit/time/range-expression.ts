import {
  type Micros,
  isRepresentable,
  micros,
  microsPerDay,
  microsPerHour,
  microsPerSecond,
} from '../../../contract/instant.ts';
import { parseTime } from '../../../contract/time-expression.ts';
import { isZone, localMidnight } from '../../../contract/zone.ts';
import { valueOf } from '../../lib/marks.ts';
import { quoted } from '../../lib/quoted.ts';
import { type CalendarUnit, calendarStart, isCalendarUnit } from './calendar.ts';
import { readMoment } from './moment-text.ts';

/** What a text means: instants, either open, and whether they move with the clock. */
type Meaning = {
  readonly from?: Micros;
  readonly to?: Micros;
  readonly moves: boolean;
  /** What was taken where the text can be read in two ways, in a sentence. */
  readonly note?: string;
};

type Problem = { readonly problem: string };

/** A meaning, or a sentence that says what is wrong with the text. */
type ReadExpression = Meaning | Problem;

/** What can be written, for those who wrote something else. */
export const examples = '“last 3 days”, “yesterday”, “now-2h to now” or “2026-03-01 to 2026-03-05”';

/**
 * The same text however it was typed, or copied with what stands around it: quotes, signs that nobody sees, dashes of text
 * processors. By this it is kept in the URL.
 */
export const normalExpression = (text: string): string =>
  valueOf(text)
    .replaceAll(/[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
    .replaceAll(/[\u2010-\u2012−]/g, '-')
    .replaceAll(/["“”„«»‘’'`]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[,;]$|(?<=[\da-z])\.$/i, '')
    .toLowerCase();

/** The longest text that is read (characters): two moments take far fewer, and none may take long to refuse. */
const longest = 300;

type Moment = { readonly at: Micros; readonly moves: boolean; readonly note?: string | undefined };
type Clock = { readonly now: Micros; readonly zone: string };

/** A word for a day, which as an end is included whole like a date. */
const isDayWord = (text: string): boolean => /^(?:today|yesterday|tomorrow)$/.test(text);

/** One end of a range. A day given as an end is included whole. */
const momentOf = (
  text: string,
  end: 'from' | 'to',
  clock: Clock,
  day?: Moment,
): Moment | Problem | undefined => {
  const { now, zone } = clock;
  const written = readMoment(text, { now, zone, day: day?.at });
  if (written && 'problem' in written) return written;
  if (written) {
    const { at, whole, isDay, moves, note } = written;
    return { at: isDay && end === 'to' ? whole.to : at, moves: moves && day?.moves !== false, note };
  }
  const ago = /^(.+) ago$/.exec(text)?.[1];
  const at = parseTime(ago === undefined ? text : `-${ago}`, now, zone);
  if (at === undefined) return undefined;
  const edge = end === 'to' && isDayWord(text) ? localMidnight(at, zone, 1) : at;
  return isRepresentable(edge) ? { at: edge, moves: true } : undefined;
};

const calendarText = /^(?:this|last|previous) (week|month|year)$/;

/** The unit of the calendar that a text names: `today` and `yesterday` a day, `this week` and `last week` a week. */
export const calendarOfText = (text: string): CalendarUnit | undefined => {
  const unit = calendarText.exec(text)?.[1] ?? (/^(?:today|yesterday)$/.test(text) ? 'day' : '');
  return isCalendarUnit(unit) ? unit : undefined;
};

/** A range that is one word or one moment: `yesterday`, `this week`, `last 3 months`, `since 2026-03-01`. */
const singleOf = (text: string, clock: Clock): ReadExpression | undefined => {
  const { now, zone } = clock;
  const unit = text === 'yesterday' ? undefined : calendarOfText(text);
  if (unit) {
    const begin = calendarStart(now, unit, zone);
    return text.startsWith('this ') || text === 'today'
      ? { from: begin, to: now, moves: true }
      : { from: calendarStart(now, unit, zone, -1), to: begin, moves: true };
  }
  const [, side, rest = ''] = /^(since|from|after|until|before|up to) (.+)$/.exec(text) ?? [];
  if (side !== undefined) {
    const from = ['since', 'from', 'after'].includes(side);
    const moment = momentOf(rest, from || side === 'before' ? 'from' : 'to', clock);
    if (!moment || 'problem' in moment) return moment;
    return { [from ? 'from' : 'to']: moment.at, ...movingAndNoted([moment]) };
  }
  const written = readMoment(text, clock);
  if (written) return 'problem' in written ? written : { ...written.whole, ...movingAndNoted([written]) };
  const length = durationOf(text.replace(/^(?:the )?(?:last|past) /, ''));
  if (length !== undefined)
    return ordered({ at: micros(now - length), moves: true }, { at: now, moves: true });
  const named = /^(?:the )?(?:last|past) (?:(\d+) ?)?([a-z]+)$/.exec(text);
  const begin = named ? `-${named[1] ?? 1} ${named[2]}` : text;
  const from = momentOf(begin, 'from', clock);
  if (!from || 'problem' in from) return from;
  if (isDayWord(text)) return { from: from.at, to: localMidnight(from.at, zone, 1), moves: true };
  if (/^-|^now ?-| ago$/.test(begin)) return ordered(from, { at: now, moves: true });
  return {
    problem: `${quoted(text)} is one moment, not a range. Write ${quoted(`since ${text}`)}, or a second moment after “to”.`,
  };
};

const durationUnits: Readonly<Record<string, bigint>> = {
  d: microsPerDay,
  h: microsPerHour,
  min: 60n * microsPerSecond,
  s: microsPerSecond,
  ms: 1_000n,
  µs: 1n,
};

/** A length of time as this product writes it, such as `4 min 12 s` or `1.204 s`, in microseconds. */
const durationOf = (text: string): bigint | undefined => {
  if (!/^\d{1,9}(?:\.\d{1,6})? (?:d|h|min|s|ms|µs)(?: \d{1,9} (?:h|min|s))*$/.test(text)) return undefined;
  return [...text.matchAll(/(\d+)(?:\.(\d+))? ([a-zµ]+)/g)].reduce(
    (sum, [, whole = '', part = '', unit = '']) => {
      const length = durationUnits[unit] ?? 0n;
      return sum + BigInt(whole) * length + (BigInt(part.padEnd(6, '0')) * length) / microsPerSecond;
    },
    0n,
  );
};

/** What a range says of the moments it is made of. */
const movingAndNoted = (
  moments: readonly Pick<Moment, 'moves' | 'note'>[],
): Pick<Meaning, 'moves' | 'note'> => {
  const notes = [...new Set(moments.flatMap(({ note }) => note ?? []))];
  return { moves: moments.some(({ moves }) => moves), ...(notes.length > 0 && { note: notes.join(' ') }) };
};

const ordered = (from: Moment, to: Moment): ReadExpression =>
  from.at < to.at
    ? { from: from.at, to: to.at, ...movingAndNoted([from, to]) }
    : { problem: 'The range ends before it begins.' };

const separator = / (?:to|until|till|and|-) | ?(?:\.\.|[…→–—]) ?/g;

/** A range of two moments. What separates them may also stand within one: the first cut that makes sense counts. */
const pairOf = (text: string, clock: Clock): ReadExpression | undefined => {
  const whole = text.replace(/^(?:from|between) /, '');
  let half: Problem | undefined;
  for (const { 0: cut, index } of whole.matchAll(separator)) {
    const [first, second] = [whole.slice(0, index), whole.slice(index + cut.length)];
    const from = momentOf(first, 'from', clock);
    if (from && 'problem' in from) return from;
    const to = momentOf(second, 'to', clock, from);
    if (to && 'problem' in to) return to;
    if (from && to) return ordered(from, to);
    half ??= {
      problem: `${quoted(from ? second : first)} is not a date or time that exists. Try ${examples}.`,
    };
  }
  return half;
};

/**
 * Read a range as people write it: `last 3 months`, `-90s`, `today`, `this week`, `now-2h to now`,
 * `2026-03-01 09:00 to 10:30`, `since yesterday`. Times without an offset, and days, are those of `zone`; a day
 * given as an end is included whole. A moment alone means the minute it is in, a length of time the last so long.
 * @param now the clock, a parameter so that a test can freeze it
 */
export const readExpression = (text: string, now: Micros, zone: string): ReadExpression => {
  const normal = normalExpression(text);
  if (normal === '') return { problem: `Write a time: ${examples}.` };
  if (normal.length > longest)
    return { problem: `${quoted(text.trim())} is too long to be a time. Try ${examples}.` };
  // a zone behind the whole, as this product writes it: `2026-03-01 09:00 – 2026-03-01 10:00 (Europe/Berlin)`
  const [, inner = normal, own] = /^(.+) \(([a-z][^()]*)\)$/.exec(normal) ?? [];
  const isOwn = own !== undefined && isZone(own);
  const [whole, clock] = isOwn ? [inner, { now, zone: own }] : [normal, { now, zone }];
  return (
    singleOf(whole, clock) ??
    pairOf(whole, clock) ?? { problem: `${quoted(text.trim())} is not a time. Try ${examples}.` }
  );
};
