import { describe, expect, test, vi } from 'vitest';
import { type Micros, micros, microsPerHour } from '../../contract/instant.ts';
import type { AppOptions } from '../app.ts';
import { frozen, postEvents, withApp } from '../test-support/with-app.ts';
import { withStore } from '../store/conformance/harness.ts';
import { openStore } from '../store/open.ts';
import { Proxies } from './proxies.ts';
import { parsePublicUrl } from './public-url.ts';
import { Sessions } from './sessions.ts';

const token = 'the-api-token';
const quiet = { warn: () => {} };
type App = Parameters<Parameters<typeof withApp>[1]>[0];

const login = (app: App, headers: Record<string, string> = {}) =>
  app.inject({ method: 'POST', url: '/v1/login', payload: { token }, headers });
const logout = (app: App, headers: Record<string, string>) =>
  app.inject({ method: 'POST', url: '/v1/logout', headers });
const ask = async (app: App, headers: Record<string, string>, url = '/v1/auth_audits'): Promise<number> =>
  (await app.inject({ url, headers })).statusCode;

/** Sign in. @returns the header that carries the session */
const signedIn = async (app: App, headers: Record<string, string> = {}): Promise<{ cookie: string }> => {
  const [cookie] = (await login(app, headers)).cookies;
  return { cookie: `${cookie?.name}=${cookie?.value}` };
};

