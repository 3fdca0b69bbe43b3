import { describe, expect, it } from 'vitest';
import type { Attempt } from '../../contract/attempts.ts';
import { verdict } from '../test-support/example-attempts.ts';
import { escalationOf, replyOf } from './ready-texts.ts';

/** An attempt of a program that sends lines of its own in every value. */
const forged = (lines: string): Attempt => {
  const found = verdict([
    { event_name: 'Policy Evaluation', result: 'Denied', application_name: lines, upstream_user_id: lines },
  ]);
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
    const [plain, lines] = [forged('a b'), forged(`a${end}b`)];
    expect(replyOf(lines)).toBe(replyOf(plain));
    expect(escalationOf(lines)).toBe(escalationOf(plain));
    expect(escalationOf(lines)).toContain('\nrequest_id: a b\ntrace_id: a b\n');
  });
});
