import { type Micros, micros, microsOfMs, microsPerSecond } from '../../../contract/instant.ts';
import { readMoment } from '../time/moment-text.ts';
import type { Range } from '../time/range.ts';

const clock = String.raw`\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?`;
const zoned = String.raw`(?: ?[ap]\.?m\b\.?)?(?: ?(?:z|utc|gmt|cest|cet|bst|[+-]\d{2}:?\d{2})(?![\w:]))?`;
const month = String.raw`(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*`;
const timed = String.raw`(?:(?:t|,? |, at | at )${clock}${zoned})?`;

/** How tickets write when something was, the more telling first. */
const forms = [
  String.raw`\d{4}[-/]\d{2}[-/]\d{2}${timed}`,
  String.raw`\d{1,2}(?:st|nd|rd|th)?[ /-]${month}(?:[ /-]\d{4})?${timed}`,
  String.raw`${month} \d{1,2}(?:st|nd|rd|th)?(?:,? \d{4})?${timed}`,
  String.raw`${clock}${zoned}`,
].map((form) => new RegExp(String.raw`(?<![\w:.%/-])${form}(?![\w:%/-])`, 'i'));

/** So long before and after a time that somebody wrote down it is looked for. */
const around = 30n * 60n * microsPerSecond;

/** So much of a text is read for a time (characters). */
const readForTime = 2_000;

/** A date without a year with that of today and of last year: readers of dates want one. */
const withYears = (text: string, now: Micros): readonly string[] => {
  const year = new Date(Number(now / 1_000n)).getUTCFullYear();
  if (/\d{4}/.test(text) || !/[a-z]{3}/.test(text)) return [text];
  return [text, ...[year, year - 1].map((each) => text.replace(dayAndMonth, `$& ${each}`))];
};
const dayAndMonth = new RegExp(
  `^(?:\\d{1,2}(?:st|nd|rd|th)?[ /-]${month}|${month} \\d{1,2}(?:st|nd|rd|th)?)`,
);

/**
 * When something was, by a text that says more than that: the day, or half an hour before and after the time. A time without a
 * date is the last such one.
 * @returns undefined when no time is named
 */
export const momentIn = (
  text: string,
  zone: string,
  now: Micros = microsOfMs(Date.now()),
): Range | undefined => {
  const start = text.slice(0, readForTime).replaceAll(/\s+/g, ' ').toLowerCase();
  for (const form of forms) {
    const [found] = form.exec(start) ?? [];
    if (found === undefined) continue;
    for (const written of withYears(found.replaceAll(/,? at | ?, ?/g, ' '), now)) {
      const read = readMoment(written, { zone, now });
      if (!read || 'problem' in read || read.at > now) continue;
      return read.isDay
        ? { kind: 'between', ...read.whole }
        : { kind: 'between', from: micros(read.at - around), to: micros(read.at + around) };
    }
  }
  return undefined;
};
