import { describe, expect, test } from 'vitest';
import { findingKinds } from '../../../contract/finding-kinds.ts';
import { findingsAnswerSchema } from '../../../contract/findings.ts';
import { thresholdsSchema } from '../../../contract/thresholds.ts';
import type { AuditRecord } from '../../../contract/record.ts';
import { attempt, daysBefore, found, minuteAfter } from '../../test-support/findings-fixture.ts';
import { withApp } from '../../test-support/with-app.ts';

const times = <Item>(count: number, make: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, index) => make(index));

const eve = { user_id: 'eve', upstream_user_id: 'eve@example.org', source_ip: '203.0.113.9' };

/** So often, the first at once and the last after so many minutes, at no rhythm. */
const unevenly = (count: number, until: number): number[] =>
  times(count, (index) => {
    const at = (index * until) / (count - 1);
    return index === 0 || index === count - 1 ? at : at + ((index % 3) * until) / (4 * count);
  });

describe('brute force', () => {
  /** Failures at these minutes, on one account from one address. */
  const failures = (at: readonly number[], more: AuditRecord = {}) =>
    at.map((after) => attempt(after, 'failed', { ...eve, ...more }));

  test('eleven within the hour are found, ten are not', async () => {
    const [finding, ...others] = await found('brute_force', failures(unevenly(11, 60)));
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      severity: 'medium',
      count: 11,
      first: minuteAfter(0).replace('.000', ''),
      last: minuteAfter(60).replace('.000', ''),
      sentence: '11 attempts of eve@example.org from 203.0.113.9 were refused in 1 h.',
      threshold: expect.stringMatching(/^More than 10 attempts .* from one address within 60 minutes/),
      subject: { user: 'eve', email: 'eve@example.org', source_ip: '203.0.113.9' },
      evidence: { query: { refused: ['credentials'] } },
    });
    expect(await found('brute_force', failures(unevenly(10, 54)))).toEqual([]);
  });

  test('eleven in a little more than the hour are not found', async () => {
    expect(await found('brute_force', failures([...unevenly(10, 54), 60.001]))).toEqual([]);
  });

  test('stretches that overlap are one finding, others are two', async () => {
    const one = await found('brute_force', failures(unevenly(37, 180)));
    expect(one.map(({ count }) => count)).toEqual([37]);
    const two = await found(
      'brute_force',
      failures([...unevenly(12, 11), ...unevenly(11, 10).map((at) => at + 200)]),
    );
    expect(two.map(({ count }) => count)).toEqual([11, 12]);
  });

  test.each([
    ['blocked ones', failures(unevenly(10, 54)).concat(attempt(55, 'blocked', eve))],
    [
      'expired sessions',
      failures(unevenly(10, 54)).concat({ ...attempt(55, 'failed', eve), result: 'SessionExpired' }),
    ],
    ['tokens', failures(unevenly(10, 54)).concat({ ...attempt(55, 'failed', eve), event_name: 'Token' })],
    ['another address', failures(unevenly(10, 54)).concat(failures([55], { source_ip: '203.0.113.10' }))],
    ['another user', failures(unevenly(10, 54)).concat(failures([55], { user_id: 'mallory' }))],
    ['the day before', failures(unevenly(11, 60).map((at) => at - 790))],
    ['nobody’s', times(12, (index) => attempt(index, 'failed', { source_ip: '203.0.113.9' }))],
  ])('%s do not count', async (_, records) => {
    expect(await found('brute_force', records)).toEqual([]);
  });

  test('what happens all at once is counted once', async () => {
    const records = times(600, (index) =>
      attempt(1, 'failed', { user_id: `u${index % 15}`, source_ip: '203.0.113.9' }),
    );
    const counts = (await found('brute_force', records)).map(({ count }) => count);
    expect(counts).toEqual(times(15, () => 40));
  });

  test('who is known by an upstream id alone is one user in capitals and in small letters', async () => {
    const records = times(11, (index) =>
      attempt(index, 'failed', {
        upstream_user_id: index % 2 === 0 ? 'Eve@Example.org' : 'eve@example.org',
        source_ip: '::1',
      }),
    );
    const [finding] = await found('brute_force', records);
    expect(finding).toMatchObject({ count: 11, subject: { source_ip: '::1' } });
  });

  test('filters apply, and of two addresses only the one looked for is told', async () => {
    const records = failures(times(13, (index) => index * 5)).flatMap((record, index) => [
      { ...record, application_name: index < 11 ? 'Payroll' : 'Wiki' },
      { ...record, source_ip: '203.0.113.77', time: minuteAfter(index * 5 + 0.5) },
    ]);
    const all = await found('brute_force', records);
    expect(all.map(({ count, subject }) => [count, subject.source_ip])).toEqual([
      [13, '203.0.113.77'],
      [13, '203.0.113.9'],
    ]);
    const one = await found('brute_force', records, {
      application_name: 'Payroll',
      source_ip: '203.0.113.9',
    });
    expect(one.map(({ count, subject }) => [count, subject.source_ip])).toEqual([[11, '203.0.113.9']]);
    expect(await found('brute_force', records, { application_name: 'Wiki' })).toEqual([]);
    expect(await found('brute_force', records, { outcome: 'blocked' })).toEqual([]);
  });

  test('five at near-equal intervals are guesses, unless they come from the account’s own network', async () => {
    const regular = [0, 5, 10, 15, 20];
    expect(await found('brute_force', failures(regular))).toMatchObject([
      { severity: 'medium', code: 'guessing', count: 5 },
    ]);
    const signedIn = attempt(daysBefore(3), 'signed_in', { ...eve, source_ip: '203.0.200.1' });
    expect(await found('brute_force', [signedIn, ...failures(regular)])).toEqual([]);
  });

  test('it is grave when somebody gets in to whom the place is strange', async () => {
    const home = times(5, (index) =>
      attempt(daysBefore(3, index), 'signed_in', { ...eve, source_ip: '10.0.0.1' }),
    );
    const entered = (after: number, more: AuditRecord = {}) =>
      attempt(after, 'signed_in', { ...eve, ...more });
    const told = async (...more: AuditRecord[]) =>
      (await found('brute_force', [...home, ...failures(unevenly(11, 60)), ...more])).map(
        ({ severity, sentence }) => `${severity}: ${sentence.replace(/^.* 1 h/, '')}`,
      );
    expect(await told(entered(81))).toEqual([
      'high: , and eve@example.org signed in from there 21 min later.',
    ]);
    expect(await told(entered(30))).toEqual(['high: , and eve@example.org signed in from there meanwhile.']);
    expect(await told(entered(180.001))).toEqual(['medium: .']);
    expect(await told(entered(81, { source_ip: '10.0.0.1' }))).toEqual(['medium: .']);
    // in the same network, where they have been before
    expect(await told(entered(81), attempt(daysBefore(2), 'signed_in', eve))).toEqual(['medium: .']);
  });

  test('thresholds are configuration', async () => {
    const thresholds = thresholdsSchema.parse({ brute_force: { attempts: 2, minutes: 0.5 } });
    expect(await found('brute_force', failures([0, 0.25, 0.5]), {}, thresholds)).toHaveLength(1);
    expect(await found('brute_force', failures([0, 0.25, 0.501]), {}, thresholds)).toEqual([]);
  });
});

