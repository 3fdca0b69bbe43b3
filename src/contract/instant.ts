declare const microsBrand: unique symbol;

/** An instant: microseconds since the Unix epoch, UTC. Exact, which `Date` is not. */
export type Micros = bigint & { readonly [microsBrand]: 'Micros' };

export const microsPerMillisecond = 1_000n;
export const microsPerSecond = 1_000_000n;
export const microsPerHour = 3_600n * microsPerSecond;
export const microsPerDay = 24n * microsPerHour;

/** Microseconds in so many minutes, which can be a part of one. */
export const microsOfMinutes = (minutes: number): bigint => BigInt(Math.round(minutes * 60e6));

/** Take a count of microseconds since the epoch as an instant. */
export const micros = (value: bigint): Micros => value as Micros;

/** The instant of a `Date` or of milliseconds since the epoch. */
export const microsOfMs = (ms: number): Micros => micros(BigInt(Math.trunc(ms)) * microsPerMillisecond);

/** Milliseconds since the epoch, rounded down: for charts, clocks and formats that need no more. */
export const msOfMicros = (instant: bigint): number => Number(floorDiv(instant, microsPerMillisecond));

/** Integer division that rounds towards minus infinity, so that instants before 1970 behave. */
export const floorDiv = (value: bigint, by: bigint): bigint => {
  const quotient = value / by;
  return value % by < 0n ? quotient - 1n : quotient;
};

const pattern =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(Z|z|[+-]\d{2}(?::?\d{2})?)?)?$/;

/**
 * Read an ISO 8601 date or date-time (without offset: UTC; digits after the sixth are dropped).
 * @returns undefined when the text is none, or names a day or time that does not exist
 */
export const parseInstant = (text: string): Micros | undefined => {
  const match = pattern.exec(text.trim());
  if (!match) return undefined;
  const [, year, month, day, hour = '00', minute = '00', second = '00', fraction = '', zone = 'Z'] = match;
  const leap = second === '60';
  const base = `${year}-${month}-${day}T${hour}:${minute}:${leap ? '59' : second}Z`;
  const ms = Date.parse(base);
  // Date.parse accepts 30 February and 24:00; what it makes of them is another day than was written
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 19) !== base.slice(0, 19)) return undefined;
  const offset = offsetMinutes(zone);
  if (offset === undefined) return undefined;
  const seconds = BigInt(ms / 1000) + (leap ? 1n : 0n) - BigInt(offset) * 60n;
  return micros(seconds * microsPerSecond + BigInt(fraction.padEnd(6, '0').slice(0, 6)));
};

/** The same of a text that may be absent. */
export const parseInstantIfGiven = (text: string | undefined): Micros | undefined =>
  text === undefined ? undefined : parseInstant(text);

const offsetMinutes = (zone: string): number | undefined => {
  if (zone === 'Z' || zone === 'z') return 0;
  const digits = zone.slice(1).replace(':', '');
  const hours = Number(digits.slice(0, 2));
  const minutes = Number(digits.slice(2) || '0');
  if (hours > 23 || minutes > 59) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
};

/** Write an instant as ISO 8601 in UTC, with as many digits after the second as it needs: none, 3 or 6. */
export const formatInstant = (instant: bigint): string => {
  const ms = floorDiv(instant, microsPerMillisecond);
  const rest = instant - ms * microsPerMillisecond;
  const iso = new Date(Number(ms)).toISOString();
  if (rest !== 0n) return `${iso.slice(0, -1)}${String(rest).padStart(3, '0')}Z`;
  return iso.replace('.000Z', 'Z');
};

const firstInstant = micros(-62_135_596_800_000_000n);
const lastInstant = micros(253_402_300_799_999_999n);

/** Whether an instant is one that storage and screens can carry: the years 1 to 9999. */
export const isRepresentable = (instant: bigint): boolean =>
  instant >= firstInstant && instant <= lastInstant;

/** The nearest instant within the years 1 to 9999: the edge of a bucket can lie a little outside. */
export const representable = (instant: Micros): Micros =>
  instant < firstInstant ? firstInstant : instant > lastInstant ? lastInstant : instant;
