import { describe, expect, it } from 'vitest';
import { thresholdsSchema } from '../../../contract/findings.ts';
import { thresholdWords } from './threshold-words.ts';

describe('what deserves a look', () => {
  const words = (overrides: object): string[] =>
    thresholdWords(thresholdsSchema.parse(overrides)).map(({ words }) => words);

  it('is told with every threshold there is', () => {
    expect(words({})).toEqual([
      'more than 10 failed attempts on one account from one address within 60 minutes',
      '10 users or more failing from one address within 60 minutes',
      '5 challenges or more for one user within 10 minutes; worse if a success follows',
      expect.stringMatching(
        /60 minutes with at least 10 decided attempts and 3 users .* 3 times .* 25 points .* 28 days before.* 100 attempts$/,
      ),
      'not seen in the user’s last 20 successes, for users with at least 5 before, as far as 28 days before the range',
      '5 unsuccessful attempts or more of one user, application and address at near-equal intervals',
    ]);
  });

  it('is told as configured', () => {
    expect(words({ spray: { users: 3, minutes: 1 } })[1]).toBe(
      '3 users or more failing from one address within 1 minute',
    );
  });
});
