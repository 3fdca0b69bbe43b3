import { describe, expect, it } from 'vitest';
import { changeOf, failureRate, formatMeasure, formatPoints } from './measures.ts';
import { formatRate } from '../../lib/format.ts';

describe('a part of a whole', () => {
  it.each([
    [0, '0%'],
    [0.00001, '0.1%'],
    [0.0625, '6.3%'],
    [0.9999, '99.9%'],
    [1, '100%'],
  ])('%d is %s', (rate, words) => {
    expect(formatRate(rate)).toBe(words);
  });

  it('is unknown where nothing was decided', () => {
    expect(failureRate({ attempts: 3, decided: 0, unsuccessful: 0 })).toBeNull();
    expect(failureRate({ attempts: 9, decided: 8, unsuccessful: 2 })).toBe(0.25);
  });
});

describe('the difference of two rates', () => {
  it.each([
    [0.168, 0.055, '+11.3'],
    [0.055, 0.062, '−0.7'],
    [0.0551, 0.0554, '0.0'],
  ])('of %d and %d is %s points', (now, before, words) => {
    expect(formatPoints(now, before)).toBe(words);
  });
});

describe('a number in its unit', () => {
  it.each([
    [12_340, 'count', '12,340'],
    [0.25, 'rate', '25.0%'],
    [41.87, 'seconds', '41.9 s'],
    [null, 'seconds', '–'],
  ] as const)('%s as %s is %s', (value, measure, words) => {
    expect(formatMeasure(value, measure)).toBe(words);
  });
});

describe('the change from the period before', () => {
  it.each([
    [110, 100, 'count', 'neither', 'up 10% from 100', undefined],
    [109, 100, 'count', 'more', 'up 9% from 100', undefined],
    [110, 100, 'count', 'more', 'up 10% from 100', 'worse'],
    [60, 100, 'count', 'more', 'down 40% from 100', 'better'],
    [0, 100, 'count', 'more', 'down 100% from 100', 'better'],
    [60, 3, 'count', 'more', 'up 20 times from 3', 'worse'],
    [5, 0, 'count', 'more', 'up from 0', 'worse'],
    [7, 7, 'count', 'more', 'as in the period before', undefined],
    [0.931, 0.943, 'rate', 'less', 'down 1.2 points from 94.3%', 'worse'],
    [0.943, 0.938, 'rate', 'less', 'up 0.5 points from 93.8%', undefined],
    [4.02, 4.01, 'seconds', 'more', 'as in the period before', undefined],
    [8, 4, 'seconds', 'more', 'up 100% from 4.0 s', 'worse'],
    [0.02, 0.8, 'seconds', 'more', 'down 98% from 800 ms', undefined],
    [null, 4, 'seconds', 'more', 'was 4.0 s', undefined],
    [4, null, 'seconds', 'more', 'none in the period before', undefined],
  ] as const)('%s after %s (%s, worse: %s) is “%s”', (now, before, measure, worse, words, tone) => {
    const change = changeOf({ now, before }, measure, worse, true);
    expect([change.words, change.tone]).toEqual([words, tone]);
  });

  it('says when there is no such period', () => {
    expect(changeOf({ now: 5, before: null }, 'count', 'more', false)).toEqual({
      direction: 'unknown',
      words: 'no period before',
    });
  });
});
