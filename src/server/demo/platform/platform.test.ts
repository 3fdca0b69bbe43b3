import { SignJWT } from 'jose';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { formatInstant, microsOfMs } from '../../../contract/instant.ts';
import type { PlatformUser } from './directory.ts';
import { Platform } from './platform.ts';
import { type ServiceAccount, createServiceAccount } from './service-account.ts';

const account = createServiceAccount();
const start = Date.UTC(2026, 10, 29, 12);

let platform: Platform;
let now: number;
beforeEach(async () => {
  now = start;
  platform = await Platform.start({ accounts: [account], now: () => now });
  const started = platform;
  onTestFinished(async () => started.stop());
});

const claims = {
  audience: 'urn:api:agilicus:tokens',
  issuer: `urn:agilicus:authentication_documents:${account.id}`,
  user_id: account.userId,
  org_id: account.organisation,
  expiry: '2026-11-29 13:00:00.000000',
};

/** Sign in with what differs. @returns the answer's status and body */
const signIn = async (
  given: {
    readonly claims?: object;
    readonly form?: object;
    readonly bearer?: string;
    readonly as?: ServiceAccount;
  } = {},
) => {
  const assertion = await new SignJWT({ ...claims, ...given.claims })
    .setProtectedHeader({ alg: 'ES256' })
    .sign((given.as ?? account).privateKey);
  const response = await fetch(`${platform.url}/token`, {
    method: 'POST',
    headers: { authorization: `Bearer ${given.bearer ?? assertion}` },
    body: new URLSearchParams({
      grant_type: 'urn:agilicus:params:oauth:grant-type:identity_statement',
      client_id: 'agilicus-builtin-cli',
      scope: 'urn:agilicus:api:*?',
      authentication_document_id: account.id,
      identity_assertion: assertion,
      ...given.form,
    }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

const get = async (path: string, token: unknown) =>
  fetch(`${platform.url}${path}`, { headers: { authorization: `Bearer ${String(token)}` } });

const read = async (path: string) => {
  platform.tokens.admit('t');
  return (await (await get(path, 't')).json()) as Record<
    string,
    readonly Record<string, unknown>[] | undefined
  >;
};

describe('signing in', () => {
  test('gives a token that ends', async () => {
    const { status, body } = await signIn();
    expect(status).toBe(200);
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 1_800 });
    const token = body['access_token'];
    expect((await get('/v1/auth_audits', token)).status).toBe(200);
    now += 1_800_000;
    expect((await get('/v1/auth_audits', token)).status).toBe(401);
    expect((await get('/v1/auth_audits', 'another')).status).toBe(401);
    expect(platform.count('/token')).toBe(1);
  });

  test.each<[string, Parameters<typeof signIn>[0]]>([
    ['another key', { as: createServiceAccount() }],
    ['another audience', { claims: { audience: 'x' } }],
    ['another issuer', { claims: { issuer: 'x' } }],
    ['another user', { claims: { user_id: 'x' } }],
    ['another organisation', { claims: { org_id: 'x' } }],
    ['a claim more', { claims: { iat: 1 } }],
    ['no expiry', { claims: { expiry: undefined } }],
    ['an expiry that is written otherwise', { claims: { expiry: '2026-11-29T13:00:00Z' } }],
    ['an expiry of the past', { claims: { expiry: '2026-11-29 11:59:59.000000' } }],
    ['an expiry that is far ahead', { claims: { expiry: '2026-11-29 14:00:00.000000' } }],
    ['an assertion that is not the bearer', { bearer: 'x' }],
    ['no such document', { form: { authentication_document_id: 'x' } }],
    ['another grant', { form: { grant_type: 'client_credentials' } }],
    ['another client', { form: { client_id: 'x' } }],
    ['no scope', { form: { scope: '' } }],
  ])('is refused with %s', async (_name, given) => {
    const { status, body } = await signIn(given);
    expect([400, 401]).toContain(status);
    expect(body['access_token']).toBeUndefined();
    expect(platform.tokens.issued).toBe(0);
  });

  test('is recorded, where programs are', async () => {
    await signIn();
    expect(await read('/v1/auth_audits')).toMatchObject({ auth_audits: [] });
    platform.habits = { recordsPrograms: true };
    await signIn();
    expect(await read('/v1/auth_audits')).toMatchObject({
      auth_audits: [
        { time: '2026-11-29T12:00:00Z', user_id: account.userId, event_name: 'Assertion Request' },
      ],
    });
  });
});

test('records that are added are in their place', async () => {
  const at = (ms: number) => {
    const time = microsOfMs(start + ms);
    return { time, record: { time: formatInstant(time) } };
  };
  platform.add([at(-2_000), at(-1_000)]);
  platform.add([at(-1_500)]);
  const { auth_audits: records = [] } = await read('/v1/auth_audits?limit=10');
  expect(records.map(({ time }) => String(time).slice(17))).toEqual(['59Z', '58.500Z', '58Z']);
});

describe('the directory', () => {
  const user = (index: number): PlatformUser => ({
    id: `id-${(index * 7) % 25}`.padEnd(6, 'x'),
    email: `person${String(index).padStart(2, '0')}@example.org`,
    org_id: index === 3 ? 'org-quay' : 'org-harbour',
    type: 'user',
    status: index === 5 ? 'disabled' : 'active',
    display_name: `Person ${index}`,
    created: '2026-01-01T00:00:00Z',
    updated: index < 20 ? '2026-01-01T00:00:00Z' : '2026-11-01T00:00:00Z',
  });
  const everybody = Array.from({ length: 25 }, (_, index) => user(index));

  /** All pages, each begun at the mark that the one before has given. */
  const pages = async (path: string, list: string, ask: string, give: string) => {
    const found: Record<string, unknown>[] = [];
    for (let mark = '', count = 0; count === 0 || mark !== ''; count += 1) {
      const page = await read(`${path}&${ask}=${encodeURIComponent(mark)}`);
      found.push(...(page[list] ?? []));
      mark = (page[give] as unknown as string | undefined) ?? '';
    }
    return found;
  };

  test('is listed in pages, each user once', async () => {
    platform.users = everybody;
    const users = await pages('/users?limit=10', 'users', 'previous_email', 'next_page_email');
    expect(users).toEqual(everybody);
    expect(platform.count('/users')).toBe(3);
    const guids = await pages('/users/guids?limit=5', 'guid_to_name_list', 'page_at_id', 'page_at_id');
    expect(guids.map(({ guid }) => guid)).toEqual(everybody.map(({ id }) => id).toSorted());
    expect(guids[0]).toEqual({
      guid: 'id-0xx',
      org_id: 'org-harbour',
      guid_type: 'user',
      uri: '/users/id-0xx',
      name: 'Person 0',
    });
    expect(platform.count('/users/guids')).toBe(5);
  });

  test('of one organisation, and what has changed since', async () => {
    platform.users = everybody;
    expect((await read('/users?org_id=org-quay'))['users']).toEqual([user(3)]);
    const changed = await read('/users/guids?updated_since=2026-06-01T00:00:00Z');
    expect(changed['guid_to_name_list']).toHaveLength(5);
  });
});
