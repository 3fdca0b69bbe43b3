import { describe, expect, it } from 'vitest';
import { type BarSelection, keyed, selectedSpan } from './bar-selection.ts';

const press = (keys: readonly string[], count = 60): BarSelection | undefined =>
  keys.reduce<BarSelection | undefined>((selection, key) => {
    const extend = key.startsWith('Shift ');
    return keyed(key.replace('Shift ', ''), extend, selection, count) ?? selection;
  }, undefined);

describe('selecting bars with keys', () => {
  it.each([
    [['ArrowRight'], { anchor: 0, head: 0 }],
    [['ArrowLeft'], { anchor: 59, head: 59 }],
    [['ArrowRight', 'ArrowRight'], { anchor: 1, head: 1 }],
    [['End', 'Shift ArrowLeft', 'Shift ArrowLeft'], { anchor: 59, head: 57 }],
    [['End', 'Shift ArrowLeft', 'ArrowLeft'], { anchor: 57, head: 57 }],
    [['Home', 'Shift End'], { anchor: 0, head: 59 }],
    [['Home', 'ArrowLeft'], { anchor: 0, head: 0 }],
    [['Home', 'PageDown', 'Shift PageUp'], { anchor: 10, head: 0 }],
    [['Shift ArrowRight'], { anchor: 0, head: 0 }],
  ] as const)('%j', (keys, selection) => {
    expect(press(keys)).toEqual(selection);
  });

  it('leaves other keys alone, and a histogram without bars', () => {
    expect(keyed('Enter', false, undefined, 60)).toBeUndefined();
    expect(keyed('toString', false, undefined, 60)).toBeUndefined();
    expect(keyed('ArrowRight', false, undefined, 0)).toBeUndefined();
  });

  it('spans from left to right whatever way it was made', () => {
    expect(selectedSpan({ anchor: 5, head: 2 })).toEqual({ first: 2, last: 5 });
  });
});
