import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bucketCount,
  bucketEdges,
  intervalFor,
  intervalNames,
  intervals,
  maxBuckets,
  evenBucketsOf,
} from './buckets.ts';
import { type Micros, formatInstant, micros, microsPerSecond, parseInstant } from './instant.ts';
import { startOfLocalDay, zoneOffsetMs } from './zone.ts';

const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/Sao_Paulo',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Apia',
];
const instant = (iso: string): Micros => parseInstant(iso) ?? micros(0n);
const edgesOf = (from: string, to: string, interval: keyof typeof intervals, zone: string): string[] =>
  bucketEdges(instant(from), instant(to), interval, zone).map(formatInstant);

/** A range, an interval that makes a moderate number of buckets of it, and a zone. */
const questions = fc
  .record({
    from: fc.bigInt({ min: instant('1900-01-01'), max: instant('2100-01-01') }).map(micros),
    interval: fc.constantFrom(...intervalNames.filter((name) => !name.startsWith('36'))),
    buckets: fc.integer({ min: 1, max: 80 }),
    part: fc.integer({ min: 1, max: 1_000_000 }),
    zone: fc.constantFrom(...zones),
  })
  .map(({ from, interval, buckets, part, zone }) => {
    const length = BigInt(intervals[interval]) * microsPerSecond * BigInt(buckets);
    return { from, to: micros(from + (length * BigInt(part)) / 1_000_000n + 1n), interval, zone };
  });

test('the edges ascend, cover the range, and no bucket lies outside it', () => {
  fc.assert(
    fc.property(questions, ({ from, to, interval, zone }) => {
      const edges = bucketEdges(from, to, interval, zone);
      expect(edges.every((edge, index) => index === 0 || edge > (edges[index - 1] ?? edge))).toBe(true);
      expect(edges.length).toBeGreaterThan(1);
      expect((edges[0] ?? to) <= from && from < (edges[1] ?? from)).toBe(true);
      expect((edges.at(-2) ?? to) < to && to <= (edges.at(-1) ?? from)).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test('buckets of more than an hour begin at local midnight or a whole step after it', () => {
  fc.assert(
    fc.property(questions, ({ from, to, interval, zone }) => {
      fc.pre(intervals[interval] > 3_600);
      for (const edge of bucketEdges(from, to, interval, zone)) {
        const ms = Number(edge / 1000n);
        const midnight = startOfLocalDay(edge, zone);
        const wall = (ms + zoneOffsetMs(ms, zone)) % (Math.min(intervals[interval], 86_400) * 1000);
        const changed = zoneOffsetMs(ms - 1000, zone) !== zoneOffsetMs(ms, zone); // a skipped step
        expect(wall === 0 || changed || edge === midnight).toBe(true);
      }
    }),
    { numRuns: 200 },
  );
});

test('evenBuckets say the same as edges', () => {
  fc.assert(
    fc.property(questions, ({ from, to, interval, zone }) => {
      const edges = bucketEdges(from, to, interval, zone);
      const told = evenBucketsOf(edges).flatMap(({ from: start, to: end, step, first }) =>
        Array.from({ length: Number((end - start) / step) }, (_, index) => ({
          bucket: first + index,
          from: start + step * BigInt(index),
          to: start + step * BigInt(index + 1),
        })),
      );
      expect(told).toEqual(
        edges.slice(0, -1).map((edge, bucket) => ({ bucket, from: edge, to: edges[bucket + 1] })),
      );
    }),
    { numRuns: 200 },
  );
});

describe('days of other lengths', () => {
  test('in spring and in autumn', () => {
    expect(edgesOf('2026-03-28T12:00Z', '2026-03-30T12:00Z', '1d', 'Europe/Berlin')).toEqual([
      '2026-03-27T23:00:00Z',
      '2026-03-28T23:00:00Z',
      '2026-03-29T22:00:00Z',
      '2026-03-30T22:00:00Z',
    ]);
    expect(edgesOf('2026-10-25T00:00Z', '2026-10-25T23:00Z', '6h', 'Europe/Berlin')).toEqual([
      '2026-10-24T22:00:00Z',
      '2026-10-25T05:00:00Z',
      '2026-10-25T11:00:00Z',
      '2026-10-25T17:00:00Z',
      '2026-10-25T23:00:00Z',
    ]);
  });

  test('where midnight itself is skipped, the other steps stay where they are', () => {
    expect(edgesOf('2018-11-04T04:00Z', '2018-11-04T15:00Z', '6h', 'America/Sao_Paulo')).toEqual([
      '2018-11-04T03:00:00Z',
      '2018-11-04T08:00:00Z',
      '2018-11-04T14:00:00Z',
      '2018-11-04T20:00:00Z',
    ]);
  });

  test('a day that a country left out has no bucket', () => {
    expect(edgesOf('2011-12-29T20:00Z', '2011-12-31T20:00Z', '1d', 'Pacific/Apia')).toEqual([
      '2011-12-29T10:00:00Z',
      '2011-12-30T10:00:00Z',
      '2011-12-31T10:00:00Z',
      '2012-01-01T10:00:00Z',
    ]);
  });
});

test('the interval chosen makes at most about as many buckets as asked, even of ten thousand years', () => {
  const times = fc.bigInt({ min: instant('0001-01-01'), max: instant('9999-12-31') }).map(micros);
  fc.assert(
    fc.property(times, times, fc.integer({ min: 1, max: 500 }), (a, b, buckets) => {
      const [from, to] = a < b ? [a, b] : [b, a];
      const interval = intervalFor(from, to, buckets);
      const coarsest = interval === intervalNames.at(-1);
      expect(coarsest || bucketCount(from, to, interval) <= buckets + 1).toBe(true);
      expect(bucketCount(from, to, interval)).toBeLessThan(maxBuckets);
    }),
  );
});
