import { describe, expect, it } from 'vitest';
import { besideOutcome } from './beside-outcome.ts';

describe('an attempt beside its outcome', () => {
  it.each([
    ['signed_in', 'Signed in', ''],
    ['signed_in', 'Signed in after 2 refused codes', 'Signed in after 2 refused codes'],
    ['signed_in', 'Session renewed', 'Session renewed'],
    ['blocked', 'Blocked by policy', 'Blocked by policy'],
  ] as const)('that is %s: “%s” is “%s”', (outcome, title, first) => {
    expect(besideOutcome({ outcome, verdict: { title } })).toEqual({ first, rest: '' });
  });

  it.each(['in_progress', 'did_not_finish'] as const)(
    'that is %s is told by its step where no event says who is waited for',
    (outcome) => {
      const verdict = { title: 'The outcome: At Device: Odd', short: 'At Device: Odd' };
      expect(besideOutcome({ outcome, verdict })).toEqual({ first: 'At Device: Odd', rest: '' });
    },
  );

  it.each([
    ['second_step', undefined, 'Waiting for the user’s second step', ''],
    ['user_at_provider', 'sent to Google', 'Waiting for the user at Google', 'sent to Google'],
    ['identity_provider', 'sent to Google', 'Waiting for Google', 'sent to Google'],
    ['application', 'accepted', 'Waiting for the application', 'accepted'],
  ] as const)('names who is waited for first: %s, “%s”', (waiting_for, short, first, rest) => {
    const verdict = { title: 'Did not finish', ...(short && { short }) };
    expect(
      besideOutcome({ outcome: 'did_not_finish', waiting_for, upstream_idp: 'Google', verdict }),
    ).toEqual({ first, rest });
  });
});
