import { once } from 'node:events';
import { type IncomingMessage, get } from 'node:http';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { describe, expect, test } from 'vitest';
import type { AppOptions } from '../app.ts';
import { withApp } from '../test-support/with-app.ts';
import { acceptsPages } from './page-readers.ts';

const chromium = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8';

test.each<[string | undefined, boolean]>([
  [chromium, true],
  ['text/html', true],
  ['TEXT/HTML ; charset=utf-8', true],
  ['application/json, text/html;q=0.1', true],
  ['application/xhtml+xml', true],
  ['text/html;q=0', false],
  ['text/html; q=0.0, application/json', false],
  ['*/*', false],
  ['text/*', false],
  ['application/json', false],
  ['text/html-ish', false],
  ['', false],
  [undefined, false],
])('Accept: %s reads pages: %s', (accept, expected) => {
  expect(acceptsPages(accept)).toBe(expected);
});

const withDashboard = async (
  options: Partial<AppOptions>,
  use: (app: FastifyInstance) => Promise<void>,
): Promise<void> => {
  const dashboard = await mkdtemp(join(tmpdir(), 'audit-dashboard-'));
  await mkdir(join(dashboard, 'assets'));
  await writeFile(join(dashboard, 'index.html'), '<html><script nonce="__CSP_NONCE__"></script></html>');
  await writeFile(join(dashboard, 'assets', 'main.js'), 'start()');
  try {
    await withApp({ ...options, dashboard }, use);
  } finally {
    await rm(dashboard, { recursive: true, force: true });
  }
};

describe('what is at an address that is no route', () => {
  const page = [200, 'text/html; charset=utf-8'];
  const nothing = [404, 'application/problem+json; charset=utf-8'];

  test.each<[string, 'GET' | 'HEAD' | 'POST' | 'PUT', string, string | undefined, readonly unknown[]]>([
    ['a page for a browser', 'GET', '/users/ana', chromium, page],
    ['a page for a browser', 'HEAD', '/users/ana', chromium, page],
    ['the page of a user called “guids”', 'GET', '/users/guids', chromium, page],
    ['the page of a user called “guids”', 'HEAD', '/users/guids', chromium, page],
    ['the first page for everybody', 'GET', '/', '*/*', page],
    ['the first page for everybody', 'GET', '/?range=7d', undefined, page],
    ['nothing for a program', 'GET', '/users', 'application/json', nothing],
    ['nothing for a program', 'GET', '/users', '*/*', nothing],
    ['nothing for a program', 'HEAD', '/users', undefined, nothing],
    ['nothing for who sends', 'POST', '/users', chromium, nothing],
    ['nothing for who sends', 'PUT', '/users/guids', chromium, nothing],
    ['nothing for who sends', 'POST', '/', chromium, nothing],
    ['no page beside the API', 'GET', '/v1/nothing', 'application/json', nothing],
    ['no page among the files', 'GET', '/assets/old.js', '*/*', nothing],
  ])('%s: %s %s, Accept: %s', async (_, method, url, accept, expected) =>
    withDashboard({}, async (app) => {
      const headers = accept === undefined ? {} : { accept };
      const response = await app.inject({ method, url, headers });
      expect([response.statusCode, response.headers['content-type']]).toEqual(expected);
      expect(response.headers.vary).toMatch(/^accept(,|$)/);
      const within = expected === page ? '<script nonce="' : `nothing at ${method} `;
      expect(response.body).toContain(method === 'HEAD' ? '' : within);
    }),
  );

  test.each<[string, string, object, number, string]>([
    ['what the API has not', '/v1/nothing', {}, 404, 'There is nothing at GET /v1/nothing.'],
    ['a missing file', '/assets/old.js', {}, 404, 'There is nothing at GET /assets/old.js.'],
    ['a bad parameter', '/v1/auth_audits?limit=x', {}, 400, 'Parameter “limit”'],
    ['a bad name in an address', '/v1/auth_audits?<b>=1', {}, 400, 'Parameter “&#60;b&#62;”'],
    ['an attempt there is none of', '/v1/auth_attempts/none', {}, 404, 'none'],
    ['another name of the server', '/', { host: 'evil.example' }, 421, 'evil.example'],
    ['a foreign page', '/', { origin: 'http://evil.example' }, 403, 'http://evil.example'],
  ])(
    '%s is said on a page to who opens it, and in a document to programs',
    async (_, url, more, status, words) =>
      withDashboard({ hostNames: new Set(['localhost']) }, async (app) => {
        const headers = { host: 'localhost', ...more };
        const opened = await app.inject({ url, headers: { ...headers, accept: chromium } });
        expect([opened.statusCode, opened.headers['content-type']]).toEqual([
          status,
          'text/html; charset=utf-8',
        ]);
        expect(opened.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-/);
        expect(opened.body).toContain(words);
        expect(opened.body).toContain('<a href="/">');
        const asked = await app.inject({ url, headers: { ...headers, accept: '*/*' } });
        expect([asked.statusCode, asked.headers['content-type']]).toEqual([
          status,
          'application/problem+json; charset=utf-8',
        ]);
      }),
  );

  test('a page that needs the token says so and leads to where it is asked for', async () =>
    withDashboard({ token: 'the-api-token' }, async (app) => {
      const opened = await app.inject({ url: '/v1/auth_audits', headers: { accept: chromium } });
      expect([opened.statusCode, opened.headers['www-authenticate']]).toEqual([401, 'Bearer']);
      expect(opened.body).toContain('<a href="/">');
    }));

  test('pages and files need no token, and tell nothing', async () =>
    withDashboard({ token: 'the-api-token' }, async (app) => {
      const status = async (url: string, accept: string) =>
        (await app.inject({ url, headers: { accept } })).statusCode;
      expect(await status('/users/guids', chromium)).toBe(200);
      expect(await status('/assets/main.js', '*/*')).toBe(200);
      expect(await status('/users/guids', 'application/json')).toBe(401);
      expect(await status('/v1/nothing', chromium)).toBe(401);
    }));

  test('slashes beside each other are one, for programs and for browsers', async () =>
    withDashboard({}, async (app) => {
      expect((await app.inject('//v1//auth_audits')).json()).toMatchObject({ auth_audits: [] });
      const open = async (url: string) => app.inject({ url, headers: { accept: chromium } });
      const response = await open('//evil.example//users?range=7d');
      expect([response.statusCode, response.headers.location]).toEqual([308, '/evil.example/users?range=7d']);
      expect(response.headers.vary).toBe('accept');
      expect((await open('//')).headers.location).toBe('/');
      expect((await open('/users/a%2F%2Fb')).statusCode).toBe(200);
    }));

  test('a slash of the other kind, which a browser takes for one, leads to no other server', async () =>
    withDashboard({}, async (app) => {
      await app.listen({ port: 0, host: '127.0.0.1' });
      const address = app.server.address();
      const port = typeof address === 'object' ? address?.port : undefined;
      const asked = get({
        port,
        host: '127.0.0.1',
        path: '//\\evil.example/',
        headers: { accept: chromium },
      });
      const [{ headers }] = (await once(asked, 'response')) as [IncomingMessage];
      expect(headers.location).toBe('/%5Cevil.example/');
    }));
});
