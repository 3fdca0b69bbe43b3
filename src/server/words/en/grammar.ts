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

/** An instant in ISO 8601 as people write it, in a zone and with its name: “09:14 UTC on 21 Nov 2026”. */
export const clockTime = (instant: string, zone: string): string => {
  const micros = parseInstant(instant);
  if (micros === undefined) return instant;
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      hour: '2-digit',
      minute: '2-digit',
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      timeZoneName: 'short',
    });
    formats.set(zone, format);
  }
  const part = Object.fromEntries(
    format.formatToParts(msOfMicros(micros)).map(({ type, value }) => [type, value]),
  );
  return `${part['hour']}:${part['minute']} ${part['timeZoneName']} on ${part['day']} ${part['month']} ${part['year']}`;
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