describe('a session', () => {
  test('is begun by the token, and opens the API and nothing else until it is ended', async () =>
    withApp({ token }, async (app) => {
      const wrong = await app.inject({ method: 'POST', url: '/v1/login', payload: { token: 'wrong' } });
      expect([wrong.statusCode, wrong.cookies]).toEqual([401, []]);
      expect((await app.inject({ method: 'POST', url: '/v1/login', payload: {} })).statusCode).toBe(400);
      const own = await signedIn(app);
      const other = await signedIn(app);
      expect(own.cookie).not.toBe(other.cookie);
      expect(own.cookie).not.toContain(token);
      expect(await ask(app, own)).toBe(200);
      expect((await postEvents(app, { events: [] }, own)).statusCode).toBe(401);
      const [gone] = (await logout(app, own)).cookies;
      expect(gone).toMatchObject({ value: '', expires: new Date(0) });
      expect([await ask(app, own), await ask(app, other)]).toEqual([401, 200]);
      expect((await logout(app, own)).statusCode).toBe(204); // there is nothing left to end
    }));

  test('of before is ended by the next sign-in of the browser', async () =>
    withApp({ token }, async (app) => {
      const before = await signedIn(app);
      const now = await signedIn(app, before);
      expect([await ask(app, before), await ask(app, now)]).toEqual([401, 200]);
    }));

  test('is found beside cookies that others set under its name', async () =>
    withApp({ token }, async (app) => {
      const { cookie } = await signedIn(app, { host: 'localhost:8080' });
      const [name = ''] = cookie.split('=');
      const many = Array.from({ length: 200 }, (_, n) => `${name}=${String(n).padStart(43, 'A')}`);
      const foreign = [`${name}=`, `${name}=x`, ...many, 'a', '=', ''].join('; ');
      const headers = { host: 'localhost:8080', cookie: `${foreign}; ${cookie}; ${name}=later` };
      expect(await ask(app, headers)).toBe(200);
      await logout(app, headers);
      expect(await ask(app, headers)).toBe(401);
    }));

  test.each<[string, Partial<Record<'host' | 'origin', string>>, string | undefined, object]>([
    ['on loopback', { host: 'localhost:8080' }, undefined, { name: 'auth_audit_8080', path: '/' }],
    ['on another port', { host: '[::1]:9' }, undefined, { name: 'auth_audit_9', path: '/' }],
    [
      'with TLS',
      { host: 'audit.example.org' },
      'https://audit.example.org',
      { name: '__Host-auth_audit', path: '/', secure: true },
    ],
    [
      'with TLS, by a proxy that writes loopback',
      { host: '127.0.0.1:8080', origin: 'https://audit.example.org:8443' },
      'https://audit.example.org:8443',
      { name: '__Host-auth_audit_8443', path: '/', secure: true },
    ],
    [
      'under a path',
      { host: 'example.org' },
      'https://example.org/a/audit',
      { name: '__Secure-auth_audit_a_audit', path: '/a/audit', secure: true },
    ],
    [
      'past the proxy',
      { host: '127.0.0.1:8080', origin: 'http://127.0.0.1:8080' },
      'https://example.org/audit',
      { name: 'auth_audit_8080', path: '/' },
    ],
    [
      'without TLS, under a path',
      { host: 'audit.example.org:81' },
      'http://audit.example.org:81/audit',
      { name: 'auth_audit_audit_81', path: '/audit' },
    ],
  ])('%s lies in a cookie of its own name, for no script', async (_, headers, url, expected) => {
    const publicUrl = url === undefined ? undefined : parsePublicUrl(url);
    if (typeof publicUrl === 'string') throw new Error(publicUrl);
    const options: Partial<AppOptions> = { token, publicUrl, proxies: new Proxies() };
    await withApp(options, async (app) => {
      const { cookies } = await login(app, headers);
      expect(cookies).toEqual([
        {
          ...expected,
          value: expect.stringMatching(/^[\w-]{43}$/) as unknown,
          httpOnly: true,
          sameSite: 'Lax',
          maxAge: 86_400,
        },
      ]);
      const [cookie] = cookies;
      const held = {
        cookie: `${cookie?.name}=${cookie?.value}`,
        ...(headers.host ? { host: headers.host } : {}),
      };
      expect(await ask(app, held)).toBe(200);
    });
  });

  test.each<[string, Record<string, string>, number]>([
    ['with its name', { host: 'audit.example.org' }, 401],
    ['from its page', { host: '127.0.0.1', origin: 'https://audit.example.org' }, 401],
    ['where it listens', { host: '127.0.0.1' }, 200],
  ])(
    'in a cookie that neighbours can set opens nothing by the public URL: asked %s',
    async (_, headers, status) => {
      const publicUrl = parsePublicUrl('https://audit.example.org');
      if (typeof publicUrl === 'string') throw new Error(publicUrl);
      await withApp({ token, publicUrl }, async (app) => {
        const local = await signedIn(app, { host: '127.0.0.1' });
        expect(local.cookie).toMatch(/^auth_audit=/);
        expect(await ask(app, { ...local, ...headers })).toBe(status);
      });
    },
  );

  test('of a server at another port, which browsers send too, is none here', async () =>
    withApp({ token }, async (app) => {
      const own = await signedIn(app, { host: 'localhost:8080' });
      expect(await ask(app, { ...own, host: 'localhost:8081' })).toBe(401);
      expect(await ask(app, { ...own, host: 'localhost:8080' })).toBe(200);
    }));

  test('ends when it is unused, and in a day whatever happens; asking for news is no use', async () => {
    let now = frozen;
    const later = (hours: number): void => {
      now = micros(now + BigInt(hours) * microsPerHour);
    };
    await withApp({ token, now: () => now }, async (app) => {
      const polling = await signedIn(app);
      later(5);
      expect(await ask(app, polling, '/v1/auth_audits/new')).toBe(200);
      later(3);
      expect(await ask(app, polling, '/v1/auth_audits/new')).toBe(401);

      const used = await signedIn(app);
      for (const _ of [1, 2, 3]) {
        later(7);
        expect(await ask(app, used)).toBe(200);
      }
      later(3);
      expect(await ask(app, used)).toBe(401);
    });
  });

  test('that a clock began which was wrong ends when it is set right', async () => {
    let now = frozen;
    await withApp({ token, now: () => now }, async (app) => {
      const own = await signedIn(app);
      now = micros(frozen - microsPerHour / 60n);
      expect(await ask(app, own)).toBe(200);
      now = micros(frozen - microsPerHour);
      expect(await ask(app, own)).toBe(401);
    });
  });

  test('lasts as long as it is told', async () => {
    let now = frozen;
    await withApp({ token, now: () => now, sessionHours: { idle: 1, most: 2 } }, async (app) => {
      const own = await signedIn(app);
      expect((await login(app)).cookies).toMatchObject([{ maxAge: 7_200 }]);
      now = micros(now + microsPerHour);
      expect(await ask(app, own)).toBe(401);
    });
  });
});

