import { expect, test } from 'vitest';
import { othersAnswerSchema } from '../../contract/attempt-context.ts';
import {
  attemptAnswerSchema,
  attemptHistogramAnswerSchema,
  attemptsAnswerSchema,
} from '../../contract/attempts.ts';
import { facetsAnswerSchema } from '../../contract/audits.ts';
import { formatInstant, microsOfMs } from '../../contract/instant.ts';
import { numbersAnswerSchema, stopsAnswerSchema } from '../../contract/overview.ts';
import { recorded } from '../test-support/example-attempts.ts';
import { postEvents, withApp } from '../test-support/with-app.ts';

const begun = Date.UTC(2026, 2, 30, 9, 14);
/** When each of the thirteen came, in microseconds after the first, and who is waited for next. */
const steps: readonly (readonly [number, string | undefined, RegExp])[] = [
  [0, 'user', /sign-in started, waiting for the user$/],
  [59_000, 'user', /policy asked to sign in again, waiting for the user$/],
  [1_522_000, 'identity_provider', /sent to Google, waiting for Google$/],
  [1_531_000, 'user_at_provider', /sent to Google, waiting for the user there$/],
  [6_149_000, 'platform', /returned from Google as ana@alder\.example, waiting for the platform$/],
  [6_507_000, 'second_step', /waiting for the second step$/],
  [6_519_000, 'second_step', /waiting for the second step$/],
  [7_104_000, 'second_step', /waiting for the second step$/],
  [7_201_000, 'second_step', /waiting for the second step$/],
  [57_381_000, 'platform', /second step passed, waiting for the platform$/],
  [58_292_000, 'application', /waiting for the application$/],
  [59_475_000, undefined, /^Signed in$/],
  [59_509_000, undefined, /^Signed in$/],
];

/** The first so many records of a sign-in, as the platform writes them: nobody is known until the callback, and empty. */
const cut = (length: number) =>
  recorded.slice(0, length).map((step, index) => {
    const [stage = '', result = ''] = step.split('/');
    return {
      unique_id: `cut-${length}-${index}`,
      create_time: '2026-03-30T10:00:00Z',
      event: {
        time: formatInstant(microsOfMs(begun) + BigInt(steps[index]?.[0] ?? 0)),
        event_name: stage,
        stage,
        result,
        event: result,
        request_id: `cut-${length}`,
        application_name: 'Payroll',
        source_ip: '192.0.2.7',
        user_agent: 'Firefox',
        ...(index >= 2 ? { upstream_idp: 'Google' } : {}),
        ...(index >= 4 ? { upstream_user_id: 'ana@alder.example', user_id: 'u-ana' } : { user_id: '' }),
        ...(index >= 10 ? { session: `s-${length}` } : {}),
      },
    };
  });

