import { connect } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { describe, expect, test } from 'vitest';
import { type ListAnswer, listAnswerSchema } from '../../contract/audits.ts';
import { problemSchema } from '../../contract/service.ts';
import type { Store } from '../store/store.ts';
import { postEvents, signIn, withApp } from '../test-support/with-app.ts';

const at = (minute: number): string => `2026-03-31T10:${String(minute).padStart(2, '0')}:00Z`;

const events = [
  signIn('a', {
    time: at(1),
    user_id: 'u1',
    upstream_user_id: 'Ann@example.org',
    session: 's1',
    org_name: 'A + B',
  }),
  signIn('b', {
    time: at(2),
    user_id: 'u1',
    upstream_user_id: 'S-1-5',
    result: 'Denied',
    extra: 'x y',
    n: 5,
  }),
  signIn('c', {
    time: at(3),
    user_id: 'constructor',
    event_name: 'MFA Challenge',
    result: null,
    source_ip: '::1',
  }),
  signIn('d', { time: at(3), stage: 'Login', event: 'Failure', event_name: null, result: null }),
  signIn('e', { time: at(4), 'a/b': { deep: [true] }, result: 'Success' }),
];

const get = async (app: FastifyInstance, query: string): Promise<ListAnswer> => {
  const response = await app.inject(`/v1/auth_audits?${query}`);
  if (response.statusCode !== 200) throw new Error(response.body);
  return listAnswerSchema.parse(response.json());
};

const idsOf = async (app: FastifyInstance, query: string): Promise<string> =>
  ((await get(app, `${query}&expand=event_ids`)).event_ids ?? []).join('');

test('records are filtered by every kind of parameter', async () =>
  withApp({}, async (app) => {
    await postEvents(app, { events });
    const found: Record<string, string> = {};
    const expected = {
      '': 'edcba',
      'order=asc': 'abcde',
      'result=Success': 'ea',
      'result=Success&result=Denied': 'eba',
      'not_result=Success': 'dcb',
      'missing=result': 'dc',
      'missing=session&not_result=Denied': 'edc',
      'session_id=s1': 'a',
      'stage=Login&event=Failure': 'd',
      'email=ANN@EXAMPLE.ORG': 'ba',
      'not_email=ann@example.org': 'edc',
      'missing=email': 'edc',
      'q=ANN': 'ba',
      'q=%3A%3A1': 'c',
      'q=%25': '',
      'source_ip=::%2F127': 'c',
      'source_ip=10.0.0.0%2F8&source_ip=::1': 'c',
      'org_name=A+%2B+B': 'a',
      'org_name=A+B': '',
      'x.extra=x+y': 'b',
      'x.n=5': 'b',
      'not_x.n=5': 'edca',
      'x.a%2Fb=%7B%22deep%22%3A%5Btrue%5D%7D': 'e',
      'missing=x.a%2Fb': 'dcba',
      'user_id=constructor': 'c',
      'user_id=': 'edcba',
      'dt_from=&dt_to=&q=&result=': 'edcba',
      'dt_from=2026-03-31T10:02Z': 'edcb',
      'dt_to=2026-03-31T10:02Z': 'a',
      'dt_from=2026-03-31T12:02:00%2B02:00&dt_to=2026-03-31T10:03:00.000001Z': 'dcb',
      'dt_from=now-2h': 'edcba',
      'dt_from=-118min': 'edcb',
      'dt_from=today&dt_to=tomorrow': 'edcba',
      'dt_from=2026-04-01': '',
      'dt_from=2026-03-31T10:03Z&dt_to=2026-03-31T10:02Z': '',
      'event_id=a&event_id=e&event_id=zz': 'ea',
      'limit=2': 'ed',
    };
    for (const query of Object.keys(expected)) found[query] = await idsOf(app, query);
    expect(found).toEqual(expected);
  }));

