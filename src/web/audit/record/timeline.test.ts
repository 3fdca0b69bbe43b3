import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { micros } from '../../../contract/instant.ts';
import { type TimelineStep, gapFrom, timelineOf } from './timeline.ts';

const start = 1_773_479_643_000_512n;
const at = (...offsets: (bigint | undefined)[]) =>
  offsets.map((offset) => (offset === undefined ? undefined : micros(start + offset)));
const steps = (timeline: ReturnType<typeof timelineOf>): TimelineStep[] =>
  timeline.items.filter((item) => item.kind === 'step');

describe('the timeline', () => {
  it('is empty without events', () => {
    expect(timelineOf([], 'collapsed')).toEqual({ items: [], length: 0n });
  });

  it('puts a single event at its start', () => {
    const items = [{ kind: 'step', index: 0, offset: 0n, delta: undefined, at: 0 }];
    expect(timelineOf(at(0n), 'collapsed')).toEqual({ items, length: 0n });
  });

  it('measures to the microsecond', () => {
    const timeline = timelineOf(at(0n, 1n, 1_000_001n), 'linear');
    expect(steps(timeline).map(({ offset, delta }) => [offset, delta])).toEqual([
      [0n, undefined],
      [1n, 1n],
      [1_000_001n, 1_000_000n],
    ]);
    expect(timeline.length).toBe(1_000_001n);
  });

  it('names a long gap, and collapses it unless drawn to scale', () => {
    const times = at(0n, 1_000_000n, 253_000_000n, 254_000_000n);
    const collapsed = timelineOf(times, 'collapsed');
    expect(collapsed.items.map(({ kind }) => kind)).toEqual(['step', 'step', 'gap', 'step', 'step']);
    expect(collapsed.items[2]).toEqual({ kind: 'gap', after: 1, length: 252_000_000n });
    // two active seconds and a gap drawn as one: a third each
    expect(steps(collapsed).map((step) => step.at)).toEqual([0, 0.333333, 0.666666, 1]);
    expect(steps(timelineOf(times, 'linear'))[1]?.at).toBeCloseTo(1 / 254, 5);
  });

  it('keeps equal times on one point, and records without a time beside the one before', () => {
    const timeline = timelineOf(at(0n, 0n, undefined, 4_000_000n), 'linear');
    expect(steps(timeline).map(({ offset, delta, at }) => [offset, delta, at])).toEqual([
      [0n, undefined, 0],
      [0n, 0n, 0],
      [undefined, undefined, 0],
      [4_000_000n, 4_000_000n, 1],
    ]);
  });

  it('never goes back, whatever the times and the scale', () => {
    const lengths = fc.array(fc.bigInt({ min: 0n, max: 10n ** 10n }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(lengths, fc.constantFrom('collapsed' as const, 'linear' as const), (deltas, scale) => {
        let time = start;
        const times = deltas.map((delta) => micros((time += delta)));
        const timeline = timelineOf(times, scale);
        const places = steps(timeline).map((step) => step.at);
        expect(places).toEqual(places.toSorted((a, b) => a - b));
        expect(places.every((place) => place >= 0 && place <= 1)).toBe(true);
        expect(timeline.items.filter(({ kind }) => kind === 'gap')).toHaveLength(
          deltas.slice(1).filter((delta) => delta >= gapFrom).length,
        );
      }),
    );
  });
});
