import { expect, test } from 'vitest';
import { formatInstant, parseInstant } from '../../contract/instant.ts';
import { dayOf } from './windows.ts';
import { zoneOffsets } from './zone-offsets.ts';

const day = (date: string): number => dayOf(parseInstant(date) ?? 0n);
const hour = 3_600_000_000n;

const offsets = (dates: readonly string[], zone: string) =>
  zoneOffsets(dates.map(day), zone).map(({ from, offset }) => [
    formatInstant(from),
    Number(offset) / Number(hour),
  ]);

test.each([
  ['UTC', ['2026-03-28', '2026-03-29'], [['2026-03-28T00:00:00Z', 0]]],
  [
    'Europe/Berlin',
    ['2026-03-28', '2026-03-29', '2026-03-30'],
    [
      ['2026-03-28T00:00:00Z', 1],
      ['2026-03-29T01:00:00Z', 2],
    ],
  ],
  [
    'America/New_York',
    ['2026-11-01'],
    [
      ['2026-11-01T00:00:00Z', -4],
      ['2026-11-01T06:00:00Z', -5],
    ],
  ],
  [
    'Europe/Berlin',
    ['1969-07-20', '2026-07-20'],
    [
      ['1969-07-20T00:00:00Z', 1],
      ['2026-07-20T00:00:00Z', 2],
    ],
  ],
  ['Asia/Kolkata', ['2026-07-20'], [['2026-07-20T00:00:00Z', 5.5]]],
])('%s on %j', (zone, dates, expected) => {
  expect(offsets(dates, zone)).toEqual(expected);
});
