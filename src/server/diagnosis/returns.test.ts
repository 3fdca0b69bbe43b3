import { describe, expect, test } from 'vitest';
import { known, sent, stepsOf, verdict } from '../test-support/example-attempts.ts';

describe('returns and sessions', () => {
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
    expect(verdict(stepsOf('… AR/Success TK/SessionExpired')).code).toBe('session_ended_early');
    expect(verdict(stepsOf('… PE/Success TK/SessionExpired')).code).toBe('session_ended');
  });
});
