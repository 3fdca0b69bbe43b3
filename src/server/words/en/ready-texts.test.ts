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
    expect(replyTo(forgedDiagnosis(lines), 'UTC')).toEqual(replyTo(forgedDiagnosis(plain), 'UTC'));
    expect(replyTo(forgedDiagnosis(lines), 'UTC')).toHaveProperty('reply');
    expect(escalationOf(forged(lines))).toBe(escalationOf(forged(plain)));
    expect(escalationOf(forged(lines))).toContain('\nrequest_id: a b\ntrace_id: a b\n');
  });

  it('says who, what and when, then the ids, with no line open at its end', () => {
    const found = wordVerdict(diagnose(attemptOf(stepsOf('… PE/Denied'))), 'Europe/Berlin');
    const text = escalationOf({
      ...found,
      verdict: found,
      request_id: 'r-1',
      trace_ids: [],
      start: '2026-02-04T09:14:00Z',
      end: found.decided_by.time,
      stopped_at: found.decided_by,
      sessions: [],
      duration: 0,
      events_count: 1,
      retries: 0,
    });
    expect(text.split('\n')).toEqual([
      'Please look at this sign-in attempt.',
      '',
      'ana@alder.example.com could not sign in to Payroll at 10:14 CET (UTC+1) on 4 Feb 2026. Policy blocked it after Google had confirmed the identity.',
      'Likely causes (inferred, not recorded):',
      expect.stringMatching(/^- A rule /),
      '- The name of the rule is not in the data.',
      '',
      'Outcome: blocked (recorded)',
      'Decided by: Policy Evaluation / Denied',
      expect.stringMatching(/^Time \(UTC\): 2026-02-04T09:14:05\S*Z$/),
      'Began (UTC): 2026-02-04T09:14:00Z',
      'request_id: r-1',
      'trace_id: not recorded',
    ]);
  });
});
