import {
  type Micros,
  isRepresentable,
  micros,
  microsOfMs,
  msOfMicros,
  parseInstant,
} from '../../contract/instant.ts';
import { parseTime } from '../../contract/time-expression.ts';
import { instantOfWall, localMidnight } from '../../contract/zone.ts';
import { wallOf } from './time-format.ts';

/** What a text means: instants, either open, and whether they move with the clock. */
export type Meaning = { readonly from?: Micros; readonly to?: Micros; readonly moves: boolean };

/** A meaning, or a sentence that says what is wrong with the text. */
export type ReadExpression = Meaning | { readonly problem: string };

/** What can be written, for those who wrote something else. */
export const examples = '“last 3 days”, “yesterday”, “now-2h to now” or “2026-03-01 to 2026-03-05”';

/** The same text however it was typed: by this it is kept in the URL. */
export const normalExpression = (text: string): string => text.trim().replace(/\s+/g, ' ').toLowerCase();

type Moment = { readonly at: Micros; readonly moves: boolean };
type Clock = { readonly now: Micros; readonly zone: string };

const isDay = (text: string): boolean => /^(?:\d{4}-\d{2}-\d{2}|today|yesterday|tomorrow)$/.test(text);
const isMoving = (text: string): boolean => !/^\d{4}-/.test(text);

/** A date or date-time, on the wall clock of `zone` unless it names its offset; undefined when it is none. */
export const instantInZone = (text: string, zone: string): Micros | undefined => {
  const instant = parseInstant(text);
  if (instant === undefined || /(?:z|[+-]\d{2}(?::?\d{2})?)$/i.test(text.trim().slice(10))) return instant;
  const ms = msOfMicros(instant);
  return micros(microsOfMs(instantOfWall(ms, zone)) + (instant - microsOfMs(ms)));
};

/** A clock time alone belongs to the day of `day`. */
const timeOfDay = (text: string, day: Micros, zone: string): Micros | undefined =>
  /^\d{1,2}:\d{2}(?::\d{2})?$/.test(text)
    ? instantInZone(`${wallOf(day, zone).date} ${text.replace(/^\d:/, '0$&')}`, zone)
    : undefined;

/** One end of a range. A day given as an end is included whole. */
const momentOf = (
  text: string,
  end: 'from' | 'to',
  { now, zone }: Clock,
  day?: Moment,
): Moment | undefined => {
  const time = timeOfDay(text, day?.at ?? now, zone);
  if (time !== undefined) return { at: time, moves: day?.moves ?? true };
  const ago = /^(.+) ago$/.exec(text)?.[1];
  const at = instantInZone(text, zone) ?? parseTime(ago === undefined ? text : `-${ago}`, now, zone);
  if (at === undefined) return undefined;
  const edge = end === 'to' && isDay(text) ? localMidnight(at, zone, 1) : at;
  return isRepresentable(edge) ? { at: edge, moves: isMoving(text) } : undefined;
};

const beginnings: Readonly<Record<string, (day: string) => string>> = {
  week: (day) => {
    const date = new Date(`${day}T00:00:00Z`);
    date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
    return date.toISOString().slice(0, 10);
  },
  month: (day) => `${day.slice(0, 7)}-01`,
  year: (day) => `${day.slice(0, 4)}-01-01`,
};

/** A range that is one word or one moment: `yesterday`, `this week`, `last 3 months`, `since 2026-03-01`. */
const singleOf = (text: string, clock: Clock): ReadExpression | undefined => {
  const { now, zone } = clock;
  const period = beginnings[/^this (week|month|year)$/.exec(text)?.[1] ?? ''];
  if (period) {
    const from = instantInZone(period(wallOf(now, zone).date), zone);
    return from === undefined ? undefined : { from, to: now, moves: true };
  }
  if (text === 'today') return { from: localMidnight(now, zone), to: now, moves: true };
  const [, side, rest = ''] = /^(since|from|after|until|before|up to) (.+)$/.exec(text) ?? [];
  if (side !== undefined) {
    const from = ['since', 'from', 'after'].includes(side);
    const moment = momentOf(rest, from || side === 'before' ? 'from' : 'to', clock);
    return moment && { [from ? 'from' : 'to']: moment.at, moves: moment.moves };
  }
  const length = /^(?:the )?(?:last|past) (?:(\d+) ?)?([a-z]+)$/.exec(text);
  const begin = length ? `-${length[1] ?? 1} ${length[2]}` : text;
  const from = momentOf(begin, 'from', clock);
  if (!from) return undefined;
  if (isDay(text))
    return { from: from.at, to: momentOf(text, 'to', clock)?.at ?? from.at, moves: from.moves };
  if (/^-|^now ?-| ago$/.test(begin)) return ordered(from, { at: now, moves: true });
  return {
    problem: `“${text}” is one moment, not a range. Write “since ${text}”, or a second moment after “to”.`,
  };
};

const ordered = (from: Moment, to: Moment): ReadExpression =>
  from.at < to.at
    ? { from: from.at, to: to.at, moves: from.moves || to.moves }
    : { problem: 'The range ends before it begins.' };

const separator = / (?:to|until|till|and|-|–|—) | ?(?:\.\.|…|→) ?/g;

/** A range of two moments. What separates them may also stand within one: the first cut that makes sense counts. */
const pairOf = (text: string, clock: Clock): ReadExpression | undefined => {
  const whole = text.replace(/^(?:from|between) /, '');
  let half: ReadExpression | undefined;
  for (const { 0: cut, index } of whole.matchAll(separator)) {
    const [first, second] = [whole.slice(0, index), whole.slice(index + cut.length)];
    const from = momentOf(first, 'from', clock);
    const to = momentOf(second, 'to', clock, from);
    if (from && to) return ordered(from, to);
    half ??= { problem: `“${from ? second : first}” is not a date or time that exists. Try ${examples}.` };
  }
  return half;
};

/**
 * Read a range as people write it: `last 3 months`, `-90s`, `today`, `this week`, `now-2h to now`,
 * `2026-03-01 09:00 to 10:30`, `since yesterday`. Times without an offset, and days, are those of `zone`; a day
 * given as an end is included whole.
 * @param now the clock, a parameter so that a test can freeze it
 */
export const readExpression = (text: string, now: Micros, zone: string): ReadExpression => {
  const normal = normalExpression(text);
  const clock = { now, zone };
  if (normal === '') return { problem: `Write a time: ${examples}.` };
  return (
    singleOf(normal, clock) ??
    pairOf(normal, clock) ?? { problem: `“${text.trim()}” is not a time. Try ${examples}.` }
  );
};
