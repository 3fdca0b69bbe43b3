import {
  type Micros,
  formatInstant,
  micros,
  microsOfMs,
  microsPerSecond,
} from '../../../contract/instant.ts';
import { plural } from '../../lib/format.ts';
import { quoted } from '../../lib/quoted.ts';
import { type ReadMoment, readMoment } from './moment-text.ts';
import { type CalendarUnit, isCalendarUnit } from './calendar.ts';
import { calendarOfText, normalExpression, readExpression } from './range-expression.ts';

/**
 * The time a view is about, as it was meant: the last so long (`7d`), all that is stored, a text that moves with
 * the clock (`yesterday`, in the zone it was read in), or between two instants of which one may be open.
 */
export type Range =
  | { readonly kind: 'last'; readonly span: string }
  | { readonly kind: 'all' }
  | { readonly kind: 'typed'; readonly text: string; readonly zone: string }
  | {
      readonly kind: 'between';
      readonly from?: Micros;
      readonly to?: Micros;
      /** It was chosen as this unit of the calendar, or the beginning of one: by that it is compared. */
      readonly calendar?: CalendarUnit;
    };

/** What is asked of the server: from inclusive, to exclusive, either open. */
export type Instants = { readonly from?: Micros; readonly to?: Micros };

export const defaultRange: Range = { kind: 'last', span: '7d' };

/** The ranges offered by name. */
export const presets = ['15m', '1h', '6h', '24h', '7d', '30d', '90d'] as const;

const unitSeconds: Readonly<Record<string, number>> = { m: 60, h: 3_600, d: 86_400, w: 604_800 };
const unitNames: Readonly<Record<string, string>> = { m: 'minute', h: 'hour', d: 'day', w: 'week' };

const spanParts = (span: string): { count: number; unit: string } | undefined => {
  const match = /^([1-9]\d{0,3})([mhdw])$/.exec(span);
  return match ? { count: Number(match[1]), unit: match[2] ?? '' } : undefined;
};

/** The length of a span such as `15m`, `24h`, `7d` or `2w`; undefined when it is none. */
export const spanMicros = (span: string): bigint | undefined => {
  const parts = spanParts(span);
  return parts && BigInt(parts.count * (unitSeconds[parts.unit] ?? 0)) * microsPerSecond;
};

/** The instants a range means at `now`. */
export const resolveRange = (range: Range, now: Micros): Instants => {
  if (range.kind === 'all') return {};
  if (range.kind === 'between') return betweenOf(range);
  if (range.kind === 'typed') {
    const meaning = readExpression(range.text, now, range.zone);
    // a text that was refused never became a range; one that time has emptied (`2030-01-01 to now`) has no rows
    return 'problem' in meaning ? { from: now, to: now } : betweenOf(meaning);
  }
  return { from: micros(now - (spanMicros(range.span) ?? 0n)), to: now };
};

const betweenOf = ({ from, to }: Instants): Instants => ({
  ...(from !== undefined && { from }),
  ...(to !== undefined && { to }),
});

const spanUnits =
  /^(?:now ?-|-|(?:the )?(?:last|past) )? ?(\d*) ?(?:(m)(?:ins?|inutes?)?|(h)(?:rs?|ours?)?|(d)(?:ays?)?|(w)(?:eeks?)?)(?: ago)?$/;

/** The span that a text such as `last 3 days`, `-15d` or `2 hours ago` means; undefined when it means another range. */
const spanOfText = (text: string): string | undefined => {
  // “last week” is the calendar's
  if (calendarOfText(text)) return undefined;
  const [, count = '', ...units] = spanUnits.exec(text.replace(/ to now$/, '')) ?? [];
  const unit = units.find((each) => each !== undefined);
  if (unit === undefined || (count === '' && !/^(?:the )?(?:last|past) /.test(text))) return undefined;
  const span = `${count === '' ? 1 : Number(count)}${unit}`;
  return spanMicros(span) === undefined ? undefined : span;
};

/**
 * Read a range as it is typed. What moves with the clock is kept as it was meant.
 * @returns the range, and a sentence on what was taken where that can be doubted; or one about what is wrong
 */
export const rangeOfText = (
  text: string,
  zone: string,
  now: Micros,
): { readonly range: Range; readonly note?: string } | { readonly problem: string } => {
  const normal = normalExpression(text);
  if (/^all(?: ?time)?$/.test(normal)) return { range: { kind: 'all' } };
  const span = spanOfText(normal);
  if (span !== undefined) return { range: { kind: 'last', span } };
  const meaning = readExpression(text, now, zone);
  if ('problem' in meaning) return meaning;
  return {
    range: meaning.moves ? { kind: 'typed', text: normal, zone } : { kind: 'between', ...betweenOf(meaning) },
    ...(meaning.note !== undefined && { note: meaning.note }),
  };
};

