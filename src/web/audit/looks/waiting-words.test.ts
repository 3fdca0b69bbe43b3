import { describe, expect, it } from 'vitest';
import { type WaitingFor, waits } from '../../../contract/outcome.ts';
import { attemptTitle, waitLabel, waitWords, waitingOf } from './waiting-words.ts';

describe('who is waited for', () => {
  it.each([
    ['user', 'Google', 'the user'],
    ['identity_provider', 'Google', 'Google'],
    ['identity_provider', undefined, 'the identity provider'],
    ['identity_provider', '', 'the identity provider'],
    ['identity_provider', 'local', 'the local sign-in'],
    ['user_at_provider', 'Google', 'the user at Google'],
    ['user_at_provider', undefined, 'the user at the identity provider'],
    ['second_step', 'Google', 'the user’s second step'],
    ['platform', undefined, 'the platform'],
    ['application', undefined, 'the application'],
  ] as const)('%s, with %s, is “%s”', (who, provider, words) => {
    expect(waitWords(who, provider)).toBe(words);
  });

  it('is called differently each, in sentences and as a value', () => {
    expect(new Set(waits.map((who) => waitWords(who))).size).toBe(waits.length);
    expect(new Set(waits.map((who) => waitLabel(who))).size).toBe(waits.length);
  });
});

describe('the title of an attempt', () => {
  const attempt = (title: string, waiting_for?: WaitingFor) => ({
    verdict: { title },
    upstream_idp: 'Google',
    ...(waiting_for && { waiting_for }),
  });

  it.each([
    ['Did not finish: sent to Google', 'user_at_provider', ', waiting for the user at Google'],
    ['Did not finish: returned from Google', 'platform', ', waiting for the platform'],
    ['In progress: sign-in started', 'user', ', waiting for the user'],
    // what it says already is not said twice
    ['Did not finish: waiting for the second step', 'second_step', ''],
    ['Did not finish: sent to Google, waiting for the user there', 'user_at_provider', ''],
    ['Did not finish: accepted, waiting for the application', 'application', ''],
    ['In progress: Waiting for the second step', 'second_step', ''],
  ] as const)('“%s” (%s) goes on “%s”', (title, who, more) => {
    expect(attemptTitle(attempt(title, who))).toBe(title + more);
  });

  it('is as it stands where nobody is waited for, or no event says who', () => {
    expect(attemptTitle(attempt('Blocked by policy'))).toBe('Blocked by policy');
    expect(waitingOf(attempt('Did not finish: At Device: Odd'))).toBeUndefined();
  });
});
