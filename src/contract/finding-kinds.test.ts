import { expect, test } from 'vitest';
import { thresholdsSchema } from './thresholds.ts';
import {
  countingRules,
  findingKinds,
  findingLabel,
  kindsByText,
  thresholdSentence,
} from './finding-kinds.ts';

test.each([
  ['brute_force', 'More than 10 failed attempts on one account from one address within 60 minutes.'],
  ['spray', '10 or more users failing from one address within 60 minutes.'],
  ['second_step_fatigue', '5 or more second-step requests for one user within 10 minutes.'],
  [
    'provider_stands_out',
    'In stretches of 60 minutes with 10 decided attempts or more, 3 users among the unsuccessful: 3 times the rate ' +
      'of 28 days up to the day before, or more, and 25 percentage points above it, or more; of a history of 100 ' +
      'decided attempts or more.',
  ],
  [
    'new_address',
    'Not seen in the last 20 sign-ins of a user who has 5 or more before it, as far as 28 days before the range.',
  ],
  [
    'retrying',
    '5 or more unsuccessful attempts of one user, application and address at near-equal intervals.',
  ],
] as const)('the threshold of %s says every number it has', (kind, sentence) => {
  expect(thresholdSentence(kind, thresholdsSchema.parse({}))).toBe(sentence);
});

test.each([
  ['brute_force', { brute_force: { attempts: 77, minutes: 1 } }, /^More than 77 .* within one minute\.$/],
  ['spray', { spray: { users: 77 } }, /^77 or more users/],
  ['second_step_fatigue', { second_step_fatigue: { minutes: 77 } }, /within 77 minutes\.$/],
  ['provider_stands_out', { stands_out: { points: 7.7 } }, / and 7\.7 percentage points/],
  ['new_address', { first_seen: { successes: 77 } }, /last 77 sign-ins/],
  ['retrying', { retrying: { attempts: 77 } }, /^77 or more/],
] as const)('the threshold of %s is the one that is set', (kind, set, sentence) => {
  expect(thresholdSentence(kind, thresholdsSchema.parse(set))).toMatch(sentence);
});

test('kinds that share a threshold are told together, in their order', () => {
  const thresholds = thresholdsSchema.parse({});
  const together = kindsByText((kind) => thresholdSentence(kind, thresholds)).map(({ kinds }) => kinds);
  expect(together.flat()).toEqual(findingKinds);
  expect(together.filter((kinds) => kinds.length > 1)).toEqual([
    ['provider_stands_out', 'application_stands_out'],
    ['new_address', 'new_browser'],
  ]);
});

test('no two kinds are called the same', () => {
  expect(new Set(findingKinds.map(findingLabel)).size).toBe(findingKinds.length);
});

test.each(findingKinds)('how %s is counted is in the API’s description', (kind) => {
  expect(countingRules).toMatch(new RegExp(`\\b${kind}(, \\w+)*: \\w`));
});
