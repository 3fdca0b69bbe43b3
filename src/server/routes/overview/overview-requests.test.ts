import type { FastifyInstance } from 'fastify';
import { describe, expect, test } from 'vitest';
import { findingsAnswerSchema } from '../../../contract/findings.ts';
import {
  breakdownAnswerSchema,
  hoursAnswerSchema,
  numbersAnswerSchema,
  secondStepAnswerSchema,
  stepsAnswerSchema,
  stopsAnswerSchema,
} from '../../../contract/overview.ts';
import type { Store } from '../../store/store.ts';
import { withApp } from '../../test-support/with-app.ts';
import { attempt, store } from '../../test-support/findings-fixture.ts';
import { testPatience } from '../../test-support/patience.ts';

const endpoints = {
  numbers: numbersAnswerSchema,
  'breakdown?by=user': breakdownAnswerSchema,
  stops: stopsAnswerSchema,
  hours: hoursAnswerSchema,
  second_step: secondStepAnswerSchema,
  steps: stepsAnswerSchema,
  findings: findingsAnswerSchema,
} as const;
const names = Object.keys(endpoints) as (keyof typeof endpoints)[];

const get = async (app: FastifyInstance, name: string, query = '') => {
  const answer = await app.inject(`/v1/auth_overview/${name}${name.includes('?') ? '&' : '?'}${query}`);
  return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() };
};

describe.each(names)('%s', (name) => {
  test('an empty store, a range without anything and one that ends before it begins', async () => {
    await withApp({}, async (app, into) => {
      for (const query of ['', 'dt_from=2026-03-30', 'dt_from=2026-03-30&dt_to=2026-03-29']) {
        const { status, body } = await get(app, name, query);
        expect([query, status]).toEqual([query, 200]);
        endpoints[name].parse(body);
      }
      await store(into, [attempt(0, 'failed')]);
      for (const query of ['dt_from=2020-01-01&dt_to=2020-02-01', 'dt_from=2030-01-01', 'source_ip=nowhere'])
        expect((await get(app, name, query)).status).toBe(200);
    });
  });

  test('the first and the last instant that there can be', async () => {
    await withApp({}, async (app, into) => {
      const failed = { event_name: 'Token', result: 'Failure', request_id: 'r', user_id: 'u' };
      await store(into, [
        { ...failed, time: '0001-01-01T00:00:00Z' },
        { ...failed, time: '9999-12-31T23:59:59.999999Z', request_id: 's' },
      ]);
      for (const query of ['', 'dt_from=-3650d', 'dt_from=0001-01-01', 'dt_to=9999-12-31'])
        expect([query, (await get(app, name, query)).status]).toEqual([query, 200]);
    });
  });

  test('what is wrong is named', async () => {
    await withApp({}, async (app) => {
      for (const [query, culprit] of [
        ['tz=Mars/Base', 'tz'],
        ['dt_from=soon', 'dt_from'],
        ['outcome=lost', 'outcome'],
        ['aplication_name=x', 'aplication_name'],
        ['missing=nothing', 'missing'],
        ['min_events=few', 'min_events'],
      ])
        expect([query, await get(app, name, query)]).toMatchObject([
          query,
          { status: 400, body: { errors: [{ parameter: culprit }] } },
        ]);
    });
  });
});

test.each([
  ['breakdown', 'by'],
  ['breakdown?by=session', 'by'],
  ['breakdown?by=user&limit=0', 'limit'],
  ['numbers?interval=1s&dt_from=2026-01-01&dt_to=2026-03-01', 'interval'],
])('%s names %s', async (name, culprit) => {
  await withApp({}, async (app) => {
    expect(await get(app, name)).toMatchObject({ status: 400, body: { errors: [{ parameter: culprit }] } });
  });
});

test('every question stops when the client has gone', async () => {
  const asked: string[] = [];
  const stopped: string[] = [];
  /** Questions that are never answered, and note when they are no longer wanted. */
  const stuck = <Questions extends object>(questions: Questions): Questions =>
    Object.fromEntries(
      Object.keys(questions).map((name) => [
        name,
        async (_: unknown, { signal }: { readonly signal: AbortSignal }) =>
          new Promise((_resolve, reject) => {
            asked.push(name);
            signal.addEventListener('abort', () => {
              stopped.push(name);
              reject(signal.reason as Error);
            });
          }),
      ]),
    ) as Questions;
  const wrap = (real: Store): Store => ({
    ...real,
    overview: stuck(real.overview),
    findings: stuck(real.findings),
  });
  await withApp({ wrap }, async (app) => {
    const address = await app.listen({ host: '127.0.0.1', port: 0 });
    for (const name of names) {
      const leaving = new AbortController();
      const path = `${address}/v1/auth_overview/${name}${name.includes('?') ? '&' : '?'}dt_from=2026-03-30&dt_to=2026-03-31`;
      const left = fetch(path, { signal: leaving.signal }).catch(() => 'left');
      await expect.poll(() => asked.length, { timeout: testPatience }).toBe(stopped.length + 1);
      leaving.abort();
      await expect.poll(() => stopped.length, { timeout: testPatience }).toBe(asked.length);
      expect(await left).toBe('left');
    }
  });
  expect(stopped).toEqual(['numbers', 'breakdown', 'stops', 'hours', 'secondStep', 'steps', 'kept']);
});

