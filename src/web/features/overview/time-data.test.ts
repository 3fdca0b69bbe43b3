import { describe, expect, it } from 'vitest';
import type { NumbersAnswer, Tally } from '../../../contract/overview.ts';
import { outcomeBars, rateBars, rateTop, ratesOf, tellRates } from './time-data.ts';

const tally = (attempts: number, decided: number, unsuccessful: number): Tally => ({
  attempts,
  decided,
  unsuccessful,
});
const bucket = (
  hour: number,
  by: NumbersAnswer['buckets'][number]['by'],
  now: Tally,
  before: Tally | null,
): NumbersAnswer['buckets'][number] => ({
  from: `2026-03-14T${hour}:00:00Z`,
  to: `2026-03-14T${hour + 1}:00:00Z`,
  by,
  now,
  before,
});
const answer: Pick<NumbersAnswer, 'interval' | 'tz' | 'buckets'> = {
  interval: '1h',
  tz: 'Europe/Berlin',
  buckets: [
    bucket(10, { signed_in: 6, failed: 2, did_not_finish: 2 }, tally(10, 8, 2), tally(4, 4, 0)),
    bucket(11, {}, tally(0, 0, 0), null),
    bucket(12, { blocked: 1, failed: 1 }, tally(2, 2, 2), tally(0, 0, 0)),
  ],
};
const whole = answer as NumbersAnswer;

describe('attempts over time', () => {
  it('stand in the zone of the answer', () => {
    expect(outcomeBars(whole).map(({ label, count }) => [label, count])).toEqual([
      ['11:00', 10],
      ['12:00', 0],
      ['13:00', 2],
    ]);
  });
});

describe('the failure rate', () => {
  const bars = rateBars(whole);
  const told = (from: number, to: number) =>
    tellRates(bars.slice(from, to), ['now', 'before']).map(({ label, text }) => `${label}: ${text}`);

  it('of one stretch is told with what it is made of', () => {
    expect(told(0, 1)).toEqual(['This period: 25.0%, 2 of 8 attempts', 'Period before: 0%, 0 of 4 attempts']);
  });

  it('of several is that of all their attempts, not the mean of their rates', () => {
    expect(told(0, 3)[0]).toBe('This period: 40.0%, 4 of 10 attempts');
  });

  it('is nothing where nothing was decided', () => {
    expect(told(1, 2)).toEqual([]);
    expect(told(2, 3)).toEqual(['This period: 100%, 2 of 2 attempts']);
  });

  it('is drawn stretch by stretch', () => {
    expect(ratesOf(bars, 'now')).toEqual([0.25, null, 1]);
    expect(ratesOf(bars, 'before')).toEqual([0, null, null]);
  });

  it.each([
    [[], 0.05],
    [[0, null], 0.05],
    [[0.05], 0.05],
    [[0.051], 0.1],
    [[0.3, 0.41], 0.6],
    [[0.95], 1],
  ])('of %j is drawn under %d', (rates, top) => {
    expect(rateTop(rates)).toBe(top);
  });
});
