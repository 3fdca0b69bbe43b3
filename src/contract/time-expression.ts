import {
  type Micros,
  micros,
  microsOfMs,
  microsPerDay,
  microsPerSecond,
  msOfMicros,
  parseInstant,
} from './instant.ts';
import { localMidnight, startOfLocalDay } from './zone.ts';

const unitNames = new Map<string, Unit>([
  ['s', 'second'],
  ['sec', 'second'],
  ['second', 'second'],
  ['m', 'minute'],
  ['min', 'minute'],
  ['minute', 'minute'],
  ['h', 'hour'],
  ['hr', 'hour'],
  ['hour', 'hour'],
  ['d', 'day'],
  ['day', 'day'],
  ['w', 'week'],
  ['week', 'week'],
  ['mo', 'month'],
  ['mon', 'month'],
  ['month', 'month'],
  ['y', 'year'],
  ['yr', 'year'],
  ['year', 'year'],
]);

type Unit = 'second' | 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year';

const exact: Readonly<Partial<Record<Unit, bigint>>> = {
  second: microsPerSecond,
  minute: 60n * microsPerSecond,
  hour: 3_600n * microsPerSecond,
  day: microsPerDay,
  week: 7n * microsPerDay,
};

const shifted = (from: Micros, sign: 1 | -1, count: number, unit: Unit): Micros | undefined => {
  const length = exact[unit];
  if (length !== undefined) return micros(from + BigInt(sign * count) * length);
  const date = new Date(msOfMicros(from));
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + sign * count * (unit === 'year' ? 12 : 1));
  // a month earlier than 31 March is the last day of February, not 3 March
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  if (Number.isNaN(date.getTime())) return undefined; // beyond any calendar
  return micros(microsOfMs(date.getTime()) + (from - microsOfMs(msOfMicros(from))));
};

const anchors = new Map<string, (now: Micros, zone: string) => Micros>([
  ['now', (now) => now],
  ['today', (now, zone) => startOfLocalDay(now, zone)],
  ['yesterday', (now, zone) => localMidnight(now, zone, -1)],
  ['tomorrow', (now, zone) => localMidnight(now, zone, 1)],
]);

// sticky, and with nothing that matches in two ways: a long text must not take long to refuse
const step = /\s*(?:([+-])\s*)?(\d+)\s*([a-z]+)/iy;

/**
 * Read a time as people and clients write it: `now`, `today`, `yesterday`, `now-1day`, `-15d`, `+2h`,
 * `today-1w2d`, or an ISO date or date-time (without offset: UTC).
 * @param now the clock, a parameter so that a page and a test can freeze it
 * @param zone where `today` begins; UTC for the API
 * @returns undefined when the text is none of these
 */
export const parseTime = (text: string, now: Micros, zone = 'UTC'): Micros | undefined => {
  const trimmed = text.trim();
  const iso = parseInstant(trimmed);
  if (iso !== undefined) return iso;
  if (trimmed === '') return undefined;
  const anchor = /^(?:now|today|yesterday|tomorrow)/i.exec(trimmed)?.[0] ?? '';
  let at: Micros | undefined = anchors.get(anchor.toLowerCase())?.(now, zone) ?? now;
  let sign: 1 | -1 | undefined;
  step.lastIndex = anchor.length;
  while (step.lastIndex < trimmed.length) {
    const [, plusMinus, digits, word = ''] = step.exec(trimmed) ?? [];
    if (plusMinus !== undefined) sign = plusMinus === '-' ? -1 : 1;
    const unit = unitNames.get(word.toLowerCase()) ?? unitNames.get(word.toLowerCase().replace(/s$/, ''));
    const count = Number(digits);
    if (sign === undefined || unit === undefined || count > 100_000_000) return undefined;
    at = shifted(at, sign, count, unit);
    if (at === undefined) return undefined;
  }
  return at;
};
