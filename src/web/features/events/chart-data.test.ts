import { describe, expect, it } from 'vitest';
import type { HistogramAnswer } from '../../../contract/audits.ts';
import { filterOf } from '../../audit/time-bars.ts';
import { barsOf, seriesOf } from './chart-data.ts';

const answer: HistogramAnswer = {
  interval: '1h',
  tz: 'Europe/Berlin',
  by: 'result',
  buckets: [
    {
      from: '2026-03-14T22:00:00Z',
      to: '2026-03-14T23:00:00Z',
      count: 1010,
      by: { Success: 900, Failure: 5, Denied: 2, Timeout: 1, DoMfa: 100, other: 1, '': 1 },
    },
    { from: '2026-03-14T23:00:00Z', to: '2026-03-15T00:00:00Z', count: 0, by: {} },
  ],
};
const byApplication: HistogramAnswer = {
  ...answer,
  by: 'application_name',
  buckets: [
    {
      ...answer.buckets[0],
      from: '2026-03-14T22:00:00Z',
      to: '2026-03-14T23:00:00Z',
      count: 9,
      by: { a: 1, other: 2, '': 3, b: 2, failed: 1 },
    },
  ],
};
const series = seriesOf(answer);
const bars = barsOf(answer, series);

describe('what a histogram counts apart', () => {
  it('are the kinds of result that occur, unknown values and absent ones as other', () => {
    expect(series.map(({ key, count, values }) => [key, count, values])).toEqual([
      ['failed', 5, ['Failure']],
      ['blocked', 3, ['Denied', 'Timeout']],
      ['step', 100, ['DoMfa']],
      ['success', 900, ['Success']],
      ['unknown', 2, ['other', '']],
    ]);
    expect(bars[0]).toMatchObject({
      count: 1010,
      parts: { success: 900, failed: 5, blocked: 3, step: 100, unknown: 2 },
    });
  });

  it('are values by how often they occur, then the rare ones, then none', () => {
    const values = seriesOf(byApplication);
    expect(values.map(({ label, count }) => [label, count])).toEqual([
      ['b', 2],
      ['a', 1],
      ['failed', 1],
      ['All other values', 2],
      ['Not recorded', 3],
    ]);
    expect(new Set(values.map(({ fill }) => fill)).size).toBe(5);
  });

  it('can be filtered by, where a filter can say it', () => {
    const filters = [...series, ...seriesOf(byApplication)].map((each) => [each.label, filterOf(each)]);
    expect(Object.fromEntries(filters)).toMatchObject({
      'Blocked, timed out': { values: ['Denied', 'Timeout'] },
      a: { values: ['a'] },
      'Not recorded': 'missing',
    });
    expect(Object.fromEntries(filters)['All other values']).toBeUndefined();
    expect(Object.fromEntries(filters)['Other']).toBeUndefined();
  });
});

describe('the bars of a histogram', () => {
  it('are labelled in the zone of the answer, a day by its date', () => {
    expect(bars.map(({ label }) => label)).toEqual(['23:00', '03-15']);
  });
});
