import { describe, expect, it } from 'vitest';
import { type PageStart, firstPage, pageSize } from '../../api/events.ts';
import { rowHeight } from '../../ui/row-height.ts';
import { type HeldPages, type PagesStep, fromFirst, heldAfter } from './held-pages.ts';

const page = (index: number): PageStart =>
  index === 0 ? firstPage : { index, cursor: `c${index}`, before: page(index - 1) };

const heldOf = (start: number, farthest: number, reach: number): HeldPages => ({
  key: 'a',
  start: page(start),
  farthest: page(farthest),
  reach,
});

const brief = ({ key, start, farthest, reach }: HeldPages) => [key, start.index, farthest.index, reach];

/** Scrolled to the beginning of the 8th page, with the window beginning at the 5th. */
const left = { top: 8 * pageSize * rowHeight, start: page(5), farthest: page(12), reach: 1_300 };

describe('the pages that are held', () => {
  it.each<[string, HeldPages, PagesStep, (string | number)[]]>([
    [
      'another list begins with its first page',
      heldOf(3, 9, 1_000),
      { kind: 'opened', key: 'b', left: undefined, isThere: false },
      ['b', 0, 0, 0],
    ],
    [
      'a list that was left is as it was, where its rows are still there',
      heldOf(0, 0, 0),
      { kind: 'opened', key: 'b', left, isThere: true },
      ['b', 5, 12, 1_300],
    ],
    [
      'else with the page that was read',
      heldOf(0, 0, 0),
      { kind: 'opened', key: 'b', left, isThere: false },
      ['b', 8, 12, 1_300],
    ],
    [
      'which is none after the farthest',
      heldOf(0, 0, 0),
      { kind: 'opened', key: 'b', left: { ...left, farthest: page(6) }, isThere: false },
      ['b', 6, 6, 1_300],
    ],
    [
      'more pages make room',
      heldOf(0, 1, 200),
      { kind: 'loaded', end: 300, last: page(2) },
      ['a', 0, 2, 300],
    ],
    [
      'a page that is not full, too',
      heldOf(0, 1, 150),
      { kind: 'loaded', end: 180, last: page(1) },
      ['a', 0, 1, 180],
    ],
    ['room stays', heldOf(2, 9, 1_000), { kind: 'loaded', end: 400, last: page(3) }, ['a', 2, 9, 1_000]],
    ['a page far away is sought', heldOf(2, 9, 1_000), { kind: 'sought', index: 7 }, ['a', 7, 9, 1_000]],
    ['as far as one was ever loaded', heldOf(2, 9, 1_000), { kind: 'sought', index: 70 }, ['a', 9, 9, 1_000]],
    ['and begun anew', heldOf(2, 9, 1_000), { kind: 'restarted' }, ['a', 0, 0, 0]],
  ])('%s', (_what, held, step, expected) => {
    expect(brief(heldAfter(held, step))).toEqual(expected);
  });

  it('are the same where what is loaded was known: nothing is drawn anew', () => {
    const held = heldOf(2, 9, 1_000);
    expect(heldAfter(held, { kind: 'loaded', end: 1_000, last: page(9) })).toBe(held);
  });

  it('are found again after leaving in the middle', () => {
    const steps: PagesStep[] = [
      { kind: 'loaded', end: 100, last: page(0) },
      { kind: 'loaded', end: 200, last: page(1) },
      { kind: 'loaded', end: 300, last: page(2) },
      { kind: 'sought', index: 1 },
      { kind: 'loaded', end: 200, last: page(1) },
    ];
    const held = steps.reduce(heldAfter, fromFirst('a'));
    expect(brief(held)).toEqual(['a', 1, 2, 300]);
    const back: PagesStep = { kind: 'opened', key: 'a', left: { ...held, top: 0 }, isThere: true };
    expect(heldAfter(fromFirst('b'), back)).toEqual(held);
  });
});
