import { expect, test } from 'vitest';
import { type FindingText, findingSentence, rateOf, spanOf } from './findings.ts';

test.each([
  [0, 7, '0%'],
  [7, 7, '100%'],
  [1, 3, '33%'],
  [1, 200, '0.5%'],
  [1, 1_000_000, '0.1%'],
  [999_999, 1_000_000, '99.9%'],
])('%d of %d is %s', (part, whole, text) => {
  expect(rateOf(part, whole)).toBe(text);
});

test.each([
  [0n, 'at once'],
  [999_999n, 'at once'],
  [354_000_000n, 'in 5 min 54 s'],
])('%d microseconds: %s', (length, text) => {
  expect(spanOf(7n, 7n + length)).toBe(text);
});

const eve = '$& {user}';
const burst = { user: eve, source_ip: '20260318', span: 'in 1 h' };
const standout = {
  value: '{count}',
  rate: '50%',
  unsuccessful: 1_000,
  history_days: 1_500,
  history_from: '2026-03-18T09:30:00Z',
  history_rate: '0.1%',
  history_unsuccessful: 1_234,
  history_count: 1_234_000,
};
const history = 'in 1500 days up to the day before, 0.1% (1,234 of 1,234,000).';
const signIn = { user: eve, looked: 1_001, request_id: '7' };

const cases: { readonly [Code in FindingText as Code['code']]: readonly [Code['params'], string][] } = {
  brute_force: [[burst, '2,000 failed attempts of $& {user} from 20260318 in 1 h.']],
  spray: [
    [
      { people: 1_234, source_ip: '20260318', span: 'at once' },
      '1,234 users failed to sign in from 20260318 at once, in 2,000 attempts.',
    ],
  ],
  second_step_fatigue: [[burst, '$& {user} was asked for a second step 2,000 times in 1 h.']],
  second_step_fatigue_signed_in: [
    [burst, '$& {user} was asked for a second step 2,000 times in 1 h, and signed in then or soon after.'],
  ],
  provider_stands_out: [
    [standout, `50% of the attempts by {count} did not succeed (1,000 of 2,000); ${history}`],
  ],
  application_stands_out: [
    [standout, `50% of the attempts to {count} did not succeed (1,000 of 2,000); ${history}`],
  ],
  new_address: [
    [
      { ...signIn, source_ip: '20260318' },
      '$& {user} signed in from 20260318, which is in none of their last 1,001 sign-ins.',
    ],
  ],
  new_browser: [
    [
      { ...signIn, browser: 'curl 8.17.0', user_agent: 'curl/8.17.0' },
      '$& {user} signed in with curl 8.17.0, which is in none of their last 1,001 sign-ins.',
    ],
    // of a page’s length: it leaves room for the sentence
    [
      { ...signIn, browser: 'M'.repeat(65_536), user_agent: 'M' },
      `$& {user} signed in with ${'M'.repeat(119)}…, which is in none of their last 1,001 sign-ins.`,
    ],
  ],
  retrying: [
    [
      { user: eve, application_name: 'Wiki', source_ip: '20260318', interval: '5 min' },
      'Wiki tried 2,000 times as $& {user} from 20260318, every 5 min: a program, with an old password or guessing.',
    ],
    [
      { user: eve, interval: '5 min' },
      'An application that gave no name tried 2,000 times as $& {user} from an unrecorded address, every 5 min: ' +
        'a program, with an old password or guessing.',
    ],
  ],
};

test.each(Object.entries(cases))('%s is told in a sentence, recorded values as they are', (code, all) => {
  for (const [params, sentence] of all)
    expect(findingSentence(code as FindingText['code'], params, 2_000)).toBe(sentence);
});
