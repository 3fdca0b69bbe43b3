import { describe, expect, it } from 'vitest';
import type { Attempt } from '../../../contract/attempts.ts';
import { wordVerdict } from '../../answers/attempts/word-verdict.ts';
import { diagnose } from '../../diagnosis/diagnose.ts';
import { attemptOf, stepsOf } from '../../test-support/example-attempts.ts';
import { escalationOf, replyTo } from './ready-texts.ts';

const forgedDiagnosis = (lines: string) =>
  diagnose(
    attemptOf([
      { event_name: 'Policy Evaluation', result: 'Denied', application_name: lines, upstream_user_id: lines },
    ]),
  );

/** An attempt of a program that sends lines of its own in every value. */
const forged = (lines: string): Attempt => {
  const found = wordVerdict(forgedDiagnosis(lines), 'UTC');
  return {
    ...found,
    verdict: found,
    request_id: lines,
    trace_ids: [lines, lines],
    user_id: lines,
    application_name: lines,
    source_ip: lines,
    user_agent: lines,
    start: found.decided_by.time,
    end: found.decided_by.time,
    stopped_at: found.decided_by,
    sessions: [lines],
    duration: 0,
    events_count: 1,
    retries: 0,
  };
};

describe('a text to hand on', () => {
  it.each(['\n', '\r\n', '\v\f', '\u0085', '\u2028\u2029'])('has no lines that a value brings: %j', (end) => {
    const [plain, lines] = ['a b', `a${end}b`];
    expect(replyTo(forgedDiagnosis(lines), 'UTC')).toBe(replyTo(forgedDiagnosis(plain), 'UTC'));
    expect(escalationOf(forged(lines))).toBe(escalationOf(forged(plain)));
    expect(escalationOf(forged(lines))).toContain('\nrequest_id: a b\ntrace_id: a b\n');
  });
});

describe('a reply to the user', () => {
  const reply = (text: string) => replyTo(diagnose(attemptOf(stepsOf(text))), 'UTC').split('\n\n');

  it('says what happened, why, and what they can do', () => {
    expect(reply('…2 MF/Failure')).toEqual([
      'Hello,',
      'ana@alder.example.com could not sign in to Payroll at 09:14 UTC on 4 Feb 2026. The second step was not accepted.',
      'Probably a wrong or old code.',
      'What to do next: Try again with a fresh code; if that fails too, enrol the device again.',
    ]);
  });

  it('says so where it is no certainty, and leaves to us what is ours', () => {
    expect(reply('AR/InProgress IP/InProgress')).toEqual([
      'Hello,',
      expect.stringMatching(/did not finish, waiting for Google\./),
      'What follows is what we think is most likely.',
      'The page was probably closed at Google.',
      'We are looking into it. If it was not you who tried to sign in, tell us at once.',
    ]);
  });
});
