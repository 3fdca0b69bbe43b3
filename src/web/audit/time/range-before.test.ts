import { describe, expect, it } from 'vitest';
import { type Micros, formatInstant, micros, parseInstant } from '../../../contract/instant.ts';
import { rangeBefore } from './range-before.ts';
import { frozenRange } from './range-steps.ts';
import { type Range, rangeOfText, resolveRange } from './range.ts';

const at = (text: string): Micros => parseInstant(text) ?? micros(0n);

const rangeOf = (text: string, zone: string, now: Micros): Range => {
  const read = rangeOfText(text, zone, now);
  if ('problem' in read) throw new Error(read.problem);
  return read.range;
};

const words = (range: Range, now: Micros, zone: string): string => {
  const before = rangeBefore(range, resolveRange(range, now), zone);
  return before ? `${formatInstant(before.from)} ${formatInstant(before.to)} ${before.name}` : 'as long';
};

describe('what a range is compared with', () => {
  it.each([
    // a Tuesday
    [
      'this week',
      'UTC',
      '2026-03-17T05:28:00Z',
      '2026-03-09T00:00:00Z 2026-03-10T05:28:00Z the week before up to the same weekday and time',
    ],
    [
      'today',
      'UTC',
      '2026-03-17T05:28:00Z',
      '2026-03-16T00:00:00Z 2026-03-16T05:28:00Z the day before up to the same time',
    ],
    ['yesterday', 'UTC', '2026-03-17T05:28:00Z', '2026-03-15T00:00:00Z 2026-03-16T00:00:00Z the day before'],
    ['last week', 'UTC', '2026-03-17T05:28:00Z', '2026-03-02T00:00:00Z 2026-03-09T00:00:00Z the week before'],
    [
      'this month',
      'UTC',
      '2026-03-17T05:28:00Z',
      '2026-02-01T00:00:00Z 2026-02-17T05:28:00Z the month before up to the same day and time',
    ],
    [
      'last month',
      'UTC',
      '2026-03-17T05:28:00Z',
      '2026-01-01T00:00:00Z 2026-02-01T00:00:00Z the month before',
    ],
    ['last year', 'UTC', '2026-03-17T05:28:00Z', '2024-01-01T00:00:00Z 2025-01-01T00:00:00Z the year before'],
    [
      'this year',
      'UTC',
      '2026-03-17T05:28:00Z',
      '2025-01-01T00:00:00Z 2025-03-17T05:28:00Z the year before up to the same day and time',
    ],
    // there was no 30th of February, and no 29th the year before
    [
      'this month',
      'UTC',
      '2026-03-30T05:28:00Z',
      '2026-02-01T00:00:00Z 2026-03-01T00:00:00Z the month before up to the same day and time',
    ],
    [
      'this year',
      'UTC',
      '2028-02-29T05:28:00Z',
      '2027-01-01T00:00:00Z 2027-03-01T00:00:00Z the year before up to the same day and time',
    ],
    [
      '2026-03-01 to 2026-03-31',
      'UTC',
      '2026-04-17T05:28:00Z',
      '2026-02-01T00:00:00Z 2026-03-01T00:00:00Z the month before',
    ],
    [
      '2026-03-09 to 2026-03-15',
      'UTC',
      '2026-04-17T05:28:00Z',
      '2026-03-02T00:00:00Z 2026-03-09T00:00:00Z the week before',
    ],
    [
      '2026-03-10 to 2026-03-12',
      'UTC',
      '2026-04-17T05:28:00Z',
      '2026-03-07T00:00:00Z 2026-03-10T00:00:00Z as many days before',
    ],
    ['monday', 'UTC', '2026-03-17T05:28:00Z', '2026-03-15T00:00:00Z 2026-03-16T00:00:00Z the day before'],
    ['last 7 days', 'UTC', '2026-03-17T00:00:00Z', 'as long'],
    ['now-2h to now-1h', 'UTC', '2026-03-17T05:28:00Z', 'as long'],
    ['since monday', 'UTC', '2026-03-17T05:28:00Z', 'as long'],
    ['all', 'UTC', '2026-03-17T05:28:00Z', 'as long'],
    // the clocks of Berlin go forward on the 29th of March and back on the 25th of October
    [
      'today',
      'Europe/Berlin',
      '2026-03-29T10:00:00Z',
      '2026-03-27T23:00:00Z 2026-03-28T11:00:00Z the day before up to the same time',
    ],
    [
      'yesterday',
      'Europe/Berlin',
      '2026-03-30T10:00:00Z',
      '2026-03-27T23:00:00Z 2026-03-28T23:00:00Z the day before',
    ],
    [
      'this week',
      'Europe/Berlin',
      '2026-03-31T07:00:00Z',
      '2026-03-22T23:00:00Z 2026-03-24T08:00:00Z the week before up to the same weekday and time',
    ],
    [
      'last week',
      'Europe/Berlin',
      '2026-10-27T07:00:00Z',
      '2026-10-11T22:00:00Z 2026-10-18T22:00:00Z the week before',
    ],
    [
      'this month',
      'Europe/Berlin',
      '2026-11-02T07:00:00Z',
      '2026-09-30T22:00:00Z 2026-10-02T06:00:00Z the month before up to the same day and time',
    ],
    // half past two of the day before was skipped: it is where the clocks went forward
    [
      'today',
      'Europe/Berlin',
      '2026-03-30T00:30:00Z',
      '2026-03-28T23:00:00Z 2026-03-29T01:00:00Z the day before up to the same time',
    ],
    // those of New York on the 8th of March and the 1st of November
    [
      'today',
      'America/New_York',
      '2026-03-08T16:00:00Z',
      '2026-03-07T05:00:00Z 2026-03-07T17:00:00Z the day before up to the same time',
    ],
    [
      'this week',
      'America/New_York',
      '2026-03-10T13:00:00.5Z',
      '2026-03-02T05:00:00Z 2026-03-03T14:00:00.500Z the week before up to the same weekday and time',
    ],
    [
      'last month',
      'America/New_York',
      '2026-12-15T13:00:00Z',
      '2026-10-01T04:00:00Z 2026-11-01T04:00:00Z the month before',
    ],
  ])('%s in %s at %s', (text, zone, now, told) => {
    expect(words(rangeOf(text, zone, at(now)), at(now), zone)).toBe(told);
  });

  it('stays the same when the range is held, and however it is shown', () => {
    const now = at('2026-03-31T07:00:00Z');
    const range = rangeOf('this week', 'Europe/Berlin', now);
    const held = frozenRange(range, resolveRange(range, now), now);
    expect(words(held, now, 'Europe/Berlin')).toBe(words(range, now, 'UTC'));
  });
});
