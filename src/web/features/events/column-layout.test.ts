import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  defaultColumns,
  movedTo,
  plainLook,
  readColumns,
  readLook,
  visibleIn,
  tracksOf,
  usableColumns,
  usableWidth,
} from './column-layout.ts';

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
    expect(usableColumns(['email', 'email', 'x', 'step_result'])).toEqual(['email', 'step_result']);
    expect(usableColumns(['nothing'])).toBeUndefined();
  });

  it('shows a column last, and hides', () => {
    expect(visibleIn(['time'], { time: true, email: false, 'x.a': true })).toEqual(['time', 'x.a']);
    expect(visibleIn(['time', 'x.a'], { time: false, 'x.a': true })).toEqual(['x.a']);
  });

  it('keeps widths within reason', () => {
    expect([3, 99_999, 100.4].map(usableWidth)).toEqual([64, 1_200, 100]);
  });

  it('says where pinned columns stay', () => {
    const shown = ['email', 'step_result', 'time', 'source_ip'];
    const { starts, tracks } = tracksOf({ shown, pinned: ['step_result', 'email'], widths: { email: 210 } });
    expect(starts).toEqual({ email: '0px', step_result: 'calc(210px)' });
    expect(tracks).toMatch(/^210px var\(--event-track\) var\(--time-track\) minmax/);
    expect(tracksOf({ ...plainLook, shown: ['time'] }).tracks).toBe('var(--time-track) minmax(0, 1fr)');
  });

  it('leaves the usual columns room to be read when others are added', () => {
    const plain = tracksOf({ ...plainLook, shown: defaultColumns });
    const crowded = tracksOf({ ...plainLook, shown: [...defaultColumns, 'trace_id'] });
    expect(plain.tracks).toContain('minmax(11rem, 1.7fr) minmax(7.5rem, 1.1fr)');
    expect(crowded.tracks).toContain('minmax(15rem, 1.7fr) minmax(9rem, 1.1fr)');
    expect(crowded.least).toContain('15rem + 9rem + 12rem');
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
