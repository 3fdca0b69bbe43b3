import { describe, expect, it } from 'vitest';
import { waits } from '../../../contract/outcome.ts';
import { attemptTooltip, waitLabel, waitWords, waitingOf } from './waiting-words.ts';

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

describe('an attempt', () => {
  it.each([
    [{ waiting_for: 'user_at_provider', upstream_idp: 'Google' }, 'waiting for the user at Google'],
    [{ waiting_for: 'platform' }, 'waiting for the platform'],
    [{ upstream_idp: 'Google' }, undefined],
  ] as const)('%o: “%s”', (attempt, words) => {
    expect(waitingOf(attempt)).toBe(words);
  });

  it('is told by its title and its whole sentence where there is room for a part', () => {
    const verdict = { title: 'Blocked by policy', sentence: 'Ana could not sign in. Policy blocked it.' };
    expect(attemptTooltip({ verdict })).toBe('Blocked by policy. Ana could not sign in. Policy blocked it.');
  });
});
