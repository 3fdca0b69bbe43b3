import { describe, expect, test } from 'vitest';
import { attemptAnswerSchema, attemptsAnswerSchema } from '../../contract/attempts.ts';
import { listAnswerSchema } from '../../contract/audits.ts';
import type { AuditRecord } from '../../contract/record.ts';
import type { StoredAttempt } from '../store/questions/attempts.ts';
import type { Store } from '../store/store.ts';
import { postEvents, signIn, withApp } from '../test-support/with-app.ts';

const range = 'dt_from=2026-03-01T00:00:00Z&dt_to=2026-04-01T00:00:00Z';

/** A text of so many characters that no other event has. */
const long = (id: number, characters = 1_000_000): string => `${id} ${'x'.repeat(characters)}`;

/** Sign-ins a second apart, each with a long user agent. */
const events = (count: number, more: (at: number) => object = () => ({})) =>
  Array.from({ length: count }, (_, at) =>
    signIn(`e${at}`, {
      time: `2026-03-31T09:00:${String(at).padStart(2, '0')}Z`,
      request_id: `r${at}`,
      user_id: `u${at}`,
      upstream_user_id: `u${at}@x.org`,
      user_agent: long(at),
      ...more(at),
    }),
  );

/** What the answers beside a page’s records are of. */
const recordsOf = (list: readonly AuditRecord[]) => list.map(({ request_id: id }) => id);

describe('a page of events that do not fit into one batch', () => {
  test('is as long as was asked for, and goes on where it ended', async () =>
    withApp({}, async (app) => {
      const given = events(16);
      expect((await postEvents(app, { events: given.slice(0, 8) })).statusCode).toBe(201);
      expect((await postEvents(app, { events: given.slice(8) })).statusCode).toBe(201);
      const expand = 'expand=event_ids,emails,step_titles';
      const first = await app.inject(`/v1/auth_audits?${range}&order=asc&limit=11&${expand}`);
      expect(first.headers['content-type']).toBe('application/json; charset=utf-8');
      const page = listAnswerSchema.parse(first.json());
      expect(recordsOf(page.auth_audits)).toEqual(given.slice(0, 11).map((_, at) => `r${at}`));
      expect(page.auth_audits.every(({ user_agent: agent }, at) => agent === long(at))).toBe(true);
      expect(page.event_ids).toEqual(given.slice(0, 11).map((_, at) => `e${at}`));
      expect(page.step_titles).toHaveLength(11);
      expect(page.known_emails).toMatchObject({ u0: 'u0@x.org', u10: 'u10@x.org' });
      const next = `/v1/auth_audits?${range}&order=asc&limit=11&page_at_id=${page.page_at_id}`;
      const last = listAnswerSchema.parse((await app.inject(next)).json());
      expect(recordsOf(last.auth_audits)).toEqual(['r11', 'r12', 'r13', 'r14', 'r15']);
      expect(last.page_at_id).toBeUndefined();
    }));

  test('ends in a broken connection when reading fails on the way', async () => {
    let asked = 0;
    const wrap = (store: Store): Store => ({
      ...store,
      events: {
        ...store.events,
        list: async (...question) => {
          asked += 1;
          if (asked > 2) throw new Error('gone');
          return store.events.list(...question);
        },
      },
    });
    await withApp({ wrap }, async (app) => {
      await postEvents(app, { events: events(16) });
      const url = await app.listen({ host: '127.0.0.1', port: 0 });
      const answer = await fetch(`${url}/v1/auth_audits?${range}&limit=16`);
      expect(answer.status).toBe(200);
      await expect(answer.text()).rejects.toThrow('terminated');
    });
  });
});

