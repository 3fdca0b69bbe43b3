import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { micros } from '../../../contract/instant.ts';
import { outcomes, verdictSchema } from '../../../contract/outcome.ts';
import { type AuditRecord, eventNames, results } from '../../../contract/record.ts';
import { thresholdsSchema } from '../../../contract/thresholds.ts';
import { retryPattern } from '../../diagnosis/retry-pattern.ts';
import { judgeWhole } from '../../diagnosis/events.ts';
import {
  attemptOf,
  known,
  later,
  returned,
  second,
  sent,
  start,
  stepsOf,
  storedOf,
  verdict,
} from '../../test-support/example-attempts.ts';
import type { CodedEvent } from '../../diagnosis/params.ts';
import { codeEvents } from '../../diagnosis/code-events.ts';
import { patience } from '../../diagnosis/rules.ts';
import { codeSteps, diagnose } from '../../diagnosis/diagnose.ts';
import { words } from '../../words/language.ts';
import { wordVerdict } from './word-verdict.ts';

/** The verdict of records at their own seconds, in the order in which they are given to the store. */
const verdictOfTimed = (...events: readonly (readonly [bigint, bigint, string])[]) =>
  wordVerdict(
    diagnose(
      judgeWhole(
        events.map(([seconds, sequence, step]) => ({
          time: micros(start + seconds * second),
          sequence,
          id: `${sequence}`,
          record: { event_name: step.split('/')[0] ?? '', result: step.split('/')[1] ?? '' },
        })),
        later,
      ),
    ),
    'UTC',
  );

const titled = (steps: readonly CodedEvent[]): string[] => steps.map((step) => words.eventTitle(step));

describe('pairs and values beyond the table', () => {
  const pairs = eventNames.flatMap((event) => results.map((result) => `${event}/${result}`));

  test.each(pairs)('%s has words of its own, with nothing left open', (pair) => {
    const said = verdictSchema.parse(verdict([sent, pair]));
    for (const text of [said.title, said.sentence, ...said.causes, said.next_step?.text ?? ''])
      expect(text).not.toMatch(/[{}]|undefined/);
    expect(said.sentence).toMatch(
      /^(Service account |The session of )?ana@alder\.example\.com .* at 09:14 UTC on 4 Feb 2026/i,
    );
  });

  test.each([
    ['Assertion Request/Timeout', 'timed_out', 'Assertion Request took too long'],
    ['Assertion Request/SessionExpired', 'session_expired', 'Session expired at Assertion Request'],
    ['MFA Challenge/SessionExpired', 'session_expired', 'Session expired at MFA Challenge'],
    ['Token/Timeout', 'timed_out', 'Token took too long'],
    [
      'Identity Provider Authentication/SessionExpired',
      'session_expired',
      'Session expired at Identity Provider Authentication',
    ],
    ['Assertion Request/InProgress', 'did_not_finish', 'Did not finish: At Assertion Request: InProgress'],
    ['Token/DoMfa', 'did_not_finish', 'Did not finish: At Token: DoMfa'],
    ['MFA Challenge/CodeIssued', 'did_not_finish', 'Did not finish: At MFA Challenge: CodeIssued'],
  ])('%s: %s, “%s”', (pair, outcome, title) => {
    expect(verdict([pair])).toMatchObject({ outcome, title });
  });

  test.each([
    ['Device Attestation/Quarantined'],
    ['Device Attestation/Failure'],
    ['Device Attestation/Success'],
    ['Token/Quarantined'],
    ['token/success'],
  ])('%s is not recognised and never decides', (pair) => {
    expect(verdict([pair])).toMatchObject({ outcome: 'did_not_finish', code: 'not_recognised' });
    expect(verdict([sent, pair])).toMatchObject({
      code: 'sent_to_idp',
      notes: [{ code: 'not_recognised' }, {}],
    });
    const decided = verdict([sent, pair, 'Policy Evaluation/Denied']);
    expect(decided).toMatchObject({ outcome: 'blocked', certainty: 'recorded' });
    expect(decided.notes.map(({ code }) => code)).toContain('not_recognised');
  });

  test('missing fields: a record without an event decides by its result, one without a result does not', () => {
    expect(verdict([{ result: 'Failure' }])).toMatchObject({ outcome: 'failed', code: 'other_failed' });
    expect(verdict([{ result: 'Success' }])).toMatchObject({ outcome: 'did_not_finish' });
    expect(verdict([{ event_name: 'Token' }])).toMatchObject({
      outcome: 'did_not_finish',
      code: 'no_result',
    });
    expect(verdict([{ event_name: 'Policy Evaluation', result: 'Denied' }]).sentence).toBe(
      'Somebody could not sign in at 09:14 UTC on 4 Feb 2026. Policy blocked it.',
    );
    expect(verdict([{ event_name: 'Token', result: 'Denied', source_ip: '192.0.2.1' }]).sentence).toMatch(
      /^Somebody at 192\.0\.2\.1 could not sign in at /,
    );
  });

  test('whatever the records hold, there is a verdict that the contract allows', () => {
    const value = fc.option(fc.oneof(fc.constantFrom(...eventNames, ...results), fc.string()), {
      nil: undefined,
    });
    const record = fc.record(
      { event_name: value, result: value, stage: value, event: value, upstream_idp: value, user_id: value },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(record, { minLength: 1, maxLength: 12 }), (records) => {
        const plain = records.map((each) => JSON.parse(JSON.stringify(each)) as AuditRecord);
        const said = verdictSchema.parse(verdict(plain));
        expect(outcomes).toContain(said.outcome);
        expect(titled([...codeSteps(attemptOf(plain))]).every((title) => title.length > 0)).toBe(true);
      }),
    );
  });
});

