import { describe, expect, test } from 'vitest';
import type { AuditRecord } from '../../../contract/record.ts';
import { attempt, daysBefore, found } from '../../test-support/findings-fixture.ts';

const times = <Item>(count: number, make: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, index) => make(index));

describe('a provider or application stands out', () => {
  /** So many attempts by a provider, of which some fail, each of somebody else, from a minute on. */
  const attempts = (count: number, failing: number, from: number, more: AuditRecord = {}) =>
    times(count, (index) =>
      attempt(from + index / 2, index < failing ? 'failed' : 'signed_in', {
        upstream_idp: 'Okta',
        application_name: 'Wiki',
        user_id: `u${index % 7}`,
        source_ip: '10.0.0.1',
        ...more,
      }),
    );
  const history = (count: number, failing: number) => attempts(count, failing, daysBefore(9));

  test('a rate of 10 % that becomes 35 % is found: 25 points more, and three times as much', async () => {
    const records = [...history(100, 10), ...attempts(20, 7, 5)];
    const [finding, ...others] = await found('provider_stands_out', records);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      severity: 'medium',
      count: 20,
      // of the failures, not of the hour
      first: '2026-03-30T12:05:00Z',
      last: '2026-03-30T12:08:00Z',
      sentence:
        '35% of the attempts by Okta did not succeed (7 of 20); in 28 days up to the day before, 10% (10 of 100).',
      subject: { upstream_idp: 'Okta' },
      evidence: {
        of: 'attempts',
        query: { dt_from: ['2026-03-30T12:00:00Z'], dt_to: ['2026-03-30T13:00:00Z'] },
      },
    });
    expect(await found('application_stands_out', records)).toMatchObject([
      { severity: 'medium', count: 20, subject: { application_name: 'Wiki' } },
    ]);
  });

  test('it is grave when half of the attempts or more fail', async () => {
    const severityOf = async (failing: number) =>
      (await found('provider_stands_out', [...history(100, 10), ...attempts(20, failing, 5)]))[0]?.severity;
    expect([await severityOf(9), await severityOf(10)]).toEqual(['medium', 'high']);
  });

  test.each([
    ['fewer than 25 points more', [...history(100, 10), ...attempts(20, 6, 5)]],
    ['less than three times as much', [...history(100, 20), ...attempts(20, 11, 5)]],
    ['fewer than ten attempts', [...history(100, 10), ...attempts(9, 9, 5)]],
    ['in two hours, not in one', [...history(100, 10), ...attempts(14, 14, 56.5)]],
    ['a history of fewer than a hundred', [...history(99, 9), ...attempts(20, 20, 5)]],
    ['a history of longer ago', [...attempts(100, 10, daysBefore(30)), ...attempts(20, 20, 5)]],
    [
      'another provider’s history',
      [...attempts(100, 5, daysBefore(9), { upstream_idp: 'Google' }), ...attempts(20, 20, 5)],
    ],
    [
      'from addresses where nobody signed in: guesses',
      [...history(100, 10), ...attempts(20, 20, 5, { source_ip: '203.0.113.9' })],
    ],
    [
      'two users',
      [
        ...history(100, 10),
        ...attempts(20, 20, 5).map((each, index) => ({ ...each, user_id: `u${index % 2}` })),
      ],
    ],
  ])('not found: %s', async (_, records) => {
    expect(await found('provider_stands_out', records)).toEqual([]);
  });

  test.each([
    ['three times as much', [...history(100, 20), ...attempts(20, 12, 5)]],
    ['ten attempts', [...history(100, 10), ...attempts(10, 10, 5)]],
    ['no failure before', [...history(100, 0), ...attempts(20, 5, 5)]],
    [
      'nobody named, from three addresses',
      [
        ...history(100, 10),
        ...times(3, (index) =>
          attempt(daysBefore(2), 'signed_in', { user_id: `v${index}`, source_ip: `10.0.0.${index}` }),
        ),
        ...times(20, (index) =>
          attempt(5, 'failed', { upstream_idp: 'Okta', source_ip: `10.0.0.${index % 3}` }),
        ),
      ],
    ],
  ])('found: %s', async (_, records) => {
    expect(await found('provider_stands_out', records)).toHaveLength(1);
  });

  test('what did not finish is in neither rate', async () => {
    const waiting = times(30, (index) =>
      attempt(6, 'failed', { upstream_idp: 'Okta', result: 'Authenticate', user_id: `w${index}` }),
    );
    expect(
      await found('provider_stands_out', [...history(100, 10), ...attempts(20, 7, 5), ...waiting]),
    ).toMatchObject([{ count: 20 }]);
  });

  test('hours that follow each other are one finding, the same in every zone', async () => {
    const records = [...history(200, 10), ...attempts(120, 100, 0)];
    expect(await found('provider_stands_out', records)).toMatchObject([
      {
        count: 120,
        evidence: { query: { dt_from: ['2026-03-30T12:00:00Z'], dt_to: ['2026-03-30T13:00:00Z'] } },
      },
    ]);
    const longer = [...history(200, 10), ...attempts(180, 180, 0)];
    expect(await found('provider_stands_out', longer)).toMatchObject([
      { count: 180, evidence: { query: { dt_to: ['2026-03-30T14:00:00Z'] } } },
    ]);
    expect(await found('provider_stands_out', longer, { tz: 'Asia/Kolkata' })).toMatchObject([
      {
        count: 180,
        evidence: { query: { dt_from: ['2026-03-30T12:00:00Z'], dt_to: ['2026-03-30T14:00:00Z'] } },
      },
    ]);
  });

  test('it does not come and go with the range', async () => {
    const records = [...history(100, 10), ...attempts(20, 7, 5)];
    for (const query of [
      { dt_from: '2026-03-01' },
      { dt_from: '2026-03-30T12:00:00Z' },
      { dt_from: '2026-03-30T12:07:00Z' },
      { dt_to: '2026-03-30T12:07:00Z' },
      { upstream_idp: 'Okta' },
    ])
      expect(await found('provider_stands_out', records, query)).toMatchObject([{ count: 20 }]);
    expect(await found('provider_stands_out', records, { upstream_idp: 'Google' })).toEqual([]);
  });
});

