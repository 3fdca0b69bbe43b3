import { describe, expect, it } from 'vitest';
import { type Micros, formatInstant, micros, parseInstant } from '../../../contract/instant.ts';
import type { HoursAnswer } from '../../../contract/overview.ts';
import { hourCells, lastHour, shadeDepths } from './hours-grid.ts';

const at = (text: string): Micros => parseInstant(text) ?? micros(0n);

const answer: HoursAnswer = {
  from: '2026-03-11T00:00:00Z',
  to: '2026-03-18T00:00:00Z',
  tz: 'UTC',
  hours: [
    { weekday: 1, hour: 0, attempts: 10, decided: 10, unsuccessful: 1 },
    { weekday: 7, hour: 23, attempts: 4, decided: 2, unsuccessful: 2 },
  ],
};

describe('the hours of a week', () => {
  const cells = hourCells(answer);

  it('are all there, Monday first', () => {
    expect(cells).toHaveLength(168);
    expect(cells[0]).toMatchObject({ weekday: 1, hour: 0, attempts: 10 });
    expect(cells[25]).toMatchObject({ weekday: 2, hour: 1, attempts: 0 });
    expect(cells[167]).toMatchObject({ weekday: 7, hour: 23, unsuccessful: 2 });
  });

  it.each([
    ['unsuccessful', 0.5, 1],
    ['rate', 0.1, 1],
    ['attempts', 1, 0.4],
  ] as const)('are shaded by %s', (shade, first, last) => {
    const depths = shadeDepths(cells, shade);
    expect([depths[0], depths[1], depths[167]]).toEqual([first, 0, last]);
  });

  it('are all blank where there is nothing', () => {
    expect(new Set(shadeDepths(hourCells({ ...answer, hours: [] }), 'rate'))).toEqual(new Set([0]));
  });
});

describe('the last such hour of a range', () => {
  const week = { from: at('2026-03-11T09:30:00Z'), to: at('2026-03-18T09:30:00Z') };
  it.each([
    // a Wednesday: the hour that has begun is cut at the end of the range
    [3, 9, 'UTC', '2026-03-18T09:00:00Z – 2026-03-18T09:30:00Z'],
    [3, 8, 'UTC', '2026-03-18T08:00:00Z – 2026-03-18T09:00:00Z'],
    // later on that day is a week ago
    [3, 10, 'UTC', '2026-03-11T10:00:00Z – 2026-03-11T11:00:00Z'],
    [2, 23, 'UTC', '2026-03-17T23:00:00Z – 2026-03-18T00:00:00Z'],
    [2, 23, 'Europe/Berlin', '2026-03-17T22:00:00Z – 2026-03-17T23:00:00Z'],
  ] as const)('weekday %d, hour %d, in %s: %s', (weekday, hour, zone, words) => {
    const found = lastHour({ weekday, hour }, week, zone);
    expect(found && `${formatInstant(found.from)} – ${formatInstant(found.to)}`).toBe(words);
  });

  it('is none where the range is too short for it', () => {
    const hour = { from: at('2026-03-18T08:00:00Z'), to: at('2026-03-18T09:00:00Z') };
    expect(lastHour({ weekday: 3, hour: 7 }, hour, 'UTC')).toBeUndefined();
    expect(lastHour({ weekday: 2, hour: 8 }, hour, 'UTC')).toBeUndefined();
  });
});
