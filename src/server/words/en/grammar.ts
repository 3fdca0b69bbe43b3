import { microsPerSecond, msOfMicros, parseInstant } from '../../../contract/instant.ts';

/** As much of a value as a sentence can hold, in characters; whole it stands beside the sentence. */
const longest = 120;

/** A value as a sentence or a line can hold it: its beginning, when it is long. */
export const brief = (value: string, characters = longest): string =>
  value.length <= characters
    ? value
    : `${value
        .slice(0, characters - 1)
        .replace(/\p{Surrogate}$/u, '') // half of a character
        .trimEnd()}…`;

/** A count as everywhere on the screen: 1,176 and not 1176. */
export const grouped = (count: number): string => count.toLocaleString('en-US');

/** “1 other”, “2,000 others”. */
export const counted = (count: number, one: string, many: string): string =>
  `${grouped(count)} ${count === 1 ? one : many}`;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Made once: a format takes far longer to make than to use. */
const formatIn = (
  locale: string,
  zone: string,
  timeZoneName: 'short' | 'shortOffset',
): Intl.DateTimeFormat => {
  const key = `${locale} ${zone} ${timeZoneName}`;
  const format =
    formats.get(key) ??
    new Intl.DateTimeFormat(locale, {
      timeZone: zone,
      hourCycle: 'h23',
      hour: '2-digit',
      minute: '2-digit',
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      timeZoneName,
    });
  formats.set(key, format);
  return format;
};

/** Each of these knows other zones' short names: CET, EST, AEST, IST. */
const nameLocales = ['en-GB', 'en-US', 'en-AU', 'en-IN'];

const zoneNameOf = (ms: number, zone: string, style: 'short' | 'shortOffset', locale: string): string =>
  formatIn(locale, zone, style)
    .formatToParts(ms)
    .find(({ type }) => type === 'timeZoneName')?.value ?? zone;

/** What a zone is called at an instant, and how far it is from UTC: “EST (UTC−5)”, “UTC+5:45”, “UTC”. */
const zoneWords = (ms: number, zone: string): string => {
  const offset = zoneNameOf(ms, zone, 'shortOffset', 'en-US').replace('GMT', 'UTC').replace('-', '−');
  const name = nameLocales
    .map((locale) => zoneNameOf(ms, zone, 'short', locale))
    .find((each) => !/\d/.test(each));
  if (name === undefined) return offset;
  return offset === 'UTC+0' ? name : `${name} (${offset})`;
};

/** An instant in ISO 8601 as people write it, in a zone and with its name: “11:10 EST (UTC−5) on 21 Nov 2026”. */
export const clockTime = (instant: string, zone: string): string => {
  const micros = parseInstant(instant);
  if (micros === undefined) return instant;
  const ms = msOfMicros(micros);
  const part = Object.fromEntries(
    formatIn('en-GB', zone, 'short')
      .formatToParts(ms)
      .map(({ type, value }) => [type, value]),
  );
  return `${part['hour']}:${part['minute']} ${zoneWords(ms, zone)} on ${part['day']} ${part['month']} ${part['year']}`;
};

/** A length of time in its largest units: “4 min 12 s”, “2 h”, “40 ms”. */
export const lengthOf = (micros: bigint): string => {
  if (micros < microsPerSecond) return `${Number(micros / 1_000n)} ms`;
  const seconds = Number((micros + microsPerSecond / 2n) / microsPerSecond);
  const units = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor((seconds % 86_400) / 3_600), 'h'],
    [Math.floor((seconds % 3_600) / 60), 'min'],
    [seconds % 60, 's'],
  ] as const;
  const first = units.findIndex(([count]) => count > 0);
  return units
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ');
};
