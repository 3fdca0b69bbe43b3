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

  test('hours that follow each other are one finding, and hours are those of the zone', async () => {
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
        evidence: { query: { dt_from: ['2026-03-30T11:30:00Z'], dt_to: ['2026-03-30T13:30:00Z'] } },
      },
    ]);
  });

  test('it does not come and go with the range', async () => {
    const records = [...history(100, 10), ...attempts(20, 7, 5)];
    for (const query of [
      { dt_from: '2026-03-01' },
      { dt_from: '2026-03-30T12:00:00Z' },
      { upstream_idp: 'Okta' },
    ])
      expect(await found('provider_stands_out', records, query)).toMatchObject([{ count: 20 }]);
    expect(await found('provider_stands_out', records, { upstream_idp: 'Google' })).toEqual([]);
  });
});

describe('a new address, a new browser', () => {
  const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:147.0) Gecko/20100101 Firefox/147.0';
  const home = { user_id: 'eve', source_ip: '10.0.0.1', user_agent: firefox };
  const abroad = { ...home, source_ip: '203.0.113.9' };
  const signIns = (count: number, more: AuditRecord, from = daysBefore(3)) =>
    times(count, (index) => attempt(from + index, 'signed_in', more));
  const now = (more: AuditRecord) => attempt(0, 'signed_in', more);

  test('after five sign-ins another address is told, after four it is not', async () => {
    const [finding, ...others] = await found('new_address', [...signIns(5, home), now(abroad)]);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      severity: 'low',
      count: 1,
      sentence: 'eve signed in from 203.0.113.9, which is in none of their last 5 sign-ins.',
      subject: { user: 'eve', source_ip: '203.0.113.9' },
    });
    expect(await found('new_address', [...signIns(4, home), now(abroad)])).toEqual([]);
  });

  test.each([
    [19, 0],
    [20, 1],
  ])('an address last used before %d other sign-ins', async (others, count) => {
    const records = [...signIns(1, abroad, daysBefore(4)), ...signIns(others, home), now(abroad)];
    expect(await found('new_address', records)).toHaveLength(count);
  });

  test.each([
    ['an attempt that failed', [...signIns(5, home), attempt(0, 'failed', abroad)]],
    [
      'sign-ins of longer ago than 28 days do not make somebody known',
      [...signIns(5, home, daysBefore(29)), now(abroad)],
    ],
    ['no address at all', [...signIns(5, home), now({ user_id: 'eve', user_agent: firefox })]],
    ['sign-ins of somebody else', [...signIns(5, { ...home, user_id: 'bob' }), now(abroad)]],
  ])('not told: %s', async (_, records) => {
    expect(await found('new_address', records)).toEqual([]);
  });

  test('the history is everything, the filters are for the sign-in itself', async () => {
    const records = [
      ...signIns(5, { ...home, application_name: 'Wiki' }),
      now({ ...abroad, application_name: 'Payroll' }),
    ];
    expect(await found('new_address', records, { application_name: 'Payroll' })).toHaveLength(1);
    expect(await found('new_address', records, { source_ip: '203.0.113.9' })).toHaveLength(1);
    expect(await found('new_address', records, { application_name: 'Wiki' })).toEqual([]);
    expect(await found('new_address', records, { outcome: 'failed' })).toEqual([]);
  });

  test('a newer version is the same browser, another one is told', async () => {
    const newer = { ...home, user_agent: firefox.replaceAll('147', '148') };
    const other = { ...home, user_agent: 'curl/8.17.0' };
    expect(await found('new_browser', [...signIns(5, home), now(newer)])).toEqual([]);
    expect(await found('new_browser', [...signIns(5, home), now(other)])).toMatchObject([
      { sentence: 'eve signed in with curl 8.17.0, which is in none of their last 5 sign-ins.' },
    ]);
    expect(await found('new_browser', [...signIns(4, home), now(other)])).toEqual([]);
  });
});
