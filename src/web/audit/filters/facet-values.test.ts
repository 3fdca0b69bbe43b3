import { describe, expect, it } from 'vitest';
import { type Filters, noFilters, withValue } from '../../../contract/filters.ts';
import { chosenCount, linesOf, withChoice, withMissing } from './facet-values.ts';

const facet = {
  values: [
    { value: 'Success', count: 9 },
    { value: 'Failure', count: 2 },
  ],
  missing: 1,
  more: false,
};
const chosen = (filters: Filters) => filters.any['result'];

describe('facets', () => {
  it('choose several values, take them back one by one, and exclude', () => {
    const one = withChoice(noFilters, 'any', 'result', 'Failure');
    const two = withChoice(one, 'any', 'result', 'Success');
    expect(chosen(two)).toEqual(['Failure', 'Success']);
    expect(chosen(withChoice(two, 'any', 'result', 'Failure'))).toEqual(['Success']);
    const excluded = withChoice(two, 'none', 'result', 'Failure');
    expect([chosen(excluded), excluded.none['result']]).toEqual([['Success'], ['Failure']]);
    expect(withChoice(one, 'any', 'result', 'Failure')).toEqual(noFilters);
    expect(chosenCount(excluded, 'result')).toBe(2);
  });

  it('never ask for events that have a value and have none', () => {
    const missing = withMissing(withChoice(noFilters, 'any', 'result', 'Failure'), 'result');
    expect(missing).toEqual({ any: {}, none: {}, missing: ['result'] });
    expect(withChoice(missing, 'any', 'result', 'Failure').missing).toEqual([]);
    expect(withMissing(missing, 'result')).toEqual(noFilters);
  });

  it('show what is chosen even when it is rare', () => {
    const filters = withValue(withValue(noFilters, 'any', 'result', 'Odd'), 'none', 'result', 'Success');
    expect(linesOf(facet, filters, 'result')).toEqual([
      { value: 'Odd', count: undefined, choice: 'any' },
      { value: 'Success', count: 9, choice: 'none' },
      { value: 'Failure', count: 2, choice: undefined },
    ]);
    expect(linesOf(undefined, noFilters, 'result')).toEqual([]);
  });
});
