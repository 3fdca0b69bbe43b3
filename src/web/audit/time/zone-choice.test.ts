import { describe, expect, it } from 'vitest';
import { zoneOf } from './zone-choice.ts';

const none: ReadonlySet<string> = new Set();

describe('the zone of a page', () => {
  it.each([
    [[null, undefined], 'UTC', 'UTC'],
    [['Asia/Tokyo', 'Europe/Berlin'], 'Asia/Tokyo', 'Asia/Tokyo'],
    [[null, 'Europe/Berlin'], 'Europe/Berlin', 'Europe/Berlin'],
    [['', 'local'], 'Africa/Cairo', 'local'],
    [['europe/berlin'], 'europe/berlin', 'europe/berlin'],
    [['Asia/Calcutta'], 'Asia/Calcutta', 'Asia/Calcutta'],
  ] as const)('of %o is %s', (choices, zone, choice) => {
    expect(zoneOf(choices, 'Africa/Cairo', none)).toEqual({ zone, choice });
  });

  it.each([
    [['+05:30'], 'UTC', '“+05:30” is not a time zone, so times are shown in UTC.'],
    [['Etc/Unknown', null], 'UTC', '“Etc/Unknown” is not a time zone, so times are shown in UTC.'],
    [['\u202eMars'], 'UTC', '“‹U+202E›Mars” is not a time zone, so times are shown in UTC.'],
    [['Mars', 'Asia/Tokyo'], 'Asia/Tokyo', '“Mars” is not a time zone, so times are shown in Asia/Tokyo.'],
    [['local'], 'UTC', 'This browser does not say in which time zone it is, so times are shown in UTC.'],
    [
      [null, 'Europe/Berlin'],
      'UTC',
      'The server does not know the time zone “Europe/Berlin”, so times are shown in UTC.',
    ],
  ] as const)('of %o falls back to %s and says so', (choices, zone, problem) => {
    expect(zoneOf(choices, undefined, new Set(['Europe/Berlin']))).toMatchObject({ zone, problem });
  });
});
