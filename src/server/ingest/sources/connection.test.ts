import { describe, expect, onTestFinished, test } from 'vitest';
import { writeJson } from '../../../contract/exact-number.ts';
import { formatInstant, microsOfMs } from '../../../contract/instant.ts';
import { Platform, type PlatformOptions } from '../../demo/platform/platform.ts';
import { createServiceAccount, documentOf } from '../../demo/platform/service-account.ts';
import { PlatformError } from './platform-error.ts';
import type { Credential } from './config.ts';
import { ApiConnection, type ConnectionOptions } from './connection.ts';
import { readDocument } from './document.ts';
import { parseJsonFile } from './json-file.ts';

const account = createServiceAccount();
const start = Date.UTC(2026, 10, 29, 12);

const record = (index: number) => {
  const time = microsOfMs(start - index * 1_000);
  return { time, record: { time: formatInstant(time), token_id: `t${index}`, org_id: account.organisation } };
};

const credentialOf = (given: typeof account, issuer: string): Credential => {
  const file = parseJsonFile('d.json', Buffer.from(JSON.stringify(documentOf(given, issuer))));
  const document = typeof file === 'string' ? [] : readDocument(file);
  if (!('id' in document)) throw new Error('no document');
  return { kind: 'document', document };
};

const begin = async (options: Partial<PlatformOptions> = {}, connecting: ConnectionOptions = {}) => {
  const clock = { ms: start };
  const now = (): number => clock.ms;
  const platform = await Platform.start({
    accounts: [account],
    records: [0, 1, 2].map(record),
    now,
    ...options,
  });
  onTestFinished(async () => platform.stop());
  const connect = (credential: Credential) => {
    const config = { url: platform.url, credential, ca: undefined };
    const connection = new ApiConnection(config, { now, proxy: {}, ...connecting });
    onTestFinished(async () => connection.close());
    return connection;
  };
  return { platform, clock, connect, connection: connect(credentialOf(account, platform.url)) };
};

const failure = async (request: Promise<unknown>): Promise<PlatformError> => {
  const error: unknown = await request.then(
    () => new Error('it did not fail'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof PlatformError)) throw error;
  return error;
};

const audits = '/v1/auth_audits';

test('what is asked for is answered, signed in, with the API’s own clock', async () => {
  const { platform, connection, clock } = await begin();
  platform.habits = { clockOffMs: 60_000 };
  clock.ms += 700;
  const params = { limit: '2', dt_from: '2026-11-29T11:00:00Z', dt_to: '', page_at_id: '' };
  const reply = await connection.get(audits, params);
  expect(reply.body).toEqual({ auth_audits: [record(0).record, record(1).record], limit: 2 });
  expect(reply.date).toBe(microsOfMs(start + 60_000));
  expect(reply.bytes).toBe(JSON.stringify(reply.body).length);
  expect(platform.requests.map(({ path }) => path)).toEqual(['/token', audits]);
  expect(platform.requests[1]?.params).toEqual(params);
  expect(connection.documentExpires).toBe(microsOfMs(account.expires.getTime()));
  expect(connection.signedInAt).toBe(start + 700);
});