/** A span in words: `last 7 days`. */
export const spanWords = (span: string): string => {
  const parts = spanParts(span);
  if (!parts) return span;
  const noun = unitNames[parts.unit] ?? '';
  // “last week” is the calendar's: what is shown can be typed again
  if (parts.count === 1) return `${parts.unit === 'w' ? 'past' : 'last'} ${noun}`;
  return `last ${plural(parts.count, noun)}`;
};

/** Whether two ranges are meant the same. */
export const sameRange = (one: Range, other: Range): boolean =>
  String(writeRange(one)) === String(writeRange(other));

/** A range as query parameters; the default is no parameter. */
export const writeRange = (range: Range): [string, string][] => {
  if (range.kind === 'all') return [['range', 'all']];
  if (range.kind === 'last') {
    return defaultRange.kind === 'last' && range.span === defaultRange.span ? [] : [['range', range.span]];
  }
  if (range.kind === 'typed') return [['range', range.text]];
  return [
    ...(range.from === undefined ? [] : [['from', formatInstant(range.from)] satisfies [string, string]]),
    ...(range.to === undefined ? [] : [['to', formatInstant(range.to)] satisfies [string, string]]),
    ...(range.calendar === undefined ? [] : [['calendar', range.calendar] satisfies [string, string]]),
  ];
};

/**
 * Read a range from query parameters. A day without a time begins (`from`) or ends (`to`) the range with
 * that whole day in `zone`.
 * @param now the clock, a parameter so that a test can freeze it
 * @returns the range, and a sentence about each value that could not be used
 */
export const readRange = (
  params: URLSearchParams,
  zone: string,
  now: Micros = microsOfMs(Date.now()),
): { range: Range; problems: string[] } => {
  const texts = {
    range: params.get('range') ?? '',
    from: params.get('from') ?? '',
    to: params.get('to') ?? '',
  };
  if (texts.from === '' && texts.to === '') return readText(texts.range, zone, now);
  const calendar = params.get('calendar') ?? '';
  const read = { from: readEdge(texts.from, zone, now), to: readEdge(texts.to, zone, now) };
  const ends = ['from', 'to'] as const;
  const bad = ends.flatMap((end) => {
    const edge = read[end];
    if (edge && 'problem' in edge) return `${edge.problem} So the ${fallBackWords} are shown.`;
    return edge || texts[end] === '' ? [] : notATime(texts[end]);
  });
  if (bad.length > 0) return fallBack(bad);
  const [from, to] = ends.map((end) => instantOf(read[end], end));
  if (from !== undefined && to !== undefined && from >= to) {
    return fallBack([`The range ends before it begins, so the ${fallBackWords} are shown.`]);
  }
  const range: Range = {
    kind: 'between',
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(from !== undefined && to !== undefined && isCalendarUnit(calendar) && { calendar }),
  };
  const notes = ends.flatMap((end) => notesOf(read[end]));
  return {
    range,
    problems: texts.range === '' ? notes : [...notes, 'The range is given twice; its dates are used.'],
  };
};

const readText = (text: string, zone: string, now: Micros): { range: Range; problems: string[] } => {
  if (text === '') return { range: defaultRange, problems: [] };
  const read = rangeOfText(text, zone, now);
  if ('range' in read) return { range: read.range, problems: read.note === undefined ? [] : [read.note] };
  return fallBack([`${quoted(text)} is not a time range, so the ${fallBackWords} are shown.`]);
};

const fallBackWords = 'last 7 days';
const fallBack = (problems: string[]) => ({ range: defaultRange, problems });

const notATime = (text: string): string =>
  `${quoted(text)} is not a date or time, so the ${fallBackWords} are shown.`;

const readEdge = (text: string, zone: string, now: Micros): ReadMoment | undefined =>
  readMoment(normalExpression(text), { zone, now });

/** A bare day ends a range with the whole of it. */
const instantOf = (read: ReadMoment | undefined, end: 'from' | 'to'): Micros | undefined => {
  if (!read || 'problem' in read) return undefined;
  return end === 'to' && read.isDay ? read.whole.to : read.at;
};

const notesOf = (read: ReadMoment | undefined): readonly string[] =>
  read && 'note' in read && read.note !== undefined ? [read.note] : [];
