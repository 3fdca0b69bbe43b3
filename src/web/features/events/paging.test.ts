import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PageStart, firstPage, pageSize } from '../../api/events.ts';
import { isCut, mostRows, pageStart, wantedAt } from './paging.ts';

const chain = (length: number): PageStart => {
  let start = firstPage;
  for (let index = 1; index < length; index += 1) start = { index, cursor: `c${index}`, before: start };
  return start;
};

const most = mostRows(false);

describe('paging', () => {
  it('finds every page again from the farthest one', () => {
    const farthest = chain(30);
    for (const index of [0, 1, 17, 29]) {
      const start = pageStart(farthest, index);
      expect([start.index, start.cursor]).toEqual([index, index === 0 ? undefined : `c${index}`]);
    }
    expect(pageStart(farthest, 99).index).toBe(29);
  });

  const more = { before: true, after: true };
  it.each([
    [0, 30, { before: false, after: true }, undefined],
    [150, 180, { before: false, after: true }, 'after'],
    [150, 180, { before: false, after: false }, undefined],
  ] as const)('asks for the next page near the end: rows %i to %i', (first, last, more, wanted) => {
    expect(wantedAt({ offset: 0, count: 200, reach: 200, most }, first, last, more)).toBe(wanted);
  });

  it.each([
    [most - pageSize, true, 'after', false],
    [most, true, undefined, true],
    [most, false, undefined, false],
  ] as const)('ends where browsers scroll no further: %i rows, more %s', (end, hasMore, wanted, cut) => {
    const window = { offset: most - 10_000, count: end - most + 10_000, reach: end, most };
    expect(wantedAt(window, end - 30, end - 1, { before: true, after: hasMore })).toBe(wanted);
    expect(isCut(window, hasMore)).toBe(cut);
  });

  it('ends earlier where the browser does', () => {
    expect(mostRows(true) * 28).toBeLessThan(17_895_697);
    expect(mostRows(false) * 28).toBeLessThan(33_554_432);
  });

  it.each([
    [2_030, 2_060, 'before'],
    [1_990, 2_010, 'before'],
    [5_000, 5_030, undefined],
    [11_990, 12_020, 'after'],
    [0, 30, 0],
    [1_500, 1_530, 15],
    [15_000, 15_030, 150],
  ])('moves the window of rows 2,000 to 12,000 for rows %i to %i', (first, last, wanted) => {
    expect(wantedAt({ offset: 2_000, count: 10_000, reach: 20_000, most }, first, last, more)).toBe(wanted);
  });

  it('never leaves a view without its rows, wherever it is', () => {
    const rows = fc.integer({ min: 0, max: 1_000_000 });
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4_000 }),
        fc.integer({ min: 1, max: 50 }),
        rows,
        (page, pages, first) => {
          const window = { offset: page * pageSize, count: pages * pageSize, reach: most, most };
          const isHeld = first >= window.offset && first + 30 < window.offset + window.count;
          expect(isHeld || wantedAt(window, first, first + 30, more) !== undefined).toBe(true);
        },
      ),
    );
  });
});
