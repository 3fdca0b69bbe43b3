import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  addressAnswerSchema,
  lastSuccessAnswerSchema,
  othersAnswerSchema,
  sessionAnswerSchema,
  sinceAnswerSchema,
  userAnswerSchema,
} from '../../contract/attempt-context.ts';
import {
  attemptAnswerSchema,
  attemptHistogramAnswerSchema,
  attemptsAnswerSchema,
} from '../../contract/attempts.ts';
import { facetsAnswerSchema } from '../../contract/audits.ts';
import { microsOfMs } from '../../contract/instant.ts';
import { buildApp } from '../app.ts';
import { stories } from '../demo/generate.ts';
import { loadDemo } from '../demo/load.ts';
import { openStore } from '../store/open.ts';
import { createWriter } from '../ingest/writer.ts';

const until = Date.UTC(2026, 1, 4, 14, 20);
const options = { seed: 1, events: 4_000, days: 30 };
const told = new Map(
  stories({ ...options, until: microsOfMs(until) }).map((story) => [story.key, story.requestId ?? '']),
);

let folder = '';
let app: FastifyInstance;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'attempts-'));
  const store = await openStore({ folder, reserveBytes: 0 });
  await loadDemo(store, until, options);
  app = await buildApp({ store, writer: createWriter(store), version: 'test', now: () => microsOfMs(until) });
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true });
});

const get = async (url: string) => {
  const answer = await app.inject(url);
  return { status: answer.statusCode, body: answer.json<unknown>() };
};
const attemptOf = async (key: string) =>
  attemptAnswerSchema.parse((await get(`/v1/auth_attempts/${told.get(key)}`)).body);

describe('each story of the demo ends at the right sentence', () => {
  test.each([
    [
      'wrong-account',
      'failed',
      /^Signed in at Google as ana\.castellano@mail\.example, which matches no user/,
      'user',
    ],
    ['blocked', 'blocked', /^Blocked by policy$/, 'policy_admin'],
    ['unanswered', 'timed_out', /^No answer in time$/, 'user'],
    ['retrying', 'failed', /^Probably a saved old password$/, 'help_desk'],
    ['expired-document', 'failed', /^Service account refused$/, 'integration_owner'],
    ['gave-up', 'did_not_finish', /sent to Okta, waiting for the user there$/, 'identity_provider_admin'],
    ['never-collected', 'did_not_finish', /waiting for the application$/, 'application_owner'],
    ['left-open', 'session_expired', /^Closed: the sign-in page lay open for 2 h 3 min$/, 'user'],
    ['outage', 'failed', /^Okta did not confirm the identity$/, 'user'],
    ['brute-force', 'failed', /^Probably somebody guessing$/, 'security'],
    ['password-spray', 'signed_in', /^Signed in, and worth a look$/, 'help_desk'],
    ['fatigue', 'signed_in', /^Signed in, and worth a look$/, 'help_desk'],
    ['new-address', 'signed_in', /^Signed in$/, undefined],
    ['legacy', 'signed_in', /^Signed in$/, undefined],
    ['hostile-text', 'failed', /^The application’s request is not valid$/, 'application_owner'],
    ['unknown-values', 'did_not_finish', /sent to .*, waiting for/, 'identity_provider_admin'],
    ['just-now', 'in_progress', /^In progress: waiting for the second step$/, 'user'],
  ])('%s: %s', async (key, outcome, title, owner) => {
    const { verdict, events, event_ids: ids, step_titles: titles } = await attemptOf(key);
    expect(verdict).toMatchObject({ outcome, title: expect.stringMatching(title) });
    expect(verdict.next_step?.owner).toBe(owner);
    expect([ids.length, titles.length]).toEqual([events.length, events.length]);
  });

  test('policy blocked Ben after Google confirmed him', async () => {
    expect((await attemptOf('blocked')).verdict.sentence).toBe(
      'Ben Okafor (ben.okafor@alder.example.com) could not sign in to Payroll at 09:14 UTC on 3 Feb 2026. ' +
        'Policy blocked it after Google had confirmed the identity.',
    );
  });
});

