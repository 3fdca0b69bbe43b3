import {
  type Micros,
  formatInstant,
  isRepresentable,
  micros,
  microsOfMs,
  microsPerSecond,
} from '../../contract/instant.ts';
import { localMidnight } from '../../contract/zone.ts';
import { plural } from '../lib/format.ts';
import { instantInZone, normalExpression, readExpression } from './range-expression.ts';

/**
 * The time a view is about, as it was meant: the last so long (`7d`), all that is stored, a text that moves with
 * the clock (`yesterday`, in the zone it was read in), or between two instants of which one may be open.
 */
export type Range =
  | { readonly kind: 'last'; readonly span: string }
  | { readonly kind: 'all' }
  | { readonly kind: 'typed'; readonly text: string; readonly zone: string }
  | { readonly kind: 'between'; readonly from?: Micros; readonly to?: Micros };

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
  const [, count = '', ...units] = spanUnits.exec(text.replace(/ to now$/, '')) ?? [];
  const unit = units.find((each) => each !== undefined);
  if (unit === undefined || (count === '' && !/^(?:the )?(?:last|past) /.test(text))) return undefined;
  const span = `${count === '' ? 1 : Number(count)}${unit}`;
  return spanMicros(span) === undefined ? undefined : span;
};

/**
 * Read a range as it is typed. What moves with the clock is kept as it was meant.
 * @returns the range, or a sentence about what is wrong
 */
export const rangeOfText = (
  text: string,
  zone: string,
  now: Micros,
): { readonly range: Range } | { readonly problem: string } => {
  const normal = normalExpression(text);
  if (/^all(?: ?time)?$/.test(normal)) return { range: { kind: 'all' } };
  const span = spanOfText(normal);
  if (span !== undefined) return { range: { kind: 'last', span } };
  const meaning = readExpression(text, now, zone);
  if ('problem' in meaning) return meaning;
  return {
    range: meaning.moves ? { kind: 'typed', text: normal, zone } : { kind: 'between', ...betweenOf(meaning) },
  };
};

/** A span in words: `last 7 days`. */
export const spanWords = (span: string): string => {
  const parts = spanParts(span);
  if (!parts) return span;
  const noun = unitNames[parts.unit] ?? '';
  return parts.count === 1 ? `last ${noun}` : `last ${plural(parts.count, noun)}`;
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
  const from = texts.from === '' ? undefined : instantOf(texts.from, zone, 0);
  const to = texts.to === '' ? undefined : instantOf(texts.to, zone, 1);
  const bad = (['from', 'to'] as const).filter((end) => texts[end] !== '' && { from, to }[end] === undefined);
  if (bad.length > 0) {
    return fallBack(
      bad.map((end) => `“${texts[end]}” is not a date or time, so the ${fallBackWords} are shown.`),
    );
  }
  if (from !== undefined && to !== undefined && from >= to) {
    return fallBack([`The range ends before it begins, so the ${fallBackWords} are shown.`]);
  }
  const range: Range = {
    kind: 'between',
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
  return { range, problems: texts.range === '' ? [] : ['The range is given twice; its dates are used.'] };
};

const readText = (text: string, zone: string, now: Micros): { range: Range; problems: string[] } => {
  if (text === '') return { range: defaultRange, problems: [] };
  const read = rangeOfText(text, zone, now);
  if ('range' in read) return { ...read, problems: [] };
  return fallBack([`“${text}” is not a time range, so the ${fallBackWords} are shown.`]);
};

const fallBackWords = 'last 7 days';
const fallBack = (problems: string[]) => ({ range: defaultRange, problems });

/** An instant as written, or the midnight that begins (`days` 0) or follows (`days` 1) a bare day in `zone`. */
const instantOf = (text: string, zone: string, days: 0 | 1): Micros | undefined => {
  const instant = instantInZone(text, zone);
  if (instant === undefined || !isRepresentable(instant)) return undefined;
  return /^\d{4}-\d{2}-\d{2}$/.test(text.trim()) ? localMidnight(instant, zone, days) : instant;
};
