import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { operationsOf } from '../test-support/operations.ts';
import { postEvents, signIn, withApp } from '../test-support/with-app.ts';
import { anybody } from '../store/questions/scope.ts';

const token = 'the-api-token';
const ingestToken = 'the-ingest-token';
const bearer = (value: string) => ({ authorization: `Bearer ${value}` });
const basic = (value: string) => ({
  authorization: `Basic ${Buffer.from(`any:${value}`).toString('base64')}`,
});

const guarded = [
  '/v1/auth_audits',
  '/v1/auth_audits/histogram',
  '/v1/auth_audits/facets',
  '/v1/auth_audits/extent',
  '/v1/auth_audits/fields',
  '/v1/auth_audits/export',
  '/v1/auth_audits/new',
  '/users/guids',
  '/metrics',
];
const open = ['/healthz', '/readyz', '/openapi.json', '/v1/about'];
const openToAll = new Set([...open, '/v1/login', '/v1/logout']);

describe('with a token', () => {
  test('the API and the metrics need it, the rest does not', async () =>
    withApp({ token }, async (app) => {
      for (const url of guarded) {
        const response = await app.inject({ url, remoteAddress: `10.0.0.${guarded.indexOf(url)}` });
        expect([url, response.statusCode, response.headers['www-authenticate']]).toEqual([
          url,
          401,
          'Bearer',
        ]);
        expect((await app.inject({ url, headers: bearer(token) })).statusCode).toBe(200);
        expect((await app.inject({ url, headers: basic(token) })).statusCode).toBe(200);
        expect((await app.inject({ url, method: 'HEAD', headers: bearer(token) })).statusCode).toBe(200);
      }
      for (const url of open) expect((await app.inject(url)).statusCode).toBe(200);
      expect((await app.inject('/v1/nothing')).statusCode).toBe(401);
    }));

  test('every route of the document needs it, except those that are listed', async () =>
    withApp({ token }, async (app) => {
      const operations = operationsOf((await app.inject('/openapi.json')).json());
      expect(operations.map(({ path }) => path)).toContain('/users/guids');
      for (const [at, { method, path }] of operations.entries()) {
        const response = await app.inject({
          method: method === 'POST' ? 'POST' : 'GET',
          url: path.replaceAll(/\{\w+\}/g, 'id'),
          remoteAddress: `10.1.0.${at}`,
        });
        expect([path, response.statusCode === 401]).toEqual([path, !openToAll.has(path)]);
      }
    }));

  test.each([
    '/%76%31/auth_audits',
    '/users/%67uids',
    '//users//guids',
    '/v1/%61uth_audits',
    '/%6detrics',
    '/v1/auth_audits?',
    '/v1/auth_audits/?x',
    '/v1/./auth_audits',
    '/v1//auth_audits',
    '//v1/auth_audits',
    '//',
    '/\\v1/auth_audits',
    'http://x/v1/auth_audits',
    '/healthz/../v1/auth_audits',
    '/V1/AUTH_AUDITS',
    '/healthz%2f..%2fv1/auth_audits',
  ])('no other way of writing an address gets past it: %s', async (url) =>
    withApp({ token }, async (app, store) => {
      const known = { user_id: 'u1', upstream_user_id: 'u1@example.org' };
      await postEvents(app, { events: [signIn('secret', known)] }, bearer(token));
      expect(await store.events.count({}, anybody)).toBe(1);
      const response = await app.inject({ url });
      expect([400, 401, 404]).toContain(response.statusCode);
      expect(response.body).not.toContain('auth_audits":');
      expect(response.body).not.toContain('u1@example.org');
    }),
  );

  test.each([
    ['another', bearer('not-the-token')],
    ['a longer one', bearer(`${token}x`)],
    ['none', { authorization: 'Bearer' }],
    ['one without a scheme', { authorization: token }],
    ['another scheme', { authorization: `Digest ${token}` }],
    ['a user without a password', { authorization: `Basic ${Buffer.from(token).toString('base64')}` }],
    ['a made-up cookie', { cookie: `auth_audit=${token}; auth_audit_80=${'x'.repeat(43)}` }],
    ['the ingest token', bearer(ingestToken)],
  ])('%s is refused', async (_, headers) =>
    withApp({ token, ingestToken }, async (app) => {
      const response = await app.inject({ url: '/v1/auth_audits', headers });
      expect(response.statusCode).toBe(401);
      expect(response.json()).toMatchObject({ status: 401, title: 'Unauthorized' });
    }),
  );

  test('failures are limited, and those who know the token never notice', async () =>
    withApp({ token }, async (app) => {
      const statuses: number[] = [];
      for (let n = 0; n < 25; n += 1)
        statuses.push(
          (await app.inject({ url: '/v1/auth_audits', headers: bearer(`guess-${n}`) })).statusCode,
        );
      expect(statuses).toEqual([
        ...Array.from({ length: 20 }, () => 401),
        ...Array.from({ length: 5 }, () => 429),
      ]);
      const login = await app.inject({ method: 'POST', url: '/v1/login', payload: { token: 'guess-again' } });
      expect([login.statusCode, Number(login.headers['retry-after']) > 0]).toEqual([429, true]);
      for (let n = 0; n < 30; n += 1)
        expect((await app.inject({ url: '/v1/auth_audits', headers: bearer(token) })).statusCode).toBe(200);
      const elsewhere = { url: '/v1/auth_audits', headers: bearer('guess'), remoteAddress: '10.9.9.9' };
      expect((await app.inject(elsewhere)).statusCode).toBe(401);
      const right = await app.inject({ method: 'POST', url: '/v1/login', payload: { token } });
      expect(right.statusCode).toBe(204);
    }));

  test('wrong ones are limited over all addresses, too', async () =>
    withApp({ token }, async (app) => {
      const statuses = new Map<number, number>();
      for (let n = 0; n < 510; n += 1) {
        const remoteAddress = `10.0.${n >> 8}.${n & 255}`;
        const answer = await app.inject({ url: '/v1/auth_audits', headers: basic('guess'), remoteAddress });
        statuses.set(answer.statusCode, (statuses.get(answer.statusCode) ?? 0) + 1);
      }
      expect(statuses).toEqual(
        new Map([
          [401, 500],
          [429, 10],
        ]),
      );
      expect((await app.inject({ url: '/v1/auth_audits', headers: basic(token) })).statusCode).toBe(200);
    }));

  test.each<[string, Record<string, string>]>([
    ['none', {}],
    ['a cookie of another server', { cookie: `auth_audit=of-another; auth_audit=${'A'.repeat(43)}` }],
    ['a cookie that is none', { cookie: 'auth_audit=%%%; auth_audit' }],
  ])('a request with %s counts for nothing, however many come', async (_, headers) =>
    withApp({ token }, async (app) => {
      for (let n = 0; n < 60; n += 1)
        expect((await app.inject({ url: '/v1/auth_audits', headers })).statusCode).toBe(401);
      const wrong = await app.inject({ method: 'POST', url: '/v1/login', payload: { token: 'guess' } });
      expect(wrong.statusCode).toBe(401);
    }),
  );

  test('sign-ins are logged and counted, with address and reason, without what was guessed', async () => {
    const lines: string[] = [];
    const logger = pino({}, { write: (line) => void lines.push(line) });
    await withApp({ token, logger }, async (app) => {
      const login = (payload: object) => app.inject({ method: 'POST', url: '/v1/login', payload });
      await login({ token: 'guess-1' });
      await login({ token });
      await app.inject({ url: '/v1/auth_audits', headers: bearer('guess-2') });
      for (let n = 0; n < 40; n += 1) await login({ token: 'guess-3' });
      const told = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
      const refused = told.filter(({ msg }) => msg === 'sign-in refused');
      expect(refused).toHaveLength(20);
      expect(refused.slice(0, 2).map(({ address, reason }) => [address, reason])).toEqual([
        ['127.0.0.1', 'wrong token'],
        ['127.0.0.1', 'wrong credential'],
      ]);
      expect(told.filter(({ msg }) => msg === 'signed in').map(({ address }) => address)).toEqual([
        '127.0.0.1',
      ]);
      expect(lines.join('')).not.toMatch(/guess|the-api-token/);
      const metrics = (await app.inject({ url: '/metrics', headers: bearer(token) })).body;
      expect(metrics).toContain('auth_audit_sign_ins_total{outcome="succeeded"} 1');
      expect(metrics).toContain('auth_audit_sign_ins_total{outcome="refused"} 42');
    });
  });

  test('refusals say what browsers may do with them, and nothing is to be kept', async () =>
    withApp({ token, hostNames: new Set(['localhost']) }, async (app) => {
      const guess = { host: 'localhost', ...bearer('guess') };
      const statuses = new Set<number>();
      const look = async (url: string, headers: Record<string, string>) => {
        const answer = await app.inject({ url, headers });
        statuses.add(answer.statusCode);
        expect(answer.headers).toMatchObject({
          'content-security-policy':
            "default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'",
          'x-frame-options': 'DENY',
          'x-content-type-options': 'nosniff',
          'cross-origin-resource-policy': 'same-origin',
          'cache-control': 'no-store',
        });
      };
      for (let n = 0; n < 21; n += 1) await look('/v1/auth_audits', guess);
      await look('/v1/auth_audits', { host: 'evil.example' });
      await look('/v1/auth_audits', { host: 'localhost', origin: 'http://evil.example' });
      await look('/v1/auth_audits', { host: 'localhost', ...bearer(token) });
      await look('/v1/about', { host: 'localhost' });
      expect([...statuses].toSorted((a, b) => a - b)).toEqual([200, 401, 403, 421, 429]);
    }));
});

