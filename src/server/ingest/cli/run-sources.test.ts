import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { LookupFunction } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { formatInstant, microsOfMs } from '../../../contract/instant.ts';
import { Platform, type PlatformOptions } from '../../demo/platform/platform.ts';
import { createServiceAccount, documentOf } from '../../demo/platform/service-account.ts';
import { PrivateAuthority, canMakeCertificates } from '../../test-support/private-authority.ts';
import { TunnelProxy } from '../../test-support/tunnel-proxy.ts';
import { type SourcesRun, runSources } from './run-sources.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'audit-check-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const now = Date.UTC(2026, 10, 29, 12);
const account = createServiceAccount();

const record = (agoMs: number, org_id: string, event_name: string | undefined = 'Token') => {
  const time = microsOfMs(now - agoMs);
  return { time, record: { time: formatInstant(time), org_id, login_org_id: 'org-app', event_name } };
};

const platformWith = async (options: Partial<PlatformOptions> = {}): Promise<Platform> => {
  const records = [record(180_000, 'org-harbour'), record(240_000, 'org-harbour')];
  const platform = await Platform.start({ accounts: [account], records, now: () => now, ...options });
  onTestFinished(async () => platform.stop());
  return platform;
};

const put = (name: string, content: unknown): string => {
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  return name;
};

const run = async (args: readonly string[], options: SourcesRun['options'] = {}, usual?: string) => {
  let [out, err] = ['', ''];
  const status = await runSources({
    args,
    folder,
    usual,
    out: { write: (text: string) => (out += text) },
    err: { write: (text: string) => (err += text) },
    options: { now: () => now, proxy: {}, ...options },
  });
  return { status, out: out.replaceAll(/:\d{4,5}/g, ':1'), err };
};

/** Check a source that signs in with a document, unless it is told otherwise. */
const check = async (url: string, given: object = {}, options: SourcesRun['options'] = {}) => {
  const signIn = 'token' in given ? {} : { document: put('account.json', documentOf(account, url)) };
  put('sources.json', { sources: [{ name: 'harbour', kind: 'agilicus', url, ...signIn, ...given }] });
  return run(['check', '--file', 'sources.json'], options);
};

test('all stands', async () => {
  const { url } = await platformWith();
  expect(await check(url, { org_id: 'org-harbour' })).toEqual({
    status: 0,
    err: '',
    out: [
      'harbour, http://127.0.0.1:1',
      '  ✓ IPv4: 127.0.0.1 accepts connections at port X.',
      '  – IPv6: no such address is known.',
      '  – proxy: none is used.',
      '  – TLS: none is used within this machine.',
      '  ✓ clock: that of this machine agrees with the API’s.',
      '  ✓ token: svc-audit-reader signed in at http://127.0.0.1:1; its document expires at 2099-01-01T00:00:00Z.',
      '  ✓ reading: records are answered.',
      '  ✓ organisation: the newest records are of org-harbour.',
      '  ✓ newest record: it is of 2026-11-29T11:57:00Z, 3 minutes ago.',
      '',
    ]
      .join('\n')
      .replace('port X', `port ${new URL(url).port}`),
  });
});

