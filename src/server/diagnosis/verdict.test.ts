import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { micros } from '../../contract/instant.ts';
import { outcomes, verdictSchema } from '../../contract/outcome.ts';
import { type AuditRecord, eventNames, results } from '../../contract/record.ts';
import { judge } from './events.ts';
import { patience } from './rules.ts';
import { type Beside, stepTitles, verdictOf } from './verdict.ts';

const start = micros(BigInt(Date.UTC(2026, 1, 4, 9, 14)) * 1000n);
const second = 1_000_000n;
const later = start + 3_600n * second;

const known: AuditRecord = {
  user_id: 'u-ana',
  upstream_user_id: 'ana@alder.example.com',
  application_name: 'Payroll',
  upstream_idp: 'Google',
  source_ip: '10.20.1.2',
  trace_id: 'trace-1',
};

/** Events a second apart, as `Event/Result` or whole records. */
const eventsOf = (...steps: (string | AuditRecord)[]) =>
  judge(
    steps.map((step, index) => {
      const [event_name = '', result = ''] = typeof step === 'string' ? step.split('/') : [];
      return {
        time: micros(start + BigInt(index) * second),
        sequence: BigInt(index),
        record: typeof step === 'string' ? { ...known, event_name, result } : step,
      };
    }),
  );

const verdict = (steps: (string | AuditRecord)[], beside?: Beside, now = later) =>
  verdictOf(eventsOf(...steps), now, beside);

/** What makes it a browser's sign-in. */
const sent = 'Identity Provider Authentication/Authenticate';
const returned = 'Identity Provider Callback/Success';

