import { describe, expect, test } from 'vitest';
import { withApp } from '../test-support/with-app.ts';

describe('a server on loopback', () => {
  const hostNames = new Set(['localhost', '127.0.0.1', '[::1]']);

  test.each<[Record<string, string>, number]>([
    [{ host: 'localhost:8080' }, 200],
    [{ host: 'LOCALHOST' }, 200],
    [{ host: '127.0.0.1:1' }, 200],
    [{ host: '[::1]:8080' }, 200],
    [{ host: 'evil.example' }, 421],
    [{ host: 'localhost.evil.example' }, 421],
    [{ host: 'evil.example:8080' }, 421],
    [{ host: 'localhost:8080', origin: 'http://localhost:8080' }, 200],
    [{ host: 'localhost:8080', origin: 'http://localhost:9090' }, 403],
    [{ host: 'localhost:8080', origin: 'http://evil.example' }, 403],
    [{ host: 'localhost:8080', origin: 'null' }, 403],
    [{ host: 'localhost:8080', origin: 'http://localhost:8080.evil.example' }, 403],
  ])('%o is %i', async (headers, status) =>
    withApp({ hostNames }, async (app) => {
      for (const url of ['/v1/auth_audits', '/v1/about', '/metrics'])
        expect((await app.inject({ url, headers })).statusCode).toBe(status);
    }),
  );

  const foreign = { 'sec-fetch-site': 'cross-site' };
  const followed = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document', accept: 'text/html' };
  const loaded = { 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' };
  test.each<[string, Record<string, string>, number]>([
    ['/v1/auth_audits?q=ana', { ...foreign, ...loaded }, 403],
    ['/v1/auth_audits?q=ana', { 'sec-fetch-site': 'same-site', ...loaded }, 403],
    ['/v1/auth_audits/export', { ...foreign, ...followed }, 403],
    ['/v1/nothing', { ...foreign, ...followed }, 403],
    ['/events', { ...foreign, ...loaded }, 403],
    ['/events', { ...foreign, ...followed, 'sec-fetch-dest': 'iframe' }, 403],
    ['/events', { ...foreign, ...followed }, 404], // a page, were there a dashboard
    ['/events', { 'sec-fetch-site': 'same-site', ...followed }, 404],
    ['/v1/auth_audits', { 'sec-fetch-site': 'same-origin', ...loaded }, 200],
    ['/v1/auth_audits', { 'sec-fetch-site': 'none', ...followed }, 200],
    ['/v1/auth_audits', {}, 200],
  ])('%s asked for with %o is %i', async (url, headers, status) =>
    withApp({ hostNames }, async (app) => {
      const answer = await app.inject({ url, headers: { host: 'localhost', ...headers } });
      expect(answer.statusCode).toBe(status);
    }),
  );
});

describe('names of senders and monitors', () => {
  const hostNames = new Set(['localhost']);
  const token = 'the-api-token';
  const headers = { host: 'audit.internal:9', authorization: `Bearer ${token}` };

  test.each<[string, 'GET' | 'POST', boolean, number]>([
    ['/healthz', 'GET', false, 200],
    ['/readyz', 'GET', false, 200],
    ['/healthz', 'GET', true, 200],
    ['/metrics', 'GET', true, 200],
    ['/v1/bulk_audit_events', 'POST', true, 201],
    // without a token a page that has made itself a name for this address would be let in
    ['/metrics', 'GET', false, 421],
    ['/v1/bulk_audit_events', 'POST', false, 421],
    ['/v1/auth_audits', 'GET', true, 421],
    ['/v1/about', 'GET', true, 421],
    ['/events', 'GET', true, 421],
    ['/nothing', 'GET', true, 421],
  ])('%s by %s, guarded %s: %i', async (url, method, isGuarded, status) =>
    withApp({ hostNames, token: isGuarded ? token : undefined }, async (app) => {
      const body = method === 'POST' ? { payload: { events: [] } } : {};
      const answer = await app.inject({ url, method, headers, ...body });
      expect(answer.statusCode).toBe(status);
      const foreign = await app.inject({
        url,
        method,
        ...body,
        headers: { ...headers, origin: 'http://audit.internal:9' },
      });
      expect(foreign.statusCode).toBe(status === 421 ? 421 : 403);
    }),
  );
});
