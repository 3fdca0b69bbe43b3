import { describe, expect, test } from 'vitest';
import type { AuditRecord } from '../../../contract/record.ts';
import { thresholdsSchema } from '../../../contract/thresholds.ts';
import { attempt, daysBefore, found, minuteAfter } from '../../test-support/findings-fixture.ts';

const times = <Item>(count: number, make: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, index) => make(index));

const eve = { user_id: 'eve' };
let count = 0;

/** An attempt of these results of a second step, a second apart. */
const challenge = (after: number, results: readonly string[], more: AuditRecord = {}): AuditRecord[] => {
  count += 1;
  return results.map((result, index) => ({
    time: minuteAfter(after + index / 60),
    request_id: `c${count}`,
    event_name: result === 'Token' ? 'Token' : 'MFA Challenge',
    result: result === 'Token' ? 'Create' : result,
    ...eve,
    ...more,
  }));
};
const accepted = (after: number, more: AuditRecord = {}) =>
  challenge(after, ['InProgress', 'Success', 'Token'], more);
const home = { source_ip: '10.0.0.1' };
const abroad = { source_ip: '203.0.113.9' };
const known = times(5, (index) => attempt(daysBefore(3, index), 'signed_in', { ...eve, ...home }));

describe('second-step fatigue', () => {
  const five = [0, 2, 4, 6, 10];
  const unanswered = (at: readonly number[], more: AuditRecord = {}) =>
    at.flatMap((after) => challenge(after, ['Create'], more));

  test('five within ten minutes are found as attempts, four are not', async () => {
    const [finding, ...others] = await found('second_step_fatigue', [
      ...unanswered(five.slice(0, 2)),
      ...challenge(4, ['InProgress', 'InProgress', 'Denied']),
      ...challenge(6, ['DoMfa', 'Timeout']),
      ...challenge(9.95, ['InProgress', 'Failure']),
    ]);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      severity: 'medium',
      count: 5,
      sentence: expect.stringMatching(
        /^5 second steps of eve were refused or not answered in 9 min 5\d s\.$/,
      ),
      subject: { user: 'eve' },
      evidence: { of: 'attempts', query: { user_id: ['eve'], refused: ['second_step', 'unanswered'] } },
    });
    expect(await found('second_step_fatigue', unanswered(five.slice(1)))).toEqual([]);
  });

  test('several in one attempt count as often', async () => {
    const codes = ['Create', 'Failure', 'Create', 'Failure', 'Create', 'Failure'];
    expect(
      await found('second_step_fatigue', [...challenge(0, codes), ...challenge(1, codes)]),
    ).toMatchObject([{ count: 2, params: { challenges: '6' } }]);
  });

  test.each([
    ['in more than ten minutes', unanswered([0, 2, 4, 6, 10.001])],
    ['of two users', [...unanswered(five.slice(1)), ...unanswered([0], { user_id: 'bob' })]],
    ['one of which is accepted', [...unanswered(five.slice(1)), ...accepted(0)]],
    ['two from home', [...known, ...unanswered([0, 2], home)]],
    ['one from a strange network', [...known, ...unanswered([0], abroad)]],
    ['two from strange networks that lie far apart', [...known, ...unanswered([0, 10.001], abroad)]],
  ])('not found: %s', async (_, records) => {
    expect(await found('second_step_fatigue', records)).toEqual([]);
  });

  test('two from a strange network are enough', async () => {
    expect(await found('second_step_fatigue', [...known, ...unanswered([0, 2], abroad)])).toMatchObject([
      { severity: 'medium', count: 2 },
    ]);
  });

  test.each([
    ['during it', 5, abroad, 'high'],
    ['ten minutes after it', 19.9, abroad, 'high'],
    ['later', 20.01, abroad, 'medium'],
    ['before it', -1, abroad, 'medium'],
    ['at home', 12, home, 'medium'],
  ])('one that is accepted %s', async (_, after, where, severity) => {
    const records = [...known, ...unanswered(five, abroad), ...accepted(after, where)];
    expect(await found('second_step_fatigue', records)).toMatchObject([{ severity, count: 5 }]);
  });

  test('whoever gives in is told with where and when', async () => {
    const records = [...known, ...unanswered(five, abroad), ...accepted(11, abroad)];
    expect(await found('second_step_fatigue', records)).toMatchObject([
      {
        sentence: expect.stringMatching(
          / in 10 min, and one was accepted 1 min 1 s later from 203\.0\.113\.9\.$/,
        ),
      },
    ]);
  });

  test('filters are those of attempts', async () => {
    const records = five.flatMap((at) =>
      challenge(at, ['Create'], { application_name: at === 0 ? 'Wiki' : 'Payroll' }),
    );
    expect(await found('second_step_fatigue', records, { application_name: 'Payroll' })).toEqual([]);
    expect(await found('second_step_fatigue', records, { user_id: 'eve' })).toHaveLength(1);
    expect(await found('second_step_fatigue', records, { outcome: 'failed' })).toEqual([]);
    expect(await found('second_step_fatigue', records, { refused: 'unanswered' })).toHaveLength(1);
    expect(await found('second_step_fatigue', records, { refused: 'second_step' })).toEqual([]);
  });
});

