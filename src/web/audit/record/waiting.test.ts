import { describe, expect, it } from 'vitest';
import { waitingFor } from './waiting.ts';

const stages: Readonly<Record<string, string>> = {
  AR: 'Authentication Request',
  AS: 'Assertion Request',
  IP: 'Identity Provider Authentication',
  CB: 'Identity Provider Callback',
  PE: 'Policy Evaluation',
  MF: 'MFA Challenge',
  TK: 'Token',
  RF: 'Refresh',
};

/** “IP/Success” → its record; a provider stands on the steps that are taken at one. */
const record = (step = '', provider?: string) => {
  const [stage = '', result = ''] = step.split('/');
  return {
    event_name: stages[stage] ?? stage,
    result,
    ...(provider !== undefined && (stage === 'IP' || stage === 'CB') && { upstream_idp: provider }),
  };
};

/** The event before, the event after, and who was waited for between them; `-` where they do not say. */
const table = `
# the platform's own order, gap by gap
AR/InProgress | PE/Authenticate | the user
PE/Authenticate | IP/InProgress | the user
IP/InProgress | IP/Success | Google
IP/Success | CB/Success | the user at Google
CB/Success | PE/DoMfa | the platform
PE/DoMfa | PE/Success | the user’s second step
PE/Success | MF/InProgress | the user’s second step
PE/Success | TK/Create | -
TK/Create | MF/InProgress | the user’s second step
MF/InProgress | MF/Success | the user’s second step
MF/Success | AR/CodeIssued | the platform
AR/CodeIssued | TK/Create | the application
TK/Create | AR/Success | -
# the same without a second step
CB/Success | PE/Success | the platform
PE/Success | AR/CodeIssued | the platform
PE/Success | AR/Success | the platform
# whatever came before an answer to the second step, the user took the time
PE/Success | MF/Success | the user’s second step
TK/Create | MF/Failure | the user’s second step
CB/Success | MF/Timeout | the user’s second step
Device/Odd | MF/Denied | the user’s second step
PE/DoMfa | MF/Create | the user’s second step
PE/DoMfa | TK/Create | the user’s second step
MF/Create | MF/Success | the user’s second step
MF/DoMfa | RF/Success | the user’s second step
MF/Success | TK/Success | the platform
# older orders: no redirect is recorded, or no return
AR/Create | IP/Authenticate | the user
AR/Authenticate | IP/Authenticate | the user
IP/Authenticate | CB/Success | the user at Google
IP/InProgress | CB/Failure | the user at Google
IP/Authenticate | IP/Failure | Google
IP/Success | PE/Success | the platform
IP/Success | AR/CodeIssued | the platform
IP/Success | AR/Success | the platform
PE/Success | TK/Success | the platform
# whoever fails and tries again
IP/Failure | IP/InProgress | the user
IP/Failure | IP/Failure | the user
CB/Failure | PE/Authenticate | the user
AR/Failure | AR/Failure | the user
PE/Denied | IP/InProgress | the user
MF/Failure | MF/InProgress | the user’s second step
MF/Timeout | MF/Success | the user’s second step
MF/Failure | IP/InProgress | the user
IP/Success | IP/InProgress | the user at Google
CB/Success | IP/InProgress | the user
# closed while somebody was waited for, and closed after the cause
AR/InProgress | AR/Timeout | the user
IP/Success | AR/Failure | the user at Google
MF/InProgress | AR/Timeout | the user’s second step
AR/CodeIssued | AR/Failure | the application
MF/Success | AR/Failure | the platform
PE/Success | AR/Failure | -
PE/Denied | AR/Denied | -
MF/Timeout | AR/Failure | -
# they do not say
TK/Success | TK/Success | -
TK/Failure | TK/Success | -
AR/Success | RF/Success | -
RF/Success | RF/Success | -
AS/Failure | AS/Success | -
AR/Success | AR/InProgress | -
CB/InProgress | CB/Success | -
Something/Odd | TK/Success | -
PE/constructor | PE/Success | -
constructor/Success | PE/Success | -
`;

const rows = table
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split(' | '));

describe('whom a gap was spent waiting for', () => {
  it.each(rows)('%s then %s: %s', (before, after, words) => {
    expect(waitingFor(record(before, 'Google'), record(after, 'Google')) ?? '-').toBe(words);
  });

  it('is the provider by whichever neighbour names it, else the identity provider', () => {
    expect(waitingFor(record('IP/Success'), record('CB/Success', 'Okta'))).toBe('the user at Okta');
    expect(waitingFor(record('IP/Success'), record('CB/Success'))).toBe('the user at the identity provider');
    expect(waitingFor(record('IP/InProgress'), record('IP/Success'))).toBe('the identity provider');
  });

  it('is told by what old records have', () => {
    expect(
      waitingFor(
        { stage: 'Identity Provider Authentication', event: 'Success', upstream_idp: 'Google' },
        { stage: 'Identity Provider Callback', event: 'Success' },
      ),
    ).toBe('the user at Google');
    expect(waitingFor({ event: 'CodeIssued' }, { event: 'Success' })).toBe('the application');
  });

  it('is nobody between two attempts', () => {
    const before = { ...record('AR/CodeIssued'), request_id: 'a' };
    expect(waitingFor(before, { ...record('TK/Create'), request_id: 'a' })).toBe('the application');
    expect(waitingFor(before, { ...record('AR/InProgress'), request_id: 'b' })).toBeUndefined();
  });
});