test.each([
  ['/v1/login', 'text/plain', '{"token":"the-api-token"}'],
  ['/v1/login', 'application/x-www-form-urlencoded', 'token=the-api-token'],
  ['/v1/logout', 'text/plain', ''],
  ['/v1/logout', 'text/plain', 'x'],
  ['/v1/logout', 'multipart/form-data; boundary=x', '--x--'],
])('%s takes no body that is %s, as forms send it', async (url, type, payload) =>
  withApp({ token }, async (app) => {
    const answer = await app.inject({ method: 'POST', url, payload, headers: { 'content-type': type } });
    expect([answer.statusCode, answer.json()]).toEqual([
      415,
      expect.objectContaining({ detail: 'Only application/json is taken here.' }),
    ]);
  }),
);

describe('who may post', () => {
  test.each<[string, { token?: string; ingestToken?: string }, Record<string, string>, number]>([
    ['nobody asked', {}, {}, 201],
    ['the API token where there is no other', { token }, bearer(token), 201],
    ['nobody without it', { token }, {}, 401],
    ['the ingest token', { token, ingestToken }, bearer(ingestToken), 201],
    ['the ingest token as a password', { token, ingestToken }, basic(ingestToken), 201],
    ['not the API token beside it', { token, ingestToken }, bearer(token), 401],
    ['the ingest token alone', { ingestToken }, basic(ingestToken), 201],
    ['nobody without that', { ingestToken }, {}, 401],
  ])('%s', async (_, options, headers, status) =>
    withApp(options, async (app) => {
      const response = await postEvents(app, { events: [] }, headers);
      expect([response.statusCode, response.headers['www-authenticate']]).toEqual([
        status,
        status === 401 ? 'Bearer, Basic realm="audit"' : undefined,
      ]);
    }),
  );
});
