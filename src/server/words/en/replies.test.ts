import { describe, expect, it } from 'vitest';
import type { AuditRecord } from '../../../contract/record.ts';
import { type Beside, diagnose } from '../../diagnosis/diagnose.ts';
import { attemptOf, known, stepsOf } from '../../test-support/example-attempts.ts';
import { endOf, everyEnd, everyStop, recordedParams, stopsOf } from '../../test-support/example-diagnoses.ts';
import { replyTo } from './ready-texts.ts';

const { everything } = recordedParams;
const idsAlone = recordedParams['ids alone, hours apart'];
const service = recordedParams['a service account at the local sign-in'];

const stopped = (code: (typeof everyStop)[number], params: Parameters<typeof stopsOf>[1]) =>
  stopsOf(code, params).filter(({ outcome }) => outcome === 'did_not_finish');

const replyOr = (told: ReturnType<typeof replyTo>): string | undefined =>
  'reply' in told ? told.reply : undefined;

const neverWritten = [
  'signed_in',
  'signed_in_flat',
  'service_signed_in',
  'renewed',
  'token_alone',
  'service_refused',
  'started_unnamed',
];

describe('whoever is named is written to', () => {
  const texts = [
    ...everyEnd.map((code) => [code, [endOf(code, everything), endOf(code, idsAlone)]] as const),
    ...everyStop.map((code) => [code, [...stopped(code, everything), ...stopped(code, idsAlone)]] as const),
  ];

  it.each(texts.filter(([code]) => !neverWritten.includes(code)))(
    'of %s, in the second person, with what they can do themselves',
    (_, diagnoses) => {
      for (const diagnosis of diagnoses) {
        const text = replyOr(replyTo(diagnosis, 'Europe/Berlin')) ?? '';
        const [hello, what = '', can = '', ...more] = text.split('\n\n');
        expect([hello, more]).toEqual(['Hello,', []]);
        expect(what).toMatch(/\b[Yy]ou(r)?\b/);
        expect(what).toMatch(/ (10|12):1[47] CET \(UTC\+1\) on 4 Feb 2026/);
        expect(can).toMatch(/\S\.$/);
        expect(text).not.toMatch(/\bthe user\b|escalat|trace|administrator|help desk|policy/i);
        expect(text).not.toMatch(/undefined|\[object|[{}]|\n\n\n| {2}|\s$/);
        expect(text).not.toMatch(/u-ana|client-7|10394|192\.0\.2\.1/);
      }
    },
  );

  it.each(texts.filter(([code]) => neverWritten.includes(code)))('but never of %s', (_, diagnoses) => {
    for (const diagnosis of diagnoses) expect(replyTo(diagnosis, 'UTC')).not.toHaveProperty('reply');
  });
});

describe('nobody is written to', () => {
  it.each([...everyEnd, ...everyStop])('where nobody reads it: %s', (code) => {
    const isEnd = (each: string): each is (typeof everyEnd)[number] =>
      everyEnd.some((known) => known === each);
    for (const params of [service, { ip: '192.0.2.1', application: 'Payroll' }])
      for (const diagnosis of isEnd(code) ? [endOf(code, params)] : stopsOf(code, params))
        expect(replyTo(diagnosis, 'UTC')).toEqual({ no_reply: expect.stringMatching(/^No reply.*\.$/) });
  });

  it.each([
    ['nobody is named', endOf('policy_denied', {}), 'No reply: nobody is named.'],
    [
      'it is a service account’s',
      endOf('token_failed', service),
      'No reply: nobody reads what is sent to a service account.',
    ],
    ['it went well', endOf('signed_in', everything), 'No reply: nothing went wrong.'],
    ['a session was renewed', endOf('renewed', everything), 'No reply: nothing went wrong.'],
    [
      'it has not ended',
      stopsOf('mfa_waiting', everything)[0] ?? endOf('signed_in', {}),
      'No reply yet: the attempt has not ended.',
    ],
  ])('where %s, and it is said', (_, diagnosis, sentence) => {
    expect(replyTo(diagnosis, 'UTC')).toEqual({ no_reply: sentence });
  });
});

describe('replies as they are sent', () => {
  const stranger: AuditRecord = {
    ...known,
    user_id: '',
    upstream_user_id: 'ana@mail.example',
    event_name: 'Identity Provider Callback',
    result: 'Failure',
  };
  const at = 'You tried to sign in to Payroll at 09:14 UTC on 4 Feb 2026.';
  const began = 'You began to sign in to Payroll at 09:14 UTC on 4 Feb 2026.';

  const cases: readonly (readonly [string, readonly (string | AuditRecord)[], Beside, string, string])[] = [
    [
      'Deny was pressed',
      stepsOf('…2 MF/Denied'),
      {},
      `${at} Someone pressed Deny on the second step. Was that you?`,
      'If you were signing in yourself, try again and approve it. If you were not, or are not sure, approve nothing and tell us at once: we will help you to secure your account.',
    ],
    [
      'a code was refused',
      stepsOf('…2 MF/Failure'),
      {},
      `${at} The second step was not accepted: probably the code was wrong or no longer fresh.`,
      'Try again with a fresh code from the device that you set up for it. If that fails too, tell us: we will help you to set it up again. If it was not you, tell us at once.',
    ],
    [
      'the second step was left',
      stepsOf('…2'),
      {},
      `${began} The second step was not answered.`,
      'Try again with your phone at hand, or choose another method for the second step if you have one. If it was not you, tell us at once.',
    ],
    [
      'policy blocked it',
      stepsOf('… PE/Denied'),
      {},
      `${at} Google confirmed that it was you, but a rule does not allow this sign-in.`,
      'Such rules often go by the network: if you were not on your usual one, try again from it. Otherwise answer this message, and we will look for the rule. If it was not you, tell us at once.',
    ],
    [
      'the account is not known',
      [...stepsOf('AR/InProgress IP/Authenticate'), stranger],
      {},
      `${at} You signed in at Google as ana@mail.example, and that account is not known to us.`,
      'Sign out of Google, then sign in with your work account. If it was your work account, answer this message with your name and organisation: we will check.',
    ],
    [
      'they never came back',
      stepsOf('AR/InProgress IP/InProgress'),
      {},
      `${began} You were sent on to Google, and did not come back from there.`,
      'Try again, and sign in at Google. If you cannot get in there, tell us what it says. If it was not you, tell us at once.',
    ],
    [
      'the application could not take its token',
      stepsOf('… PE/Success AR/CodeIssued TK/Failure'),
      {},
      `${at} Your identity was confirmed, but Payroll was not given what it needs to let you in.`,
      'There is nothing that you need to change. Try again later: we are looking into it.',
    ],
    [
      'the request was not valid',
      stepsOf('AR/Failure'),
      {},
      `${at} The sign-in could not begin, because of how Payroll asked for it.`,
      'There is nothing that you need to change. Try again later: we are looking into it.',
    ],
  ];

  it.each(cases)('where %s', (_, steps, beside, what, can) => {
    expect(replyTo(diagnose(attemptOf(steps), beside), 'UTC')).toEqual({
      reply: `Hello,\n\n${what}\n\n${can}`,
    });
  });

  it('where a page lay open for hours, for so long', () => {
    expect(
      replyOr(replyTo(endOf('start_stale', { ...everything, time: '2026-02-04T11:17:00Z' }), 'UTC')),
    ).toBe(
      [
        'Hello,',
        'You tried to sign in to Payroll at 11:17 UTC on 4 Feb 2026. The sign-in page had lain open for 2 h 3 min when it was used.',
        'Open Payroll afresh and sign in from there, not from a bookmark or with the back button.',
      ].join('\n\n'),
    );
  });
});
