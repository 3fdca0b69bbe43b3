import { describe, expect, it } from 'vitest';
import type { HoursAnswer } from '../../../contract/overview.ts';
import { hourCells, shadeDepths } from './hours-grid.ts';

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
