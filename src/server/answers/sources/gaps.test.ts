import { expect, it } from 'vitest';
import type { SourceGap } from '../../../contract/sources.ts';
import { mergedGaps } from './gaps.ts';

const at = (minute: number): string => `2026-03-31T09:${String(minute).padStart(2, '0')}:00Z`;
const gap = (from: number, to: number, more: Partial<SourceGap> = {}): SourceGap => ({
  from: at(from),
  to: at(to),
  reason: 'unread',
  source: 'agilicus',
  ...more,
});

it('gaps are in the order of time, and those of one source and reason that touch are one', () => {
  expect(
    mergedGaps([
      gap(30, 40),
      gap(0, 10),
      gap(10, 20),
      gap(12, 15),
      gap(5, 25, { reason: 'quiet' }),
      gap(39, 50, { source: 'other' }),
      gap(33, 33),
    ]),
  ).toEqual([gap(0, 20), gap(5, 25, { reason: 'quiet' }), gap(30, 40), gap(39, 50, { source: 'other' })]);
});
