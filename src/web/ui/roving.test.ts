import { describe, expect, it } from 'vitest';
import { moved } from './roving.ts';

const extent = { rows: 100, columns: 6, screen: 20 };

describe('moving in the grid', () => {
  it.each([
    ['ArrowDown', 5, 2, 6, 2],
    ['j', 99, -1, 99, -1],
    ['ArrowUp', 0, -1, 0, -1],
    ['k', 5, -1, 4, -1],
    ['PageDown', 5, -1, 25, -1],
    ['PageDown', 95, -1, 99, -1],
    ['PageUp', 5, -1, 0, -1],
    ['Home', 50, 3, 0, 3],
    ['End', 50, -1, 99, -1],
    ['ArrowRight', 5, -1, 5, 0],
    ['ArrowRight', 5, 5, 5, 5],
    ['ArrowLeft', 5, 0, 5, -1],
    ['ArrowLeft', 5, -1, 5, -1],
  ])('%s from row %i column %i', (key, index, column, toIndex, toColumn) => {
    expect(moved(key, { index, column }, extent)).toEqual({ index: toIndex, column: toColumn });
  });

  it('leaves other keys, and an empty grid, alone', () => {
    expect(moved('x', { index: 1, column: -1 }, extent)).toBeUndefined();
    expect(moved('constructor', { index: 1, column: -1 }, extent)).toBeUndefined();
    expect(moved('End', { index: 0, column: -1 }, { ...extent, rows: 0 })).toBeUndefined();
  });
});
