import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { type AppOptions } from '../app.ts';
import { withApp } from '../test-support/with-app.ts';
import { Proxies } from './proxies.ts';
import { type PublicUrl, parsePublicUrl } from './public-url.ts';

const token = 'the-api-token';
const bearer = { authorization: `Bearer ${token}` };

/** A server on loopback behind a proxy that is named. */
const behind = (url: string, proxies = '10.0.0.1'): Partial<AppOptions> & { publicUrl: PublicUrl } => {
  const [publicUrl, named] = [parsePublicUrl(url), Proxies.parse(proxies)];
  if (typeof publicUrl === 'string' || typeof named === 'string') throw new Error(url);
  return { token, publicUrl, proxies: named, hostNames: new Set(['127.0.0.1', publicUrl.hostName]) };
};

describe('through a proxy that nobody named', () => {
  test.each([
    ['X-Forwarded-For', '198.51.100.1'],
    ['X-Forwarded-Proto', 'https'],
    ['X-Forwarded-Host', 'audit.example.org'],
    ['X-Real-IP', '198.51.100.1'],
    ['Forwarded', 'for=198.51.100.1'],
    ['Via', '1.1 caddy'],
    ['CF-Connecting-IP', '198.51.100.1'],
  ])('a request with %s is refused in a sentence, with a token and without', async (name, value) => {
    for (const options of [{}, { token }, behind('https://audit.example.org', '10.0.0.2')])
      await withApp(options, async (app) => {
        for (const url of ['/v1/auth_audits', '/v1/about', '/metrics', '/', '/events']) {
          const answer = await app.inject({ url, headers: { host: '127.0.0.1', ...bearer, [name]: value } });
          expect(answer.statusCode).toBe(403);
          expect(answer.json()).toMatchObject({
            detail: expect.stringMatching(
              new RegExp(
                `does not know \\(it has the header ${name}\\).*AUTH_AUDIT_TRUSTED_PROXIES.*AUTH_AUDIT_PUBLIC_URL`,
                'i',
              ),
            ) as unknown,
          });
        }
        expect((await app.inject({ url: '/healthz', headers: { [name]: value } })).statusCode).toBe(200);
      });
  });
});

describe('through one that is named', () => {
  const forwarded = { host: 'audit.example.org', 'x-forwarded-for': '198.51.100.1' };

  test('who sent a request is who the proxy says: in the log, and for the limits of wrong tokens', async () => {
    const lines: string[] = [];
    const logger = pino({}, { write: (line) => void lines.push(line) });
    await withApp({ ...behind('https://audit.example.org'), logger }, async (app) => {
      const login = async (headers: Record<string, string>, payload = { token: 'guess' }) =>
        (await app.inject({ method: 'POST', url: '/v1/login', payload, headers, remoteAddress: '10.0.0.1' }))
          .statusCode;
      for (let n = 0; n < 20; n += 1) expect(await login(forwarded)).toBe(401);
      expect(
        await login({ ...forwarded, 'x-forwarded-for': `192.0.2.1, ${forwarded['x-forwarded-for']}` }),
      ).toBe(429);
      expect(await login({ ...forwarded, 'x-forwarded-for': '198.51.100.2' })).toBe(401);
      expect(await login({ ...forwarded, 'x-forwarded-for': '198.51.100.3' }, { token })).toBe(204);
    });
    const addresses = lines.flatMap((line) => {
      const { address } = JSON.parse(line) as { address?: string };
      return address ?? [];
    });
    expect(new Set(addresses)).toEqual(new Set(['198.51.100.1', '198.51.100.2', '198.51.100.3']));
  });

  test.each<[string, Record<string, string>, number]>([
    ['its own name', { host: 'audit.example.org' }, 200],
    ['its name and port', { host: 'Audit.Example.org:443' }, 200],
    ['loopback, which a proxy writes that is told nothing', { host: '127.0.0.1:8080' }, 200],
    ['another name', { host: 'other.example.org' }, 421],
    ['its page', { host: 'audit.example.org', origin: 'https://audit.example.org' }, 200],
    [
      'its page, by a proxy that writes loopback',
      { host: '127.0.0.1:8080', origin: 'https://audit.example.org' },
      200,
    ],
    [
      'a page of its name without TLS',
      { host: 'audit.example.org', origin: 'http://audit.example.org' },
      403,
    ],
    ['a page of another port', { host: 'audit.example.org', origin: 'https://audit.example.org:8443' }, 403],
    ['a page of the loopback address', { host: '127.0.0.1:8080', origin: 'http://127.0.0.1:8080' }, 200],
    ['a page of another', { host: '127.0.0.1:8080', origin: 'http://127.0.0.1:9090' }, 403],
  ])('%s', async (_, headers, status) =>
    withApp(behind('https://audit.example.org/'), async (app) => {
      const answer = await app.inject({
        url: '/v1/auth_audits',
        headers: { ...bearer, 'x-forwarded-for': '198.51.100.1', ...headers },
        remoteAddress: '10.0.0.1',
      });
      expect(answer.statusCode).toBe(status);
      expect(answer.headers['strict-transport-security']).toBe('max-age=31536000');
    }),
  );
});

test('under a path, pages, files, errors and redirects name it, and the API answers with it and without', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'audit-page-'));
  await writeFile(
    join(folder, 'index.html'),
    '<meta name="base-path" content="__BASE_PATH__" /><link href="./icon.svg" /><script src="./a.js"></script>',
  );
  await writeFile(join(folder, 'icon.svg'), '<svg/>');
  const page = { accept: 'text/html', host: 'example.org' };
  await withApp({ ...behind('https://example.org/audit/'), dashboard: folder }, async (app) => {
    for (const url of ['/audit', '/audit/', '/audit/events?x=1', '/', '/events']) {
      const { body, statusCode } = await app.inject({ url, headers: page });
      expect([url, statusCode, body]).toEqual([
        url,
        200,
        '<meta name="base-path" content="/audit" /><link href="/audit/icon.svg" /><script src="/audit/a.js"></script>',
      ]);
    }
    for (const url of ['/audit/icon.svg', '/icon.svg', '/audit/v1/about', '/v1/about', '/audit/healthz'])
      expect([url, (await app.inject({ url, headers: { host: 'example.org' } })).statusCode]).toEqual([
        url,
        200,
      ]);
    for (const url of ['/audit//events?q=%2F%2F', '//events?q=%2F%2F', '//audit//events?q=%2F%2F']) {
      const { statusCode, headers } = await app.inject({ url, headers: page });
      expect([url, statusCode, headers.location]).toEqual([url, 308, '/audit/events?q=%2F%2F']);
    }
    const missing = await app.inject({ url: '/audit/v1/nothing', headers: { ...page, ...bearer } });
    expect([missing.statusCode, missing.body]).toEqual([404, expect.stringContaining('href="/audit/"')]);
    expect((await app.inject({ url: '/openapi.json', headers: page })).json()).toMatchObject({
      servers: [{ url: 'https://example.org/audit' }],
    });
    expect(missing.headers['strict-transport-security']).toBeUndefined();
  });
  await rm(folder, { recursive: true });
});
