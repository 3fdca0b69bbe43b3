import { describe, expect, it } from 'vitest';
import type { HistogramAnswer } from '../../../contract/audits.ts';
import { type Micros, micros, parseInstant } from '../../../contract/instant.ts';
import { barsOf, barsWith, filterOf, instantsOfBars, placeOf, seriesOf, slicesOf } from './chart-data.ts';

const at = (text: string): Micros => parseInstant(text) ?? micros(0n);

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

  it('count only what is shown', () => {
    const [first] = barsWith(
      bars,
      series.filter(({ key }) => key !== 'success'),
    );
    expect(first).toMatchObject({ count: 110, parts: { failed: 5 } });
    expect(first?.parts['success']).toBeUndefined();
  });

  it('are cut so that the rare is seen and the whole keeps its height', () => {
    const [bar] = barsWith(bars, series);
    const slices = bar ? slicesOf(bar, ['failed', 'success', 'step'], 50) : [];
    expect(slices.map(({ key }) => key)).toEqual(['failed', 'success', 'step']);
    expect(Math.min(...slices.map(({ length }) => length))).toBeGreaterThanOrEqual(2);
    expect(slices.reduce((sum, { length }) => sum + length, 0)).toBeCloseTo(50);
  });

  it('mean instants that do not leave the range that is counted', () => {
    const range = { from: at('2026-03-14T22:30:00Z'), to: at('2026-03-14T23:45:00Z') };
    expect(instantsOfBars(bars, { first: 0, last: 0 }, range)).toEqual({
      from: at('2026-03-14T22:30:00Z'),
      to: at('2026-03-14T23:00:00Z'),
    });
    expect(instantsOfBars(bars, { first: 0, last: 1 }, {})).toEqual({
      from: at('2026-03-14T22:00:00Z'),
      to: at('2026-03-15T00:00:00Z'),
    });
  });

  it('say where an instant lies among them', () => {
    expect(placeOf(bars, at('2026-03-14T22:30:00Z'))).toBe(0.25);
    expect(placeOf(bars, at('2026-03-14T23:00:00Z'))).toBe(0.5);
    expect(placeOf(bars, at('2026-03-14T21:59:59Z'))).toBeUndefined();
  });
});