describe('every row of the table', () => {
  // event/result | outcome | certainty | title | owner of the next step
  test.each([
    [
      'Authentication Request/InProgress',
      'did_not_finish',
      'likely',
      'Did not finish: sign-in started',
      'user',
    ],
    [
      'Authentication Request/Authenticate',
      'did_not_finish',
      'likely',
      'Did not finish: sign-in started',
      'user',
    ],
    ['Authentication Request/Create', 'did_not_finish', 'likely', 'Did not finish: sign-in started', 'user'],
    [
      'Authentication Request/Success',
      'did_not_finish',
      'likely',
      'Did not finish: request accepted',
      'help_desk',
    ],
    [
      'Authentication Request/CodeIssued',
      'did_not_finish',
      'likely',
      'Did not finish: accepted, waiting for the application',
      'application_owner',
    ],
    [
      'Authentication Request/Failure',
      'failed',
      'recorded',
      'The application’s request is not valid',
      'application_owner',
    ],
    ['Authentication Request/Denied', 'blocked', 'recorded', 'Not allowed to start', 'admin'],
    [
      'Authentication Request/SessionExpired',
      'session_expired',
      'recorded',
      'Took too long, or a stale page',
      'user',
    ],
    ['Authentication Request/Timeout', 'timed_out', 'recorded', 'Took too long, or a stale page', 'user'],
    [
      'Identity Provider Authentication/Authenticate',
      'did_not_finish',
      'likely',
      'Did not finish: sent to Google',
      'identity_provider_admin',
    ],
    [
      'Identity Provider Authentication/InProgress',
      'did_not_finish',
      'likely',
      'Did not finish: sent to Google',
      'identity_provider_admin',
    ],
    [
      'Identity Provider Authentication/Failure',
      'failed',
      'recorded',
      'Google did not confirm the identity',
      'user',
    ],
    [
      'Identity Provider Authentication/Timeout',
      'timed_out',
      'recorded',
      'Google did not confirm the identity',
      'user',
    ],
    ['Identity Provider Authentication/Denied', 'blocked', 'recorded', 'Google is not allowed here', 'user'],
    [
      'Identity Provider Authentication/Success',
      'did_not_finish',
      'likely',
      'Did not finish: Google confirmed the identity',
      'help_desk',
    ],
    [
      'Identity Provider Callback/Success',
      'did_not_finish',
      'likely',
      'Did not finish: returned from Google as ana@alder.example.com',
      'help_desk',
    ],
    ['Identity Provider Callback/Timeout', 'timed_out', 'recorded', 'Came back too late', 'user'],
    [
      'Identity Provider Callback/SessionExpired',
      'session_expired',
      'recorded',
      'Came back too late',
      'user',
    ],
    [
      'Policy Evaluation/Success',
      'did_not_finish',
      'likely',
      'Did not finish: policy allowed it',
      'help_desk',
    ],
    [
      'Policy Evaluation/Authenticate',
      'did_not_finish',
      'likely',
      'Did not finish: policy asked to sign in again',
      'user',
    ],
    [
      'Policy Evaluation/DoMfa',
      'did_not_finish',
      'likely',
      'Did not finish: policy asked for a second step',
      'user',
    ],
    ['Policy Evaluation/Denied', 'blocked', 'recorded', 'Blocked by policy', 'policy_admin'],
    ['Policy Evaluation/Failure', 'failed', 'recorded', 'Policy could not be evaluated', 'admin'],
    ['Policy Evaluation/Timeout', 'timed_out', 'recorded', 'Policy could not be evaluated', 'admin'],
    [
      'MFA Challenge/Create',
      'did_not_finish',
      'likely',
      'Did not finish: waiting for the second step',
      'user',
    ],
    [
      'MFA Challenge/InProgress',
      'did_not_finish',
      'likely',
      'Did not finish: waiting for the second step',
      'user',
    ],
    [
      'MFA Challenge/DoMfa',
      'did_not_finish',
      'likely',
      'Did not finish: waiting for the second step',
      'user',
    ],
    ['MFA Challenge/Success', 'did_not_finish', 'likely', 'Did not finish: second step passed', 'help_desk'],
    ['MFA Challenge/Failure', 'failed', 'recorded', 'Second step not accepted', 'user'],
    ['MFA Challenge/Denied', 'blocked', 'recorded', 'Second step refused', 'help_desk'],
    ['MFA Challenge/Timeout', 'timed_out', 'recorded', 'No answer in time', 'user'],
    ['Token/Success', 'signed_in', 'recorded', 'Signed in', undefined],
    ['Token/Create', 'signed_in', 'recorded', 'Signed in', undefined],
    ['Token/Failure', 'failed', 'recorded', 'Identity fine, token not issued', 'application_owner'],
    ['Token/Denied', 'blocked', 'recorded', 'Token refused', 'admin'],
    ['Token/SessionExpired', 'session_expired', 'recorded', 'Session ended, sign in again', 'user'],
    ['Assertion Request/Success', 'signed_in', 'recorded', 'Service account signed in', undefined],
    ['Assertion Request/Create', 'signed_in', 'recorded', 'Service account signed in', undefined],
    ['Assertion Request/Failure', 'failed', 'recorded', 'Service account refused', 'integration_owner'],
    ['Assertion Request/Denied', 'blocked', 'recorded', 'Service account refused', 'integration_owner'],
  ])('%s: %s, %s, “%s”, %s', (step, outcome, certainty, title, owner) => {
    const said = verdict([sent, step]);
    expect(said).toMatchObject({ outcome, certainty, title });
    expect(said.next_step?.owner).toBe(owner);
    expect(said.causes.length > 0).toBe(owner !== undefined);
    expect([said.decided_by.event_name, said.decided_by.result].join('/')).toBe(step);
  });

  test('a return as nobody known: the wrong account, the most common error of all', () => {
    const { user_id: _, ...stranger } = { ...known, upstream_user_id: 'ana@mail.example' };
    for (const result of ['Failure', 'Denied']) {
      const said = verdict([
        { ...stranger, event_name: 'Identity Provider Authentication', result: 'Authenticate' },
        { ...stranger, event_name: 'Identity Provider Callback', result },
      ]);
      expect(said.title).toBe('Signed in at Google as ana@mail.example, which matches no user here');
      expect(said.causes[0]).toMatch(/wrong account/);
      expect(said.next_step).toMatchObject({
        owner: 'user',
        text: expect.stringMatching(/Sign out of Google/),
      });
    }
  });

  test('a return with nobody in it: the provider sent back an error', () => {
    const nobody = { upstream_idp: 'Google', event_name: 'Identity Provider Callback', result: 'Failure' };
    const said = verdict(
      [sent, nobody].map((step) =>
        typeof step === 'string'
          ? { ...nobody, event_name: 'Identity Provider Authentication', result: 'Authenticate' }
          : step,
      ),
    );
    expect(said).toMatchObject({
      title: 'Google sent back an error',
      next_step: { owner: 'identity_provider_admin' },
    });
  });

  test('a return of a user who is known', () => {
    expect(verdict([sent, 'Identity Provider Callback/Failure']).title).toBe(
      'The return from Google was not accepted',
    );
  });

  test('a session that ends within five minutes of a success', () => {
    expect(verdict(['Token/Success', 'Token/SessionExpired']).code).toBe('session_ended_early');
  });
});

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
    expect(verdictOf(judge(events), later).certainty).toBe('recorded');
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