describe('what fails is told, with what to do, and what rests on it is not tried', () => {
  const failing = async (checked: ReturnType<typeof check>): Promise<readonly string[]> => {
    const { status, out } = await checked;
    expect(status).toBe(1);
    const lines = out.split('\n');
    const at = lines.findIndex((line) => line.startsWith('  ✗'));
    expect(lines.slice(at + 1).filter((line) => /^ {2}[✓✗]/.test(line))).toEqual([]);
    return lines.slice(at, -1).map((line) => line.trim());
  };

  test('a name that nobody knows', async () => {
    expect(await failing(check('https://api.invalid'))).toEqual([
      expect.stringMatching(/^✗ name: no address is known for api\.invalid \(E\w+\)\.$/),
      expect.stringMatching(/^What to do: see that “url” is right .*; behind a proxy, set HTTPS_PROXY\.$/),
    ]);
  });

  test('nobody listens', async () => {
    const platform = await Platform.start({ accounts: [] });
    const { url } = platform;
    await platform.stop();
    expect(await failing(check(url))).toEqual(
      [
        expect.stringMatching(
          /^✗ IPv4: 127\.0\.0\.1 does not accept connections at port \d+ \(ECONNREFUSED\)\.$/,
        ),
        '– IPv6: no such address is known.',
      ].toSpliced(
        1,
        0,
        'What to do: have the network let this machine connect there, or set HTTPS_PROXY where a proxy leads out.',
      ),
    );
  });

  test.each<[string, Partial<typeof account>, number, string]>([
    ['a wrong key', createServiceAccount(), 0, 'its key replaced, or its account disabled.'],
    ['a clock that is off', {}, 3 * 3_600_000, 'the clock of this machine is 3 hours behind; set it.'],
  ])('%s', async (_name, given, clockOffMs, words) => {
    const platform = await platformWith();
    platform.habits = { clockOffMs };
    const document = put('other.json', documentOf({ ...account, ...given }, platform.url));
    const [line] = await failing(check(platform.url, { document }));
    expect(line).toMatch(/^✗ token: /);
    expect(line).toContain(words);
  });

  test('a document that has expired', async () => {
    const old = createServiceAccount({ expires: new Date(now - 1_000) });
    const { url } = await platformWith({ accounts: [old] });
    const [line] = await failing(check(url, { document: put('old.json', documentOf(old, url)) }));
    expect(line).toContain('the authentication document expired at 2026-11-29T11:59:59Z; make a new one.');
  });

  test('no permission', async () => {
    const platform = await platformWith();
    platform.habits = { isForbidden: true };
    expect(await failing(check(platform.url))).toEqual([
      expect.stringMatching(/^✗ reading: 127\.0\.0\.1:1 answered 403: “.*not permitted.*”\.$/),
      'What to do: give the account a role that may read the audit of its organisation.',
    ]);
  });

  test('nothing is shown', async () => {
    const platform = await platformWith();
    platform.habits = { isBlind: true };
    expect(await failing(check(platform.url))).toEqual([
      '✗ reading: an answer came, but without any record.',
      'What to do: see that the account may read the audit; if it may, nobody has signed in yet.',
    ]);
  });

  test('another organisation', async () => {
    const { url } = await platformWith({ records: [record(1_000, 'org-quay')] });
    expect(await failing(check(url))).toEqual([
      '✗ organisation: none of them is of org-harbour: they are of org-quay, org-app.',
      'What to do: let “org_id” name the organisation, or use a document of the one that is wanted.',
    ]);
  });

  test('records that are no sign-ins', async () => {
    const { url } = await platformWith({ records: [record(1_000, 'org-harbour', '')] });
    expect(await failing(check(url))).toEqual([
      expect.stringMatching(/^✗ newest record: none of the newest records can be stored \(the first: not an/),
    ]);
  });

  test('a token that is refused', async () => {
    const { url } = await platformWith();
    expect(await failing(check(url, { token: put('token.txt', 'an-old-token') }))).toEqual([
      expect.stringMatching(/^✗ reading: 127\.0\.0\.1:1 answered 401: /),
      'What to do: put a token into the file that has not expired.',
    ]);
  });

  test('another service, and a page', async () => {
    const platform = await platformWith();
    platform.fault = ({ path }) =>
      path === '/v1/auth_audits' ? { status: 200, body: '{"hello":1}' } : undefined;
    expect(await failing(check(platform.url))).toEqual([
      '✗ reading: It answered an object with hello, not {"auth_audits": […]}.',
      'What to do: see that “url” names the API of the platform.',
    ]);
    platform.fault = ({ path }) =>
      path === '/v1/auth_audits' ? { status: 302, headers: { location: '/login' } } : undefined;
    expect(await failing(check(platform.url))).toContain('What to do: let “url” name the API itself.');
  });

  test('a source that is written wrongly, beside one that stands', async () => {
    const { url, tokens } = await platformWith();
    tokens.admit('fixed');
    const source = { kind: 'agilicus', url, token: put('token.txt', 'fixed') };
    put('sources.json', {
      sources: [
        { ...source, name: 'a', evry: '1m' },
        { ...source, name: 'b', org_id: 'org-harbour' },
      ],
    });
    const { status, out } = await run(['check'], {}, join(folder, 'sources.json'));
    expect(status).toBe(1);
    expect(out).toContain('✗ file: ');
    expect(out).toContain('“evry” is nothing that is known here.');
    expect(out).toContain('– token: the one in the file is used as it is.');
    expect(out).toContain('✓ newest record');
  });
});

test('a document that ends soon is told', async () => {
  const ending = createServiceAccount({ expires: new Date(now + 20 * 86_400_000) });
  const { url } = await platformWith({ accounts: [ending] });
  const { status, out } = await check(url, { document: put('ending.json', documentOf(ending, url)) });
  expect(out).toContain('– token: svc-audit-reader signed in');
  expect(out).toContain(
    'its document expires at 2026-12-19T12:00:00Z, in 20 days.\n    What to do: have a new one made',
  );
  expect(status).toBe(0);
});

test('a clock that is a little off, and no organisation to compare with, are told', async () => {
  const platform = await platformWith();
  platform.habits = { clockOffMs: -4 * 60_000 };
  platform.tokens.admit('fixed');
  const { status, out } = await check(platform.url, { token: put('token.txt', 'fixed') });
  expect(status).toBe(0);
  expect(out).toContain('– clock: that of this machine is 4 minutes ahead of the API’s.');
  expect(out).toContain('– organisation: the newest records are of org-harbour, org-app.');
});

test('a family of addresses that leads nowhere is told, and is no failure while the other does', async () => {
  const { port } = await platformWith();
  const dual: LookupFunction = (_name, _options, give) =>
    give(null, [
      { address: '127.0.0.1', family: 4 },
      { address: '2001:db8::1', family: 6 },
    ]);
  const { status, out } = await check(`http://localhost:${port}`, {}, { lookup: dual });
  expect(out).toContain('✓ name: localhost is at 127.0.0.1, 2001:db8::1.');
  expect(out).toContain('✓ IPv4: 127.0.0.1 accepts connections');
  expect(out).toMatch(/– IPv6: 2001:db8::1 does not accept connections at port \d+ \(/);
  expect(status).toBe(0);
});

describe.runIf(canMakeCertificates)('TLS and proxies', () => {
  test('are told apart', async () => {
    const authority = new PrivateAuthority();
    onTestFinished(() => authority.remove());
    const platform = await platformWith({ tls: authority.certify('DNS:api.invalid,IP:127.0.0.1') });
    const proxy = await TunnelProxy.start({ 'api.invalid:443': platform.port });
    onTestFinished(async () => proxy.stop());
    const ca = put('ca.pem', authority.ca);
    const variables = { httpsProxy: `http://me:hidden-word@${proxy.address}` };

    const direct = await check(platform.url, { ca });
    expect(direct.out).toContain('✓ TLS: the certificate of 127.0.0.1:1 is trusted.');
    expect(direct.status).toBe(0);

    const unknown = await check(platform.url);
    expect(unknown.out).toContain('name the authority’s certificate as "ca".');
    expect(unknown.status).toBe(1);

    const through = await check('https://api.invalid', { ca }, { proxy: variables });
    expect(through.out).toContain('✓ proxy: 127.0.0.1:1 leads to api.invalid, as HTTPS_PROXY says.');
    expect(through.out).toContain('✓ newest record');
    expect(through.status).toBe(0);

    const refused = await check('https://other.invalid', { ca }, { proxy: variables });
    expect(refused.out).toContain(
      '✗ proxy: The proxy 127.0.0.1:1 does not connect to other.invalid: it answered 403.',
    );
    expect(refused.status).toBe(1);
    for (const { out } of [through, refused]) expect(out).not.toContain('hidden-word');
  });
});

test('no secret is printed', async () => {
  const platform = await platformWith();
  platform.fault = () => ({ status: 401, body: documentOf(account, '').status.key });
  const { out } = await check(platform.url);
  expect(out).toContain('[secret]');
  for (const line of documentOf(account, '').status.key.split('\n').slice(1, -2))
    expect(out).not.toContain(line);
});

test('how it is used, and a file that is not there', async () => {
  for (const args of [
    [],
    ['check'],
    ['look'],
    ['check', '--file'],
    ['check', 'x'],
    ['check', '--file', 'a', 'b'],
  ])
    expect(await run(args)).toMatchObject({ status: 2, out: '', err: expect.stringMatching(/^Usage: /) });
  expect(await run(['--help'])).toMatchObject({ status: 0, out: expect.stringMatching(/^Usage: /) });
  expect(await run(['check', '--file', 'nowhere.json'])).toMatchObject({
    status: 1,
    out: expect.stringContaining('nowhere.json does not exist.'),
  });
  put('sources.json', { sources: [] });
  expect(await run(['check', '--file', 'sources.json'])).toMatchObject({
    status: 0,
    out: expect.stringContaining('names no source.'),
  });
});