describe('a new device, a new address', () => {
  const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:147.0) Gecko/20100101 Firefox/147.0';
  const home = { user_id: 'eve', source_ip: '10.0.0.1', user_agent: firefox };
  const abroad = { ...home, source_ip: '203.0.113.9', user_agent: 'curl/8.17.0' };
  const signIns = (count: number, more: AuditRecord, from = daysBefore(3)) =>
    times(count, (index) => attempt(from + index, 'signed_in', more));
  const now = (more: AuditRecord) => attempt(0, 'signed_in', more);

  test('after five sign-ins another network with another browser is told, after four it is not', async () => {
    const [finding, ...others] = await found('new_device', [...signIns(5, home), now(abroad)]);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      severity: 'low',
      count: 1,
      sentence:
        'eve signed in from 203.0.113.9 with curl 8.17.0: neither that network nor that browser is in their last 5 ' +
        'sign-ins.',
      subject: { user: 'eve', source_ip: '203.0.113.9' },
    });
    expect(await found('new_device', [...signIns(4, home), now(abroad)])).toEqual([]);
  });

  test.each([
    ['an attempt that failed', [...signIns(5, home), attempt(0, 'failed', abroad)]],
    [
      'sign-ins of longer ago than 28 days do not make somebody known',
      [...signIns(5, home, daysBefore(29)), now(abroad)],
    ],
    ['no address at all', [...signIns(5, home), now({ user_id: 'eve', user_agent: 'curl/8.17.0' })]],
    ['no browser at all', [...signIns(5, home), now({ user_id: 'eve', source_ip: '203.0.113.9' })]],
    ['sign-ins of somebody else', [...signIns(5, { ...home, user_id: 'bob' }), now(abroad)]],
    ['another address of the same network', [...signIns(5, home), now({ ...abroad, source_ip: '10.0.9.9' })]],
    ['the usual browser', [...signIns(5, home), now({ ...abroad, user_agent: firefox })]],
    [
      'a newer version of it',
      [...signIns(5, home), now({ ...abroad, user_agent: firefox.replaceAll('147', '148') })],
    ],
    ['the usual network', [...signIns(5, home), now({ ...abroad, source_ip: home.source_ip })]],
    [
      'a network that is theirs, though not lately',
      [...signIns(1, abroad, daysBefore(4)), ...signIns(20, home), now(abroad)],
    ],
    [
      'a network that many share',
      [
        ...signIns(5, home),
        ...[3, 2, 1].flatMap((day) =>
          times(5, (index) =>
            attempt(daysBefore(day, 60), 'signed_in', { user_id: `u${index}`, source_ip: '203.0.1.1' }),
          ),
        ),
        now(abroad),
      ],
    ],
  ])('not told: %s', async (_, records) => {
    expect(await found('new_device', records)).toEqual([]);
  });

  test('whoever moves from network to network is not told, until they stay', async () => {
    const moving = (count: number) =>
      times(count, (index) =>
        attempt(daysBefore(2, index), 'signed_in', { ...home, source_ip: `10.${index}.0.1` }),
      );
    expect(await found('new_device', [...moving(9), ...signIns(3, home), now(abroad)])).toHaveLength(1);
    expect(await found('new_device', [...moving(10), ...signIns(3, home), now(abroad)])).toEqual([]);
  });

  test('the history is everything, the filters are for the sign-in itself', async () => {
    const records = [
      ...signIns(5, { ...home, application_name: 'Wiki' }),
      now({ ...abroad, application_name: 'Payroll' }),
    ];
    expect(await found('new_device', records, { application_name: 'Payroll' })).toHaveLength(1);
    expect(await found('new_device', records, { source_ip: '203.0.113.9' })).toHaveLength(1);
    expect(await found('new_device', records, { application_name: 'Wiki' })).toEqual([]);
    expect(await found('new_device', records, { outcome: 'failed' })).toEqual([]);
  });

  const others = ['bob', 'carol'].flatMap((user) => [
    ...signIns(5, { ...home, user_id: user, source_ip: '10.0.0.2' }),
    attempt(-60, 'signed_in', { ...home, user_id: user, source_ip: abroad.source_ip }),
  ]);
  const withSecondStep = (more: AuditRecord) =>
    signIns(5, more).flatMap((each) => [
      each,
      { ...each, time: String(each.time).replace('Z', ''), event_name: 'MFA Challenge', result: 'Success' },
    ]);

  test.each([
    ['a refusal there a day before', [attempt(-24 * 60, 'failed', abroad)], 'medium'],
    ['one of longer ago', [attempt(-24 * 60 - 1, 'failed', abroad)], 'low'],
    ['one at home', [attempt(-60, 'failed', home)], 'low'],
    ['two others who are new there', others, 'medium'],
    ['one other', others.slice(0, 6), 'low'],
  ])('with %s', async (_, more, severity) => {
    const records = [...signIns(5, home), ...more, now(abroad)];
    expect(await found('new_device', records)).toMatchObject([{ severity }]);
  });

  test('without the second step that they always had', async () => {
    expect(await found('new_device', [...withSecondStep(home), now(abroad)])).toMatchObject([
      { severity: 'medium', sentence: expect.stringMatching(/There was no second step; each of the 5 /) },
    ]);
    const once = [...withSecondStep(home), attempt(daysBefore(1), 'signed_in', home)];
    expect(await found('new_device', [...once, now(abroad)])).toMatchObject([{ severity: 'low' }]);
  });

  test('with the usual browser a new address is told only with others, or without the second step', async () => {
    const usual = { ...abroad, user_agent: firefox };
    expect(await found('new_address', [...signIns(5, home), ...others, now(usual)])).toHaveLength(3);
    expect(await found('new_address', [...withSecondStep(home), now(usual)])).toMatchObject([
      { severity: 'low' },
    ]);
    const refused = attempt(-5, 'failed', usual);
    expect(await found('new_address', [...signIns(5, home), refused, now(usual)])).toEqual([]);
  });
});
