import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  arranged,
  defaultColumns,
  movedBy,
  movedTo,
  pinToggled,
  plainLook,
  readColumns,
  readLook,
  resized,
  toggled,
  tracksOf,
  usableColumns,
} from './column-layout.ts';

const layout = arranged(defaultColumns, plainLook);

describe('column layout', () => {
  it('reads what was remembered, and is plain when that makes no sense', () => {
    const look = { pinned: ['email'], widths: { email: 200 } };
    expect(readLook(JSON.stringify(look))).toEqual(look);
    for (const text of [undefined, '', 'x', '[]', '{"pinned":1}', '{"pinned":[],"widths":{"email":1e9}}'])
      expect(readLook(text)).toEqual(plainLook);
    expect(readColumns('["time","x.a b","colour","time"]')).toEqual(['time', 'x.a b']);
    for (const text of [undefined, '', '{}', '[]', '["colour"]', '[1]'])
      expect(readColumns(text)).toBeUndefined();
  });

  it('takes each usable name once', () => {
    expect(usableColumns(['email', 'email', 'x', 'result'])).toEqual(['email', 'result']);
    expect(usableColumns(['nothing'])).toBeUndefined();
  });

  it('puts pinned columns first and moves within them', () => {
    const pinned = arranged(defaultColumns, pinToggled(pinToggled(plainLook, 'step_result'), 'email'));
    expect(pinned.shown.slice(0, 3)).toEqual(['email', 'step_result', 'time']);
    expect(movedBy(pinned, 'email', 1).slice(0, 3)).toEqual(['step_result', 'email', 'time']);
    expect(movedBy(pinned, 'step_result', 1)).toEqual(pinned.shown);
    expect(movedBy(layout, 'time', -1)).toEqual(layout.shown);
    expect(pinToggled(pinned, 'email').pinned).toEqual(['step_result']);
  });

  it('shows and hides, but never all', () => {
    expect(toggled(['time'], 'x.a')).toEqual(['time', 'x.a']);
    expect(toggled(['time', 'x.a'], 'time')).toEqual(['x.a']);
    expect(toggled(['time'], 'time')).toEqual(['time']);
  });

  it('keeps widths within reason, and gives one back', () => {
    expect(resized(plainLook, 'email', 3).widths).toEqual({ email: 64 });
    expect(resized(plainLook, 'email', 99_999).widths).toEqual({ email: 1_200 });
    expect(resized(resized(plainLook, 'email', 100), 'email', undefined)).toEqual(plainLook);
  });

  it('says where pinned columns stay', () => {
    const look = resized(pinToggled(pinToggled(plainLook, 'email'), 'step_result'), 'email', 210);
    const { starts, tracks } = tracksOf(arranged(defaultColumns, look));
    expect(starts).toEqual({ email: '0px', step_result: 'calc(210px)' });
    expect(tracks).toMatch(/^210px var\(--event-track\) var\(--time-track\) minmax/);
    expect(tracksOf(arranged(['time'], plainLook)).tracks).toBe('var(--time-track) minmax(0, 1fr)');
  });

  it('loses and invents no column, however it is moved', () => {
    const column = fc.constantFrom(...defaultColumns);
    fc.assert(
      fc.property(fc.array(fc.tuple(column, column)), (moves) => {
        const after = moves.reduce<readonly string[]>(
          (shown, [name, target]) => movedTo(shown, name, target),
          defaultColumns,
        );
        expect(after.toSorted()).toEqual(defaultColumns.toSorted());
      }),
    );
  });
});
