import type { FastifyInstance } from 'fastify';
import { expect, test } from 'vitest';
import { frozen, postEvents, withApp } from '../test-support/with-app.ts';
import { formatInstant } from '../../contract/instant.ts';

type Json = Readonly<Record<string, unknown>>;

const get = async (app: FastifyInstance, url: string): Promise<Json> => {
  const response = await app.inject({ url, headers: { accept: 'application/json' } });
  expect([url, response.statusCode, response.body.slice(0, 300)]).toEqual([url, 200, expect.anything()]);
  return JSON.parse(response.body) as Json;
};

const tell = (app: FastifyInstance, body: object, headers: Record<string, string> = {}) =>
  app.inject({ method: 'POST', url: '/v1/directory', headers, payload: body });

const marta = {
  id: 'u-1',
  org_id: 'org-1',
  email: 'm.almeida@acme.example',
  first_name: 'Marta',
  last_name: 'Almeida',
  status: 'disabled',
  disabled_at_time: '2026-03-31T09:02:00Z',
};
const zoe = { guid: 'u-2', guid_type: 'user', name: 'Zoë Ångström' };

let at = 0;
const event = (record: object) => ({
  unique_id: `e${(at += 1)}`,
  create_time: '2026-03-31T09:14:00Z',
  event: { time: '2026-03-31T09:14:00Z', ...record },
});
/** A sign-in that a policy blocked, of whom nothing is recorded but an id, and another by address alone. */
const blocked = (requestId: string, who: object, time = '2026-03-31T09:14:00Z') => [
  event({ time, event_name: 'Authentication Request', result: 'InProgress', request_id: requestId, ...who }),
  event({
    time,
    event_name: 'Policy Evaluation',
    result: 'Denied',
    request_id: requestId,
    application_name: 'Payroll',
    ...who,
  }),
];
const signedIn = (requestId: string, who: object, time: string) => [
  event({ time, event_name: 'Authentication Request', result: 'InProgress', request_id: requestId, ...who }),
  event({
    time,
    event_name: 'Token',
    result: 'Success',
    request_id: requestId,
    application_name: 'Payroll',
    ...who,
  }),
];

const withPeople = (use: (app: FastifyInstance) => Promise<void>) =>
  withApp({}, async (app) => {
    const events = [
      ...signedIn('r-0', { user_id: 'u-1' }, '2026-03-31T08:00:00Z'),
      ...blocked('r-1', { user_id: 'u-1' }),
      ...blocked('r-2', { upstream_user_id: 'M.Almeida@acme.example' }),
      ...blocked('r-3', { user_id: 'u-1' }, '2026-03-31T08:30:00Z'),
      ...signedIn('r-4', { user_id: 'u-1' }, '2026-03-31T10:00:00Z'),
    ];
    expect((await postEvents(app, { events })).statusCode).toBe(201);
    const told = await tell(app, {
      users: [marta, zoe, { email: 'nobody@acme.example' }, { guid: 'g', guid_type: 'group' }],
    });
    expect([told.statusCode, told.json()]).toEqual([
      200,
      {
        added: 2,
        changed: 0,
        unchanged: 0,
        left_out: 1,
        refused: [
          { index: 2, message: 'The entry of “nobody@acme.example” has no id (expected “id” or “guid”).' },
        ],
        no_longer_listed: 0,
      },
    ]);
    await use(app);
  });

test('records stay as they came, and names and owners stand beside them where they are asked for', async () =>
  withPeople(async (app) => {
    const plain = await get(app, '/v1/auth_audits?request_id=r-2');
    expect(plain).not.toHaveProperty('known_names');
    expect(plain['auth_audits']).toEqual([
      expect.not.objectContaining({ user_id: expect.anything() }),
      expect.not.objectContaining({ user_id: expect.anything() }),
    ]);
    const expanded = await get(app, '/v1/auth_audits?expand=emails,names');
    expect(expanded['known_emails']).toEqual({ 'u-1': 'm.almeida@acme.example' });
    expect(expanded['known_names']).toEqual({ 'u-1': 'Marta Almeida' });
    expect(expanded['known_owners']).toEqual({ 'M.Almeida@acme.example': 'u-1' });
  }));

test('she is found by name, whatever is recorded of her, and so is who never signed in', async () =>
  withPeople(async (app) => {
    const found = async (text: string) =>
      (await get(app, `/v1/auth_names?text=${encodeURIComponent(text)}`))['people'];
    const her = {
      property: 'email',
      value: 'm.almeida@acme.example',
      count: 10,
      last: '2026-03-31T10:00:00Z',
      name: 'Marta Almeida',
    };
    expect(await found('Marta Almeida')).toEqual([her]);
    expect(await found('ALMEIDA, marta')).toEqual([her]);
    expect(await found('Hello, Marta Almeida cannot open Payroll since this morning')).toEqual([her]);
    expect(await found('angstrom zoe')).toEqual([
      { property: 'user_id', value: 'u-2', count: 0, name: 'Zoë Ångström' },
    ]);
    expect((await get(app, '/v1/auth_users/u-2'))['unrecorded']).toBe(true);
    expect((await app.inject({ url: '/v1/auth_users/u-9' })).statusCode).toBe(404);
  }));

