import fc from 'fast-check';
import { expect, test } from 'vitest';
import { micros, microsPerDay } from '../../contract/instant.ts';
import { thresholdsSchema } from '../../contract/thresholds.ts';
import { type UsedWay, habitsOf, lastBefore, waysBefore } from './places.ts';

const thresholds = thresholdsSchema.parse({});
const { days, known } = thresholds.places;
const before = BigInt(days + 10) * microsPerDay;
const since = before - BigInt(days) * microsPerDay;

const instant = fc.oneof(
  fc.integer({ min: 0, max: 60 }).map((hours) => since + BigInt(hours - 30) * (microsPerDay / 24n)),
  fc.integer({ min: 0, max: 60 }).map((hours) => before + BigInt(hours - 30) * (microsPerDay / 24n)),
);
const names = fc.constantFrom(undefined, 'a', 'b', 'c');
const way: fc.Arbitrary<UsedWay> = fc.record({
  starts: fc
    .array(instant, { minLength: 1, maxLength: 8 })
    .map((all) => all.toSorted((a, b) => Number(a - b)).map((each) => micros(each))),
  network: names,
  browser: names,
});

test('what a person is known by is what a look at each sign-in of the days before would tell', () => {
  fc.assert(
    fc.property(
      fc.array(way, { maxLength: 6 }),
      names,
      fc.integer({ min: 1, max: 5 }),
      (ways, name, most) => {
        const each = ways
          .flatMap(({ starts, ...how }) => starts.map((start) => ({ start, ...how })))
          .filter(({ start }) => start >= since && start < before);
        const isKnown = each.length >= known;
        const habits = habitsOf(ways, () => [{ day: 1, people: 1 }], before, thresholds);
        expect(habits.placeOf(name)).toBe(
          name === undefined
            ? 'unknown'
            : each.some(({ network }) => network === name)
              ? 'own'
              : isKnown
                ? 'strange'
                : 'unknown',
        );
        expect(habits.isNewBrowser(name)).toBe(
          name !== undefined && isKnown && !each.some(({ browser }) => browser === name),
        );
        expect(waysBefore(ways, before, thresholds)).toEqual(
          ways.filter(({ starts }) => starts.some((start) => start >= since && start < before)),
        );
        const times = each.map(({ start }) => start).toSorted((a, b) => Number(a - b));
        expect(lastBefore(ways, before, thresholds, most)).toEqual(times.slice(-most));
      },
    ),
  );
});
