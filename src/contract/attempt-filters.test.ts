import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { z } from 'zod';
import {
  type AttemptFilters,
  attemptFilters,
  attemptFiltersOf,
  attemptShape,
  hasAttemptFilters,
  noAttemptFilters,
  withAttemptFilter,
  withoutListed,
  writeAttemptFilters,
} from './attempt-filters.ts';
import { outcomes } from './outcome.ts';
import { refusedKinds } from './refused-kinds.ts';

const listed = fc.subarray([...outcomes], { minLength: 1 });
const number = fc.nat(999_999_999);
const filters = fc.record(
  {
    outcomes: listed,
    notOutcomes: listed,
    stoppedAt: fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 5 }),
    refused: fc.subarray([...refusedKinds], { minLength: 1 }),
    renewal: fc.boolean(),
    minDuration: number,
    maxDuration: number,
    minEvents: number,
    maxEvents: number,
  },
  { requiredKeys: [] },
);

it('are read by the schema as they are written', () => {
  fc.assert(
    fc.property(filters, (wanted) => {
      const query: Record<string, string[]> = {};
      for (const [param, value] of writeAttemptFilters(wanted)) (query[param] ??= []).push(value);
      // a parameter that is given once comes as a text
      const asked = Object.entries(query).map(([param, values]) => [
        param,
        values.length === 1 ? values[0] : values,
      ]);
      const parsed = z.object(attemptShape).parse(Object.fromEntries(asked));
      expect(attemptFiltersOf(parsed)).toEqual(wanted);
    }),
  );
});

it('are all taken off one by one', () => {
  fc.assert(
    fc.property(filters, (set) => {
      expect(hasAttemptFilters(set)).toBe(Object.keys(set).length > 0);
      const left = attemptFilters.reduce<AttemptFilters>(
        (sum, { name }) => withAttemptFilter(sum, name, undefined),
        set,
      );
      expect(left).toEqual(noAttemptFilters);
    }),
  );
});

it('lose a list with its last value', () => {
  const set = { outcomes: ['failed', 'blocked'], minEvents: 2 } as const;
  const one = withoutListed(set, 'outcomes', 'failed');
  expect(one).toEqual({ outcomes: ['blocked'], minEvents: 2 });
  expect(withoutListed(one, 'outcomes', 'blocked')).toEqual({ minEvents: 2 });
});