test('an answer holds the records as they came, and never a null', async () =>
  withApp({}, async (app) => {
    await postEvents(app, { events });
    const response = await app.inject('/v1/auth_audits?limit=100');
    expect(response.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(response.body).not.toContain('null');
    const { auth_audits: records, ...rest } = response.json<ListAnswer>();
    expect(rest).toEqual({ limit: 100 });
    expect(records[3]).toEqual({
      time: at(2),
      event_name: 'Token',
      result: 'Denied',
      user_id: 'u1',
      upstream_user_id: 'S-1-5',
      extra: 'x y',
      n: 5,
    });
    const expanded = await get(app, 'expand=event_ids,emails&expand=emails');
    expect(expanded.event_ids).toEqual(['e', 'd', 'c', 'b', 'a']);
    expect(expanded.known_emails).toEqual({ u1: 'Ann@example.org' });
    const { step_titles: titles } = await get(app, 'expand=step_titles');
    expect(titles).toHaveLength(5);
    expect(titles?.[3]).toBe('Token refused');
  }));

test('pages follow each other exactly, whatever their size, and keep the range the first one had', async () =>
  withApp({}, async (app) => {
    await postEvents(app, { events });
    for (const order of ['asc', 'desc'])
      for (const limit of [1, 2, 3]) {
        let ids = '';
        let cursor = '';
        for (let pages = 0; pages < 9; pages += 1) {
          const page = await get(
            app,
            `dt_from=-1d&order=${order}&limit=${limit}&expand=event_ids&page_at_id=${cursor}`,
          );
          ids += page.event_ids?.join('') ?? '';
          cursor = page.page_at_id ?? '';
          if (cursor === '') break;
          expect(page.auth_audits).toHaveLength(limit);
        }
        expect(ids).toBe(order === 'asc' ? 'abcde' : 'edcba');
      }
  }));

test('a cursor belongs to its question', async () =>
  withApp({}, async (app) => {
    await postEvents(app, { events });
    const { page_at_id: cursor = '' } = await get(
      app,
      'event_name=Token&result=Success&result=other&not_user_id=x&limit=1',
    );
    expect(
      (
        await get(
          app,
          `not_user_id=x&result=other&result=Success&event_name=Token&limit=3&page_at_id=${cursor}`,
        )
      ).auth_audits,
    ).toHaveLength(1);
    const foreign = [
      '',
      'result=Denied',
      'event_name=Token&result=Success&result=other&not_user_id=x&order=asc',
      'event_name=Token&result=Success&result=other&not_user_id=x&dt_from=-1d',
      'event_name=Token&result=Success&result=other&not_user_id=x&event_id=a',
    ];
    for (const query of foreign) {
      const response = await app.inject(`/v1/auth_audits?${query}&page_at_id=${cursor}`);
      expect([query, response.statusCode]).toEqual([query, 400]);
      expect(response.json()).toMatchObject({ errors: [{ parameter: 'page_at_id' }] });
    }
  }));

describe('a 400 names its culprit', () => {
  const list = '/v1/auth_audits';
  const histogram = `${list}/histogram`;
  const facets = `${list}/facets`;
  test.each([
    [list, 'limit=0', 'limit'],
    [list, 'limit=501', 'limit'],
    [list, 'limit=ten', 'limit'],
    [list, 'limit=1e2', 'limit'],
    [list, 'limit=-1', 'limit'],
    [list, 'limit=5&limit=6', 'limit'],
    [list, 'order=up', 'order'],
    [list, 'order=asc&order=desc', 'order'],
    [list, 'dt_from=soon', 'dt_from'],
    [list, 'dt_to=2026-02-30', 'dt_to'],
    [list, 'dt_from=-99999y', 'dt_from'],
    [list, 'dt_from=-99999999y', 'dt_from'],
    [list, 'dt_from=now&dt_from=today', 'dt_from'],
    [list, 'dt_to=+1d', 'dt_to'],
    [list, 'q=a&q=b', 'q'],
    [list, 'missing=nothing', 'missing'],
    [list, 'source_ip=10.31.0.0%2F33', 'source_ip'],
    [list, 'not_source_ip=2001:db8::%2F', 'not_source_ip'],
    [facets, 'source_ip=10.31.0.0%2F16.0', 'source_ip'],
    [list, 'expand=all', 'expand'],
    [list, 'expand=event_ids&expand=all', 'expand'],
    [list, 'page_at_id=nonsense', 'page_at_id'],
    [list, 'resutl=Success', 'resutl'],
    [list, 'session=s1', 'session'],
    [list, 'toString=1', 'toString'],
    [list, '__proto__=1', '__proto__'],
    [list, '__proto__=1&__proto__=2', '__proto__'],
    [list, 'x=1', 'x'],
    [list, '%25zz=1', '%zz'],
    [list, 'a%2Fb=1', 'a/b'],
    [list, '%00=1', '\0'],
    [histogram, 'tz=Mars', 'tz'],
    [histogram, 'by=request_id', 'by'],
    [histogram, 'by=not_x.a', 'by'],
    [histogram, 'interval=2h', 'interval'],
    [histogram, 'buckets=0', 'buckets'],
    [histogram, 'buckets=501', 'buckets'],
    [histogram, 'interval=1s&dt_from=-1d&dt_to=now', 'interval'],
    [histogram, 'limit=5', 'limit'],
    [facets, 'property=nope', 'property'],
    [facets, 'property=result&property=nope', 'property'],
    [facets, 'limit=101', 'limit'],
    [facets, 'order=asc', 'order'],
  ])('%s?%s', async (url, query, culprit) =>
    withApp({}, async (app) => {
      const response = await app.inject(`${url}?${query}`);
      expect([response.statusCode, response.headers['content-type']]).toEqual([
        400,
        'application/problem+json; charset=utf-8',
      ]);
      const problem = problemSchema.parse(response.json());
      expect(problem).toMatchObject({
        status: 400,
        title: 'Bad Request',
        type: 'about:blank',
        instance: url,
      });
      expect(problem.detail).toContain(`“${culprit}”`);
      expect(problem.detail).not.toMatch(/invalid input\.$/i);
      expect(
        problem.errors?.map(({ parameter }) => parameter.split('/', culprit === 'a/b' ? 9 : 1).join('/')),
      ).toEqual([culprit]);
    }),
  );
});

describe('a client that goes away', () => {
  test('stops the question it asked', async () => {
    const signals: AbortSignal[] = [];
    const wrap = (store: Store): Store => ({
      ...store,
      events: {
        ...store.events,
        list: (_, { signal }) =>
          new Promise((_resolve, reject) => {
            if (!signal) return;
            signals.push(signal);
            signal.addEventListener('abort', () => reject(signal.reason as Error));
          }),
      },
    });
    await withApp({ wrap }, async (app) => {
      const { port } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
      const socket = connect(Number(port), '127.0.0.1');
      socket.write(`GET /v1/auth_audits HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`);
      await expect.poll(() => signals.length).toBe(1);
      expect(signals[0]?.aborted).toBe(false);
      socket.destroy();
      await expect.poll(() => signals[0]?.aborted).toBe(true);
    });
  });
});

test('a failure of the storage is a 503 and a mistake of ours a 500, told by an id and nothing more', async () => {
  const wrap = (store: Store): Store => ({
    ...store,
    events: { ...store.events, list: () => Promise.reject(new TypeError('secret detail')) },
  });
  await withApp({ wrap }, async (app) => {
    const response = await app.inject('/v1/auth_audits');
    expect(response.statusCode).toBe(500);
    expect(response.body).not.toContain('secret');
    expect(problemSchema.parse(response.json()).id).toMatch(/^[0-9a-f-]{36}$/);
  });
});
