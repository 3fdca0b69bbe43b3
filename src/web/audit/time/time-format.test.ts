import { describe, expect, it } from 'vitest';
import { type Micros, micros, parseInstant } from '../../../contract/instant.ts';
import { formatEdge, formatFull, wallOf } from './time-format.ts';

const at = (text: string): Micros => parseInstant(text) ?? micros(0n);

describe('wall clock', () => {
  it.each([
    ['2026-03-14T09:14:03Z', 'UTC', '2026-03-14', '09:14:03', ''],
    ['2026-03-14T09:14:03.5Z', 'UTC', '2026-03-14', '09:14:03', '.500'],
    ['2026-03-14T09:14:03.000512Z', 'UTC', '2026-03-14', '09:14:03', '.000512'],
    ['2026-03-14T23:30:00Z', 'Asia/Kolkata', '2026-03-15', '05:00:00', ''],
    ['1969-12-31T23:59:59.999999Z', 'UTC', '1969-12-31', '23:59:59', '.999999'],
  ])('%s in %s', (instant, zone, date, time, fraction) => {
    expect(wallOf(at(instant), zone)).toEqual({ date, time, fraction });
  });

  it.each([
    ['UTC', '2026-03-14 09:14:03.512 UTC'],
    ['Asia/Kolkata', '2026-03-14 14:44:03.512 Asia/Kolkata (+05:30)'],
    ['America/St_Johns', '2026-03-14 06:44:03.512 America/St_Johns (−02:30)'],
  ])('in full in %s', (zone, text) => {
    expect(formatFull(at('2026-03-14T09:14:03.512Z'), zone)).toBe(text);
  });

  it('leaves out seconds that say nothing', () => {
    expect(formatEdge(at('2026-03-14T09:14:00Z'), 'UTC')).toBe('2026-03-14 09:14');
    expect(formatEdge(at('2026-03-14T09:14:01Z'), 'UTC')).toBe('2026-03-14 09:14:01');
  });
});
