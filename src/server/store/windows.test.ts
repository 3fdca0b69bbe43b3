import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Micros, micros, microsPerDay } from '../../contract/instant.ts';
import {
  type DayCount,
  type Run,
  commonRuns,
  dayOf,
  joinRuns,
  pageSteps,
  runsOf,
  runsWithout,
} from './windows.ts';

const days = fc
  .uniqueArray(
    fc.record({ day: fc.integer({ min: -800, max: 800 }), count: fc.integer({ min: 1, max: 200_000 }) }),
    {
      selector: ({ day }) => day,
      maxLength: 120,
    },
  )
  .map((unsorted): DayCount[] => unsorted.toSorted((a, b) => a.day - b.day));

const within = fc
  .tuple(
    fc.bigInt({ min: -900n * microsPerDay, max: 900n * microsPerDay }),
    fc.bigInt({ min: -900n * microsPerDay, max: 900n * microsPerDay }),
  )
  .map(([a, b]): Run =>
    a < b ? { from: micros(a), to: micros(b) } : { from: micros(b), to: micros(a + 1n) },
  );

const clipped = ({ day }: DayCount, { from, to }: Run): Run | undefined => {
  const start = BigInt(day) * microsPerDay;
  const run = {
    from: micros(start > from ? start : from),
    to: micros(start + microsPerDay < to ? start + microsPerDay : to),
  };
  return run.from < run.to ? run : undefined;
};

const nowhere: Run = { from: micros(0n), to: micros(0n) };

const disjointAscending = (runs: readonly Run[]): boolean =>
  runs.every(
    (run, index) => run.from < run.to && (index === 0 || (runs[index - 1]?.to ?? run.to) <= run.from),
  );

const covers = (runs: readonly Run[], { from, to }: Run): boolean => {
  let at: Micros = from; // the next instant to be covered
  for (const run of runs) if (run.from <= at && run.to > at) at = run.to;
  return at >= to;
};

describe('the steps in which a page is looked for', () => {
  test('cover all the days within the range, each instant once, in the order of travel', () => {
    fc.assert(
      fc.property(
        days,
        within,
        fc.constantFrom('asc' as const, 'desc' as const),
        fc.integer({ min: 500, max: 500_000 }),
        (given, range, order, budget) => {
          const steps = [...pageSteps(given, range, order, budget)];
          expect(steps.every((runs) => runs.length > 0 && disjointAscending(runs))).toBe(true);
          const inOrder = order === 'asc' ? steps : steps.toReversed();
          const all = inOrder.flat();
          expect(disjointAscending(all)).toBe(true);
          expect(all.every(({ from, to }) => from >= range.from && to <= range.to)).toBe(true);
          expect(given.every((day) => covers(all, clipped(day, range) ?? nowhere))).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('the first reads no more than it must, and they grow', () => {
    const busy = Array.from({ length: 100 }, (_, day): DayCount => ({ day, count: 100_000 }));
    const range = { from: micros(0n), to: micros(100n * microsPerDay) };
    const steps = [...pageSteps(busy, range, 'desc', 500)];
    const [first] = steps;
    expect(Number(first?.[0]?.to) - Number(first?.[0]?.from)).toBeLessThanOrEqual(Number(microsPerDay) / 200);
    expect(steps.length).toBeLessThan(12);
  });
});

test('the runs of days cover them, and are few', () => {
  fc.assert(
    fc.property(days, within, (given, range) => {
      const runs = runsOf(given, range);
      expect(runs.length).toBeLessThanOrEqual(40);
      expect(disjointAscending(runs)).toBe(true);
      expect(given.every((day) => covers(runs, clipped(day, range) ?? nowhere))).toBe(true);
    }),
    { numRuns: 100 },
  );
});

test('the smallest gaps are closed first', () => {
  const runs = Array.from({ length: 60 }, (_, n): Run => {
    const from = BigInt(n) * 1_000n + (n >= 30 ? 1_000_000n : 0n);
    return { from: micros(from), to: micros(from + (n % 2 === 0 ? 999n : 500n)) };
  });
  const joined = joinRuns(runs);
  expect(joined.length).toBeLessThanOrEqual(40);
  expect(joined.some(({ from, to }) => from < 100_000n && to > 1_000_000n)).toBe(false);
});

test('days before 1970 are days too', () => {
  expect([0n, -1n, -microsPerDay, -microsPerDay - 1n, microsPerDay - 1n].map(dayOf)).toEqual([
    0, -1, -1, -2, 0,
  ]);
});

describe('stretches of time beside one another', () => {
  /** Ascending runs within 0 ≤ t < 40 that neither overlap nor touch. */
  const runs = fc
    .uniqueArray(fc.integer({ min: 0, max: 40 }), { maxLength: 12 })
    .map((edges) => edges.toSorted((a, b) => a - b))
    .map((edges) =>
      edges.flatMap((from, index): Run[] => {
        const to = edges[index + 1];
        return index % 2 === 1 || to === undefined
          ? []
          : [{ from: micros(BigInt(from)), to: micros(BigInt(to)) }];
      }),
    );
  const covers = (all: readonly Run[], time: bigint) => all.some(({ from, to }) => from <= time && time < to);

  test('what they have in common, and what one has alone, make it up again', () => {
    fc.assert(
      fc.property(runs, runs, (one, other) => {
        const [common, alone] = [commonRuns(one, other), runsWithout(one, other)];
        expect(disjointAscending(common) && disjointAscending(alone)).toBe(true);
        for (let time = 0n; time < 41n; time += 1n) {
          expect(covers(common, time)).toBe(covers(one, time) && covers(other, time));
          expect(covers(alone, time)).toBe(covers(one, time) && !covers(other, time));
        }
      }),
    );
  });
});
