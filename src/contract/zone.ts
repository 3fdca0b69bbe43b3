import { type Micros, micros, microsOfMs, microsPerSecond, msOfMicros } from './instant.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

const formatOf = (zone: string): Intl.DateTimeFormat => {
  let format = formats.get(zone);
  if (!format) {
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

/** Whether a text names a time zone that this runtime knows (IANA name or UTC). */
export const isZone = (zone: string): boolean => {
  try {
    formatOf(zone);
    return true;
  } catch {
    return false; // Intl throws RangeError for an unknown zone; that is the answer
  }
};

/** Wall-clock time in `zone` at an instant, as milliseconds on a clock that knows no offsets. */
const wallMs = (ms: number, zone: string): number => {
  const part = new Map(
    formatOf(zone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, value]),
  );
  const year = Number(part.get('year')) * (part.get('era')?.startsWith('B') ? -1 : 1);
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

/**
 * The instant at which a wall clock in `zone` shows `wall` (milliseconds on a clock without offsets).
 * A time that a change of offset skips is the instant of the change; one that occurs twice is the first.
 */
export const instantOfWall = (wall: number, zone: string): number => {
  const day = 86_400_000;
  const before = zoneOffsetMs(wall - day, zone);
  const after = zoneOffsetMs(wall + day, zone);
  const early = wall - Math.max(before, after);
  const late = wall - Math.min(before, after);
  if (early + zoneOffsetMs(early, zone) === wall) return early;
  if (late + zoneOffsetMs(late, zone) === wall) return late;
  // skipped: find the change between the two candidates
  let [low, high] = [early, late];
  const offset = zoneOffsetMs(low, zone);
  while (high - low > 1000) {
    const middle = Math.floor((low + high) / 2000) * 1000;
    if (middle <= low) break;
    if (zoneOffsetMs(middle, zone) === offset) low = middle;
    else high = middle;
  }
  return high;
};

/** Local midnight that begins the day `days` after the one in which `instant` falls, in `zone`. */
export const localMidnight = (instant: bigint, zone: string, days = 0): Micros => {
  const ms = msOfMicros(instant);
  const wall = ms + zoneOffsetMs(ms, zone);
  const midnight = Math.floor(wall / 86_400_000) * 86_400_000;
  return microsOfMs(instantOfWall(midnight + days * 86_400_000, zone));
};

/** Local midnight that begins the day in which `instant` falls, in `zone`. */
export const startOfLocalDay = (instant: bigint, zone: string): Micros => localMidnight(instant, zone);

/** The instant `seconds` of wall-clock time after the local midnight `midnight`, in `zone`. */
export const wallAfter = (midnight: bigint, seconds: number, zone: string): Micros => {
  const ms = msOfMicros(midnight);
  if (zone === 'UTC') return micros(midnight + BigInt(seconds) * microsPerSecond);
  return microsOfMs(instantOfWall(ms + zoneOffsetMs(ms, zone) + seconds * 1000, zone));
};
