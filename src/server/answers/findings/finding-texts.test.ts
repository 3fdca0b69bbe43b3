import { expect, test } from 'vitest';
import { findingKinds, thresholdsSchema } from '../../../contract/findings.ts';
import { findingCodes, findingSentence, rateOf, spanOf, thresholdTexts } from './finding-texts.ts';

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

test.each(findingCodes)('%s is told in one sentence, verbatim values included', (code) => {
  const params = new Proxy<Record<string, string>>({}, { get: (_, name) => `<${String(name)}> $& {user}` });
  const sentence = findingSentence(code, params);
  expect(sentence).toMatch(/^[A-Z<].*\.$/);
  expect(sentence).toContain('$& {user}');
});

test('counts are grouped, ids are not', () => {
  expect(
    findingSentence('spray', { people: '1234', source_ip: '20260318', span: 'at once', count: '56789' }),
  ).toBe('1,234 users failed to sign in from 20260318 at once, in 56,789 attempts.');
});

test('a value of a page’s length leaves room for the sentence', () => {
  const params = { user: 'eve', browser: 'M'.repeat(65_536), looked: '5' };
  expect(findingSentence('new_browser', params)).toMatch(
    /^eve signed in with M{119}…, which is in none of their last 5 sign-ins\.$/,
  );
});

test.each(findingKinds)('the threshold of %s is a sentence with its numbers', (kind) => {
  expect(thresholdTexts[kind](thresholdsSchema.parse({}))).toMatch(/^(?=.*\d)[A-Z0-9].*\.$/);
});

test.each([
  ['brute_force', { brute_force: { attempts: 77, minutes: 1 } }, /^More than 77 .* within one minute\.$/],
  ['spray', { spray: { users: 77 } }, /^77 or more users/],
  ['second_step_fatigue', { second_step_fatigue: { minutes: 77 } }, /within 77 minutes\.$/],
  ['provider_stands_out', { stands_out: { points: 7.7 } }, / and 7\.7 percentage points/],
  ['new_address', { first_seen: { successes: 77 } }, /last 77 sign-ins/],
  ['retrying', { retrying: { attempts: 77 } }, /^77 or more/],
] as const)('the threshold of %s is the one that is set', (kind, set, text) => {
  expect(thresholdTexts[kind](thresholdsSchema.parse(set))).toMatch(text);
});