describe('attempts that do not fit into one batch', () => {
  test('are a page as long as was asked for, which goes on where it ended', async () =>
    withApp({}, async (app) => {
      await postEvents(app, { events: events(9) });
      const ask = async (more: string) =>
        attemptsAnswerSchema.parse((await app.inject(`/v1/auth_attempts?${range}&order=asc&${more}`)).json());
      const page = await ask('limit=7');
      expect(page.auth_attempts.map(({ request_id: id }) => id)).toEqual(
        Array.from({ length: 7 }, (_, at) => `r${at}`),
      );
      expect(page.auth_attempts.every(({ user_agent: agent }, at) => agent === long(at))).toBe(true);
      const last = await ask(`limit=7&page_at_id=${page.page_at_id}`);
      expect(last.auth_attempts.map(({ request_id: id }) => id)).toEqual(['r7', 'r8']);
    }));

  test('go on after one whose id is long', async () =>
    withApp({}, async (app) => {
      const time = '2026-03-31T09:00:00Z';
      const ids = ['b', 'a', 'c'].map((letter) => letter.repeat(5_000));
      await postEvents(app, { events: ids.map((id, at) => signIn(`e${at}`, { time, request_id: id })) });
      const found: string[] = [];
      let cursor = '';
      do {
        const url = `/v1/auth_attempts?${range}&limit=1${cursor}`;
        expect(url.length).toBeLessThan(1_000);
        const page = attemptsAnswerSchema.parse((await app.inject(url)).json());
        found.push(...page.auth_attempts.map(({ request_id: id }) => id));
        cursor = page.page_at_id === undefined ? '' : `&page_at_id=${page.page_at_id}`;
      } while (cursor !== '');
      expect(found.toSorted()).toEqual(ids.toSorted());
    }));

  test('an attempt of more than fits tells its newest events, and how many more there are', async () =>
    withApp({}, async (app) => {
      const steps = ['InProgress', ...Array.from({ length: 20 }, () => 'Failure'), 'Success'];
      await postEvents(app, {
        events: events(22, (at) => ({ request_id: 'one', event_name: 'Token', result: steps[at] })),
      });
      const attempt = attemptAnswerSchema.parse((await app.inject('/v1/auth_attempts/one')).json());
      expect(attempt.events_count).toBe(22);
      expect(attempt.outcome).toBe('signed_in');
      expect(attempt.events.length + attempt.more_events).toBe(22);
      expect(attempt.more_events).toBeGreaterThan(0);
      expect(attempt.event_ids.at(-1)).toBe('e21');
    }));
});

describe('an attempt that cannot be told', () => {
  const broken = (attempt: StoredAttempt): StoredAttempt =>
    attempt.requestId === 'r1' ? { ...attempt, events: [] } : attempt;
  const failing = (attempt: StoredAttempt): StoredAttempt =>
    attempt.requestId === 'r1'
      ? Object.defineProperty({ ...attempt }, 'judgement', {
          enumerable: false,
          get: () => {
            throw new Error('a mistake');
          },
        })
      : attempt;

  test.each([
    ['whose events are missing', broken],
    ['that makes an error', failing],
  ])('%s does not take the list with it', async (_, change) => {
    const wrap = (store: Store): Store => ({
      ...store,
      attempts: {
        ...store.attempts,
        page: async (...question) => {
          const { attempts, more } = await store.attempts.page(...question);
          return { attempts: attempts.map(change), more };
        },
      },
    });
    await withApp({ wrap }, async (app) => {
      await postEvents(app, { events: events(3, () => ({ user_agent: 'short' })) });
      const answer = await app.inject(`/v1/auth_attempts?${range}&order=asc`);
      expect(answer.statusCode).toBe(200);
      const { auth_attempts: told } = attemptsAnswerSchema.parse(answer.json());
      expect(told.map(({ request_id: id, verdict: { code } }) => [id, code === 'unreadable'])).toEqual([
        ['r0', false],
        ['r1', true],
        ['r2', false],
      ]);
      expect(told[1]).toMatchObject({ events_count: 1, outcome: 'signed_in' });
    });
  });
});
