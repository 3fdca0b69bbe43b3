import { describe, expect, it } from 'vitest';
import { hourNumbers, readWeekHours, weekHoursWords, writeWeekHours } from './week-hours.ts';

describe('hours of the week', () => {
  it.each([
    ['mon-fri 08-18 Europe/Berlin', 'mon-fri 08-18 Europe/Berlin', 'Mon–Fri 08:00–18:00 (Europe/Berlin)', 50],
    ['tue 9-10', 'tue 09-10 UTC', 'Tue 09:00–10:00 (UTC)', 1],
    ['SAT-SUN', 'sat-sun 00-24 UTC', 'Sat–Sun (UTC)', 48],
    ['sun-mon', 'sun-mon 00-24 UTC', 'Sun–Mon (UTC)', 48],
    ['22-24 America/New_York', 'mon-sun 22-24 America/New_York', '22:00–24:00 (America/New_York)', 14],
    ['mon-sun', 'mon-sun 00-24 UTC', 'Mon–Sun (UTC)', 168],
  ])('%s', (text, written, words, count) => {
    const hours = readWeekHours(text);
    expect(hours && writeWeekHours(hours)).toBe(written);
    expect(hours && weekHoursWords(hours)).toBe(words);
    expect(hours && new Set(hourNumbers(hours)).size).toBe(count);
    expect(readWeekHours(written)).toEqual(hours);
  });

  it('are counted from Monday at midnight', () => {
    expect(hourNumbers({ days: [6, 0], hours: [23, 24], zone: 'UTC' })).toEqual([167, 23]);
  });

  it.each([
    '',
    ' ',
    'monday',
    'mon-',
    '18-08',
    '08-25',
    '8',
    'mon 8-9 Nowhere/Land',
    'mon 8-9 UTC UTC',
    'UTC',
    '8-9 mon',
  ])('%j is none', (text) => {
    expect(readWeekHours(text)).toBeUndefined();
  });
});
