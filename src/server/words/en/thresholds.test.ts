import { expect, test } from 'vitest';
import { findingKinds } from '../../../contract/finding-kinds.ts';
import { thresholdsSchema } from '../../../contract/thresholds.ts';
import { findingLabel, goingOnSentence, thresholdSentence, tieSentence } from './thresholds.ts';

const gotIn =
  'High when somebody signs in from there to whom the network is strange, until 120 minutes after.';
const firstSeen =
  'A network (IPv4 /16, IPv6 /32) that is in none of the last 20 sign-ins, of a user who has 5 or more before it, as ' +
  'far as 28 days before its own (UTC), and that is not shared (5 people or more on 3 days or more); not told where the ' +
  'networks of 10 or more of those were new, too.';
const companion =
  'the network is new to 3 people or more who sign in from the address within 7 days, or there is no second step, which the 5 ' +
  'sign-ins before had.';

test.each([
  [
    'brute_force',
    'More than 10 attempts with refused credentials, of one account from one address within 60 minutes, or 5 or more ' +
      `at near-equal intervals from a strange network. ${gotIn}`,
  ],
  [
    'spray',
    '10 or more users refused at one address within 60 minutes; at a shared address, more than signed in there in the ' +
      `3 days before, or 5 or more with one browser that is new there. ${gotIn}`,
  ],
  [
    'second_step_fatigue',
    '5 or more second steps of one user refused or not answered within 10 minutes, or 2 or more from a strange ' +
      'network. High when one is accepted from a strange network meanwhile, or until 10 minutes after.',
  ],
  [
    'provider_stands_out',
    'In stretches of 60 minutes with 10 decided attempts or more, 3 users among the unsuccessful: 3 times the rate ' +
      'of 28 days up to the day before, or more, and 25 percentage points above it, or more; of a history of 100 ' +
      'decided attempts or more. Not told where less than 50% of the unsuccessful come from addresses where somebody ' +
      'signed in lately: they are guesses. Of a provider, high when 50% or more did not succeed.',
  ],
  [
    'new_device',
    `${firstSeen} And a browser, its user agent without the numbers, that is in none of them. Medium when they were ` +
      `refused there in the 24 hours before, ${companion}`,
  ],
  ['new_address', `${firstSeen} And ${companion}`],
  [
    'retrying',
    '5 or more attempts with refused credentials, of one user, application and address at near-equal intervals, ' +
      'each within 10% of the middle one, or a second; from a strange network they are somebody guessing.',
  ],
] as const)('the threshold of %s says every number it has', (kind, sentence) => {
  expect(thresholdSentence(kind, thresholdsSchema.parse({}))).toBe(sentence);
});

test.each([
  ['brute_force', { brute_force: { attempts: 77, minutes: 1 } }, /^More than 77 .* within one minute,/],
  ['brute_force', { guessing: { rhythm: 77 } }, /or 77 or more at near-equal/],
  ['brute_force', { worth_a_look: { others_minutes: 77 } }, /until 77 minutes after/],
  ['spray', { spray: { users: 77 } }, /^77 or more users/],
  ['spray', { spray: { shared_days: 77, browser_users: 78 } }, /the 77 days before, or 78 or more/],
  ['second_step_fatigue', { second_step_fatigue: { minutes: 77 } }, /until 77 minutes after\.$/],
  ['second_step_fatigue', { second_step_fatigue: { strange: 77 } }, /or 77 or more from a strange/],
  ['provider_stands_out', { stands_out: { points: 7.7 } }, / and 7\.7 percentage points/],
  ['provider_stands_out', { provider_trouble: { known: 0.77 } }, /less than 77% /],
  ['new_device', { first_seen: { successes: 77, relay: 78 } }, /last 77 sign-ins.* networks of 78 or more/],
  ['new_device', { first_seen: { refusal_hours: 77 } }, /the 77 hours before/],
  ['new_address', { first_seen: { people: 77, second_steps: 78 } }, /new to 77 people .* the 78 sign-ins/],
  ['new_address', { places: { shared_people: 77, shared_days: 78 } }, /\(77 people or more on 78 days/],
  ['retrying', { retrying: { attempts: 77 } }, /^77 or more/],
  ['retrying', { retrying: { tolerance: 0.77 } }, /within 77% of/],
  ['provider_stands_out', { stands_out: { high: 0.77 } }, /high when 77% or more/],
] as const)('the threshold of %s is the one that is set', (kind, set, sentence) => {
  expect(thresholdSentence(kind, thresholdsSchema.parse(set))).toMatch(sentence);
});

test('no two kinds are called the same', () => {
  expect(new Set(findingKinds.map(findingLabel)).size).toBe(findingKinds.length);
});

test('why findings are one incident is told with the numbers that are set', () => {
  const set = thresholdsSchema.parse({ incidents: { minutes: 77, share: 0.78, going_on_minutes: 79 } });
  expect(tieSentence('place_or_person', set)).toMatch(/the same address or user, .* up to 77 minutes before/);
  expect(tieSentence('same_hours', set)).toMatch(
    /for 78% of the shorter time or more, where 78% of the fail/,
  );
  expect(goingOnSentence(set)).toMatch(/^Still going: .* less than 79 minutes ago\.$/);
});
