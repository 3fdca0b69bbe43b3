import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { movedTo, plainLook, readLook, tracksOf, usableWidth, visibleIn } from './column-layout.ts';

const defaults = ['start', 'who', 'where', 'took'];
const page = {
  defaults,
  sizes: {
    start: { least: 'var(--time-track)' },
    who: { least: '11rem', share: '2fr', crowded: '15rem' },
    where: { least: '8rem', share: '1fr' },
    took: { least: '5rem' },
  },
};

describe('column layout', () => {
  it('reads what was remembered, and is plain when that makes no sense', () => {
    const look = { pinned: ['email'], widths: { email: 200 } };
    expect(readLook(JSON.stringify(look))).toEqual(look);
    for (const text of [undefined, '', 'x', '[]', '{"pinned":1}', '{"pinned":[],"widths":{"email":1e9}}'])
      expect(readLook(text)).toEqual(plainLook);
  });

  it('shows a column last, and hides', () => {
    expect(visibleIn(['time'], { time: true, email: false, 'x.a': true })).toEqual(['time', 'x.a']);
    expect(visibleIn(['time', 'x.a'], { time: false, 'x.a': true })).toEqual(['x.a']);
  });

  it('keeps widths within reason', () => {
    expect([3, 99_999, 100.4].map(usableWidth)).toEqual([64, 1_200, 100]);
  });

  it('says where pinned columns stay', () => {
    const shown = ['who', 'took', 'start', 'where'];
    const { starts, tracks } = tracksOf(page, { shown, pinned: ['took', 'who'], widths: { who: 210 } });
    expect(starts).toEqual({ who: '0px', took: 'calc(210px)' });
    expect(tracks).toBe('210px 5rem var(--time-track) minmax(8rem, 1fr)');
    expect(tracksOf(page, { ...plainLook, shown: ['start'] }).tracks).toBe(
      'var(--time-track) minmax(0, 1fr)',
    );
  });

  it('leaves the usual columns room to be read when others are added', () => {
    expect(tracksOf(page, { ...plainLook, shown: defaults })).toMatchObject({
      tracks: 'var(--time-track) minmax(11rem, 2fr) minmax(8rem, 1fr) 5rem',
      least: 'calc(var(--time-track) + 11rem + 8rem + 5rem + 1.5rem)',
    });
    expect(tracksOf(page, { ...plainLook, shown: ['who', 'colour'] })).toMatchObject({
      tracks: 'minmax(15rem, 2fr) minmax(8rem, 1fr)',
      least: 'calc(15rem + 8rem + 1.5rem)',
    });
  });

  it('loses and invents no column, however it is moved', () => {
    const column = fc.constantFrom(...defaults);
    fc.assert(
      fc.property(fc.array(fc.tuple(column, column)), (moves) => {
        const after = moves.reduce<readonly string[]>(
          (shown, [name, target]) => movedTo(shown, name, target),
          defaults,
        );
        expect(after.toSorted()).toEqual(defaults.toSorted());
      }),
    );
  });
});