describe('the token', () => {
  test('is kept for half its life', async () => {
    const { platform, connection, clock } = await begin();
    platform.tokens.lifeMs = 600_000;
    for (const after of [0, 299_000, 2_000, 290_000]) {
      clock.ms += after;
      await connection.get(audits, {});
    }
    expect(platform.count('/token')).toBe(2);
    expect(platform.count(audits)).toBe(4);
  });

  const jwtOf = (claims: object): string =>
    ['{"alg":"none"}', JSON.stringify(claims), '']
      .map((part) => Buffer.from(part).toString('base64url'))
      .join('.');
  test.each<[string, object, number]>([
    ['its expires_in', { expires_in: 600 }, 300],
    ['its expires_in as text', { expires_in: '600' }, 300],
    ['its own claim', { access_token: jwtOf({ exp: start / 1_000 + 600 }) }, 300],
    ['its own claims, whatever the clock', { access_token: jwtOf({ iat: 1_000, exp: 1_600 }) }, 300],
    ['nothing: 15 minutes', {}, 450],
    ['nothing sensible: 15 minutes', { expires_in: -1 }, 450],
    ['a claim of the past: 15 minutes', { access_token: jwtOf({ exp: 1 }) }, 450],
  ])('lives as long as %s says', async (_name, answer, halfLife) => {
    const { platform, connection, clock } = await begin();
    const body = { access_token: 'opaque', ...answer };
    platform.tokens.admit(body.access_token);
    platform.fault = ({ path }) =>
      path === '/token' ? { status: 200, body: JSON.stringify(body) } : undefined;
    await connection.get(audits, {});
    clock.ms += (halfLife - 1) * 1_000;
    await connection.get(audits, {});
    expect(platform.count('/token')).toBe(1);
    clock.ms += 1_000;
    await connection.get(audits, {});
    expect(platform.count('/token')).toBe(2);
  });

  test('is made anew once where it is refused', async () => {
    const { platform, connection } = await begin();
    await connection.get(audits, {});
    platform.tokens.revoke();
    expect((await connection.get(audits, {})).bytes).toBeGreaterThan(0);
    expect(platform.requests.map(({ path }) => path)).toEqual(['/token', audits, audits, '/token', audits]);
    platform.fault = ({ path }) => (path === audits ? { status: 401, body: 'no' } : undefined);
    const error = await failure(connection.get(audits, {}));
    expect(error).toMatchObject({ problem: 'unauthorized', status: 401 });
    expect(error.message).toMatch(/^127\.0\.0\.1:\d+ answered 401: “no”\.$/);
    expect(platform.count('/token')).toBe(3);
    expect(platform.count(audits)).toBe(5);
  });

  test('goes on being used until it ends where no new one can be had', async () => {
    const { platform, connection, clock } = await begin();
    platform.tokens.lifeMs = 600_000;
    await connection.get(audits, {});
    platform.fault = ({ path }) => (path === '/token' ? { status: 503 } : undefined);
    for (const after of [300_000, 1_000, 60_000]) {
      clock.ms += after;
      await connection.get(audits, {});
    }
    expect(platform.count('/token')).toBe(3); // not with each request, but each minute
    clock.ms = start + 600_000;
    expect(await failure(connection.get(audits, {}))).toMatchObject({ problem: 'unavailable', status: 503 });
  });

  test('that is fixed is used as it is, and never made anew', async () => {
    const { platform, connect } = await begin();
    platform.tokens.admit('fixed');
    const connection = connect({ kind: 'token', token: 'fixed' });
    await connection.get(audits, {});
    platform.tokens.revoke();
    expect(await failure(connection.get(audits, {}))).toMatchObject({ problem: 'unauthorized' });
    expect(platform.requests.map(({ path }) => path)).toEqual([audits, audits]);
    expect(connection.documentExpires).toBeUndefined();
  });
});

describe('a sign-in that is refused says why', () => {
  test.each<[string, string, Partial<typeof account>, number, string]>([
    ['another key', 'unauthorized', createServiceAccount(), 0, 'its key replaced'],
    ['no such document', 'unauthorized', { id: 'other' }, 0, 'may have been deleted'],
    ['another organisation', 'unauthorized', { organisation: 'other' }, 0, 'refused to sign in (401'],
    ['a clock that is behind', 'clock', {}, -3, 'the clock of this machine is 3 hours behind; set it.'],
    ['a clock that is ahead', 'clock', {}, 0.5, 'the clock of this machine is 30 minutes ahead; set it.'],
  ])('%s', async (_name, problem, given, hoursAhead, words) => {
    const { platform, connect } = await begin();
    platform.habits = { clockOffMs: -hoursAhead * 3_600_000 };
    const error = await failure(
      connect(credentialOf({ ...account, ...given }, platform.url)).get(audits, {}),
    );
    expect(error).toMatchObject({ problem });
    expect(error.message).toContain(words);
    expect(platform.count(audits)).toBe(0);
  });

  test('a document that has expired', async () => {
    const old = createServiceAccount({ expires: new Date(start - 1_000) });
    const { platform, connect } = await begin({ accounts: [old] });
    const error = await failure(connect(credentialOf(old, platform.url)).get(audits, {}));
    expect(error).toMatchObject({ problem: 'unauthorized' });
    expect(error.message).toContain(
      'the authentication document expired at 2026-11-29T11:59:59Z; make a new one.',
    );
  });

  test('an answer without a token', async () => {
    const { platform, connection } = await begin();
    for (const body of ['{}', '[]', '{"access_token":7}', '{"access_token":"a b"}']) {
      platform.fault = () => ({ status: 200, body });
      expect(await failure(connection.get(audits, {}))).toMatchObject({ problem: 'not_json' });
    }
  });
});