test('her attempts are one person’s, named, and say what the directory has recorded of the account', async () =>
  withPeople(async (app) => {
    type Told = {
      name: string;
      certainty: string;
      verdict: { code: string; title: string; sentence: string; notes: { code: string; text: string }[] };
    };
    const of = async (id: string) => (await get(app, `/v1/auth_attempts/${id}`)) as unknown as Told;
    for (const id of ['r-1', 'r-2']) {
      const { name, certainty, verdict } = await of(id);
      expect([name, certainty, verdict.code]).toEqual(['Marta Almeida', 'recorded', 'account_disabled']);
      expect(verdict.sentence).toMatch(
        /^Marta Almeida \(m\.almeida@acme\.example\) could not sign in to Payroll at 09:14 UTC .*disabled in the directory \(file\) since 09:02, 12 min before\.$/i,
      );
    }
    const before = await of('r-3');
    expect([before.verdict.code, before.verdict.notes]).toEqual(['policy_denied', []]);
    const after = await of('r-4');
    expect(after.verdict.notes.map(({ text }) => text)).toEqual([
      'The account is disabled in the directory (file) since 09:02 UTC on 31 Mar 2026, and yet it was signed in.',
    ]);
    const last = await get(app, '/v1/auth_attempts/r-1/last_success');
    expect(last['sentence']).toMatch(
      /Since then the account was disabled: in the directory \(file\) it is so since 09:02 UTC on 31 Mar 2026\.$/,
    );
    const { name, directory } = (await get(app, '/v1/auth_users/m.almeida@acme.example')) as {
      name?: string;
      directory: Json;
    };
    expect(name).toBeUndefined();
    expect(directory).toEqual({
      source: 'file',
      name: 'Marta Almeida',
      email: 'm.almeida@acme.example',
      status: 'disabled',
      disabled_at_time: '2026-03-31T09:02:00Z',
      sentence: 'Disabled in the directory (file) since 09:02 UTC on 31 Mar 2026.',
    });
  }));

test('who a count is of is named beside it', async () =>
  withPeople(async (app) => {
    const facets = (await get(
      app,
      '/v1/auth_audits/facets?property=user_id&property=upstream_user_id',
    )) as Record<string, { values: Json[] }>;
    expect(facets['user_id']?.values).toEqual([{ value: 'u-1', count: 8, name: 'Marta Almeida' }]);
    expect(facets['upstream_user_id']?.values).toEqual([
      { value: 'M.Almeida@acme.example', count: 2, name: 'Marta Almeida' },
    ]);
    const ofAttempts = (await get(app, '/v1/auth_attempts/facets?property=user_id')) as typeof facets;
    expect(ofAttempts['user_id']?.values).toMatchObject([{ value: 'u-1', name: 'Marta Almeida' }]);
    const breakdown = await get(app, '/v1/auth_overview/breakdown?by=user');
    expect(breakdown['values']).toMatchObject([{ value: 'u-1', name: 'Marta Almeida' }]);
    const csv = await app.inject({
      url: '/v1/auth_attempts/export?format=csv&columns=name&columns=request_id',
    });
    expect(csv.body).toContain('Marta Almeida,r-2');
  }));

test('the published command line maps ids of the directory, too', async () =>
  withPeople(async (app) => {
    expect((await get(app, '/users/guids'))['guid_to_name_list']).toEqual([
      { guid: 'u-1', org_id: 'org-1', guid_type: 'user', name: 'm.almeida@acme.example' },
      { guid: 'u-2', guid_type: 'user', name: 'Zoë Ångström' },
    ]);
  }));

test('who is no longer among those listed stays known, and is said to be gone', async () =>
  withPeople(async (app) => {
    const ended = await tell(app, { listed: ['u-2'] });
    expect(ended.json()).toMatchObject({ no_longer_listed: 1 });
    const { directory } = (await get(app, '/v1/auth_users/u-1')) as { directory: Json };
    expect(directory).toMatchObject({ name: 'Marta Almeida', listed_until: formatInstant(frozen) });
    expect(directory['sentence']).toBe(
      'No longer listed in the directory (file) since 12:00 UTC on 31 Mar 2026.',
    );
  }));

test('a body that is none is refused by name, and the ingest token does not do', async () => {
  const [token, ingestToken] = ['t'.repeat(20), 'i'.repeat(20)];
  await withApp({ token, ingestToken }, async (app) => {
    const status = async (body: object, bearer?: string) => {
      const headers = bearer === undefined ? {} : { authorization: `Bearer ${bearer}` };
      const { statusCode, body: text } = await tell(app, body, headers);
      return [statusCode, text] as const;
    };
    expect((await status({ users: [] }))[0]).toBe(401);
    expect((await status({ users: [] }, ingestToken))[0]).toBe(401);
    expect((await status({ users: [] }, token))[0]).toBe(200);
    for (const [body, named] of [
      [{ users: 'all' }, 'users'],
      [{ people: [] }, 'people'],
      [{ source: '', users: [] }, 'source'],
      [{ listed: [] }, 'listed'],
      [{ users: Array.from({ length: 5_001 }, () => ({})) }, 'users'],
    ] as const) {
      const [code, text] = await status(body, token);
      expect([code, text.includes(named)]).toEqual([400, true]);
    }
  });
});
