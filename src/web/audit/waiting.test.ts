import { describe, expect, it } from 'vitest';
import { waitingFor } from './waiting.ts';

const record = (event_name: string, result: string, upstream_idp?: string) => ({
  event_name,
  result,
  ...(upstream_idp !== undefined && { upstream_idp }),
});

describe('whom a gap was spent waiting for', () => {
  it.each([
    [record('MFA Challenge', 'Create'), record('MFA Challenge', 'Success'), 'the user’s second step'],
    [record('Policy Evaluation', 'DoMfa'), record('MFA Challenge', 'Create'), 'the user'],
    [
      record('Identity Provider Authentication', 'Authenticate', 'Google'),
      record('Identity Provider Callback', 'Success'),
      'the user at Google',
    ],
    [
      record('Identity Provider Authentication', 'Authenticate'),
      record('Identity Provider Callback', 'Success'),
      'the user at the identity provider',
    ],
    [
      record('Authentication Request', 'CodeIssued'),
      record('Token', 'Success'),
      'the application to collect its token',
    ],
    [record('Authentication Request', 'InProgress'), record('Policy Evaluation', 'Success'), 'the user'],
    [record('Token', 'Success'), record('Token', 'Success'), undefined],
    [record('Something', 'Odd'), record('Token', 'Success'), undefined],
  ])('%o then %o', (before, after, words) => {
    expect(waitingFor(before, after)).toBe(words);
  });
});