describe('what is no answer', () => {
  const html = '<!doctype html><title>Sign in to the network</title>';
  test.each<[string, ReturnType<Platform['fault']>, object, string]>([
    ['400', { status: 400, body: 'old' }, { problem: 'bad_request', status: 400 }, ' answered 400: “old”.'],
    ['403', { status: 403 }, { problem: 'forbidden', status: 403 }, ' answered 403.'],
    ['404', { status: 404 }, { problem: 'status', status: 404 }, ' answered 404.'],
    ['204', { status: 204 }, { problem: 'status', status: 204 }, ' answered 204.'],
    ['413', { status: 413 }, { problem: 'too_large', status: 413 }, ' answered 413.'],
    ['422', { status: 422 }, { problem: 'bad_request', status: 422 }, ' answered 422.'],
    [
      '429',
      { status: 429, headers: { 'retry-after': '7' } },
      { problem: 'busy', retryAfterMs: 7_000, date: microsOfMs(start) },
      ' answered 429.',
    ],
    [
      '503 until a time of a clock that is off',
      { status: 503, headers: { 'retry-after': 'Sun, 29 Nov 2026 12:01:00 GMT' } },
      { problem: 'unavailable', retryAfterMs: 60_000 },
      ' answered 503.',
    ],
    ['500', { status: 500 }, { problem: 'unavailable', retryAfterMs: undefined }, ' answered 500.'],
    [
      'a redirect',
      { status: 302, headers: { location: 'https://login.example.org/start?code=x' } },
      { problem: 'redirect', status: 302 },
      ' answered 302, which leads to https://login.example.org/start; an audit',
    ],
    [
      'a page',
      { status: 200, headers: { 'content-type': 'text/html' }, body: html },
      { problem: 'not_json', status: 200 },
      ` answered with text/html in place of JSON: “${html}”.`,
    ],
    ['nothing', { status: 200 }, { problem: 'not_json' }, ' in place of JSON.'],
    [
      'JSON that is cut',
      { status: 200, body: '{"auth_audits": [' },
      { problem: 'cut' },
      'was cut off: “{"auth_audits": [”.',
    ],
    ['a cut connection', { cutAfter: 20 }, { problem: 'cut' }, 'was cut off.'],
    ['silence', { hangs: 'before' }, { problem: 'timeout' }, ' did not answer in time.'],
    ['silence within', { hangs: 'within' }, { problem: 'timeout' }, ' stopped in the midst of its answer.'],
  ])('%s', async (_name, fault, properties, words) => {
    const { platform, connection } = await begin({}, { deadlines: { idle: 300 } });
    await connection.signIn();
    platform.fault = () => fault;
    const error = await failure(connection.get(audits, {}));
    expect(error).toMatchObject(properties);
    expect(error.message).toContain(words);
    expect(platform.count(audits)).toBe(1);
  });

  test('an answer that is told to be long, or is, is not taken', async () => {
    const { platform, connection } = await begin();
    await connection.signIn();
    platform.fault = () => ({ status: 200, body: `["${'x'.repeat(32 * 1024 * 1024)}"]` });
    const error = await failure(connection.get(audits, {}));
    expect(error).toMatchObject({ problem: 'too_large', status: 200 });
    expect(error.message).toMatch(/answered more than 32 MiB\.$/);
  });

  test('an answer that trickles is given up at last', async () => {
    const { platform, connection } = await begin({}, { deadlines: { total: 200 } });
    await connection.signIn();
    platform.fault = () => ({ hangs: 'within' });
    const error = await failure(connection.get(audits, {}));
    expect(error.message).toMatch(/did not finish its answer within 1 s\.$/);
  });

  test('whoever asks can stop, before and while it is asked', async () => {
    const { platform, connection } = await begin();
    const [before, within] = [new AbortController(), new AbortController()];
    before.abort(new Error('enough'));
    await expect(connection.get(audits, {}, before.signal)).rejects.toThrow('enough');
    expect(platform.requests).toEqual([]);
    await connection.signIn();
    platform.fault = () => {
      within.abort(new Error('stopped'));
      return { hangs: 'before' };
    };
    await expect(connection.get(audits, {}, within.signal)).rejects.toThrow('stopped');
    platform.fault = () => undefined;
    expect((await connection.get(audits, {})).bytes).toBeGreaterThan(0);
  });

  test('no message holds a secret, whatever is sent back', async () => {
    const { platform, connect } = await begin();
    const key = account.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    platform.tokens.admit('opaque-token-of-mine');
    const connection = connect({ kind: 'token', token: 'opaque-token-of-mine' });
    const body = `token opaque-token-of-mine, key ${key}`;
    const headers = {
      location: `https://x.org/opaque-token-of-mine`,
      'content-type': 'opaque-token-of-mine',
    };
    for (const status of [200, 302, 400, 401, 403, 500]) {
      platform.fault = () => ({ status, headers, body });
      const { message } = await failure(connection.get(audits, {}));
      expect(message).toContain('[secret]');
      expect(message).not.toMatch(/opaque-token|MIG/);
    }
    platform.fault = () => ({ status: 400, body: platform.requests.length === 0 ? '' : key });
    const other = connect(credentialOf(account, platform.url));
    expect((await failure(other.get(audits, {}))).message).not.toMatch(/MIG/);
  });
});

test('numbers keep their digits', async () => {
  const { platform, connection } = await begin();
  await connection.signIn();
  platform.fault = () => ({ status: 200, body: '{"exact":9007199254740993}' });
  expect(writeJson((await connection.get(audits, {})).body)).toBe('{"exact":9007199254740993}');
});