describe('which event decides', () => {
  test('earlier failures are counted, and called what they are', () => {
    expect(verdict(stepsOf('…2 MF/Failure MF/Success AR/CodeIssued TK/Create')).title).toBe(
      'Signed in after 1 refused code',
    );
    expect(verdict(stepsOf('…2 MF/Denied MF/Timeout MF/Success AR/CodeIssued TK/Create')).title).toBe(
      'Signed in after 2 second steps without success',
    );
    expect(verdict([sent, 'Policy Evaluation/Denied', 'MFA Challenge/Failure', 'Token/Create']).title).toBe(
      'Signed in after 2 failed tries',
    );
    expect(verdict(stepsOf('…2 MF/Failure MF/InProgress')).sentence).toMatch(
      /did not finish, waiting for the second step\. .* It was asked again after 1 refused code, then no answer\.$/,
    );
  });

  test('what only closes, comes too late, or fails after the sign-in is told in a note', () => {
    const codes = (text: string) => verdict(stepsOf(text)).notes.map(({ code }) => code);
    expect(codes('… PE/Denied AR/Failure')).toEqual(['closed']);
    expect(codes('…2 AR/Timeout MF/Success')).toEqual(['too_late']);
    expect(codes('… PE/Success TK/Create AR/Success TK/Failure')).toEqual(['late']);
    expect(codes('… MF/Failure RF/Success')).toEqual(['went_on']);
    expect(codes('… PE/Success TK/Create AR/Success')).toEqual([]);
  });

  test('equal times go by the pipeline, and within an event what asks, what passes, what ends', () => {
    const steps = stepsOf(
      'AR/InProgress IP/Success CB/Success PE/DoMfa PE/Success PE/Denied MF/Create MF/Success',
    );
    const order = [...steps, ...stepsOf('AR/CodeIssued TK/Create AR/Success RF/Success')];
    const at = (names: readonly string[]) =>
      judgeWhole(
        names.map((name, index) => ({
          time: start,
          sequence: BigInt(index),
          id: `${index}`,
          record: { event_name: name.split('/')[0] ?? '', result: name.split('/')[1] ?? '' },
        })),
        later,
      ).events.map(({ stage, result }) => `${stage}/${result}`);
    expect(at(order.toReversed())).toEqual(order);
    expect(at(order)).toEqual(order);
  });

  test('a step under ten minutes old is in progress, at ten it did not finish', () => {
    const step = ['Authentication Request/InProgress'];
    expect(verdict(step, {}, start + patience - 1n)).toMatchObject({
      outcome: 'in_progress',
      title: 'In progress: sign-in started, waiting for the user',
      causes: [],
    });
    expect(verdict(step, {}, start + patience).outcome).toBe('did_not_finish');
  });

  test('legacy records map by exact values only, and are likely', () => {
    expect(verdict([{ stage: 'Policy Evaluation', event: 'Denied' }])).toMatchObject({
      outcome: 'blocked',
      certainty: 'likely',
      notes: [{ code: 'legacy' }],
    });
    expect(verdict([{ stage: 'policy', event: 'Denied' }])).toMatchObject({ code: 'not_recognised' });
    expect(
      verdict([{ stage: 'Login', event: 'connect', event_name: 'Token', result: 'Success' }]).certainty,
    ).toBe('recorded');
  });

  test('in a flat log the last success decides, likely; else the last deciding event', () => {
    const failure = 'Identity Provider Authentication/Failure';
    expect(verdict([failure, 'Authentication Request/Success', failure])).toMatchObject({
      outcome: 'signed_in',
      certainty: 'likely',
      code: 'signed_in_flat',
    });
    const refused = verdict(['Authentication Request/InProgress', failure]);
    expect(refused).toMatchObject({ outcome: 'failed', certainty: 'likely', code: 'flat_idp_failed' });
    expect(refused.causes[0]).toMatch(/credentials/);
    expect(verdict(['Authentication Request/Timeout']).title).toBe('Took too long');
    expect(verdict([sent, 'Identity Provider Authentication/Success']).outcome).toBe('did_not_finish');
  });

  test('credentials are named as a cause only where a provider refused', () => {
    const said = verdict(['Authentication Request/Failure']);
    expect(said).toMatchObject({ code: 'request_invalid', next_step: { owner: 'application_owner' } });
    expect(said.causes.join(' ')).not.toMatch(/password|credentials/);
  });

  test('a step of the sign-in dated after its end is told, and makes the verdict likely', () => {
    const said = verdictOfTimed(
      [0n, 1n, 'Authentication Request/InProgress'],
      [9n, 2n, 'Identity Provider Callback/Success'],
      [3n, 3n, 'Token/Success'],
    );
    expect(said).toMatchObject({ outcome: 'signed_in', certainty: 'likely' });
    expect(said.notes).toMatchObject([{ code: 'clock_backwards', params: { stage: 'Token' } }]);
  });

  test('the sentence is of whom the deciding event names, else of the last known before it', () => {
    const other = { ...known, upstream_user_id: 'ben@alder.example.com', application_name: 'Wiki' };
    const said = verdict([
      sent,
      { ...known, event_name: 'MFA Challenge', result: 'Failure' },
      { ...other, event_name: 'Authentication Request', result: 'Failure' },
    ]);
    expect(said.sentence).toMatch(/^ana@alder\.example\.com could not sign in to Payroll /);
    const nobody = { event_name: 'Policy Evaluation', result: 'Denied' };
    expect(verdict([sent, nobody, { ...other, event_name: 'Odd', result: 'Odd' }]).sentence).toMatch(
      /^ana@alder\.example\.com could not sign in to Payroll /,
    );
  });

  test('numbers and truths among the params are such', () => {
    expect(verdict(stepsOf('…2 MF/Failure MF/Success AR/CodeIssued TK/Create')).params).toMatchObject({
      failures: 1,
      confirmed: true,
    });
  });
});

