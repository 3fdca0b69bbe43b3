import { describe, expect, test } from 'vitest';
import { beforeAnswerSchema } from '../../contract/attempt-before.ts';
import { lastSuccessAnswerSchema } from '../../contract/attempt-context.ts';
import { ownFindingsAnswerSchema } from '../../contract/findings.ts';
import type { AuditRecord } from '../../contract/record.ts';
import { daysBefore, minuteAfter, store } from '../test-support/findings-fixture.ts';
import { withApp } from '../test-support/with-app.ts';

const ana = {
  user_id: 'ana',
  upstream_user_id: 'ana@example.org',
  source_ip: '192.0.2.10',
  application_name: 'Payroll',
};
const elsewhere = '203.0.113.9';

const events = {
  in: ['Token', 'Success'],
  renewed: ['Refresh', 'Success'],
  wrong: ['Identity Provider Authentication', 'Failure'],
  blocked: ['Policy Evaluation', 'Denied'],
  asked: ['MFA Challenge', 'InProgress'],
  no: ['MFA Challenge', 'Denied'],
  yes: ['MFA Challenge', 'Success'],
} as const;

/** An event of an attempt, so many minutes after noon. */
const at = (
  after: number,
  id: string,
  event: keyof typeof events,
  more: Partial<AuditRecord> = {},
): AuditRecord => {
  const [name, result] = events[event];
  return { time: minuteAfter(after), request_id: id, event_name: name, result, ...ana, ...more };
};

/** What is answered about an attempt in a history. */
const asked = async (path: string, records: readonly AuditRecord[]): Promise<unknown> => {
  let body: unknown;
  await withApp({}, async (app, into) => {
    await store(into, records);
    const answer = await app.inject(`/v1/${path}`);
    if (answer.statusCode !== 200) throw new Error(answer.body);
    body = answer.json();
  });
  return body;
};

describe('just before', () => {
  const before = async (records: readonly AuditRecord[], id = 'now') =>
    beforeAnswerSchema.parse(await asked(`auth_attempts/${id}/before`, records));

  test('refused and unanswered second steps of the same person, those of the attempt itself included', async () => {
    const told = await before([
      at(-8, 'a', 'asked', { source_ip: elsewhere }),
      at(-7.5, 'a', 'no', { source_ip: elsewhere }),
      at(-6, 'b', 'asked', { source_ip: elsewhere }),
      at(-2, 'now', 'asked', { source_ip: elsewhere }),
      at(-1, 'now', 'no', { source_ip: elsewhere }),
      at(-0.5, 'now', 'asked', { source_ip: elsewhere }),
      at(-0.2, 'now', 'yes', { source_ip: elsewhere }),
      at(0, 'now', 'in', { source_ip: elsewhere }),
      at(-5, 'other', 'no', { user_id: 'ben', upstream_user_id: 'ben@example.org' }),
    ]);
    expect(told).toMatchObject({
      basis: 'user',
      refused_second_steps: { count: 2, first: minuteAfter(-7.5).replace('.000', '') },
      unanswered_second_steps: { count: 1 },
      without_sign_in: { count: 2 },
      sentence: '2 refused and 1 unanswered second steps in the 8 minutes before.',
    });
    expect(told.attempts.map(({ request_id: id }) => id)).toEqual(['b', 'a']);
  });

  test('whom the address failed on, and where the person signed in', async () => {
    const people = ['ben', 'cy', 'dee'].flatMap((user, index) =>
      ['x', 'y'].map((twice) =>
        at(-100 + index, `${user}${twice}`, 'wrong', {
          user_id: user,
          upstream_user_id: `${user}@example.org`,
          source_ip: elsewhere,
        }),
      ),
    );
    const told = await before([
      ...people,
      at(-121, 'long-ago', 'wrong', {
        user_id: 'eve',
        upstream_user_id: 'eve@x.example',
        source_ip: elsewhere,
      }),
      at(-20, 'home', 'in'),
      at(-10, 'renewal', 'renewed', { session: 's' }),
      at(0, 'now', 'in', { source_ip: elsewhere }),
    ]);
    expect(told).toMatchObject({
      others_failed: { count: 3 },
      sign_ins: { count: 1 },
      without_sign_in: { count: 0 },
      sentence:
        'This address failed on 3 other people in the 100 minutes before; signed in from 192.0.2.10 20 minutes before.',
    });
    expect(told.attempts.map(({ request_id: id }) => id)).toHaveLength(7);
    expect(told.attempts[0]?.request_id).toBe('home');
  });

  test('ten at most, and that there are more', async () => {
    const records = Array.from({ length: 12 }, (_, index) => at(-20 + index, `r${index}`, 'wrong'));
    const told = await before([...records, at(0, 'now', 'in')]);
    expect(told).toMatchObject({ refused_credentials: { count: 12 }, more: true });
    expect(told.attempts.map(({ request_id: id }) => id)).toEqual(
      Array.from({ length: 10 }, (_, index) => `r${11 - index}`),
    );
  });

  test('nothing, by whom nobody names, and of nobody at all', async () => {
    expect((await before([at(-121, 'old', 'wrong'), at(0, 'now', 'in')])).sentence).toBe(
      'Nothing in the 2 hours before.',
    );
    const unnamed = { user_id: undefined, upstream_user_id: undefined };
    expect(await before([at(-3, 'a', 'wrong', unnamed), at(0, 'now', 'wrong', unnamed)])).toMatchObject({
      basis: 'address',
      sentence: 'From the same address, nobody named: credentials refused once in the 3 minutes before.',
    });
    expect(await before([at(0, 'now', 'wrong', { ...unnamed, source_ip: undefined })])).toMatchObject({
      absent: 'nobody',
      attempts: [],
    });
  });
});

