import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Micros, formatInstant, micros, microsPerHour, parseInstant } from './instant.ts';
import {
  instantOfWall,
  isZone,
  localMidnight,
  startOfLocalDay,
  wallInstant,
  zoneNames,
  zoneOffsetMs,
} from './zone.ts';

const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/Sao_Paulo',
  'America/Havana',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'Africa/Cairo',
];
const instant = (iso: string): Micros => parseInstant(iso) ?? micros(0n);
const midnight = (iso: string, zone: string, days = 0): string =>
  formatInstant(localMidnight(instant(iso), zone, days));

test('zones are known by their IANA names', () => {
  expect(zones.filter((zone) => !isZone(zone))).toEqual([]);
  expect(['', 'Mars/Olympus', 'Europe', 'Berlin', '__proto__'].filter(isZone)).toEqual([]);
  // one runtime takes these, another does not
  expect(['+05:30', '-05', '+0530', '−05:30', 'Etc/Unknown', 'etc/unknown', 'local'].filter(isZone)).toEqual(
    [],
  );
  const otherNames = [
    'europe/berlin',
    'Asia/Calcutta',
    'Asia/Kolkata',
    'utc',
    'Etc/UTC',
    'Etc/GMT+5',
    'EST5EDT',
  ];
  expect(otherNames.filter((name) => !isZone(name))).toEqual([]);
  expect(zoneNames()).toEqual(expect.arrayContaining(['UTC', 'Europe/Berlin', 'America/Port-au-Prince']));
  expect(zoneNames().filter((name) => !isZone(name))).toEqual([]);
});

describe('offsets', () => {
  test.each([
    ['Europe/Berlin', '2026-01-01T00:00:00Z', 1],
    ['Europe/Berlin', '2026-07-01T00:00:00Z', 2],
    ['Asia/Kathmandu', '2026-01-01T00:00:00Z', 5.75],
    ['Australia/Lord_Howe', '2026-01-01T00:00:00Z', 11],
    ['Australia/Lord_Howe', '2026-07-01T00:00:00Z', 10.5],
    ['America/New_York', '1969-07-20T00:00:00Z', -4],
    // before the zones were agreed, and across the beginning of the year 1
    ['America/New_York', '0001-01-01T00:00:00Z', -(4 + 56 / 60 + 2 / 3600)],
    ['Europe/Berlin', '9999-12-31T23:59:59Z', 1],
  ])('%s at %s', (zone, at, hours) => {
    expect(zoneOffsetMs(Number(instant(at) / 1000n), zone)).toBeCloseTo(hours * 3_600_000, 5);
  });
});

describe('midnights', () => {
  test.each([
    ['23 hours', '2026-03-29T12:00:00Z', 'Europe/Berlin', 23],
    ['25 hours', '2026-10-25T12:00:00Z', 'Europe/Berlin', 25],
    ['23 hours', '2026-03-08T12:00:00Z', 'America/New_York', 23],
    ['25 hours', '2026-11-01T12:00:00Z', 'America/New_York', 25],
    ['23.5 hours', '2026-10-04T00:00:00Z', 'Australia/Lord_Howe', 23.5],
    ['24.5 hours', '2026-04-05T00:00:00Z', 'Australia/Lord_Howe', 24.5],
    ['24 hours', '2026-03-29T12:00:00Z', 'Asia/Kathmandu', 24],
  ])('a day of %s', (_, at, zone, hours) => {
    const length = localMidnight(instant(at), zone, 1) - localMidnight(instant(at), zone);
    expect(Number(length) / Number(microsPerHour)).toBe(hours);
  });

  test('one that a change of clocks skips is the change', () => {
    // in 2018 the clocks of São Paulo went from 00:00 to 01:00 on 4 November
    expect(midnight('2018-11-04T12:00:00Z', 'America/Sao_Paulo')).toBe('2018-11-04T03:00:00Z');
    expect(
      formatInstant(wallInstant(instant('2018-11-04T12:00:00Z'), 'America/Sao_Paulo', 0, 3 * 3600)),
    ).toBe('2018-11-04T05:00:00Z');
  });

  test('one that occurs twice is the first', () => {
    // in 2026 the clocks of Havana go back from 01:00 to 00:00 on 1 November
    expect(midnight('2026-11-01T12:00:00Z', 'America/Havana')).toBe('2026-11-01T04:00:00Z');
    expect(midnight('2026-11-01T05:30:00Z', 'America/Havana')).toBe('2026-11-01T04:00:00Z');
  });

  test('a whole day that is skipped has no length', () => {
    // Samoa had no 30 December 2011
    expect(midnight('2011-12-29T20:00:00Z', 'Pacific/Apia', 1)).toBe('2011-12-30T10:00:00Z');
    expect(midnight('2011-12-29T20:00:00Z', 'Pacific/Apia', 2)).toBe('2011-12-30T10:00:00Z');
    expect(midnight('2011-12-29T20:00:00Z', 'Pacific/Apia', 3)).toBe('2011-12-31T10:00:00Z');
  });

  test('the day an instant falls in begins at or before it, and the next one after it', () => {
    const times = fc.bigInt({ min: instant('1900-01-01'), max: instant('2100-01-01') }).map(micros);
    fc.assert(
      fc.property(times, fc.constantFrom(...zones), (at, zone) => {
        const start = startOfLocalDay(at, zone);
        expect(start <= at && at < localMidnight(at, zone, 1)).toBe(true);
        expect(startOfLocalDay(start, zone)).toBe(start);
      }),
      { numRuns: 300 },
    );
  });
});

test('a wall clock shows what it was asked for, unless that time was skipped', () => {
  const walls = fc.integer({ min: Date.UTC(1970, 0), max: Date.UTC(2040, 0) }).map((ms) => ms - (ms % 1000));
  fc.assert(
    fc.property(walls, fc.constantFrom(...zones), (wall, zone) => {
      const ms = instantOfWall(wall, zone);
      const shown = ms + zoneOffsetMs(ms, zone);
      const skipped = shown > wall && zoneOffsetMs(ms - 1000, zone) !== zoneOffsetMs(ms, zone);
      expect(shown === wall || skipped).toBe(true);
    }),
    { numRuns: 300 },
  );
});
