import { describe, expect, it } from 'vitest';
import { type Micros, micros, parseInstant } from '../../../contract/instant.ts';
import {
  type Bar,
  type Series,
  barLabels,
  barPath,
  barPlace,
  barsWith,
  instantsOfBars,
  linePieces,
  slicesOf,
  stretchPlace,
  ticksOf,
  toldOf,
} from './time-bars.ts';

const at = (text: string): Micros => parseInstant(text) ?? micros(0n);

const bar = (from: string, to: string, parts: Bar['parts']): Bar => ({
  from: at(from),
  to: at(to),
  name: from,
  label: from,
  parts,
  count: Object.values(parts).reduce((sum, count) => sum + count, 0),
});
const bars = [
  bar('2026-03-14T22:00:00Z', '2026-03-14T23:00:00Z', { failed: 5, blocked: 3, step: 102, success: 900 }),
  bar('2026-03-14T23:00:00Z', '2026-03-15T00:00:00Z', {}),
];
const series = ['failed', 'blocked', 'step', 'success'].map((key): Series => ({
  key,
  label: key,
  fill: key,
  values: [key],
  count: 0,
}));

describe('where a stretch of time lies among the bars', () => {
  it.each([
    ['2026-03-14T22:30:00Z', '2026-03-14T23:30:00Z', { left: 0.25, width: 0.5 }],
    ['2026-03-14T20:00:00Z', '2026-03-14T23:00:00Z', { left: 0, width: 0.5 }],
    ['2026-03-14T23:00:00Z', '2026-03-15T09:00:00Z', { left: 0.5, width: 0.5 }],
    ['2026-03-14T20:00:00Z', '2026-03-14T22:00:00Z', undefined],
    ['2026-03-15T00:00:00Z', '2026-03-15T09:00:00Z', undefined],
  ])('from %s to %s', (from, to, place) => {
    expect(stretchPlace(bars, { from: at(from), to: at(to) })).toEqual(place);
    expect(stretchPlace([], { from: at(from), to: at(to) })).toBeUndefined();
  });
});

describe('the bars of a chart over time', () => {
  it.each([
    ['1h', ['2026-03-14T22:00:00Z', '2026-03-14T23:00:00Z'], ['23:00', '03-15']],
    ['15s', ['2026-03-14T22:00:15Z'], ['23:00:15']],
    ['1d', ['2026-03-13T23:00:00Z'], ['03-14']],
    // in this zone all of them begin in the same year
    ['1d', ['2025-12-31T23:00:00Z', '2026-12-30T23:00:00Z'], ['01-01', '12-31']],
    ['1h', ['2025-12-31T22:00:00Z', '2025-12-31T23:00:00Z'], ['23:00', '2026-01-01']],
    [
      '364d',
      ['2019-06-30T22:00:00Z', '2020-06-28T22:00:00Z', '2021-06-27T22:00:00Z'],
      ['2019-07-01', '2020-06-29', '2021-06-28'],
    ],
    ['1d', [], []],
  ] as const)('of %s from %j are labelled %j', (interval, starts, labels) => {
    expect(barLabels(starts.map(at), interval, 'Europe/Berlin')).toEqual(labels);
  });

  it.each([
    ['days where there are some', ['09:00', '03-15', '12:00', '03-16', '12:00'], [1, 3]],
    ['hours where there is one day', ['21:00', '03-15', '03:00'], [0, 1, 2]],
    [
      'every other of many',
      Array.from({ length: 20 }, (_, hour) => `${hour}:00`),
      [0, 2, 4, 6, 8, 10, 12, 14, 16, 18],
    ],
  ])('are labelled on the axis: %s', (_, labels, expected) => {
    const [first] = bars;
    const labelled = labels.flatMap((label, index) =>
      first ? [{ ...first, label, name: String(index) }] : [],
    );
    expect(ticksOf(labelled).map(Number)).toEqual(expected);
  });

  it('tell what occurs in them', () => {
    expect(toldOf(bars, series.slice(2)).map(({ label, text }) => [label, text])).toEqual([
      ['step', '102'],
      ['success', '900'],
    ]);
    expect(toldOf(bars.slice(1), series)).toEqual([]);
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
    const [first] = bars;
    const slices = first ? slicesOf(first, ['failed', 'success', 'step'], 50) : [];
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
    expect(barPlace(bars, at('2026-03-14T22:30:00Z'))).toBe(0.25);
    expect(barPlace(bars, at('2026-03-14T23:00:00Z'))).toBe(0.5);
    expect(barPlace(bars, at('2026-03-14T21:59:59Z'))).toBeUndefined();
  });
});

describe('a line', () => {
  const path = (values: readonly (number | null)[]) =>
    barPath(
      linePieces(
        values,
        (index) => index * 10,
        (value) => 100 - value,
      ),
    );
  it.each([
    [[], ''],
    [[null, null], ''],
    [[1, 2], 'M0.0 99.0L10.0 98.0'],
    [[1, null, 3], 'M0.0 99.0h0M20.0 97.0h0'],
    [[null, 1, 2, null, 5], 'M10.0 99.0L20.0 98.0M40.0 95.0h0'],
  ])('through %j is %s', (values, drawn) => {
    expect(path(values)).toBe(drawn);
  });
});
