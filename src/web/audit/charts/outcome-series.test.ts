import { expect, test } from 'vitest';
import { outcomes } from '../../../contract/outcome.ts';
import { outcomesIn } from './outcome-series.ts';

test('attempts are stacked with trouble at the bottom and the unfinished apart at the top', () => {
  const series = outcomesIn([{ signed_in: 7, failed: 1 }, {}, { did_not_finish: 4, failed: 2, blocked: 1 }]);
  expect(series.map(({ label, count }) => [label, count])).toEqual([
    ['Failed', 3],
    ['Blocked', 1],
    ['Signed in', 7],
    ['Did not finish', 4],
  ]);
});

test('no two outcomes have the same word or the same colour', () => {
  const series = outcomesIn([Object.fromEntries(outcomes.map((outcome) => [outcome, 1]))]);
  expect(new Set(series.map(({ label }) => label)).size).toBe(outcomes.length);
  expect(new Set(series.map(({ fill }) => fill)).size).toBe(outcomes.length);
});
