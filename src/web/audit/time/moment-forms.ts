// what texts are made of; they come in lower case, with single spaces and a plain minus
/** The first letters of months, January first. */
export const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const monthNames = String.raw`(?<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)`;
/** The first letters of weekdays, Sunday first. */
export const weekdayStarts = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const weekdayNames = String.raw`(?<weekday>sun|mon|tue(?:s)?|wed(?:nes)?|thu(?:r|rs)?|fri|sat(?:ur)?)(?:day)?`;
const time = String.raw`(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,](?<fraction>\d{1,9}))?)?(?: ?(?<half>[ap])\.?m\b\.?)?`;
const zoned = String.raw`(?<zone>[a-z][a-z0-9_/+:-]*|[+-][0-9:]+)?(?: ?[[(](?<aside>[^()[\]]*)[\])])?(?: \((?<behind>[^()]*)\))?`;
const timed = `${time} ?${zoned}`;
const [year, day] = [String.raw`(?<year>\d{4})`, String.raw`(?<day>\d{1,2})(?:st|nd|rd|th)?`];
const date = String.raw`(?<year>\d{4}|[+-]\d{6})(?<cut>[-/])(?<number>\d{2})\k<cut>(?<day>\d{2})`;
const named = `(?:${weekdayNames},? )?`;

/** How dates and times are written: as this product shows them, and as mails, logs and programs do. */
const forms = [
  // 2026-10-25 01:20:00.512 Europe/Berlin (+01:00), 2026-10-25T01:20Z, 2026/10/25
  `${date}(?:(?:t|,? )${timed})?`,
  // 2026-10-25 Europe/Berlin
  `${date} ${zoned}`,
  // 20261025T012000Z
  String.raw`(?<year>\d{4})(?<number>\d{2})(?<day>\d{2})t(?<hour>\d{2})(?<minute>\d{2})(?<second>\d{2})?${zoned}`,
  // Sun, 25 Oct 2026 01:20:00 +0100, 25/Oct/2026:01:20:00 +0100, 25 October 2026
  `${named}${day}[ /-]${monthNames}[ /-]${year}(?:(?:,? |:|,? at )${timed})?`,
  // Sun Oct 25 2026 01:20:00 GMT+0100 (Central European Standard Time), October 25, 2026 at 1:20 AM
  `${named}${monthNames} ${day},? ${year}(?:(?:,? |,? at )${timed})?`,
  // Sun Oct 25 01:20:00 CET 2026
  `${named}${monthNames} ${day} ${timed} ${year}`,
  // 01:20 CET on 25 Oct 2026
  `${timed} on ${day} ${monthNames} ${year}`,
  // 10-25, as beside an axis; Monday 09:00; a time of the day
  String.raw`(?<number>\d{2})-(?<day>\d{2})(?: ${timed})?`,
  `${weekdayNames}(?:,? (?:at )?${timed})?`,
  timed,
].map((form) => new RegExp(`^${form}$`));

type Part =
  | 'year'
  | 'number'
  | 'month'
  | 'day'
  | 'weekday'
  | 'hour'
  | 'minute'
  | 'second'
  | 'fraction'
  | 'half'
  | 'zone'
  | 'aside'
  | 'behind';
/** What was found of a written moment; what was not written is absent. */
export type Parts = Partial<Record<Part, string>>;

/** The parts of a date or a time, in each form that the text has; it comes in lower case, with single spaces. */
export const momentPartsOf = (text: string): readonly Parts[] =>
  forms.flatMap((form) => {
    const parts: Parts | undefined = form.exec(text)?.groups;
    return parts ? [parts] : [];
  });

/** The hour of a written time on the clock of 24; undefined for one that no clock shows. */
export const hourOf = ({ hour = '0', half }: Parts): number | undefined => {
  if (half !== undefined && (Number(hour) < 1 || Number(hour) > 12)) return undefined;
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (half === 'p' ? 12 : 0);
  return hours > 23 ? undefined : hours;
};

const digitsAlone = /^(?<hour>\d{1,2}?)(?<minute>\d{2})?$/;
const timeAlone = new RegExp(`^${time}$`);

/**
 * A time of the day as the clock of 24 hours shows it, `21:30:05`, however it was typed: `9:30:05 pm`, `0930`, `9`.
 * @returns undefined when it is none
 */
export const timeOfDay = (typed: string): string | undefined => {
  const text = typed.trim().toLowerCase();
  if (text === '') return '';
  const parts: Parts | undefined = (timeAlone.exec(text) ?? digitsAlone.exec(text))?.groups;
  if (!parts) return undefined;
  const hours = hourOf(parts);
  const { minute = '00', second, fraction } = parts;
  if (hours === undefined || Number(minute) > 59 || Number(second ?? 0) > 60) return undefined;
  const seconds = second === undefined ? '' : `:${second}${fraction === undefined ? '' : `.${fraction}`}`;
  return `${String(hours).padStart(2, '0')}:${minute}${seconds}`;
};
