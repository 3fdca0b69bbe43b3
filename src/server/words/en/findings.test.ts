import { expect, test } from 'vitest';
import type { FindingText } from '../finding-words.ts';
import { findingWords } from './findings.ts';

test.each([
  [0, 7, '0%'],
  [7, 7, '100%'],
  [1, 3, '33%'],
  [1, 200, '0.5%'],
  [1, 1_000_000, '0.1%'],
  [999_999, 1_000_000, '99.9%'],
])('%d of %d is %s', (part, whole, text) => {
  expect(findingWords.rate(part, whole)).toBe(text);
});

test.each([
  [0n, 'at once'],
  [999_999n, 'at once'],
  [354_000_000n, 'in 5 min 54 s'],
])('%d microseconds: %s', (length, text) => {
  expect(findingWords.span(length)).toBe(text);
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
const signIn = { user: eve, looked: 1_001, request_id: '7', source_ip: '20260318' };
const entered = { entered: 'm.{reader}', entered_request_id: '8' };
const repeated = { user: eve, application_name: 'Wiki', source_ip: '20260318', interval: '5 min' };
const challenges = { user: eve, challenges: 1_300, span: 'in 8 min' };

const cases: { readonly [Code in FindingText as Code['code']]: readonly [Code['params'], string][] } = {
  brute_force: [
    [burst, '2,000 attempts of $& {user} from 20260318 were refused in 1 h.'],
    [
      { ...burst, ...entered, entered_later: '21 min' },
      '2,000 attempts of $& {user} from 20260318 were refused in 1 h, and m.{reader} signed in from there 21 min later.',
    ],
  ],
  guessing: [
    [
      repeated,
      'Wiki was refused 2,000 times as $& {user} from 20260318, every 5 min: probably somebody guessing.',
    ],
    [
      { ...repeated, ...entered },
      'Wiki was refused 2,000 times as $& {user} from 20260318, every 5 min, and m.{reader} signed in from there ' +
        'meanwhile: probably somebody guessing.',
    ],
  ],
  spray: [
    [
      { people: 1_234, source_ip: '20260318', span: 'at once' },
      '1,234 users were refused at 20260318 at once, in 2,000 attempts.',
    ],
    [
      { people: 12, source_ip: '20260318', span: 'in 1 h', ...entered, entered_others: 1 },
      '12 users were refused at 20260318 in 1 h, in 2,000 attempts, and m.{reader} and 1 other signed in from there ' +
        'meanwhile.',
    ],
  ],
  second_step_fatigue: [
    [challenges, '1,300 second steps of $& {user} were refused or not answered in 8 min.'],
  ],
  second_step_fatigue_accepted: [
    [
      { ...challenges, entered_request_id: '8', source_ip: '20260318', entered_later: '40 s' },
      '1,300 second steps of $& {user} were refused or not answered in 8 min, and one was accepted 40 s later from ' +
        '20260318.',
    ],
    [
      { ...challenges, entered_request_id: '8' },
      '1,300 second steps of $& {user} were refused or not answered in 8 min, and one was accepted meanwhile.',
    ],
  ],
  provider_stands_out: [
    [standout, `50% of the attempts by {count} did not succeed (1,000 of 2,000); ${history}`],
  ],
  application_stands_out: [
    [standout, `50% of the attempts to {count} did not succeed (1,000 of 2,000); ${history}`],
  ],
  new_device: [
    [
      { ...signIn, browser: 'curl 8.17.0', user_agent: 'curl/8.17.0' },
      '$& {user} signed in from 20260318 with curl 8.17.0: neither that network nor that browser is in their last ' +
        '1,001 sign-ins.',
    ],
    // of a page’s length: it leaves room for the sentence
    [
      { ...signIn, browser: 'M'.repeat(65_536), user_agent: 'M', refusals: 2, hours: 24 },
      `$& {user} signed in from 20260318 with ${'M'.repeat(119)}…: neither that network nor that browser is in their ` +
        'last 1,001 sign-ins. 2 tries of theirs from there were refused in the 24 hours before.',
    ],
  ],
  new_address: [
    [
      { ...signIn, people: 3, second_steps: 5 },
      '$& {user} signed in from 20260318, whose network is in none of their last 1,001 sign-ins. That network is new to ' +
        '3 people who signed in from this address. There was no second step; each of the 5 sign-ins before had one.',
    ],
  ],
  retrying: [
    [
      repeated,
      'Wiki was refused 2,000 times as $& {user} from 20260318, every 5 min: probably an old password that was saved.',
    ],
  ],
  machine: [
    [
      { user: eve, interval: '5 min' },
      'An application that gave no name was refused 2,000 times as $& {user} from an unrecorded address, every 5 min: ' +
        'a program, with an old password or guessing.',
    ],
  ],
};

test.each(Object.entries(cases))('%s is told in a sentence, recorded values as they are', (code, all) => {
  for (const [params, sentence] of all)
    expect(findingWords.finding(code as FindingText['code'], params, 2_000)).toBe(sentence);
});

const titles: { readonly [Code in FindingText as Code['code']]: readonly [Code['params'], string][] } = {
  brute_force: [
    [{ ...burst, user: 'eve' }, 'eve: 2,000 attempts refused from 20260318'],
    [
      { ...burst, user: 'eve', ...entered, entered_later: '21 min' },
      'eve: 2,000 attempts refused from 20260318, then signed in from there',
    ],
  ],
  guessing: [[repeated, '$& {user}: refused 2,000 times from 20260318, every 5 min']],
  spray: [
    [{ people: 1_234, source_ip: '20260318', span: 'at once' }, '20260318: 1,234 users refused'],
    [
      { people: 12, source_ip: '20260318', span: 'in 1 h', ...entered, entered_others: 1 },
      '20260318: 12 users refused, meanwhile m.{reader} and 1 other signed in',
    ],
  ],
  second_step_fatigue: [[challenges, '$& {user}: 1,300 second steps refused or not answered']],
  second_step_fatigue_accepted: [
    [
      { ...challenges, entered_request_id: '8', entered_later: '40 s' },
      '$& {user}: 1,300 second steps refused or not answered, then one accepted',
    ],
  ],
  provider_stands_out: [
    [
      { ...standout, value: 'Okta', rate: '78%', history_rate: '4%', unsuccessful: 1_560 },
      'Okta: 1,560 of 2,000 attempts failed (78%; usually 4%)',
    ],
  ],
  application_stands_out: [[standout, '{count}: 1,000 of 2,000 attempts failed (50%; usually 0.1%)']],
  new_device: [[{ ...signIn, browser: 'curl', user_agent: 'curl' }, '$& {user} from 20260318']],
  new_address: [
    [{ ...signIn, people: 1_235 }, '$& {user} and 1,234 others from 20260318'],
    [{ ...signIn, second_steps: 5 }, '$& {user} from 20260318'],
  ],
  retrying: [[repeated, '$& {user} in Wiki: refused 2,000 times, every 5 min']],
  machine: [[{ user: eve, interval: '5 min' }, '$& {user}: refused 2,000 times, every 5 min']],
};

test.each(Object.entries(titles))('%s has a title of one line, whom it is about first', (code, all) => {
  for (const [params, title] of all)
    expect(findingWords.findingTitle(code as FindingText['code'], params, 2_000)).toBe(title);
});
