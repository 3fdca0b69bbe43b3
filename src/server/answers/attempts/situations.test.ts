import { describe, expect, test } from 'vitest';
import { stepsOf, verdict } from '../../test-support/example-attempts.ts';

/**
 * What happened, the outcome, the place of the deciding event from the end (0: the last one), the title as a pattern,
 * and the owner of the next step. `…` is the platform’s own beginning up to the callback, `…2` the same up to the
 * second step’s challenge.
 */
const table = `
# the platform's own order, cut after each step
AR/InProgress | did_not_finish | 0 | started, waiting for the user$ | user
AR/InProgress PE/Authenticate | did_not_finish | 0 | sign in again, waiting for the user$ | user
AR/InProgress PE/Authenticate IP/InProgress | did_not_finish | 0 | sent to Google, waiting for Google$ | identity_provider_admin
AR/InProgress PE/Authenticate IP/InProgress IP/Success | did_not_finish | 0 | sent to Google, waiting for the user there$ | identity_provider_admin
… | did_not_finish | 0 | returned from Google.*, waiting for the platform$ | help_desk
… PE/DoMfa | did_not_finish | 0 | waiting for the second step$ | user
… PE/DoMfa PE/Success | did_not_finish | 1 | waiting for the second step$ | user
… PE/DoMfa PE/Success TK/Create | did_not_finish | 2 | waiting for the second step$ | user
…2 | did_not_finish | 0 | waiting for the second step$ | user
…2 MF/Success | did_not_finish | 0 | second step passed, waiting for the platform$ | admin
…2 MF/Success AR/CodeIssued | did_not_finish | 0 | waiting for the application$ | application_owner
…2 MF/Success AR/CodeIssued TK/Create | signed_in | 0 | ^Signed in$ | -
…2 MF/Success AR/CodeIssued TK/Create AR/Success | signed_in | 0 | ^Signed in$ | -
… PE/Success | did_not_finish | 0 | policy allowed it, waiting for the platform$ | help_desk
… PE/Success AR/CodeIssued | did_not_finish | 0 | waiting for the application$ | application_owner
… PE/Success AR/CodeIssued TK/Create | signed_in | 0 | ^Signed in$ | -
# a token before the second step is answered is no sign-in; the platform's own closing is one even then
… PE/DoMfa TK/Success | did_not_finish | 1 | waiting for the second step$ | user
… PE/DoMfa TK/Create AR/Success | signed_in | 0 | ^Signed in$ | -
… TK/Create MF/InProgress | did_not_finish | 0 | waiting for the second step$ | user
… PE/DoMfa AR/CodeIssued TK/Create | signed_in | 0 | ^Signed in$ | -
# what takes an end back
…2 MF/Failure | failed | 0 | ^Second step not accepted$ | user
…2 MF/Failure MF/InProgress | did_not_finish | 0 | waiting for the second step$ | user
…2 MF/Failure MF/Success | did_not_finish | 0 | second step passed | admin
…2 MF/Failure MF/Failure MF/Success AR/CodeIssued TK/Create AR/Success | signed_in | 0 | ^Signed in after 2 refused codes$ | -
AR/InProgress IP/InProgress IP/Failure IP/InProgress IP/Success CB/Success PE/Success AR/CodeIssued TK/Create | signed_in | 0 | ^Signed in after 1 failed try at Google$ | -
… CB/Failure PE/Success | did_not_finish | 0 | policy allowed it | help_desk
… PE/Denied PE/Success | blocked | 1 | ^Blocked by policy$ | policy_admin
… PE/Success AR/CodeIssued TK/Create PE/Success | signed_in | 1 | ^Signed in$ | -
… PE/Success AR/CodeIssued TK/Create PE/DoMfa | did_not_finish | 0 | waiting for the second step$ | user
… PE/Success TK/Create AR/Success AR/CodeIssued | signed_in | 1 | ^Signed in$ | -
… PE/Success TK/Create AR/Success PE/Authenticate | did_not_finish | 0 | waiting for the user$ | user
# approved too late: closed is closed
…2 AR/Timeout MF/Success | timed_out | 1 | ^Closed while the second step was not answered$ | user
…2 MF/Failure AR/Failure MF/Success | failed | 2 | ^Second step not accepted$ | user
…2 AR/Timeout MF/Failure MF/Success | timed_out | 2 | ^Closed while the second step was not answered$ | user
… PE/DoMfa PE/Denied MF/Failure MF/Failure MF/Success | blocked | 3 | ^Blocked by policy$ | policy_admin
…2 AR/Timeout MF/Failure MF/Failure MF/Success | timed_out | 3 | ^Closed while the second step was not answered$ | user
… PE/Success TK/Create AR/Success AR/CodeIssued AR/Failure | failed | 0 | ^The sign-in broke after the token was made$ | application_owner
… PE/DoMfa TK/Create AR/Success AR/Failure | failed | 0 | ^The sign-in broke after “Request accepted”$ | admin
…2 TK/SessionExpired | session_expired | 0 | ^Session ended, sign in again$ | user
# a closing record is no cause
… PE/Denied AR/Failure | blocked | 1 | ^Blocked by policy$ | policy_admin
… PE/Denied AR/Denied | blocked | 1 | ^Blocked by policy$ | policy_admin
… PE/Failure AR/Failure | failed | 1 | ^Policy could not be evaluated$ | admin
…2 MF/Failure AR/Failure | failed | 1 | ^Second step not accepted$ | user
…2 MF/Denied AR/Denied | blocked | 1 | ^Second step refused$ | help_desk
…2 MF/Timeout AR/Failure | timed_out | 1 | ^No answer in time$ | user
AR/InProgress PE/Authenticate IP/InProgress IP/Failure AR/Failure | failed | 1 | ^Google did not confirm the identity$ | user
AR/InProgress PE/Authenticate IP/InProgress IP/Denied AR/Denied | blocked | 1 | ^Google is not allowed here$ | user
… PE/Success AR/CodeIssued TK/Failure AR/Failure | failed | 1 | ^Identity fine, token not issued$ | application_owner
… PE/Success AR/CodeIssued TK/Denied AR/Denied | blocked | 1 | ^Token refused$ | admin
# closed while somebody was waited for
…2 AR/Failure | failed | 0 | ^Closed while the second step was not answered$ | user
…2 AR/Denied | blocked | 0 | ^Closed while the second step was not answered$ | user
AR/InProgress PE/Authenticate IP/InProgress IP/Success AR/Failure | failed | 0 | ^Closed while nobody came back from Google$ | identity_provider_admin
AR/InProgress IP/InProgress AR/SessionExpired | session_expired | 0 | ^Closed while nobody came back from Google$ | identity_provider_admin
AR/InProgress PE/Authenticate AR/Timeout | timed_out | 0 | ^Closed while the user had not signed in$ | user
… PE/Success AR/CodeIssued AR/Failure | failed | 0 | ^Closed while the application had not collected its code$ | application_owner
# broke after a step, after the token, or alone
… AR/Failure | failed | 0 | ^The sign-in broke after “Returned from Google as ana@alder | admin
… PE/Success AR/Failure | failed | 0 | ^The sign-in broke after “Policy allowed it”$ | admin
…2 MF/Success AR/Failure | failed | 0 | ^The sign-in broke after “Second step passed”$ | admin
… PE/Success AR/Denied | blocked | 0 | ^Not allowed after “Policy allowed it”$ | admin
… PE/Success AR/CodeIssued TK/Create AR/Failure | failed | 0 | ^The sign-in broke after the token was made$ | application_owner
… PE/DoMfa TK/Create AR/Failure | failed | 0 | ^Closed while the second step was not answered$ | user
AR/InProgress AR/Failure | failed | 0 | ^The application’s request is not valid$ | application_owner
AR/Failure | failed | 0 | ^The application’s request is not valid$ | application_owner
AR/Denied | blocked | 0 | ^Not allowed$ | admin
# bad ends of tokens after the sign-in decide nothing
… PE/Success AR/CodeIssued TK/Create TK/Failure | signed_in | 1 | ^Signed in$ | -
… PE/Success AR/CodeIssued TK/Create AR/Success TK/SessionExpired | signed_in | 1 | ^Signed in$ | -
… PE/Success AR/CodeIssued TK/Create AR/Success RF/Failure | signed_in | 1 | ^Signed in$ | -
… PE/Success AR/Success TK/Failure | failed | 0 | ^Identity fine, token not issued$ | application_owner
# the older order, never closed
AR/InProgress IP/Authenticate CB/Success PE/DoMfa MF/Create MF/Success PE/Success AR/CodeIssued TK/Success | signed_in | 0 | ^Signed in$ | -
AR/InProgress IP/Authenticate IP/Success PE/Success AR/CodeIssued TK/Success | signed_in | 0 | ^Signed in$ | -
AR/InProgress IP/Authenticate CB/Success PE/DoMfa MF/Create MF/Timeout | timed_out | 0 | ^No answer in time$ | user
# renewals, and tokens whose sign-in is not stored
RF/Success | signed_in | 0 | ^Session renewed$ | -
RF/Failure | failed | 0 | ^Session could not be renewed$ | user
RF/SessionExpired | session_expired | 0 | ^Session could not be renewed$ | user
RF/InProgress | did_not_finish | 0 | ^Did not finish | help_desk
TK/Create | signed_in | 0 | ^Signed in: a token on its own$ | -
…2 RF/Success | did_not_finish | 1 | waiting for the second step$ | user
# service accounts
AS/Success TK/Create | signed_in | 0 | ^Service account signed in$ | -
AS/Failure | failed | 0 | ^Service account refused$ | integration_owner
# flat logs
AR/Success | signed_in | 0 | ^Signed in$ | -
IP/Failure IP/Failure AR/Success | signed_in | 0 | ^Signed in$ | -
IP/Success | signed_in | 0 | ^Signed in$ | -
IP/Success IP/Failure | signed_in | 1 | ^Signed in$ | -
IP/Failure AR/Denied | failed | 1 | ^Google did not confirm the identity$ | user
AR/InProgress IP/Success | did_not_finish | 0 | waiting for the user there$ | identity_provider_admin
# what is not recognised, and pairs that no table lists
… PE/DoMfa Device/Odd | did_not_finish | 1 | waiting for the second step$ | user
… PE/Success AR/CodeIssued TK/Create Device/Failure | signed_in | 1 | ^Signed in$ | -
AR/InProgress IP/InProgress CB/InProgress | did_not_finish | 1 | waiting for Google$ | identity_provider_admin
… PE/Success AR/CodeIssued TK/InProgress | did_not_finish | 1 | waiting for the application$ | application_owner
# the other rows of the design’s table
AR/Authenticate | did_not_finish | 0 | started, waiting for the user$ | user
AR/Create | did_not_finish | 0 | started, waiting for the user$ | user
AR/InProgress AR/SessionExpired | session_expired | 0 | ^Took too long$ | user
AR/Create PE/Authenticate AR/SessionExpired | session_expired | 0 | ^Closed while the user had not signed in$ | user
… IP/Timeout | timed_out | 0 | ^Google did not confirm the identity$ | user
AR/InProgress IP/InProgress CB/Failure | failed | 0 | ^The return from Google was not accepted$ | identity_provider_admin
AR/InProgress IP/InProgress CB/Timeout | timed_out | 0 | ^Came back too late$ | user
AR/InProgress IP/InProgress CB/SessionExpired | session_expired | 0 | ^Came back too late$ | user
… PE/Timeout | timed_out | 0 | ^Policy could not be evaluated$ | admin
… MF/Create | did_not_finish | 0 | waiting for the second step$ | user
… MF/DoMfa | did_not_finish | 0 | waiting for the second step$ | user
… PE/Success AR/CodeIssued TK/SessionExpired | session_expired | 0 | ^Session ended, sign in again$ | user
AS/Create | signed_in | 0 | ^Service account signed in$ | -
AS/Denied | blocked | 0 | ^Service account refused$ | integration_owner
RF/Create | signed_in | 0 | ^Session renewed$ | -
RF/Denied | blocked | 0 | ^Session could not be renewed$ | user
… RF/Failure | did_not_finish | 1 | returned from Google | help_desk
`;

const situations = table
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split(' | '));

describe('situations', () => {
  test('there are at least sixty', () => {
    expect(situations.length).toBeGreaterThanOrEqual(60);
  });

  test.each(situations)('%s → %s', (text = '', outcome, fromEnd, title = '', owner) => {
    const steps = stepsOf(text);
    const said = verdict(steps);
    const decisive = steps.length - 1 - Number(fromEnd);
    expect(said).toMatchObject({ outcome, title: expect.stringMatching(new RegExp(title)) });
    expect(said.decided_by.event_id).toBe(`${decisive}`);
    expect([said.decided_by.event_name, said.decided_by.result].join('/')).toBe(steps[decisive]);
    expect(said.next_step?.owner ?? '-').toBe(owner);
    expect(said.causes.length > 0).toBe(owner !== '-' || said.code === 'signed_in_flat');
    for (const words of [said.title, said.sentence, ...said.causes, said.next_step?.text ?? ''])
      expect(words).not.toMatch(/[{}]|undefined|\[object/);
  });
});
