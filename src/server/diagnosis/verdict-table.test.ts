import { describe, expect, test } from 'vitest';
import { known, sent, verdict } from './example.ts';

describe('every row of the table', () => {
  // event/result | outcome | certainty | title | owner of the next step
  test.each([
    [
      'Authentication Request/InProgress',
      'did_not_finish',
      'likely',
      'Did not finish: sign-in started',
      'user',
    ],
    [
      'Authentication Request/Authenticate',
      'did_not_finish',
      'likely',
      'Did not finish: sign-in started',
      'user',
    ],
    ['Authentication Request/Create', 'did_not_finish', 'likely', 'Did not finish: sign-in started', 'user'],
    [
      'Authentication Request/Success',
      'did_not_finish',
      'likely',
      'Did not finish: request accepted',
      'help_desk',
    ],
    [
      'Authentication Request/CodeIssued',
      'did_not_finish',
      'likely',
      'Did not finish: accepted, waiting for the application',
      'application_owner',
    ],
    [
      'Authentication Request/Failure',
      'failed',
      'recorded',
      'The application’s request is not valid',
      'application_owner',
    ],
    ['Authentication Request/Denied', 'blocked', 'recorded', 'Not allowed to start', 'admin'],
    [
      'Authentication Request/SessionExpired',
      'session_expired',
      'recorded',
      'Took too long, or a stale page',
      'user',
    ],
    ['Authentication Request/Timeout', 'timed_out', 'recorded', 'Took too long, or a stale page', 'user'],
    [
      'Identity Provider Authentication/Authenticate',
      'did_not_finish',
      'likely',
      'Did not finish: sent to Google',
      'identity_provider_admin',
    ],
    [
      'Identity Provider Authentication/InProgress',
      'did_not_finish',
      'likely',
      'Did not finish: sent to Google',
      'identity_provider_admin',
    ],
    [
      'Identity Provider Authentication/Failure',
      'failed',
      'recorded',
      'Google did not confirm the identity',
      'user',
    ],
    [
      'Identity Provider Authentication/Timeout',
      'timed_out',
      'recorded',
      'Google did not confirm the identity',
      'user',
    ],
    ['Identity Provider Authentication/Denied', 'blocked', 'recorded', 'Google is not allowed here', 'user'],
    [
      'Identity Provider Authentication/Success',
      'did_not_finish',
      'likely',
      'Did not finish: Google confirmed the identity',
      'help_desk',
    ],
    [
      'Identity Provider Callback/Success',
      'did_not_finish',
      'likely',
      'Did not finish: returned from Google as ana@alder.example.com',
      'help_desk',
    ],
    ['Identity Provider Callback/Timeout', 'timed_out', 'recorded', 'Came back too late', 'user'],
    [
      'Identity Provider Callback/SessionExpired',
      'session_expired',
      'recorded',
      'Came back too late',
      'user',
    ],
    [
      'Policy Evaluation/Success',
      'did_not_finish',
      'likely',
      'Did not finish: policy allowed it',
      'help_desk',
    ],
    [
      'Policy Evaluation/Authenticate',
      'did_not_finish',
      'likely',
      'Did not finish: policy asked to sign in again',
      'user',
    ],
    [
      'Policy Evaluation/DoMfa',
      'did_not_finish',
      'likely',
      'Did not finish: policy asked for a second step',
      'user',
    ],
    ['Policy Evaluation/Denied', 'blocked', 'recorded', 'Blocked by policy', 'policy_admin'],
    ['Policy Evaluation/Failure', 'failed', 'recorded', 'Policy could not be evaluated', 'admin'],
    ['Policy Evaluation/Timeout', 'timed_out', 'recorded', 'Policy could not be evaluated', 'admin'],
    [
      'MFA Challenge/Create',
      'did_not_finish',
      'likely',
      'Did not finish: waiting for the second step',
      'user',
    ],
    [
      'MFA Challenge/InProgress',
      'did_not_finish',
      'likely',
      'Did not finish: waiting for the second step',
      'user',
    ],
    [
      'MFA Challenge/DoMfa',
      'did_not_finish',
      'likely',
      'Did not finish: waiting for the second step',
      'user',
    ],
    ['MFA Challenge/Success', 'did_not_finish', 'likely', 'Did not finish: second step passed', 'help_desk'],
    ['MFA Challenge/Failure', 'failed', 'recorded', 'Second step not accepted', 'user'],
    ['MFA Challenge/Denied', 'blocked', 'recorded', 'Second step refused', 'help_desk'],
    ['MFA Challenge/Timeout', 'timed_out', 'recorded', 'No answer in time', 'user'],
    ['Token/Success', 'signed_in', 'recorded', 'Signed in', undefined],
    ['Token/Create', 'signed_in', 'recorded', 'Signed in', undefined],
    ['Token/Failure', 'failed', 'recorded', 'Identity fine, token not issued', 'application_owner'],
    ['Token/Denied', 'blocked', 'recorded', 'Token refused', 'admin'],
    ['Token/SessionExpired', 'session_expired', 'recorded', 'Session ended, sign in again', 'user'],
    ['Assertion Request/Success', 'signed_in', 'recorded', 'Service account signed in', undefined],
    ['Assertion Request/Create', 'signed_in', 'recorded', 'Service account signed in', undefined],
    ['Assertion Request/Failure', 'failed', 'recorded', 'Service account refused', 'integration_owner'],
    ['Assertion Request/Denied', 'blocked', 'recorded', 'Service account refused', 'integration_owner'],
  ])('%s: %s, %s, “%s”, %s', (step, outcome, certainty, title, owner) => {
    const said = verdict([sent, step]);
    expect(said).toMatchObject({ outcome, certainty, title });
    expect(said.next_step?.owner).toBe(owner);
    expect(said.causes.length > 0).toBe(owner !== undefined);
    expect([said.decided_by.event_name, said.decided_by.result].join('/')).toBe(step);
  });

  test('a return as nobody known: the wrong account, the most common error of all', () => {
    const { user_id: _, ...stranger } = { ...known, upstream_user_id: 'ana@mail.example' };
    for (const result of ['Failure', 'Denied']) {
      const said = verdict([
        { ...stranger, event_name: 'Identity Provider Authentication', result: 'Authenticate' },
        { ...stranger, event_name: 'Identity Provider Callback', result },
      ]);
      expect(said.title).toBe('Signed in at Google as ana@mail.example, which matches no user here');
      expect(said.causes[0]).toMatch(/wrong account/);
      expect(said.next_step).toMatchObject({
        owner: 'user',
        text: expect.stringMatching(/Sign out of Google/),
      });
    }
  });

  test('a return with nobody in it: the provider sent back an error', () => {
    const nobody = { upstream_idp: 'Google', event_name: 'Identity Provider Callback', result: 'Failure' };
    const said = verdict(
      [sent, nobody].map((step) =>
        typeof step === 'string'
          ? { ...nobody, event_name: 'Identity Provider Authentication', result: 'Authenticate' }
          : step,
      ),
    );
    expect(said).toMatchObject({
      title: 'Google sent back an error',
      next_step: { owner: 'identity_provider_admin' },
    });
  });

  test('a return of a user who is known', () => {
    expect(verdict([sent, 'Identity Provider Callback/Failure']).title).toBe(
      'The return from Google was not accepted',
    );
  });

  test('a session that ends within five minutes of a success', () => {
    expect(verdict(['Token/Success', 'Token/SessionExpired']).code).toBe('session_ended_early');
  });
});
