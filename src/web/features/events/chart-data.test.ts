import { describe, expect, it } from 'vitest';
import type { HistogramAnswer } from '../../../contract/audits.ts';
import { filterOf } from '../../audit/charts/time-bars.ts';
import { barsOf, seriesOf } from './chart-data.ts';

const answer: HistogramAnswer = {
  interval: '1h',
  tz: 'Europe/Berlin',
  by: 'step_result',
  buckets: [
    {
      from: '2026-03-14T22:00:00Z',
      to: '2026-03-14T23:00:00Z',
      count: 1010,
      by: { Success: 900, Failure: 5, Denied: 2, Timeout: 1, DoMfa: 100 },
      other: 1,
      missing: 1,
    },
    { from: '2026-03-14T23:00:00Z', to: '2026-03-15T00:00:00Z', count: 0, by: {}, other: 0, missing: 0 },
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
      by: { a: 1, b: 2, failed: 1 },
      other: 2,
      missing: 3,
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
      ['unknown', 2, []],
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

describe('values that are called like something else', () => {
  const words = ['other', 'missing', 'unknown', 'count', 'none', '', '=other', '__proto__', 'constructor'];
  const by = Object.fromEntries(words.map((word, index) => [word, index + 1]));
  const bucket = { from: '2026-03-14T22:00:00Z', to: '2026-03-14T23:00:00Z', count: 145, by };
  const named = { ...answer, by: 'upstream_idp', buckets: [{ ...bucket, other: 40, missing: 60 }] };

  it('have series, counts and filters of their own', () => {
    const own = seriesOf(named);
    expect(new Set(own.map(({ key }) => key)).size).toBe(words.length + 2);
    const [bar] = barsOf(named, own);
    const told = own.map((each) => [each.label, bar?.parts[each.key], filterOf(each)]);
    expect(told).toEqual([
      ...words.map((word, index) => [word, index + 1, { values: [word] }]).toReversed(),
      ['All other values', 40, undefined],
      ['Not recorded', 60, 'missing'],
    ]);
  });

  it('are unknown results, which a filter can name where no rare ones are among them', () => {
    const results = { ...named, by: 'step_result', buckets: [{ ...bucket, other: 0, missing: 0 }] };
    expect(seriesOf(results).map((each) => [each.key, each.count, filterOf(each)])).toEqual([
      ['unknown', 45, { values: Object.keys(by) }],
    ]);
  });
});

describe('the bars of a histogram', () => {
  it('are labelled in the zone of the answer, a day by its date', () => {
    expect(bars.map(({ label }) => label)).toEqual(['23:00', '03-15']);
  });
});
