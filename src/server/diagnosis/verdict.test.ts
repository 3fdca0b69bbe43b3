import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { micros } from '../../contract/instant.ts';
import { outcomes, verdictSchema } from '../../contract/outcome.ts';
import { type AuditRecord, eventNames, results } from '../../contract/record.ts';
import { judge } from './events.ts';
import { eventsOf, known, later, returned, second, sent, start, verdict } from './example.ts';
import { patience } from './rules.ts';
import { stepTitles, verdictOf } from './verdict.ts';

describe('pairs and values beyond the table', () => {
  const pairs = eventNames.flatMap((event) => results.map((result) => `${event}/${result}`));

  test.each(pairs)('%s has words of its own, with nothing left open', (pair) => {
    const said = verdictSchema.parse(verdict([sent, pair]));
    for (const text of [said.title, said.sentence, ...said.causes, said.next_step?.text ?? ''])
      expect(text).not.toMatch(/[{}]|undefined/);
    expect(said.sentence).toMatch(
      /^(Service account )?ana@alder\.example\.com .* at 09:14 UTC on 4 Feb 2026/i,
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
    expect(verdict([sent, pair])).toMatchObject({ outcome, title });
  });

  test.each([
    ['Device Attestation/Quarantined'],
    ['Device Attestation/Failure'],
    ['Device Attestation/Success'],
    ['Token/Quarantined'],
    ['token/success'],
  ])('%s is not recognised and never decides', (pair) => {
    expect(verdict([sent, pair])).toMatchObject({ outcome: 'did_not_finish', code: 'not_recognised' });
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
        expect(stepTitles(eventsOf(...plain)).every((title) => title.length > 0)).toBe(true);
      }),
    );
  });
});

describe('which event decides', () => {
  test('the last deciding event wins; earlier failures are counted', () => {
    const said = verdict([
      sent,
      returned,
      'MFA Challenge/Failure',
      'MFA Challenge/Failure',
      'MFA Challenge/Success',
      'Token/Success',
    ]);
    expect(said).toMatchObject({ outcome: 'signed_in', title: 'Signed in after 2 failed MFA tries' });
    expect(verdict([sent, 'Identity Provider Authentication/Failure', 'Token/Success']).title).toBe(
      'Signed in after 1 failed try at Google',
    );
    expect(verdict([sent, 'Policy Evaluation/Denied', 'MFA Challenge/Failure', 'Token/Create']).title).toBe(
      'Signed in after 2 failed tries',
    );
  });

  test('steps after a failure are told', () => {
    const said = verdict([sent, 'MFA Challenge/Failure', 'MFA Challenge/Create']);
    expect(said).toMatchObject({ outcome: 'failed', notes: [{ code: 'went_on' }] });
  });

  test('equal times go by the pipeline, then failures before what lets in, then arrival', () => {
    const at = (records: AuditRecord[]) =>
      judge(records.map((record, index) => ({ time: start, sequence: BigInt(index), record })));
    const event = (event_name: string, result: string): AuditRecord => ({ event_name, result });
    const mixed = [
      event('Token', 'Success'),
      event('MFA Challenge', 'Failure'),
      event('Identity Provider Authentication', 'Authenticate'),
      event('Device Attestation', 'Odd'),
    ];
    for (const events of [at(mixed), at(mixed.toReversed())]) {
      expect(verdictOf(events, later).outcome).toBe('signed_in');
      expect(events.map(({ stage }) => stage)).toEqual(
        mixed.toReversed().map(({ event_name }) => event_name),
      );
    }
    expect(at([event('Token', 'Create'), event('Token', 'Failure')]).at(-1)?.result).toBe('Create');
  });

  test('a step under ten minutes old is in progress, at ten it did not finish', () => {
    const step = ['Authentication Request/InProgress'];
    expect(verdict(step, {}, start + patience - 1n)).toMatchObject({
      outcome: 'in_progress',
      title: 'In progress: sign-in started',
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

  test('a clock that ran backwards is told, and makes the verdict likely', () => {
    const event = (seconds: bigint, sequence: bigint, event_name: string, result: string) => ({
      time: micros(start + seconds * second),
      sequence,
      record: { event_name, result },
    });
    const said = verdictOf(
      judge([
        event(0n, 1n, 'Authentication Request', 'InProgress'),
        event(9n, 2n, 'Identity Provider Callback', 'Success'),
        event(3n, 3n, 'Token', 'Success'),
      ]),
      later,
    );
    expect(said).toMatchObject({ outcome: 'signed_in', certainty: 'likely' });
    expect(said.notes).toMatchObject([{ code: 'clock_backwards', params: { stage: 'Token' } }]);
  });

  test('a log sent newest first is no clock that ran backwards', () => {
    const records = [
      'Authentication Request/InProgress',
      sent,
      returned,
      'Policy Evaluation/Authenticate',
      sent,
      'Token/Success',
    ];
    const events = eventsOf(...records).map((event) => ({ ...event, sequence: -event.sequence }));
    expect(
      verdictOf(judge(events.map((event) => ({ ...event, time: micros(event.time) }))), later).certainty,
    ).toBe('recorded');
  });
});

describe('what is known beside it', () => {
  test('five failures at near-equal intervals are an application, not a person', () => {
    const every = (gap: bigint, count: number) =>
      Array.from({ length: count }, (_, index) => start + gap * BigInt(index));
    const steps = [sent, 'Identity Provider Authentication/Failure'];
    const said = verdict(steps, { failedStarts: every(300n * second, 12) });
    expect(said).toMatchObject({ code: 'retrying', title: 'An application is retrying, not a person' });
    expect(said.sentence).toMatch(/failed 12 times from 10\.20\.1\.2, about every 5 min/);
    expect(verdict(steps, { failedStarts: every(300n * second, 4) }).code).toBe('idp_not_confirmed');
    expect(verdict([...steps, 'Token/Success'], { failedStarts: every(300n * second, 12) }).outcome).toBe(
      'signed_in',
    );
    expect(verdict(steps, { failedStarts: every(0n, 12) }).code).toBe('idp_not_confirmed');
    const person = [0n, 20n, 31n, 95n, 240n, 251n].map((at) => start + at * second);
    expect(verdict(steps, { failedStarts: person }).code).toBe('idp_not_confirmed');
    expect(verdict(Array.from({ length: 6 }, () => 'Identity Provider Authentication/Failure')).code).toBe(
      'retrying',
    );
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
      /^ana@alder\.example\.com signed in to Payroll at 10:14 CET on 4 Feb 2026\.$/,
    );
  });

  test('policy says what came before it', () => {
    expect(verdict([sent, returned, 'Policy Evaluation/Denied']).sentence).toBe(
      'ana@alder.example.com could not sign in to Payroll at 09:14 UTC on 4 Feb 2026. ' +
        'Policy blocked it after Google had confirmed the identity.',
    );
  });
});
