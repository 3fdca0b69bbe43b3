import { describe, expect, it } from 'vitest';
import { howItWent, likelyOf, renewalWords, signInWords } from './how-it-went.ts';

describe('how attempts went', () => {
  it.each([
    [{}, 'There was no attempt in this time.'],
    [{ signed_in: 1 }, 'The one attempt signed in.'],
    [{ signed_in: 1_200 }, 'All 1,200 attempts signed in.'],
    [{ failed: 91, blocked: 30 }, 'None of 121 attempts could sign in.'],
    [{ failed: 1 }, 'The one attempt did not sign in.'],
    [
      { failed: 600, blocked: 5, did_not_finish: 133 },
      'None of 738 attempts signed in: 605 could not and 133 did not finish.',
    ],
    [{ did_not_finish: 81_132 }, 'None of 81,132 attempts was finished.'],
    [
      { signed_in: 8, timed_out: 1, in_progress: 1 },
      '8 of 10 attempts signed in; 1 could not and 1 did not finish.',
    ],
  ])('%j', (by, sentence) => {
    expect(howItWent(by)).toBe(sentence);
  });

  it('is a rate of those that ended', () => {
    expect(signInWords({ signed_in: 9, failed: 1, did_not_finish: 90 })).toBe(
      '90.0% of the 10 that ended signed in',
    );
    expect(signInWords({ failed: 838, did_not_finish: 32_343 })).toBe('0% of the 838 that ended signed in');
    expect(signInWords({ did_not_finish: 3 })).toBe('None of them ended');
  });
});

describe('what many attempts without a success are', () => {
  it.each([
    [{ failed: 9 }, { users: 9 }, /^nothing$/],
    [{ failed: 90, signed_in: 1 }, { users: 9 }, /^nothing$/],
    [{ did_not_finish: 90 }, { users: 0 }, /^Likely a scanner/],
    [{ failed: 90 }, { users: 0 }, /^Likely a program that guesses/],
    [{ failed: 90 }, { users: 22 }, /^Likely somebody trying one password on many: 22 users/],
    [{ failed: 90 }, { addresses: 60 }, /^Likely others guessing: tries from 60 addresses/],
    [{ failed: 90 }, { addresses: 1 }, /^Likely a program that keeps an old password/],
  ])('%j from or by %j', (by, others, words) => {
    expect(likelyOf(by, others) ?? 'nothing').toMatch(words);
  });
});

describe('renewals among them', () => {
  it.each([
    [0, ''],
    [1, 'One of them only renewed a session.'],
    [1_200, '1,200 of them only renewed a session.'],
  ])('%d', (count, words) => {
    expect(renewalWords(count)).toBe(words);
  });
});
