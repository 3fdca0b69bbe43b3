import { describe, expect, it } from 'vitest';
import type { HistogramAnswer } from '../../../contract/audits.ts';
import { barsOf, slicesOf, totalsOf } from './chart-data.ts';

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

describe('the bars of a histogram', () => {
  it('count by kind, unknown values and absent ones as other', () => {
    const [bar] = barsOf(answer);
    expect(bar).toMatchObject({ count: 1010, success: 900, failed: 5, blocked: 3, step: 100, unknown: 2 });
  });

  it('are labelled in the zone of the answer, a day by its date', () => {
    expect(barsOf(answer).map(({ label }) => label)).toEqual(['23:00', '03-15']);
  });

  it('add up to the kinds that occur', () => {
    expect(totalsOf(barsOf(answer))).toEqual([
      { kind: 'failed', count: 5 },
      { kind: 'blocked', count: 3 },
      { kind: 'step', count: 100 },
      { kind: 'success', count: 900 },
      { kind: 'unknown', count: 2 },
    ]);
  });

  it('are cut so that the rare is seen and the whole keeps its height', () => {
    const [bar] = barsOf(answer);
    const slices = bar ? slicesOf(bar, ['failed', 'success', 'step'], 50) : [];
    expect(slices.map(({ kind }) => kind)).toEqual(['failed', 'success', 'step']);
    expect(Math.min(...slices.map(({ length }) => length))).toBeGreaterThanOrEqual(2);
    expect(slices.reduce((sum, { length }) => sum + length, 0)).toBeCloseTo(50);
  });
});
