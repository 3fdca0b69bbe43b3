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
const chosen = (filters: Filters) => filters.any['step_result'];

describe('facets', () => {
  it('choose several values, take them back one by one, and exclude', () => {
    const one = withChoice(noFilters, 'any', 'step_result', 'Failure');
    const two = withChoice(one, 'any', 'step_result', 'Success');
    expect(chosen(two)).toEqual(['Failure', 'Success']);
    expect(chosen(withChoice(two, 'any', 'step_result', 'Failure'))).toEqual(['Success']);
    const excluded = withChoice(two, 'none', 'step_result', 'Failure');
    expect([chosen(excluded), excluded.none['step_result']]).toEqual([['Success'], ['Failure']]);
    expect(withChoice(one, 'any', 'step_result', 'Failure')).toEqual(noFilters);
    expect(chosenCount(excluded, 'step_result')).toBe(2);
  });

  it('never ask for events that have a value and have none', () => {
    const missing = withMissing(withChoice(noFilters, 'any', 'step_result', 'Failure'), 'step_result');
    expect(missing).toEqual({ any: {}, none: {}, missing: ['step_result'] });
    expect(withChoice(missing, 'any', 'step_result', 'Failure').missing).toEqual([]);
    expect(withMissing(missing, 'step_result')).toEqual(noFilters);
  });

  it('show what is chosen even when it is rare', () => {
    const filters = withValue(
      withValue(noFilters, 'any', 'step_result', 'Odd'),
      'none',
      'step_result',
      'Success',
    );
    expect(linesOf(facet, filters, 'step_result')).toEqual([
      { value: 'Odd', count: undefined, choice: 'any' },
      { value: 'Success', count: 9, choice: 'none' },
      { value: 'Failure', count: 2, choice: undefined },
    ]);
    expect(linesOf(undefined, noFilters, 'step_result')).toEqual([]);
  });
});
