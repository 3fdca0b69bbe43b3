import { describe, expect, it } from 'vitest';
import type { AttemptHistogram } from '../../../contract/attempts.ts';
import { niceTop, outcomeBarsOf, outcomeTotals } from './outcome-chart.ts';

const histogram = (...bys: AttemptHistogram['by'][]): AttemptHistogram => ({
  interval: '1h',
  tz: 'UTC',
  count: 0,
  by: {},
  buckets: bys.map((by, hour) => ({
    from: `2026-03-14T0${hour}:00:00Z`,
    to: `2026-03-14T0${hour + 1}:00:00Z`,
    count: Object.values(by).reduce((sum, each) => sum + each, 0),
    by,
  })),
});

describe('bars by outcome', () => {
  const bars = outcomeBarsOf(histogram({ signed_in: 7, failed: 1 }, {}, { did_not_finish: 4, failed: 2 }));

  it('stand on trouble, and leave out what did not occur', () => {
    expect(bars.map(({ parts }) => parts.map(({ outcome }) => outcome))).toEqual([
      ['failed', 'signed_in'],
      [],
      ['failed', 'did_not_finish'],
    ]);
  });

  it('add up', () => {
    expect(outcomeTotals(bars)).toEqual([
      { outcome: 'failed', count: 3 },
      { outcome: 'signed_in', count: 7 },
      { outcome: 'did_not_finish', count: 4 },
    ]);
  });

  it.each([
    [0, 0],
    [1, 1],
    [3, 3],
    [4, 5],
    [5, 5],
    [11, 20],
    [999, 1000],
  ])('reach up to %i under an axis of %i', (most, top) => {
    expect(niceTop(outcomeBarsOf(histogram({ failed: most })))).toBe(top);
  });
});