describe('sessions outlive the server', () => {
  const open = async (folder: string) => openStore({ folder, reserveBytes: 0 });
  const clock = (now: Micros) => ({ ...quiet, now: () => now });

  test('those that are open are open, ended ones ended, and another token opens none', async () =>
    withStore(open, async (held) => {
      const before = await Sessions.of(held.store.sessions, clock(frozen));
      const [left, ended] = [await before.begin(token), await before.begin(token)];
      expect(await held.store.sessions.all()).toHaveLength(2); // as soon as they are begun: a crash forgets none
      expect(await before.end([ended, 'none'])).toBe(true);
      await before.close();
      await held.reopen();
      const stored = await held.store.sessions.all();
      expect(JSON.stringify(stored, (_, value: unknown) => String(value))).not.toContain(left);

      const after = await Sessions.of(held.store.sessions, clock(frozen));
      expect(after.isOpen([left], token, true)).toBe(true);
      expect(after.isOpen([ended], token, true)).toBe(false);
      expect(after.isOpen([left], 'another-token', true)).toBe(false);
      await after.close();
      await held.reopen();
      const late = await Sessions.of(held.store.sessions, clock(micros(frozen + 9n * microsPerHour)));
      expect(late.isOpen([left], token, true)).toBe(false);
      await late.close();
      expect(await held.store.sessions.all()).toEqual([]);
    }));

  test('one that is used is kept as used', async () =>
    withStore(open, async (held) => {
      let now = frozen;
      const options = { ...quiet, now: () => now };
      const before = await Sessions.of(held.store.sessions, options);
      const secret = await before.begin(token);
      now = micros(now + 6n * microsPerHour);
      expect(before.isOpen([secret], token, true)).toBe(true);
      await before.close();
      await held.reopen();
      now = micros(now + 6n * microsPerHour);
      const after = await Sessions.of(held.store.sessions, options);
      expect(after.isOpen([secret], token, true)).toBe(true);
    }));

  test('those that begin and end on a disk that is too full for events, too', async () =>
    withStore(
      async (folder) => openStore({ folder, reserveBytes: Number.MAX_SAFE_INTEGER }),
      async (held) => {
        expect(await held.store.unwritable()).toContain('The disk is full');
        const before = await Sessions.of(held.store.sessions, clock(frozen));
        const [left, ended] = [await before.begin(token), await before.begin(token)];
        await before.end([ended]);
        await held.reopen();
        const after = await Sessions.of(held.store.sessions, clock(frozen));
        expect([left, ended].map((secret) => after.isOpen([secret], token, true))).toEqual([true, false]);
      },
    ));

  test('with a store that cannot be written they work from memory, and are kept when it can be', async () =>
    withStore(open, async ({ store }) => {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      let isFull = true;
      const warnings: string[] = [];
      const full = {
        all: async () => store.sessions.all(),
        save: async (...given: Parameters<typeof store.sessions.save>) => {
          if (isFull) throw new Error('the disk is full');
          await store.sessions.save(...given);
        },
      };
      const warn = (message: string): void => void warnings.push(message);
      const sessions = await Sessions.of(full, { now: () => frozen, warn });
      const [left, ended] = [await sessions.begin(token), await sessions.begin(token)];
      expect(await sessions.end([ended])).toBe(true);
      expect([sessions.isOpen([left], token, true), sessions.isOpen([ended], token, true)]).toEqual([
        true,
        false,
      ]);
      expect(warnings.length).toBeGreaterThan(0);
      expect(await store.sessions.all()).toEqual([]);
      isFull = false;
      vi.advanceTimersByTime(60_000);
      vi.useRealTimers();
      await expect.poll(async () => store.sessions.all()).toHaveLength(1);
      await sessions.close();
    }));
});
