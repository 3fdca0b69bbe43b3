import { describe, expect, it } from 'vitest';
import { type Micros, formatInstant, micros, parseInstant } from '../../../contract/instant.ts';
import { type TrailStep, frozenRange, shiftedRange, trailTo, widenedRange } from './range-steps.ts';
import type { Instants, Range } from './range.ts';

const at = (text: string): Micros => parseInstant(text) ?? micros(0n);
const now = at('2026-04-02T12:00:00Z');
const instants = (from: string, to: string): Instants => ({ from: at(from), to: at(to) });
const text = (range: Range | undefined) =>
  range?.kind === 'between'
    ? [range.from, range.to].map((edge) => edge && formatInstant(edge)).join(' ')
    : range;

describe('shifting a range', () => {
  it('leaves no gap and no overlap', () => {
    const hour = instants('2026-04-01T09:00:00.000001Z', '2026-04-01T10:00:00Z');
    expect(text(shiftedRange(hour, -1, 'UTC'))).toBe(
      '2026-04-01T08:00:00.000002Z 2026-04-01T09:00:00.000001Z',
    );
    expect(text(shiftedRange(hour, 1, 'UTC'))).toBe('2026-04-01T10:00:00Z 2026-04-01T10:59:59.999999Z');
  });

  it('keeps days whole where the clock changes', () => {
    const short = instants('2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z');
    expect(text(shiftedRange(short, -1, 'Europe/Berlin'))).toBe('2026-03-27T23:00:00Z 2026-03-28T23:00:00Z');
    expect(text(shiftedRange(short, 1, 'Europe/Berlin'))).toBe('2026-03-29T22:00:00Z 2026-03-30T22:00:00Z');
    const two = instants('2026-10-24T22:00:00Z', '2026-10-26T23:00:00Z');
    expect(text(shiftedRange(two, -1, 'Europe/Berlin'))).toBe('2026-10-22T22:00:00Z 2026-10-24T22:00:00Z');
  });

  it('does not move what has no length, or would leave the calendar', () => {
    expect(shiftedRange({ from: now }, -1, 'UTC')).toBeUndefined();
    expect(shiftedRange(instants('0001-01-01', '0002-01-01'), -1, 'UTC')).toBeUndefined();
  });
});

describe('widening a range', () => {
  it('keeps moving what moves', () => {
    const week = instants('2026-03-26T12:00Z', '2026-04-02T12:00Z');
    expect(widenedRange({ kind: 'last', span: '7d' }, week, now)).toEqual({ kind: 'last', span: '14d' });
    expect(widenedRange({ kind: 'last', span: '9000d' }, week, now)).toBeUndefined();
  });

  it('grows on both sides, but not into the future', () => {
    const hour = instants('2026-04-01T09:00Z', '2026-04-01T10:00Z');
    expect(text(widenedRange({ kind: 'between', ...hour }, hour, now))).toBe(
      '2026-04-01T08:30:00Z 2026-04-01T10:30:00Z',
    );
    const last = instants('2026-04-02T11:00Z', '2026-04-02T12:00Z');
    expect(text(widenedRange({ kind: 'between', ...last }, last, now))).toBe(
      '2026-04-02T10:00:00Z 2026-04-02T12:00:00Z',
    );
    expect(widenedRange({ kind: 'all' }, {}, now)).toBeUndefined();
  });
});

describe('freezing a range', () => {
  it('puts instants in place of what was meant, open ends closed by now', () => {
    expect(
      text(
        frozenRange({ kind: 'last', span: '7d' }, instants('2026-03-26T12:00Z', '2026-04-02T12:00Z'), now),
      ),
    ).toBe('2026-03-26T12:00:00Z 2026-04-02T12:00:00Z');
    expect(frozenRange({ kind: 'all' }, {}, now)).toEqual({ kind: 'between', to: now });
  });
});

describe('the way back out', () => {
  const step = (from: string, to: string): TrailStep => {
    const edges = instants(from, to);
    return { range: { kind: 'between', ...edges }, instants: edges };
  };
  const [week, day, hour, elsewhere] = [
    step('2026-03-01', '2026-03-08'),
    step('2026-03-02', '2026-03-03'),
    step('2026-03-02T09:00Z', '2026-03-02T10:00Z'),
    step('2026-03-05', '2026-03-06'),
  ];
  const all: TrailStep = { range: { kind: 'all' }, instants: {} };

  it('leads through the wider ranges one has come through', () => {
    expect([all, week, day, hour].reduce<readonly TrailStep[]>(trailTo, [])).toEqual([all, week, day, hour]);
  });

  it('forgets what the present range does not lie in', () => {
    expect(trailTo([week, day, hour], elsewhere)).toEqual([week, elsewhere]);
    expect(trailTo([week, day, hour], week)).toEqual([week]);
    expect(trailTo([day], all)).toEqual([all]);
  });
});
