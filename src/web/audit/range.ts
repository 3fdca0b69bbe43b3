import {
  type Micros,
  formatInstant,
  isRepresentable,
  micros,
  microsOfMs,
  microsPerSecond,
  msOfMicros,
  parseInstant,
} from '../../contract/instant.ts';
import { instantOfWall } from '../../contract/zone.ts';
import { plural } from '../lib/format.ts';

/**
 * The time a view is about, as it was meant: the last so long (`7d`), all that is stored, or between two
 * instants of which one may be open.
 */
export type Range =
  | { readonly kind: 'last'; readonly span: string }
  | { readonly kind: 'all' }
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
  if (range.kind === 'between') {
    return {
      ...(range.from !== undefined && { from: range.from }),
      ...(range.to !== undefined && { to: range.to }),
    };
  }
  return { from: micros(now - (spanMicros(range.span) ?? 0n)), to: now };
};

/** A span in words: `last 7 days`. */
export const spanWords = (span: string): string => {
  const parts = spanParts(span);
  if (!parts) return span;
  const noun = unitNames[parts.unit] ?? '';
  return parts.count === 1 ? `last ${noun}` : `last ${plural(parts.count, noun)}`;
};

/** A range as query parameters; the default is no parameter. */
export const writeRange = (range: Range): [string, string][] => {
  if (range.kind === 'all') return [['range', 'all']];
  if (range.kind === 'last') {
    return defaultRange.kind === 'last' && range.span === defaultRange.span ? [] : [['range', range.span]];
  }
  return [
    ...(range.from === undefined ? [] : [['from', formatInstant(range.from)] satisfies [string, string]]),
    ...(range.to === undefined ? [] : [['to', formatInstant(range.to)] satisfies [string, string]]),
  ];
};

/**
 * Read a range from query parameters. A day without a time begins (`from`) or ends (`to`) the range with
 * that whole day in `zone`.
 * @returns the range, and a sentence about each value that could not be used
 */
export const readRange = (params: URLSearchParams, zone: string): { range: Range; problems: string[] } => {
  const texts = {
    range: params.get('range') ?? '',
    from: params.get('from') ?? '',
    to: params.get('to') ?? '',
  };
  if (texts.from === '' && texts.to === '') return readSpan(texts.range);
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

const readSpan = (text: string): { range: Range; problems: string[] } => {
  if (text === '') return { range: defaultRange, problems: [] };
  if (text === 'all') return { range: { kind: 'all' }, problems: [] };
  if (spanMicros(text) !== undefined) return { range: { kind: 'last', span: text }, problems: [] };
  return fallBack([`“${text}” is not a time range, so the ${fallBackWords} are shown.`]);
};

const fallBackWords = 'last 7 days';
const fallBack = (problems: string[]) => ({ range: defaultRange, problems });

/** An instant as written, or the midnight that begins (`days` 0) or follows (`days` 1) a bare day in `zone`. */
const instantOf = (text: string, zone: string, days: 0 | 1): Micros | undefined => {
  const instant = parseInstant(text);
  if (instant === undefined || !isRepresentable(instant)) return undefined;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text.trim())) return instant;
  return microsOfMs(instantOfWall(msOfMicros(instant) + days * 86_400_000, zone));
};