describe('retrying', () => {
  const account = { ...eve, upstream_user_id: 'eve@example.org', ...abroad, application_name: 'Archive' };
  const tries = (at: readonly number[], more: AuditRecord = {}) =>
    at.map((after) => attempt(after, 'failed', { ...account, ...more }));
  const before = attempt(daysBefore(3), 'signed_in', account);
  const regular = [0, 5.01, 10, 15.02, 20];

  test('five at near-equal intervals from where they sign in are found, four are not', async () => {
    const [finding, ...others] = await found('retrying', [before, ...tries(regular)]);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      severity: 'low',
      count: 5,
      sentence:
        'Archive was refused 5 times as eve@example.org from 203.0.113.9, every 5 min 1 s: probably an old password ' +
        'that was saved.',
    });
    expect(await found('retrying', [before, ...tries(regular.slice(1))])).toEqual([]);
  });

  test.each([
    ['at a person’s intervals', tries([0, 5, 6, 15, 20, 22])],
    ['of which one succeeds', [...tries([0, 5, 15, 20]), attempt(10, 'signed_in', account)]],
    ['of two applications', [...tries([0, 5, 15, 20]), ...tries([10], { application_name: 'Wiki' })]],
    ['that policy blocked', tries(regular, { event_name: 'Policy Evaluation', result: 'Denied' })],
  ])('not found: %s', async (_, records) => {
    expect(await found('retrying', [before, ...records])).toEqual([]);
  });

  test('how near the intervals are to the middle one is a threshold, however large', async () => {
    const uneven = [before, ...tries([0, 5, 8, 13, 16, 21])];
    expect(await found('retrying', uneven)).toEqual([]);
    const lax = thresholdsSchema.parse({ retrying: { tolerance: 0.5 } });
    expect(await found('retrying', uneven, {}, lax)).toMatchObject([{ count: 6 }]);
  });

  test('a program that signed them in before is theirs, wherever it runs now', async () => {
    const program = { ...account, user_agent: 'curl/8.17.0' };
    const elsewhere = [before, { ...attempt(daysBefore(2), 'signed_in', program), source_ip: '10.0.0.1' }];
    expect(
      await found('retrying', [...elsewhere, ...tries(regular, { user_agent: 'curl/8.17.0' })]),
    ).toMatchObject([{ code: 'retrying' }]);
  });

  test('of an application and an address that are not recorded', async () => {
    const records = times(6, (index) => attempt(index, 'failed', eve));
    expect(await found('retrying', [...records, attempt(2.5, 'failed', account)])).toMatchObject([
      {
        code: 'machine',
        count: 6,
        sentence: expect.stringMatching(/^An application that gave no name was refused 6 times as /),
      },
    ]);
  });

  test('stretches that meet are one finding', async () => {
    const slower = [0, 1, 2, 3, 4, 5, 7, 9, 11, 13, 15];
    expect(await found('retrying', [before, ...tries(slower)])).toMatchObject([{ count: 11 }]);
  });

  test('more than ten from their own network are no brute force', async () => {
    const many = [before, ...tries(times(14, (index) => index * 4))];
    expect(await found('retrying', many)).toMatchObject([{ count: 14 }]);
    expect(await found('brute_force', many)).toEqual([]);
    expect(
      await found('brute_force', [...many, ...tries(times(11, (index) => index * index + 0.3))]),
    ).toHaveLength(1);
  });
});
