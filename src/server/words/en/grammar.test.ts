import { expect, test } from 'vitest';
import { clockTime } from './grammar.ts';

test.each([
  ['UTC', '2026-11-21T16:10:00Z', '16:10 UTC on 21 Nov 2026'],
  ['America/New_York', '2026-11-21T16:10:00Z', '11:10 EST (UTC−5) on 21 Nov 2026'],
  ['America/New_York', '2026-07-21T16:10:00Z', '12:10 EDT (UTC−4) on 21 Jul 2026'],
  ['Europe/London', '2026-11-21T16:10:00Z', '16:10 GMT on 21 Nov 2026'],
  ['Europe/Berlin', '2026-07-21T22:10:00Z', '00:10 CEST (UTC+2) on 22 Jul 2026'],
  ['Australia/Sydney', '2026-11-21T16:10:00Z', '03:10 AEDT (UTC+11) on 22 Nov 2026'],
  ['Asia/Kolkata', '2026-11-21T16:10:00Z', '21:40 IST (UTC+5:30) on 21 Nov 2026'],
  ['Asia/Kathmandu', '2026-11-21T16:10:00Z', '21:55 UTC+5:45 on 21 Nov 2026'],
])('a time in %s is said with the zone’s name and its distance from UTC', (zone, instant, words) => {
  expect(clockTime(instant, zone)).toBe(words);
});
