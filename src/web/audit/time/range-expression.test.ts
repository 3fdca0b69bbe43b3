import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Micros, formatInstant, micros, parseInstant } from '../../../contract/instant.ts';
import { normalExpression, readExpression } from './range-expression.ts';
import { rangeOfText, resolveRange, writeRange } from './range.ts';

const at = (text: string): Micros => parseInstant(text) ?? micros(0n);
const now = at('2026-03-18T09:30:00Z');

const read = (text: string, zone = 'UTC'): string => {
  const meaning = readExpression(text, now, zone);
  if ('problem' in meaning) return meaning.problem;
  const [from, to] = [meaning.from, meaning.to].map((edge) =>
    edge === undefined ? '…' : formatInstant(edge),
  );
  return `${from} ${to}${meaning.moves ? ' moving' : ''}`;
};

describe('a typed range', () => {
  it.each([
    ['yesterday', '2026-03-17T00:00:00Z 2026-03-18T00:00:00Z moving'],
    [' Today ', '2026-03-18T00:00:00Z 2026-03-18T09:30:00Z moving'],
    ['this week', '2026-03-16T00:00:00Z 2026-03-18T09:30:00Z moving'],
    ['this month', '2026-03-01T00:00:00Z 2026-03-18T09:30:00Z moving'],
    ['this year', '2026-01-01T00:00:00Z 2026-03-18T09:30:00Z moving'],
    ['last 3 months', '2025-12-18T09:30:00Z 2026-03-18T09:30:00Z moving'],
    ['past 90 seconds', '2026-03-18T09:28:30Z 2026-03-18T09:30:00Z moving'],
    ['last year', '2025-01-01T00:00:00Z 2026-01-01T00:00:00Z moving'],
    ['last week', '2026-03-09T00:00:00Z 2026-03-16T00:00:00Z moving'],
    ['previous month', '2026-02-01T00:00:00Z 2026-03-01T00:00:00Z moving'],
    ['past week', '2026-03-11T09:30:00Z 2026-03-18T09:30:00Z moving'],
    ['past year', '2025-03-18T09:30:00Z 2026-03-18T09:30:00Z moving'],
    ['-90s', '2026-03-18T09:28:30Z 2026-03-18T09:30:00Z moving'],
    ['2 months ago', '2026-01-18T09:30:00Z 2026-03-18T09:30:00Z moving'],
    ['now-2h to now', '2026-03-18T07:30:00Z 2026-03-18T09:30:00Z moving'],
    ['now - 2h to now - 1h', '2026-03-18T07:30:00Z 2026-03-18T08:30:00Z moving'],
    ['now-2h - now', '2026-03-18T07:30:00Z 2026-03-18T09:30:00Z moving'],
    ['from 3 days ago until yesterday', '2026-03-15T09:30:00Z 2026-03-18T00:00:00Z moving'],
    ['2026-03-01', '2026-03-01T00:00:00Z 2026-03-02T00:00:00Z'],
    ['2026-03-01 to 2026-03-05', '2026-03-01T00:00:00Z 2026-03-06T00:00:00Z'],
    ['2026-03-01 - 2026-03-05', '2026-03-01T00:00:00Z 2026-03-06T00:00:00Z'],
    ['"2026-03-01T09:00:00Z".', '2026-03-01T09:00:00Z 2026-03-01T09:01:00Z'],
    ['\u202eyesterday\u202c', '2026-03-17T00:00:00Z 2026-03-18T00:00:00Z moving'],
    // as the dashboard shows it
    ['‹U+202E›yesterday‹U+202C›', '2026-03-17T00:00:00Z 2026-03-18T00:00:00Z moving'],
    ['“2026\u201103\u201101\u200e”', '2026-03-01T00:00:00Z 2026-03-02T00:00:00Z'],
    ['9999-12-31', '9999-12-31T00:00:00Z 9999-12-31T23:59:59.999999Z'],
    ['2026-03-01 to 9999-12-31', '2026-03-01T00:00:00Z 9999-12-31T23:59:59.999999Z'],
    ['9999-12-31 23:59', '9999-12-31T23:59:00Z 9999-12-31T23:59:59.999999Z'],
    ['2026-03-01..2026-03-05', '2026-03-01T00:00:00Z 2026-03-06T00:00:00Z'],
    ['between 2026-03-01 and 2026-03-05', '2026-03-01T00:00:00Z 2026-03-06T00:00:00Z'],
    ['2026-03-01 09:00 to 10:30', '2026-03-01T09:00:00Z 2026-03-01T10:30:00Z'],
    ['2026-03-01T09:00:00Z – 2026-03-01T11:00+01:00', '2026-03-01T09:00:00Z 2026-03-01T10:00:00Z'],
    ['9:00 to 9:15', '2026-03-18T09:00:00Z 2026-03-18T09:15:00Z moving'],
    ['since 2026-03-01', '2026-03-01T00:00:00Z …'],
    ['2026-03-01 09:00', '2026-03-01T09:00:00Z 2026-03-01T09:01:00Z'],
    ['9:15', '2026-03-18T09:15:00Z 2026-03-18T09:16:00Z moving'],
    ['22:15:10', '2026-03-17T22:15:00Z 2026-03-17T22:16:00Z moving'],
    ['monday', '2026-03-16T00:00:00Z 2026-03-17T00:00:00Z moving'],
    ['since Wed 10:00', '2026-03-11T10:00:00Z … moving'],
    ['03-17', '2026-03-17T00:00:00Z 2026-03-18T00:00:00Z'],
    ['12-24 18:00 to 12-25', '2025-12-24T18:00:00Z 2025-12-26T00:00:00Z'],
    ['02-29', '2024-02-29T00:00:00Z 2024-03-01T00:00:00Z'],
    ['4 min 12 s', '2026-03-18T09:25:48Z 2026-03-18T09:30:00Z moving'],
    ['last 1 d 2 h', '2026-03-17T07:30:00Z 2026-03-18T09:30:00Z moving'],
    ['1.204 s', '2026-03-18T09:29:58.796Z 2026-03-18T09:30:00Z moving'],
    ['since yesterday', '2026-03-17T00:00:00Z … moving'],
    ['until 2026-03-05', '… 2026-03-06T00:00:00Z'],
    ['before 2026-03-05', '… 2026-03-05T00:00:00Z'],
    ['2026-03-01 to now', '2026-03-01T00:00:00Z 2026-03-18T09:30:00Z moving'],
  ])('%s', (text, meaning) => {
    expect(read(text)).toBe(meaning);
  });

  it.each([
    // the clock goes forward in the night to the 29th of March: that day has 23 hours
    ['2026-03-29', '2026-03-28T23:00:00Z 2026-03-29T22:00:00Z'],
    // and back in the night to the 25th of October: 25 hours
    ['2026-10-25', '2026-10-24T22:00:00Z 2026-10-25T23:00:00Z'],
    ['2026-03-29 09:00 to 10:00', '2026-03-29T07:00:00Z 2026-03-29T08:00:00Z'],
    ['2026-03-29T09:00Z to 2026-03-29T10:00Z', '2026-03-29T09:00:00Z 2026-03-29T10:00:00Z'],
    ['yesterday', '2026-03-16T23:00:00Z 2026-03-17T23:00:00Z moving'],
    ['this month', '2026-02-28T23:00:00Z 2026-03-18T09:30:00Z moving'],
  ])('%s means the days of the zone', (text, meaning) => {
    expect(read(text, 'Europe/Berlin')).toBe(meaning);
  });

  it.each([
    ['', /^Write a time: “last 3 days”/],
    ['soon', /^“soon” is not a time\. Try “last 3 days”/],
    ['2026-02-30', /^“2026-02-30” is not a time\./],
    ['2026-02-01 to 2026-02-30', /^“2026-02-30” is not a date or time that exists\./],
    ['2026-02-30 to 2026-03-01', /^“2026-02-30” is not a date or time that exists\./],
    ['2026-03-05 to 2026-03-01', /^The range ends before it begins\.$/],
    ['last 0 months', /^The range ends before it begins\.$/],
    ['now', /^“now” is one moment, not a range\. Write “since now”/],

    ['last 3 moons', /is not a time/],
    ['last 99999999 years', /is not a time/],
    ['since ever', /is not a time/],
  ])('explains what is wrong with “%s”', (text, problem) => {
    expect(read(text)).toMatch(problem);
  });

  it('never throws, whatever is typed', () => {
    const word = fc.constantFrom(
      'last',
      '3',
      'days',
      'to',
      '-',
      'now',
      '2026-03-01',
      '09:00',
      'ago',
      'since',
      '99999999y',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(word).map((words) => words.join(' ')),
    );
    fc.assert(
      fc.property(text, (typed) => {
        const meaning = readExpression(typed, now, 'UTC');
        const sound =
          'problem' in meaning
            ? meaning.problem !== ''
            : meaning.from === undefined || meaning.to === undefined || meaning.from < meaning.to;
        expect(sound).toBe(true);
        expect(normalExpression(normalExpression(typed))).toBe(normalExpression(typed));
      }),
    );
  });
});