test('an attempt at the last instant is counted by what its value links to', async () => {
  await withApp({}, async (app, into) => {
    const time = '9999-12-31T23:59:59.999999Z';
    await store(into, [{ time, event_name: 'Token', result: 'Failure', request_id: 'r', source_ip: '::1' }]);
    const { body } = await get(app, 'breakdown?by=source_ip');
    const [value] = breakdownAnswerSchema.parse(body).values;
    const search = new URLSearchParams(
      Object.entries(value?.query ?? {}).flatMap(([param, all]) =>
        all.map((each): [string, string] => [param, each]),
      ),
    );
    const answer = await app.inject(`/v1/auth_attempts?${search.toString()}`);
    expect(answer.json<{ auth_attempts: unknown[] }>().auth_attempts).toHaveLength(value?.now.attempts ?? -1);
  });
});

test('what the period before lacks is said: nothing stored, or the beginning of it', async () => {
  await withApp({}, async (app, into) => {
    await store(into, [attempt(0, 'failed')]);
    const before = async (query: string) =>
      numbersAnswerSchema.parse((await get(app, 'numbers', query)).body).before;
    const noon = '2026-03-30T12:00:00Z';
    expect(await before(`dt_from=${noon}&dt_to=2026-03-31`)).toBeUndefined();
    expect(await before('dt_from=2026-03-30T11:00:00Z&dt_to=2026-03-31')).toBeUndefined();
    expect(await before('dt_from=2026-03-31&dt_to=2026-04-01')).toEqual({
      from: '2026-03-30T00:00:00Z',
      to: '2026-03-31T00:00:00Z',
      stored_from: noon,
    });
    // a minute of a day is no matter
    expect(await before('dt_from=2026-03-31T11:59:00Z&dt_to=2026-04-01T11:59:00Z')).toEqual({
      from: '2026-03-30T11:59:00Z',
      to: '2026-03-31T11:59:00Z',
    });
    expect(await before('dt_from=2026-03-30T13:00:00Z&dt_to=2026-03-30T14:00:00Z')).toEqual({
      from: noon,
      to: '2026-03-30T13:00:00Z',
    });
    // one that is asked for, with hours between the two that count for neither
    const asked = 'dt_from=2026-03-31T06:00:00Z&dt_to=2026-04-01&before_from=2026-03-30T11:59:59Z';
    expect(await before(`${asked}&before_to=2026-03-30T12:30:00Z`)).toEqual({
      from: '2026-03-30T11:59:59Z',
      to: '2026-03-30T12:30:00Z',
    });
    expect(await before(`${asked}&before_to=2026-03-30T12:00:00Z`)).toBeUndefined();
  });
});

test.each(['hours', 'not_hours'])('%s that are none are refused by name', async (param) => {
  await withApp({}, async (app) => {
    for (const path of ['/v1/auth_audits', '/v1/auth_attempts', '/v1/auth_overview/numbers']) {
      const answer = await app.inject(`${path}?${param}=office`);
      expect([path, answer.statusCode]).toEqual([path, 400]);
      expect(answer.body).toContain(param);
    }
  });
});

test.each([
  ['before_from=2026-03-30', 'before_from'],
  ['dt_from=2026-03-31&before_to=2026-03-31', 'before_to'],
  ['dt_to=2026-03-31&before_from=2026-03-29&before_to=2026-03-30', 'before_from'],
  ['dt_from=2026-03-31&before_from=2026-03-30&before_to=2026-03-30', 'before_to'],
  ['dt_from=2026-03-31&before_from=2026-03-30&before_to=2026-03-31T00:00:01Z', 'before_to'],
  ['dt_from=2026-03-31&before_from=soon&before_to=2026-03-31', 'before_from'],
])('a period before that makes no sense is refused by name: %s', async (query, param) => {
  await withApp({}, async (app) => {
    const { status, body } = await get(app, 'numbers', query);
    expect(status).toBe(400);
    expect(JSON.stringify(body)).toContain(param);
  });
});
