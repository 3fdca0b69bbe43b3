import { expect, test } from 'vitest';
import { intervalWords } from './interval-words.ts';

test.each([
  ['3h', '3 hours'],
  ['1d', '1 day'],
  ['30m', '30 minutes'],
  ['15s', '15 seconds'],
] as const)('%s is %s', (interval, words) => {
  expect(intervalWords(interval)).toBe(words);
});
