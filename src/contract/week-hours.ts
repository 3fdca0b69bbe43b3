import { isZone } from './zone.ts';

/** Monday first. */
const dayNames = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** Hours of the week on the clocks of a zone; whole hours, `from` inclusive and `to` exclusive, 0 to 24. */
export type WeekHours = {
  /** From 0, a Monday; the first can come after the last: Friday to Monday. */
  readonly days: readonly [first: number, last: number];
  readonly hours: readonly [from: number, to: number];
  readonly zone: string;
};

/** What can be written, for those who wrote something else. */
export const weekHoursHelp = 'mon-fri 08-18 Europe/Berlin, sat-sun or 22-24';

const daysOf = (word: string): WeekHours['days'] | undefined => {
  const [first = '', last = first, ...more] = word.toLowerCase().split('-');
  const days = [first, last].map((name) => dayNames.findIndex((each) => each === name));
  const [from = -1, to = -1] = days;
  return more.length > 0 || from === -1 || to === -1 ? undefined : [from, to];
};

const hoursOf = (word: string): WeekHours['hours'] | undefined => {
  const [, from = '', to = ''] = /^(\d{1,2})-(\d{1,2})$/.exec(word) ?? [];
  if (from === '' || Number(from) >= Number(to) || Number(to) > 24) return undefined;
  return [Number(from), Number(to)];
};

/** Read hours of the week: days, hours or both, then a zone (without one: UTC). @returns undefined when it is none */
export const readWeekHours = (text: string): WeekHours | undefined => {
  const words = text.trim().split(/ +/);
  const days = daysOf(words[0] ?? '');
  const hours = hoursOf(words[days ? 1 : 0] ?? '');
  const rest = words.slice((days ? 1 : 0) + (hours ? 1 : 0));
  const [zone = 'UTC'] = rest;
  if ((!days && !hours) || rest.length > 1 || !isZone(zone)) return undefined;
  return { days: days ?? [0, 6], hours: hours ?? [0, 24], zone };
};

const two = (hour: number): string => String(hour).padStart(2, '0');

/** Hours of the week as they are written in queries: the inverse of `readWeekHours`. */
export const writeWeekHours = ({ days: [first, last], hours: [from, to], zone }: WeekHours): string => {
  const day = (index: number): string => dayNames[index] ?? '';
  const days = first === last ? day(first) : `${day(first)}-${day(last)}`;
  return `${days} ${two(from)}-${two(to)} ${zone}`;
};

const shownDay = (index: number): string => {
  const name = dayNames[index] ?? '';
  return name.slice(0, 1).toUpperCase() + name.slice(1);
};

/** The same in words: `Mon–Fri 08:00–18:00 (Europe/Berlin)`. */
export const weekHoursWords = ({ days: [first, last], hours: [from, to], zone }: WeekHours): string => {
  const everyDay = first === 0 && last === 6;
  const days = first === last ? shownDay(first) : `${shownDay(first)}–${shownDay(last)}`;
  const hours = from === 0 && to === 24 ? '' : `${two(from)}:00–${two(to)}:00`;
  const parts = [everyDay && hours !== '' ? '' : days, hours].filter((part) => part !== '');
  return `${parts.join(' ')} (${zone})`;
};

/** The hours of the week they are, 0 to 167 from Monday at midnight. */
export const hourNumbers = ({ days: [first, last], hours: [from, to] }: WeekHours): readonly number[] => {
  const count = ((last - first + 7) % 7) + 1;
  return Array.from({ length: count }, (_, index) => (first + index) % 7).flatMap((day) =>
    Array.from({ length: to - from }, (_, index) => day * 24 + from + index),
  );
};