describe('compared with their last success', () => {
  const compared = async (records: readonly AuditRecord[]) =>
    lastSuccessAnswerSchema.parse(await asked('auth_attempts/now/last_success', records));

  test('of this application first, however much later they signed in to another', async () => {
    const told = await compared([
      at(daysBefore(3), 'payroll', 'in', { upstream_idp: 'Okta' }),
      at(daysBefore(2), 'wiki', 'in', { application_name: 'Wiki', source_ip: elsewhere }),
      at(daysBefore(1), 'renewal', 'renewed', { session: 's', source_ip: '198.51.100.1' }),
      at(0, 'now', 'blocked', { source_ip: elsewhere, upstream_idp: 'Google' }),
    ]);
    expect(told).toMatchObject({
      attempt: { request_id: 'payroll' },
      same_application: true,
      differences: [
        {
          property: 'source_ip',
          this_time: elsewhere,
          last_time: '192.0.2.10',
          used: { count: 1 },
          usage: 'used before (once, on 28 Mar 2026)',
        },
        { property: 'upstream_idp', used: { count: 0 }, usage: 'never used' },
      ],
      sentence:
        'Different from the last success in this application, 3 d earlier: source IP, identity provider.',
    });
  });

  test('else of any, and it says so', async () => {
    expect(
      await compared([at(-60, 'wiki', 'in', { application_name: 'Wiki' }), at(0, 'now', 'blocked')]),
    ).toMatchObject({
      attempt: { request_id: 'wiki' },
      same_application: false,
      differences: [{ property: 'application_name', usage: 'never used' }],
      sentence: expect.stringMatching(
        /^No earlier success in Payroll is recorded, .* in Wiki, 1 h earlier\./,
      ),
    });
  });

  test('a renewal is no success to compare with', async () => {
    expect(
      await compared([at(-60, 'renewal', 'renewed', { session: 's' }), at(0, 'now', 'blocked')]),
    ).toMatchObject({ differences: [], sentence: 'No earlier success is recorded.' });
  });

  test('a browser is the same after an update', async () => {
    const chrome = (version: number, system = 'Windows NT 10.0') => ({
      user_agent: `Mozilla/5.0 (${system}) AppleWebKit/537.36 Chrome/${version}.0.0.0 Safari/537.36`,
    });
    const history = [
      at(daysBefore(9), 'a', 'in', chrome(141)),
      at(daysBefore(8), 'b', 'in', chrome(142)),
      at(daysBefore(1), 'c', 'in', chrome(143, 'X11; Linux x86_64')),
    ];
    const told = await compared([...history, at(0, 'now', 'blocked', chrome(144))]);
    expect(told.differences).toMatchObject([
      { property: 'user_agent', used: { count: 2 }, usage: 'used before (2 times, last 22 Mar 2026)' },
    ]);
    const updated = await compared([...history, at(0, 'now', 'blocked', chrome(144, 'X11; Linux x86_64'))]);
    expect(updated.differences).toEqual([]);
  });
});

describe('the findings that it belongs to', () => {
  const findings = async (path: string, records: readonly AuditRecord[]) =>
    ownFindingsAnswerSchema
      .parse(await asked(path, records))
      .findings.filter(({ kind }) => kind === 'brute_force');

  const eve = { source_ip: elsewhere };
  const tries = [0, 3, 4, 9, 10, 12, 20, 21, 25, 26, 31, 38].map((minute) =>
    at(minute, `try${minute}`, 'wrong', eve),
  );
  const history = [
    ...tries,
    at(70, 'got-in', 'in', eve),
    at(39, 'at-home', 'in'),
    at(200, 'much-later', 'in', eve),
    at(20, 'ben', 'wrong', { ...eve, user_id: 'ben', upstream_user_id: 'ben@example.org' }),
  ];

  test.each([
    ['auth_attempts/try12', '', true],
    ['auth_attempts/got-in', '', true],
    ['auth_attempts/at-home', '', false],
    ['auth_attempts/much-later', '', false],
    ['auth_attempts/ben', '', false],
    ['auth_users/ana%40example.org', '', true],
    ['auth_users/ben', '', false],
    [`auth_addresses/${elsewhere}`, '', true],
    ['auth_addresses/192.0.2.10', '', false],
    ['auth_users/ana', '?dt_from=2026-03-31', false],
  ])('%s/findings%s: %s', async (path, range, isPart) => {
    expect((await findings(`${path}/findings${range}`, history)).map(({ count }) => count)).toEqual(
      isPart ? [12] : [],
    );
  });

  test.each(['auth_users/nobody', 'auth_addresses/192.0.2.254', 'auth_attempts/nobody'])(
    'who is not there has none: %s',
    async (path) => {
      await expect(asked(`${path}/findings`, history)).rejects.toThrow('"status":404');
    },
  );
});