test('list and single attempt say the same, and every page is of the histogram', async () => {
  const seen = new Set<string>();
  let page = '';
  do {
    const { body } = await get(
      `/v1/auth_attempts?limit=400&outcome=failed&outcome=blocked&page_at_id=${page}`,
    );
    const answer = attemptsAnswerSchema.parse(body);
    for (const attempt of answer.auth_attempts) seen.add(attempt.request_id);
    for (const attempt of answer.auth_attempts.slice(0, 8)) {
      const { body } = await get(`/v1/auth_attempts/${attempt.request_id}`);
      expect(attemptAnswerSchema.parse(body).verdict).toEqual(attempt.verdict);
    }
    page = answer.page_at_id ?? '';
  } while (page !== '');
  const { body } = await get('/v1/auth_attempts/histogram?outcome=failed&outcome=blocked&tz=Asia/Tokyo');
  const histogram = attemptHistogramAnswerSchema.parse(body);
  expect(histogram.count).toBe(seen.size);
  expect(histogram.buckets.reduce((sum, { count }) => sum + count, 0)).toBe(seen.size);
  expect(Object.keys(histogram.by).toSorted()).toEqual(['blocked', 'failed']);
  expect(histogram.unlinked).toBeGreaterThan(0);
});

test('facets count attempts: by outcome as the histogram does, by the values of their events', async () => {
  const of = async (query: string) =>
    facetsAnswerSchema.parse((await get(`/v1/auth_attempts/facets?${query}`)).body);
  const histogram = attemptHistogramAnswerSchema.parse((await get('/v1/auth_attempts/histogram')).body);
  const { outcome } = await of('');
  expect(Object.fromEntries(outcome?.values.map(({ value, count }) => [value, count]) ?? [])).toEqual(
    histogram.by,
  );
  const answer = await of('property=application_name&property=outcome&outcome=failed&limit=100');
  // a facet ignores its own property's filter, and no other's
  expect(answer['outcome']).toEqual(outcome);
  for (const { value, count } of answer['application_name']?.values.slice(0, 3) ?? []) {
    const { body } = await get(
      `/v1/auth_attempts/histogram?outcome=failed&application_name=${encodeURIComponent(value)}`,
    );
    expect(attemptHistogramAnswerSchema.parse(body).count).toBe(count);
  }
  const missing = await get('/v1/auth_attempts/histogram?outcome=failed&missing=application_name');
  expect(attemptHistogramAnswerSchema.parse(missing.body).count).toBe(answer['application_name']?.missing);
  const searched = await of('property=application_name&contains=PAY&limit=1');
  expect(searched['application_name']?.values.map(({ value }) => value)).toEqual(['Payroll']);
});

test('an attempt that goes on after the range is shown whole and says so', async () => {
  const { start, request_id: id, events_count: count } = await attemptOf('left-open');
  const to = new Date(Date.parse(start) + 1_000).toISOString();
  const { body } = await get(`/v1/auth_attempts?request_id=${id}&dt_to=${to}`);
  expect(attemptsAnswerSchema.parse(body).auth_attempts).toMatchObject([
    { request_id: id, events_count: count, ends_after_range: true },
  ]);
  const later = await get(`/v1/auth_attempts?request_id=${id}&dt_from=${to}`);
  expect(attemptsAnswerSchema.parse(later.body).auth_attempts).toEqual([]);
});

test.each([
  ['/v1/auth_attempts?outcome=bad', 400, 'outcome'],
  ['/v1/auth_attempts?foo=1', 400, 'foo'],
  ['/v1/auth_attempts/facets?property=token_id', 400, 'property'],
  ['/v1/auth_attempts?limit=501', 400, 'limit'],
  ['/v1/auth_attempts?min_duration=-1', 400, 'min_duration'],
  ['/v1/auth_attempts?tz=Nowhere', 400, 'tz'],
  ['/v1/auth_attempts?page_at_id=abc', 400, 'page_at_id'],
  ['/v1/auth_attempts/nobody', 404, 'nobody'],
  ['/v1/auth_attempts/nobody/since', 404, 'nobody'],
  ['/v1/auth_attempts/nobody?at=someday', 400, 'at'],
  ['/v1/auth_sessions/nobody', 404, 'nobody'],
  ['/v1/auth_users/nobody', 404, 'nobody'],
  ['/v1/auth_addresses/192.0.2.254', 404, '192.0.2.254'],
])('%s is a %i that names %s', async (url, status, named) => {
  const answer = await get(url);
  expect(answer.status).toBe(status);
  expect(answer.body).toMatchObject({ detail: expect.stringContaining(named) });
});