describe('what is known beside it', () => {
  describe('failures at near-equal intervals', () => {
    const every = (gap: bigint, count: number) =>
      Array.from({ length: count }, (_, index) => start + gap * BigInt(index));
    const steps = [sent, 'Identity Provider Authentication/Failure'];
    const inRhythm = (starts: readonly bigint[]) => ({
      rhythm: retryPattern(starts, start, thresholdsSchema.parse({}).retrying),
    });
    const failing = inRhythm(every(300n * second, 12));

    test.each([
      '… PE/Denied AR/Failure',
      '… PE/Success AR/CodeIssued TK/Failure',
      'AR/Failure',
      '…2 AR/Timeout',
    ])('are noted: %s', (text) => {
      const said = verdict(stepsOf(text), failing);
      expect(said.notes.map(({ code }) => code)).toContain('retrying');
    });

    test('are nothing where there are few, at no interval, or where somebody got in', () => {
      const person = [0n, 20n, 31n, 95n, 240n, 251n].map((at) => start + at * second);
      for (const starts of [every(300n * second, 4), every(0n, 12), person])
        expect(verdict(steps, inRhythm(starts)).notes).toEqual([]);
      expect(verdict([...steps, 'Token/Success'], failing).notes).toEqual([]);
    });
  });

  test('a token of a session that was signed in to is a renewal; without, it is a token on its own', () => {
    expect(verdict(['Token/Create'], { hasSignedIn: true })).toMatchObject({
      code: 'renewed',
      title: 'Session renewed',
      params: { renewal: true },
    });
    expect(verdict(['Token/Create']).sentence).toMatch(/No sign-in of this session is stored/);
    expect(verdict(['Token/Failure'], { hasSignedIn: true }).code).toBe('not_renewed');
    expect(verdict(stepsOf('… PE/Success TK/Create'), { hasSignedIn: true }).code).toBe('signed_in');
  });

  test('organisations that differ are stated, not an error', () => {
    const said = verdict([
      sent,
      {
        ...known,
        event_name: 'Token',
        result: 'Success',
        org_id: 'a',
        login_org_id: 'b',
        login_org_name: 'Bee',
      },
    ]);
    expect(said).toMatchObject({
      outcome: 'signed_in',
      notes: [{ code: 'org_differs', params: { org: 'a', login_org: 'Bee' } }],
    });
  });

  test('times are written in the zone asked for; the address known stands for the id', () => {
    const { upstream_user_id: _, ...nameless } = known;
    const said = verdict([{ ...nameless, event_name: 'Token', result: 'Success' }], {
      zone: 'Europe/Berlin',
      emails: { 'u-ana': 'ana@alder.example.com' },
    });
    expect(said.sentence).toMatch(
      /^ana@alder\.example\.com signed in to Payroll at 10:14 CET \(UTC\+1\) on 4 Feb 2026\./,
    );
  });

  test('policy says what came before it', () => {
    expect(verdict([sent, returned, 'Policy Evaluation/Denied']).sentence).toBe(
      'ana@alder.example.com could not sign in to Payroll at 09:14 UTC on 4 Feb 2026. ' +
        'Policy blocked it after Google had confirmed the identity.',
    );
  });
});

describe('an event without the others of its attempt', () => {
  test.each([
    ['IP/Success', 'At Identity Provider Authentication: Success'],
    ['TK/Create', 'At Token: Create'],
    ['AR/Failure', 'At Authentication Request: Failure'],
    ['PE/Denied', 'Blocked by policy'],
  ])('%s is called “%s”', (text, title) => {
    expect(titled(codeEvents(storedOf(stepsOf(text))))).toEqual([title]);
  });

  test('is called as in its attempt where the start is among those given', () => {
    const events = storedOf(stepsOf('…2')).map((event) => ({
      ...event,
      record: { ...event.record, request_id: 'r' },
    }));
    expect(titled(codeEvents(events)).slice(3)).toEqual([
      'Sent to Google: the redirect was made',
      'Returned from Google as ana@alder.example.com',
      'Second step requested',
      'Policy allowed it',
      'Token for the second step',
      'Second step sent',
    ]);
  });
});
