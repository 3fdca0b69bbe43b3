import { expect, test } from 'vitest';
import { problemSchema } from '../../contract/service.ts';
import type { Store } from '../store/store.ts';
import { postEvents, signIn, withApp } from '../test-support/with-app.ts';

test('while the server stops, what comes is told to come again, and what was taken is stored', async () => {
  let store: (() => void) | undefined;
  const held = new Promise<void>((resolve) => {
    store = resolve;
  });
  let isAppending: (() => void) | undefined;
  const appending = new Promise<void>((resolve) => {
    isAppending = resolve;
  });
  const slow = (own: Store): Store => ({
    ...own,
    append: async (events) => {
      isAppending?.();
      await held;
      return own.append(events);
    },
  });
  await withApp({ wrap: slow }, async (app) => {
    const taken = postEvents(app, { events: [signIn('taken')] });
    await appending;
    await app.listen({ port: 0, host: '127.0.0.1' });
    const address = app.server.address();
    const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
    const closed = app.close();
    await expect.poll(async () => (await fetch(`${url}/readyz`)).status).toBe(503);
    const posted = {
      method: 'POST',
      body: JSON.stringify({ events: [signIn('late')] }),
      headers: { 'content-type': 'application/json' },
    };
    const answers = [
      { status: 503, response: await fetch(`${url}/v1/auth_audits`) },
      { status: 503, response: await fetch(`${url}/readyz`) },
      { status: 429, response: await fetch(`${url}/v1/bulk_audit_events`, posted) },
    ];
    store?.();
    for (const { status, response } of answers) {
      expect([response.url, response.status]).toEqual([response.url, status]);
      expect(response.headers.get('retry-after')).toMatch(/^\d+$/);
      expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
      const told: unknown = await response.json();
      expect(told).toMatchObject({ detail: expect.stringContaining('The server is stopping.') as string });
      expect(response.url.endsWith('/readyz') || problemSchema.safeParse(told).success).toBe(true);
    }
    expect((await taken).statusCode).toBe(201);
    await closed;
  });
});