test('what was looked for is told, found or not, with the thresholds that are set', async () => {
  const thresholds = thresholdsSchema.parse({ retrying: { attempts: 7 } });
  await withApp({ thresholds }, async (app) => {
    const answer = await app.inject('/v1/auth_overview/findings');
    const { findings, looked_for: kinds } = findingsAnswerSchema.parse(answer.json());
    expect(findings).toEqual([]);
    expect(kinds.map(({ kind }) => kind)).toEqual(findingKinds);
    expect(kinds.at(-1)).toEqual({
      kind: 'retrying',
      label: 'A program retrying',
      threshold: expect.stringMatching(/^7 or more attempts/),
    });
  });
});

describe('spray', () => {
  const victims = (count: number, last = count - 1) =>
    times(count, (index) =>
      attempt(index === count - 1 ? last : index, 'failed', {
        upstream_user_id: `user${index}@example.org`,
        source_ip: '203.0.113.9',
      }),
    );

  test('ten users are found with all failures from there, nine are not', async () => {
    const unnamed = attempt(4.5, 'failed', { source_ip: '203.0.113.9' });
    const [finding, ...others] = await found('spray', [...victims(10), unnamed]);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      severity: 'medium',
      count: 11,
      sentence: '10 users were refused at 203.0.113.9 in 9 min, in 11 attempts.',
      subject: { source_ip: '203.0.113.9' },
    });
    expect(await found('spray', [...victims(9), unnamed, ...victims(3)])).toEqual([]);
  });

  test.each([
    [60, 1],
    [60.001, 0],
  ])('the tenth after %d minutes', async (last, count) => {
    expect(await found('spray', victims(10, last))).toHaveLength(count);
  });

  test('those who sign in do not count', async () => {
    const lucky = attempt(9.5, 'signed_in', { upstream_user_id: 'z@example.org', source_ip: '203.0.113.9' });
    expect(await found('spray', [...victims(9), lucky])).toEqual([]);
  });

  test('it is grave when somebody gets in, who is named', async () => {
    const reader = attempt(30, 'signed_in', { user_id: 'm', source_ip: '203.0.113.9' });
    const email = attempt(daysBefore(1), 'failed', {
      user_id: 'm',
      upstream_user_id: 'm.reader@example.org',
    });
    expect(await found('spray', [...victims(10), reader, email])).toMatchObject([
      {
        severity: 'high',
        sentence: expect.stringMatching(/, and m\.reader@.* signed in from there 21 min later\.$/),
      },
    ]);
  });

  describe('at an address that many share', () => {
    const office = { source_ip: '203.0.113.9' };
    const usual = (people: number, agent: string) =>
      times(4, (day) =>
        times(people, (index) =>
          attempt(daysBefore(day + 1, index), 'signed_in', {
            ...office,
            upstream_user_id: `user${index}@example.org`,
            user_agent: agent,
          }),
        ),
      ).flat();

    test('so many failing as usually sign in there are mistakes, more are not', async () => {
      expect(await found('spray', [...usual(10, 'A/1'), ...victims(10)])).toEqual([]);
      expect(await found('spray', [...usual(9, 'A/1'), ...victims(10)])).toHaveLength(1);
    });

    test('one browser that is new there is none of theirs', async () => {
      const by = (agent: string) => victims(10).map((each) => ({ ...each, user_agent: agent }));
      expect(await found('spray', [...usual(12, 'A/1'), ...by('A/2')])).toEqual([]);
      expect(await found('spray', [...usual(12, 'A/1'), ...by('B/1')])).toHaveLength(1);
    });
  });
});
