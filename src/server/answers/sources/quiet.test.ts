import { describe, expect, it } from 'vitest';
import { quietRule } from '../../../contract/quiet.ts';
import { quietStretches } from './quiet.ts';

const anHour = 60 / quietRule.bucket_minutes;
const aDay = 24 * anHour;
const days = 42;

/** Counts of so many days, of which the first is a Monday. */
const countsOf = (count: (day: number, hour: number, bucket: number) => number | undefined) =>
  Array.from({ length: days * aDay }, (_, at) =>
    count(Math.floor(at / aDay), Math.floor((at % aDay) / anHour), at),
  );

const isWorkday = (day: number): boolean => day % 7 < 5;
const isOffice = (day: number, hour: number): boolean => isWorkday(day) && hour >= 8 && hour < 18;

const always = () => 5;
const office = (day: number, hour: number) => (isOffice(day, hour) ? 5 : 0);

/** The same with nothing from an hour of a day on, for so many hours. */
const without =
  (
    count: (day: number, hour: number, at: number) => number | undefined,
    day: number,
    hour: number,
    hours: number,
  ) =>
  (at: number, its: number, bucket: number) => {
    const first = day * aDay + hour * anHour;
    return bucket >= first && bucket < first + hours * anHour ? 0 : count(at, its, bucket);
  };

/** Stretches as day, hour and length in hours. */
const found = (counts: readonly (number | undefined)[]) =>
  quietStretches(counts).map(({ first, end }) => [
    Math.floor(first / aDay),
    (first % aDay) / anHour,
    (end - first) / anHour,
  ]);

describe('stretches without a record', () => {
  it.each([
    ['of an hour, in what never rests', without(always, 30, 10, 1), [[30, 10, 1]]],
    ['at night, in what never rests', without(always, 33, 2, 2), [[33, 2, 2]]],
    ['of a day, in what never rests', without(always, 33, 0, 24), [[33, 0, 24]]],
    ['in working hours', without(office, 31, 10, 3), [[31, 10, 3]]],
    ['until the evening: the night after is usually empty', without(office, 31, 14, 8), [[31, 14, 3]]],
    ['of a week of working days', without(office, 28, 0, 24 * 5), [[28, 9, 104]]],
    ['that has not ended', without(always, 41, 20, 4), [[41, 20, 4]]],
  ])('%s', (_, count, wanted) => {
    expect(found(countsOf(count))).toEqual(wanted);
  });

  it.each([
    ['nights and weekends', office],
    ['a long weekend', (day: number, hour: number) => (day > 31 && day < 35 + 1 ? 0 : office(day, hour))],
    ['a day off', (day: number, hour: number) => (day === 31 ? 0 : office(day, hour))],
    [
      'a day on which few are there',
      (day: number, hour: number, at: number) => (day === 31 && at % 40 !== 0 ? 0 : office(day, hour)),
    ],
    [
      'one of few sign-ins',
      (day: number, hour: number, at: number) => (at % 37 === 0 ? office(day, hour) : 0),
    ],
    ['too short a history', (day: number, hour: number) => (day < 22 || (day === 39 && hour === 10) ? 0 : 5)],
    [
      'an hour earlier, when clocks have changed',
      (day: number, hour: number) => office(day, day < 32 ? hour : hour + 1),
    ],
    [
      'what is known to be lacking',
      (day: number, hour: number) => (day === 31 && hour > 9 && hour < 13 ? undefined : office(day, hour)),
    ],
  ] satisfies [string, (day: number, hour: number, at: number) => number | undefined][])(
    'are none: %s',
    (_, count) => {
      expect(found(countsOf(count))).toEqual([]);
    },
  );

  it('do not hide the next one', () => {
    expect(found(countsOf(without(without(always, 28, 9, 4), 35, 9, 4)))).toEqual([
      [28, 9, 4],
      [35, 9, 4],
    ]);
  });

  it('are told of the time that is looked at alone', () => {
    const counts = countsOf(without(without(always, 28, 9, 4), 35, 9, 4));
    expect(quietStretches(counts, 30 * aDay)).toHaveLength(1);
  });
});
