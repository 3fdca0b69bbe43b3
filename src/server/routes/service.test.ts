import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { attemptFilters } from '../../contract/attempt-filters.ts';
import { properties } from '../../contract/fields.ts';
import { postEvents, signIn, withApp } from '../test-support/with-app.ts';

type Operation = {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: object }[];
  readonly responses: Readonly<Record<string, { readonly description: string }>>;
};
type Document = {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
};

describe('the OpenAPI document', () => {
  test('lists every endpoint, and every parameter of those that filter', async () =>
    withApp({}, async (app) => {
      const document = (await app.inject('/openapi.json')).json<Document>();
      expect(document.openapi).toMatch(/^3\./);
      expect(Object.keys(document.paths)).toEqual(
        expect.arrayContaining([
          '/v1/auth_audits',
          '/v1/auth_audits/histogram',
          '/v1/auth_audits/facets',
          '/v1/auth_audits/extent',
          '/v1/auth_audits/fields',
          '/v1/auth_audits/export',
          '/v1/auth_attempts/export',
          '/v1/auth_attempts/exports/{export_id}',
          '/v1/bulk_audit_events',
          '/v1/about',
          '/v1/login',
          '/healthz',
          '/readyz',
        ]),
      );
      const names = (path: string) =>
        document.paths[path]?.['get']?.parameters?.map(({ name }) => name) ?? [];
      const filters = properties.flatMap(({ param }) => [param, `not_${param}`]);
      const shared = [...filters, 'dt_from', 'dt_to', 'email', 'not_email', 'missing', 'q'];
      for (const path of ['', '/histogram', '/facets', '/export'])
        expect(names(`/v1/auth_audits${path}`)).toEqual(expect.arrayContaining(shared));
      const ofAttempts = [...shared, ...attemptFilters.map(({ param }) => param), 'tz', 'order'];
      for (const path of ['', '/export'])
        expect(names(`/v1/auth_attempts${path}`)).toEqual(expect.arrayContaining(ofAttempts));
      expect(names('/v1/auth_audits')).toEqual(
        expect.arrayContaining(['limit', 'order', 'page_at_id', 'expand', 'event_id']),
      );
    }));

  test('holds together: every reference leads somewhere, every answer is described', async () =>
    withApp({}, async (app) => {
      const text = (await app.inject('/openapi.json')).body;
      const document = JSON.parse(text) as Document;
      const references = [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(
        ([, name]) => name ?? '',
      );
      expect(references.length).toBeGreaterThan(3);
      expect(references.filter((name) => !Object.hasOwn(document.components.schemas, name))).toEqual([]);
      for (const operation of Object.values(document.paths).flatMap((path) => Object.values(path))) {
        expect(Object.keys(operation.responses).length).toBeGreaterThan(0);
        for (const answer of Object.values(operation.responses))
          expect(answer.description).toEqual(expect.any(String));
        const parameters = operation.parameters ?? [];
        expect(new Set(parameters.map((each) => `${each.in} ${each.name}`)).size).toBe(parameters.length);
        expect(parameters.every(({ schema }) => typeof schema === 'object')).toBe(true);
      }
    }));
});

test('what this server is', async () =>
  withApp({ isDemo: true }, async (app) => {
    expect((await app.inject('/v1/about')).json()).toEqual({ version: '1.2.3', demo: true, auth: 'none' });
    expect((await app.inject('/healthz')).json()).toEqual({ status: 'ok' });
    expect((await app.inject('/readyz')).json()).toEqual({ status: 'ready' });
    const login = await app.inject({ method: 'POST', url: '/v1/login', payload: { token: 'x' } });
    expect(login.statusCode).toBe(409);
  }));

test('metrics tell of requests, the store and the queue', async () =>
  withApp({}, async (app) => {
    await postEvents(app, { events: [signIn('a'), signIn('b')] });
    await app.inject('/v1/auth_audits');
    const { body, headers } = await app.inject('/metrics');
    expect(headers['content-type']).toMatch(/^text\/plain/);
    expect(body).toContain('auth_audit_events_stored 2');
    expect(body).toContain('auth_audit_events_waiting 0');
    expect(body).toContain(
      'auth_audit_request_seconds_count{method="GET",route="/v1/auth_audits",status="200"} 1',
    );
  }));

test('answers are compressed for those who can read that', async () =>
  withApp({}, async (app) => {
    await postEvents(app, { events: Array.from({ length: 200 }, (_, n) => signIn(`e${n}`)) });
    const plain = await app.inject('/v1/auth_audits');
    expect(plain.headers['content-encoding']).toBeUndefined();
    for (const [encoding, unpack] of [
      ['br', brotliDecompressSync],
      ['gzip', gunzipSync],
    ] as const) {
      const packed = await app.inject({ url: '/v1/auth_audits', headers: { 'accept-encoding': encoding } });
      expect(packed.headers['content-encoding']).toBe(encoding);
      expect(packed.rawPayload.length).toBeLessThan(plain.rawPayload.length / 5);
      expect(String(unpack(packed.rawPayload))).toBe(plain.body);
    }
  }));

test('HEAD answers as GET does, without a body; other methods and addresses are 404s', async () =>
  withApp({}, async (app) => {
    const head = await app.inject({ method: 'HEAD', url: '/v1/auth_audits' });
    expect([head.statusCode, head.body]).toEqual([200, '']);
    expect((await app.inject({ method: 'HEAD', url: '/v1/auth_audits?limit=0' })).statusCode).toBe(400);
    const requests = [
      { url: '/v1/nothing' },
      { url: '/v1' },
      { method: 'DELETE' as const, url: '/v1/auth_audits' },
      { method: 'PUT' as const, url: '/v1/bulk_audit_events' },
      { url: '/v1/bulk_audit_events' },
      { url: '/anything' },
    ];
    for (const request of requests) {
      const response = await app.inject(request);
      expect([request.url, response.statusCode]).toEqual([request.url, 404]);
      expect(response.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    }
  }));

describe('the dashboard', () => {
  const withPage = async (use: Parameters<typeof withApp>[1]): Promise<void> => {
    const dashboard = await mkdtemp(join(tmpdir(), 'audit-page-'));
    await mkdir(join(dashboard, 'assets'));
    await writeFile(
      join(dashboard, 'index.html'),
      '<script nonce="__CSP_NONCE__"></script><style nonce="__CSP_NONCE__"></style>',
    );
    await writeFile(join(dashboard, 'assets', 'app-abc.js'), 'export {};');
    await writeFile(join(dashboard, 'favicon.svg'), '<svg/>');
    try {
      await withApp({ dashboard, token: 'the-api-token' }, use);
    } finally {
      await rm(dashboard, { recursive: true });
    }
  };

  test('is the page at every address that is no API, under a policy with a nonce of its own', async () =>
    withPage(async (app) => {
      const nonces = new Set<string>();
      for (const url of ['/', '/events?result=x', '/attempts/a%2Fb%3F', '/sessions/%25', '/events/v1/x']) {
        const { statusCode, headers, body } = await app.inject({ url, headers: { accept: 'text/html' } });
        expect([url, statusCode, headers['content-type']]).toEqual([url, 200, 'text/html; charset=utf-8']);
        const [, nonce = ''] = /nonce="([^"]+)"/.exec(body) ?? [];
        const policy = String(headers['content-security-policy']);
        expect(policy).toContain(`script-src 'self' 'nonce-${nonce}'`);
        expect(policy).not.toContain('unsafe');
        expect(body).not.toContain('__CSP_NONCE__');
        expect(headers).toMatchObject({
          'cache-control': 'no-store',
          'x-content-type-options': 'nosniff',
          'referrer-policy': 'no-referrer',
        });
        nonces.add(nonce);
      }
      expect(nonces.size).toBe(5);
    }));

  test('its files are kept by browsers; what is missing among them is a 404; nothing outside is served', async () =>
    withPage(async (app) => {
      const asset = await app.inject('/assets/app-abc.js');
      expect([asset.statusCode, asset.headers['cache-control']]).toEqual([
        200,
        'public, max-age=31536000, immutable',
      ]);
      const icon = await app.inject('/favicon.svg');
      expect([icon.statusCode, icon.headers['cache-control']]).toEqual([200, 'public, max-age=86400']);
      const raw = await app.inject({ url: '/index.html', headers: { accept: 'text/html' } });
      expect(raw.body).not.toContain('__CSP_NONCE__');
      expect((await app.inject('/index.html')).statusCode).toBe(404);
      expect((await app.inject('/assets/gone.js')).statusCode).toBe(404);
      for (const url of [
        '/../package.json',
        '/assets/../../package.json',
        '/%2e%2e/%2e%2e/etc/passwd',
        '/assets/..%2f..%2fpackage.json',
      ])
        expect((await app.inject(url)).body).not.toMatch(/"dependencies"|root:/);
      expect((await app.inject('/v1/nothing')).statusCode).toBe(401);
    }));
});
