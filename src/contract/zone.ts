import { type Micros, microsOfMs, msOfMicros } from './instant.ts';

/** One zone has many spellings (`europe/BERLIN`), so that what clients ask for could fill the memory. */
const keptFormats = 100;

const formats = new Map<string, Intl.DateTimeFormat>();

const formatOf = (zone: string): Intl.DateTimeFormat => {
  let format = formats.get(zone);
  if (!format) {
    if (formats.size >= keptFormats) formats.clear();
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formats.set(zone, format);
  }
  return format;
};

// runtimes differ in what else they take: offsets (`+05:30`), and a name for a zone that is not known
const zoneName = /^(?!etc\/unknown$)[a-z][a-z0-9_+-]*(?:\/[a-z0-9_+-]+)*$/i;

/** Whether a text names a time zone that this runtime knows (IANA name or UTC). */
export const isZone = (zone: string): boolean => {
  if (!zoneName.test(zone)) return false;
  try {
    formatOf(zone);
    return true;
  } catch {
    return false; // Intl throws RangeError for an unknown zone; that is the answer
  }
};

/** The names of the time zones that this runtime offers; it takes their other names too. */
export const zoneNames = (): readonly string[] => [
  ...new Set(['UTC', ...Intl.supportedValuesOf('timeZone').filter(isZone)]),
];

/** Wall-clock time in `zone` at an instant, as milliseconds on a clock that knows no offsets. */
const wallMs = (ms: number, zone: string): number => {
  const part = new Map(
    formatOf(zone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, value]),
  );
  const year = part.get('era')?.startsWith('B') ? 1 - Number(part.get('year')) : Number(part.get('year'));
  const at = new Date(0);
  at.setUTCFullYear(year, Number(part.get('month')) - 1, Number(part.get('day')));
  at.setUTCHours(Number(part.get('hour')), Number(part.get('minute')), Number(part.get('second')));
  return at.getTime();
};

/** Offset of `zone` from UTC at an instant, in milliseconds (positive east of Greenwich). */
export const zoneOffsetMs = (ms: number, zone: string): number => {
  if (zone === 'UTC') return 0;
  const whole = Math.floor(ms / 1000) * 1000;
  return wallMs(whole, zone) - whole;
};

/** Where, around a time on the wall clock of `zone`, that time can be: by the greatest offset and by the least. */
const aroundWall = (wall: number, zone: string): readonly [early: number, late: number] => {
  const day = 86_400_000;
  const offsets = [zoneOffsetMs(wall - day, zone), zoneOffsetMs(wall + day, zone)];
  return [wall - Math.max(...offsets), wall - Math.min(...offsets)];
};

/**
 * The instants at which a wall clock in `zone` shows `wall` (milliseconds on a clock without offsets), in order: one,
 * two where the clocks go back, none where they go forward.
 */
export const instantsOfWall = (wall: number, zone: string): readonly number[] =>
  [...new Set(aroundWall(wall, zone))].filter((ms) => ms + zoneOffsetMs(ms, zone) === wall);

/**
 * The instant at which a wall clock in `zone` shows `wall` (milliseconds on a clock without offsets).
 * A time that a change of offset skips is the instant of the change; one that occurs twice is the first.
 */
export const instantOfWall = (wall: number, zone: string): number => {
  const [first] = instantsOfWall(wall, zone);
  if (first !== undefined) return first;
  // skipped: find the change between the two candidates
  let [low, high] = aroundWall(wall, zone);
  const offset = zoneOffsetMs(low, zone);
  while (high - low > 1000) {
    const middle = Math.floor((low + high) / 2000) * 1000;
    if (middle <= low) break;
    if (zoneOffsetMs(middle, zone) === offset) low = middle;
    else high = middle;
  }
  return high;
};

/** The instant at which `seconds` of wall-clock time have passed since the midnight of the day `days` after `instant`'s. */
export const wallInstant = (instant: bigint, zone: string, days: number, seconds: number): Micros => {
  const ms = msOfMicros(instant);
  const midnight = Math.floor((ms + zoneOffsetMs(ms, zone)) / 86_400_000) * 86_400_000;
  return microsOfMs(instantOfWall(midnight + days * 86_400_000 + seconds * 1000, zone));
};

/** Local midnight that begins the day `days` after the one in which `instant` falls, in `zone`. */
export const localMidnight = (instant: bigint, zone: string, days = 0): Micros =>
  wallInstant(instant, zone, days, 0);

/** Local midnight that begins the day in which `instant` falls, in `zone`. */
export const startOfLocalDay = (instant: bigint, zone: string): Micros => localMidnight(instant, zone);