describe('around an attempt', () => {
  const around = async (key: string, block: string) =>
    (await get(`/v1/auth_attempts/${told.get(key)}/${block}`)).body;

  test('only them: an outage is not only them, a blocked Ben is', async () => {
    const outage = othersAnswerSchema.parse(await around('outage', 'others'));
    expect(outage.only_them).toBe(false);
    expect(outage.by).toContainEqual(
      expect.objectContaining({ value: 'Okta', failed: outage.failed, signed_in: 0 }),
    );
    expect(outage.sentence).toMatch(/^Not only them: \d+ others failed the same way/);
    expect(othersAnswerSchema.parse(await around('blocked', 'others')).only_them).toBe(true);
    expect(othersAnswerSchema.parse(await around('fatigue', 'others')).absent).toBe('no_failure');
  });

  test('since then: Chloe signed in; Ana too, as somebody else from the same browser', async () => {
    expect(sinceAnswerSchema.parse(await around('unanswered', 'since'))).toMatchObject({
      basis: 'user',
      failures: 0,
      sentence: expect.stringMatching(/^Signed in 3 min \d+ s later\.$/),
    });
    expect(sinceAnswerSchema.parse(await around('wrong-account', 'since'))).toMatchObject({
      basis: 'address_and_browser',
      success: { after: 360 },
    });
    expect(sinceAnswerSchema.parse(await around('blocked', 'since')).sentence).toBe(
      'No later attempt is recorded.',
    );
  });

  test('compared with their last success: only what differs', async () => {
    const blocked = lastSuccessAnswerSchema.parse(await around('blocked', 'last_success'));
    expect(blocked.differences).toMatchObject([{ property: 'source_ip', this_time: '198.51.100.178' }]);
    expect(
      lastSuccessAnswerSchema.parse(await around('new-address', 'last_success')).differences,
    ).toMatchObject([
      { property: 'source_ip' },
      { property: 'user_agent', this_time: 'Chrome 144 on Chrome OS' },
    ]);
    expect(lastSuccessAnswerSchema.parse(await around('legacy', 'last_success'))).toMatchObject({
      differences: [],
      sentence: 'No earlier success is recorded.',
    });
  });
});

test('a session tells its attempts, tokens and addresses', async () => {
  const { sessions, request_id: id } = await attemptOf('fatigue');
  const { body } = await get(`/v1/auth_sessions/${sessions[0]}`);
  const session = sessionAnswerSchema.parse(body);
  expect(session.attempts.map((attempt) => attempt.request_id)).toContain(id);
  expect(session.tokens.length).toBeGreaterThan(0);
  expect(session.addresses).toContain('203.0.113.140');
  const { body: told } = await get(`/v1/auth_attempts/${id}`);
  const { event_ids: ids, step_titles: titles } = attemptAnswerSchema.parse(told);
  expect(ids.map((each) => session.step_titles[session.event_ids.indexOf(each)])).toEqual(titles);
  const times = session.events.map(({ time }) => Date.parse(time ?? ''));
  expect(times).toEqual(times.toSorted((a, b) => a - b));
});

test('a user is found by address and by id, and honours the range', async () => {
  const { user_id: id } = await attemptOf('blocked');
  const user = async (name: string, range = '') =>
    userAnswerSchema.parse((await get(`/v1/auth_users/${encodeURIComponent(name)}${range}`)).body);
  const byEmail = await user('Ben.Okafor@alder.example.com');
  expect(byEmail).toMatchObject({
    query: { email: [expect.stringMatching(/^ben\.okafor@alder\.example\.com$/i)] },
    attempts: { by: { signed_in: 4, blocked: 1 } },
    last_failure: { outcome: 'blocked' },
    last_success: { outcome: 'signed_in' },
    mfa: { Success: 4 },
  });
  expect(byEmail.addresses.values[0]?.value).toBe('198.51.100.178');
  const byId = await user(id ?? '');
  expect(byId).toMatchObject({ email: 'ben.okafor@alder.example.com', attempts: { count: 5 } });
  const now = await user(id ?? '', '?dt_from=today');
  expect(now.attempts.count).toBe(0);
  expect(now.last_success).toBeUndefined();
});

test('an address tells who tried from it, and how it went', async () => {
  const { body } = await get('/v1/auth_addresses/198.51.100.23');
  const address = addressAnswerSchema.parse(body);
  expect(address.attempts.by).toMatchObject({ signed_in: 1 });
  expect(address.users.reduce((sum, { count }) => sum + count, 0)).toBe(address.attempts.count);
  expect(address.total_users).toBeGreaterThan(20);
  expect(address.browsers.values[0]).toMatchObject({ label: 'python-requests 2.32.5' });
});
