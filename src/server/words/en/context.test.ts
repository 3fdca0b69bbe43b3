import { expect, it } from 'vitest';
import { parseInstant } from '../../../contract/instant.ts';
import { words } from '../language.ts';

const hour = 3_600_000_000n;
const elsewhere = { isSame: false, here: 'Payroll', there: 'Wiki' } as const;
it.each([
  [[], {}, 'Nothing differs from the last success, 1 h earlier.'],
  [
    [],
    { application: { isSame: true } },
    'Nothing differs from the last success in this application, 1 h earlier.',
  ],
  [['source_ip', 'user_agent'], {}, 'Different from the last success, 1 h earlier: source IP, browser.'],
  [
    ['upstream_idp'],
    { isInferred: true },
    'Different from the last success, 1 h earlier, from the same address and browser: identity provider.',
  ],
  [
    ['source_ip', 'application_name'],
    { application: elsewhere },
    'No earlier success in Payroll is recorded, so this is compared with the last one in Wiki, 1 h earlier. Also different: source IP.',
  ],
  [
    ['application_name'],
    { application: { ...elsewhere, there: undefined } },
    'No earlier success in Payroll is recorded, so this is compared with the last one in another application, 1 h earlier. Nothing else differs.',
  ],
] as const)('what was different: %o, %o', (differences, more, sentence) => {
  const told = { before: hour, differences, isInferred: false, application: undefined, ...more };
  expect(words.comparison(told)).toBe(sentence);
});

const midnight = parseInstant('2026-11-03T23:30:00Z');
it.each([
  [0, 'UTC', 'never used'],
  [1, 'UTC', 'used before (once, on 3 Nov 2026)'],
  [28, 'UTC', 'used before (28 times, last 3 Nov 2026)'],
  [28, 'Europe/Berlin', 'used before (28 times, last 4 Nov 2026)'],
])('a value used in %i sign-ins, in %s', (count, zone, text) => {
  expect(words.usage({ count, last: count === 0 ? undefined : midnight, zone })).toBe(text);
});

const none = { count: 0, since: 0n };
const minutes = (count: number, since: number) => ({ count, since: BigInt(Math.round(since * 60e6)) });
it.each([
  [{}, 'Nothing in the 2 hours before.'],
  [{ within: (hour * 3n) / 2n }, 'Nothing in the 90 minutes before.'],
  [{ isInferred: true }, 'From the same address, nobody named: nothing in the 2 hours before.'],
  [{ refusedSecondSteps: minutes(13, 7.4) }, '13 refused second steps in the 8 minutes before.'],
  [{ unansweredSecondSteps: minutes(1, 0.7) }, '1 unanswered second step in the 42 seconds before.'],
  [
    { refusedSecondSteps: minutes(9, 7), unansweredSecondSteps: minutes(4, 7.9) },
    '9 refused and 4 unanswered second steps in the 8 minutes before.',
  ],
  [{ refusedCredentials: minutes(1, 30) }, 'Credentials refused once in the 30 minutes before.'],
  [
    { refusedCredentials: minutes(3, 30), withoutSignIn: minutes(3, 30) },
    'Credentials refused 3 times in the 30 minutes before.',
  ],
  [{ othersFailed: minutes(21, 119.5) }, 'This address failed on 21 other people in the 2 hours before.'],
  [
    { othersFailed: minutes(1, 10), isInferred: true },
    'From the same address, nobody named: this address failed on 1 other person in the 10 minutes before.',
  ],
  [
    { signIns: 1, lastSignIn: { before: hour / 3n, address: '192.0.2.1', isHere: false } },
    'Signed in from 192.0.2.1 20 minutes before.',
  ],
  [
    {
      refusedSecondSteps: minutes(2, 8),
      signIns: 3,
      lastSignIn: { before: hour / 3n, address: '192.0.2.1', isHere: true },
    },
    '2 refused second steps in the 8 minutes before; signed in 3 times, last from the same address 20 minutes before.',
  ],
  [
    { signIns: 1, lastSignIn: { before: hour, address: undefined, isHere: false } },
    'Signed in 60 minutes before.',
  ],
  [{ withoutSignIn: minutes(2, 12) }, '2 attempts without a sign-in in the 12 minutes before.'],
])('what came before: %o', (more, sentence) => {
  expect(
    words.before({
      within: hour * 2n,
      refusedCredentials: none,
      refusedSecondSteps: none,
      unansweredSecondSteps: none,
      othersFailed: none,
      withoutSignIn: none,
      signIns: 0,
      lastSignIn: undefined,
      isInferred: false,
      ...more,
    }),
  ).toBe(sentence);
});