test('the recorded sign-in, cut after each of its steps, reads the same everywhere, kept or not', async () =>
  withApp({}, async (app, store) => {
    const events = steps.flatMap((_, index) => cut(index + 1));
    // not in the order of time, and in two bodies
    const posted = events.toSorted((a, b) => (a.unique_id < b.unique_id ? 1 : -1));
    for (const half of [posted.slice(0, 40), posted.slice(40)])
      expect((await postEvents(app, { events: half })).statusCode).toBe(201);
    for (const round of ['as they came', 'kept']) {
      if (round === 'kept') await store.tidy();
      const get = async (url: string) => (await app.inject(url)).json<unknown>();
      const { auth_attempts: list } = attemptsAnswerSchema.parse(await get('/v1/auth_attempts'));
      expect(list).toHaveLength(13);
      for (const [index, [, waiting, title]] of steps.entries()) {
        const id = `cut-${index + 1}`;
        const one = attemptAnswerSchema.parse(await get(`/v1/auth_attempts/${id}`));
        expect(one.verdict.title).toMatch(title);
        expect(one.outcome).toBe(waiting === undefined ? 'signed_in' : 'did_not_finish');
        expect(one.waiting_for).toBe(waiting);
        expect(one.event_ids).toContain(one.decided_by.event_id);
        const inList = list.find((each) => each.request_id === id);
        expect([inList?.verdict, inList?.waiting_for]).toEqual([one.verdict, one.waiting_for]);
      }
      const { outcome } = facetsAnswerSchema.parse(await get('/v1/auth_attempts/facets'));
      expect(outcome?.values).toEqual([
        { value: 'did_not_finish', count: 11 },
        { value: 'signed_in', count: 2 },
      ]);
      const { by } = attemptHistogramAnswerSchema.parse(await get('/v1/auth_attempts/histogram'));
      expect(by).toEqual({ did_not_finish: 11, signed_in: 2 });
      const { numbers } = numbersAnswerSchema.parse(await get('/v1/auth_overview/numbers'));
      expect(numbers.users.now).toBe(1);
      const stops = stopsAnswerSchema.parse(await get('/v1/auth_overview/stops'));
      expect(stops.signed_in).toBe(2);
      const waiting = new Map<string | null, number>();
      for (const { waiting_for: who, attempts } of stops.ends)
        waiting.set(who, (waiting.get(who) ?? 0) + attempts);
      expect(Object.fromEntries(waiting)).toEqual({
        null: 2,
        user: 2,
        identity_provider: 1,
        user_at_provider: 1,
        platform: 2,
        second_step: 4,
        application: 1,
      });
      const stopped = attemptsAnswerSchema.parse(
        await get('/v1/auth_attempts?stopped_at=MFA%20Challenge&outcome=did_not_finish'),
      );
      expect(stopped.auth_attempts.map(({ request_id: id }) => id).toSorted()).toEqual(['cut-10', 'cut-9']);
    }
  }));

test('a token of a session that was signed in to is a renewal; a Refresh always is; the filter tells them apart', async () =>
  withApp({}, async (app, store) => {
    const token = (id: string, minutes: number, event_name: string, session: string) => ({
      unique_id: id,
      create_time: '2026-03-30T10:00:00Z',
      event: {
        time: formatInstant(microsOfMs(begun + minutes * 60_000)),
        event_name,
        result: 'Success',
        request_id: id,
        session,
        user_id: 'u-ana',
      },
    });
    const events = [
      ...cut(13),
      token('token', 50, 'Token', 's-13'),
      token('refresh', 55, 'Refresh', 's-13'),
      token('alone', 60, 'Token', 'elsewhere'),
      token('too-early', -60, 'Token', 's-13'),
    ];
    await postEvents(app, { events });
    for (const round of ['as they came', 'kept']) {
      if (round === 'kept') await store.tidy();
      const ids = async (query: string) =>
        attemptsAnswerSchema
          .parse((await app.inject(`/v1/auth_attempts?${query}`)).json())
          .auth_attempts.map(({ request_id: id, renewal, verdict }) => [id, renewal, verdict.code].join(' '));
      expect((await ids('renewal=true')).toSorted()).toEqual(['refresh true renewed', 'token true renewed']);
      expect((await ids('renewal=false')).toSorted()).toEqual([
        'alone  token_alone',
        'cut-13  signed_in',
        'too-early  token_alone',
      ]);
      const { count } = attemptHistogramAnswerSchema.parse(
        (await app.inject('/v1/auth_attempts/histogram?renewal=true&user_id=u-ana')).json(),
      );
      expect(count).toBe(2);
    }
  }));

test('sessions that could not be renewed are compared with each other', async () =>
  withApp({}, async (app) => {
    const renewal = (user: string, result: string) => ({
      unique_id: user,
      create_time: '2026-03-30T10:00:00Z',
      event: {
        time: formatInstant(microsOfMs(begun)),
        event_name: 'Refresh',
        result,
        request_id: user,
        session: user,
        user_id: user,
      },
    });
    const events = [renewal('a', 'Failure'), renewal('b', 'Failure'), renewal('c', 'Success')];
    await postEvents(app, { events });
    const answer = await app.inject('/v1/auth_attempts/a/others');
    expect(othersAnswerSchema.parse(answer.json())).toMatchObject({
      failed: 1,
      signed_in: 0,
      only_them: false,
    });
  }));
