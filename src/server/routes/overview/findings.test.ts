import { describe, expect, test } from 'vitest';
import { thresholdsSchema } from '../../../contract/thresholds.ts';
import type { AuditRecord } from '../../../contract/record.ts';
import { attempt, found, minuteAfter } from '../../test-support/findings-fixture.ts';

const times = <Item>(count: number, make: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, index) => make(index));

const eve = { user_id: 'eve', upstream_user_id: 'eve@example.org', source_ip: '203.0.113.9' };

describe('brute force', () => {
  /** Failures at these minutes, on one account from one address. */
  const failures = (at: readonly number[], more: AuditRecord = {}) =>
    at.map((after) => attempt(after, 'failed', { ...eve, ...more }));
  const every = (step: number, until: number) => times(Math.floor(until / step) + 1, (index) => index * step);

  test('eleven within the hour are found, ten are not', async () => {
    const [finding, ...others] = await found('brute_force', failures(every(6, 60)));
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      severity: 'high',
      count: 11,
      first: minuteAfter(0).replace('.000', ''),
      last: minuteAfter(60).replace('.000', ''),
      sentence: '11 failed attempts of eve@example.org from 203.0.113.9 in 1 h.',
      threshold: 'More than 10 failed attempts on one account from one address within 60 minutes.',
      subject: { user: 'eve', email: 'eve@example.org', source_ip: '203.0.113.9' },
    });
    expect(await found('brute_force', failures(every(6, 54)))).toEqual([]);
  });

  test('eleven in a little more than the hour are not found', async () => {
    expect(await found('brute_force', failures([...every(6, 54), 60.001]))).toEqual([]);
  });

  test('stretches that overlap are one finding, others are two', async () => {
    const one = await found('brute_force', failures(every(5, 180)));
    expect(one.map(({ count }) => count)).toEqual([37]);
    const two = await found(
      'brute_force',
      failures([...every(1, 11), ...every(1, 10).map((at) => at + 200)]),
    );
    expect(two.map(({ count }) => count)).toEqual([11, 12]);
  });

  test.each([
    ['blocked ones', failures(every(6, 54)).concat(attempt(55, 'blocked', eve))],
    ['another address', failures(every(6, 54)).concat(failures([55], { source_ip: '203.0.113.10' }))],
    ['another user', failures(every(6, 54)).concat(failures([55], { user_id: 'mallory' }))],
    ['the day before', failures(every(6, 60).map((at) => at - 724))],
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
    const records = failures(every(5, 60)).flatMap((record, index) => [
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

  test('thresholds are configuration', async () => {
    const thresholds = thresholdsSchema.parse({ brute_force: { attempts: 2, minutes: 0.5 } });
    expect(await found('brute_force', failures([0, 0.25, 0.5]), {}, thresholds)).toHaveLength(1);
    expect(await found('brute_force', failures([0, 0.25, 0.501]), {}, thresholds)).toEqual([]);
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
      severity: 'high',
      count: 11,
      sentence: '10 users failed to sign in from 203.0.113.9 in 9 min, in 11 attempts.',
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
});

describe('second-step fatigue', () => {
  const challenge = (after: number, more: AuditRecord = {}): AuditRecord => ({
    time: minuteAfter(after),
    request_id: `c${after}`,
    event_name: 'MFA Challenge',
    result: 'Create',
    user_id: 'eve',
    ...more,
  });
  const five = [0, 2, 4, 6, 10];
  const signedIn = (after: number) => attempt(after, 'signed_in', { user_id: 'eve' });

  test('five within ten minutes are found as events, four are not', async () => {
    const [finding, ...others] = await found(
      'second_step_fatigue',
      five.map((at) =>
        challenge(at, at === 4 ? { result: 'DoMfa' } : at > 4 ? { result: 'InProgress' } : {}),
      ),
    );
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      severity: 'medium',
      count: 5,
      sentence: 'eve was asked for a second step 5 times in 10 min.',
      evidence: {
        of: 'events',
        query: { event_name: ['MFA Challenge'], result: ['Create', 'InProgress', 'DoMfa'] },
      },
    });
    expect(
      await found(
        'second_step_fatigue',
        five.slice(1).map((at) => challenge(at)),
      ),
    ).toEqual([]);
  });

  test.each([
    ['in more than ten minutes', [0, 2, 4, 6, 10.001].map((at) => challenge(at))],
    ['of two users', five.map((at) => challenge(at, at === 4 ? { user_id: 'bob' } : {}))],
    ['answers', five.map((at) => challenge(at, at === 4 ? { result: 'Denied' } : {}))],
  ])('not found: %s', async (_, records) => {
    expect(await found('second_step_fatigue', records)).toEqual([]);
  });

  test.each([
    ['during it', 5, 'high'],
    ['ten minutes after it', 20, 'high'],
    ['later', 20.001, 'medium'],
    ['before it', -1, 'medium'],
  ])('a sign-in %s', async (_, after, severity) => {
    const records = [...five.map((at) => challenge(at)), signedIn(after)];
    expect(await found('second_step_fatigue', records)).toMatchObject([{ severity }]);
  });

  test('filters are those of events; those that only attempts have find nothing', async () => {
    const records = five.map((at) => challenge(at, { application_name: at === 0 ? 'Wiki' : 'Payroll' }));
    expect(await found('second_step_fatigue', records, { application_name: 'Payroll' })).toEqual([]);
    expect(await found('second_step_fatigue', records, { user_id: 'eve' })).toHaveLength(1);
    expect(await found('second_step_fatigue', records, { result: 'Denied' })).toEqual([]);
    expect(await found('second_step_fatigue', records, { min_events: '1' })).toEqual([]);
  });
});

describe('retrying', () => {
  const tries = (at: readonly number[], more: AuditRecord = {}) =>
    at.map((after) => attempt(after, 'failed', { ...eve, application_name: 'Archive', ...more }));

  test('five at near-equal intervals are found, four are not', async () => {
    const regular = [0, 5.01, 10, 15.02, 20];
    const [finding, ...others] = await found('retrying', tries(regular));
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      severity: 'low',
      count: 5,
      sentence:
        'Archive tried 5 times as eve@example.org from 203.0.113.9, every 5 min 1 s: a program, with an old password or guessing.',
    });
    expect(await found('retrying', tries(regular.slice(1)))).toEqual([]);
  });

  test.each([
    ['at a person’s intervals', tries([0, 5, 6, 15, 20, 22])],
    [
      'of which one succeeds',
      [...tries([0, 5, 15, 20]), attempt(10, 'signed_in', { ...eve, application_name: 'Archive' })],
    ],
    ['of two applications', [...tries([0, 5, 15, 20]), ...tries([10], { application_name: 'Wiki' })]],
  ])('not found: %s', async (_, records) => {
    expect(await found('retrying', records)).toEqual([]);
  });

  test('of an application and an address that are not recorded', async () => {
    const records = times(6, (index) => attempt(index, 'failed', { user_id: 'eve' }));
    expect(await found('retrying', [...records, attempt(2.5, 'failed', eve)])).toMatchObject([
      { count: 6, sentence: expect.stringMatching(/^An application that gave no name tried 6 times as /) },
    ]);
  });

  test('stretches that meet are one finding', async () => {
    const slower = [0, 1, 2, 3, 4, 5, 7, 9, 11, 13, 15];
    expect(await found('retrying', tries(slower))).toMatchObject([{ count: 11 }]);
  });
});