describe('what is typed becomes a range that keeps what was meant', () => {
  it.each([
    ['last 3 days', 'range=3d'],
    ['-15d', 'range=15d'],
    ['now-2h to now', 'range=2h'],
    ['past hour', 'range=1h'],
    ['past week', 'range=1w'],
    ['Last week', 'range=last+week'],
    ['2 weeks ago', 'range=2w'],
    ['15 min', 'range=15m'],
    ['last 7 days', ''],
    ['All time', 'range=all'],
    ['Yesterday', 'range=yesterday'],
    ['now-2h  to now-1h', 'range=now-2h+to+now-1h'],
    ['last 3 months', 'range=last+3+months'],
    ['2026-03-01 to 2026-03-05', 'from=2026-03-01T00%3A00%3A00Z&to=2026-03-06T00%3A00%3A00Z'],
  ])('%s', (text, search) => {
    const read = rangeOfText(text, 'UTC', now);
    expect('range' in read ? new URLSearchParams(writeRange(read.range)).toString() : read.problem).toBe(
      search,
    );
  });

  it('has no rows when time has emptied it', () => {
    const range = { kind: 'typed', text: 'now to 2026-01-01', zone: 'UTC' } as const;
    expect(resolveRange(range, now)).toEqual({ from: now, to: now });
  });
});

describe('a text with what nobody sees', () => {
  it.each([
    '\u202enoos',
    'a\u2066 to \u2067b',
    '2026-03-01 \u0000\u200b to x',
    '\ufeff1 minute past',
    '\u202e'.repeat(400),
  ])('%j is repeated with marks', (text) => {
    const read = rangeOfText(text, 'UTC', now);
    expect('problem' in read && read.problem).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });
});

describe('a long text', () => {
  it.each(['a.', '1d..', ' to ', '-1d to ', ' (a', '10:00 '])(
    'of %j is refused, and not repeated whole',
    (unit) => {
      const meaning = rangeOfText(unit.repeat(200_000 / unit.length), 'UTC', now);
      expect('problem' in meaning && meaning.problem.length < 300).toBe(true);
    },
  );
});
