import { describe, expect, it } from 'vitest';
import type { Outcome, WaitingFor } from '../../../contract/outcome.ts';
import { besideOutcome } from './beside-outcome.ts';

const attempt = (outcome: Outcome, title: string, waiting_for?: WaitingFor) => ({
  outcome,
  verdict: { title },
  upstream_idp: 'Google',
  ...(waiting_for && { waiting_for }),
});

describe('an attempt beside its outcome', () => {
  it.each([
    ['signed_in', 'Signed in', ''],
    ['signed_in', 'Signed in after 2 refused codes', 'Signed in after 2 refused codes'],
    ['signed_in', 'Session renewed', 'Session renewed'],
    ['blocked', 'Blocked by policy', 'Blocked by policy'],
    ['did_not_finish', 'Did not finish: at Device: Odd', 'At Device: Odd'],
  ] as const)('that is %s: “%s” is “%s”', (outcome, title, first) => {
    expect(besideOutcome(attempt(outcome, title))).toEqual({ first, rest: '' });
  });

  it.each([
    ['Did not finish: waiting for the second step', 'second_step', 'Waiting for the user’s second step', ''],
    [
      'Did not finish: sent to Google, waiting for the user there',
      'user_at_provider',
      'Waiting for the user at Google',
      'sent to Google',
    ],
    ['Did not finish: sent to Google', 'identity_provider', 'Waiting for Google', 'sent to Google'],
    [
      'Did not finish: accepted, waiting for the application',
      'application',
      'Waiting for the application',
      'accepted',
    ],
  ] as const)('names who is waited for first, and once: “%s”', (title, who, first, rest) => {
    expect(besideOutcome(attempt('did_not_finish', title, who))).toEqual({ first, rest });
  });

  it('is told likewise while it goes on', () => {
    expect(besideOutcome(attempt('in_progress', 'In progress: sign-in started', 'user'))).toEqual({
      first: 'Waiting for the user',
      rest: 'sign-in started',
    });
  });
});
