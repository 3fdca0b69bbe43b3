import type { FastifyInstance } from 'fastify';
import { expect, test } from 'vitest';
import { type GuidName, guidsAnswerSchema } from '../../contract/known-users.ts';
import { postEvents, signIn, withApp } from '../test-support/with-app.ts';

const answer = async (app: FastifyInstance, query = '') => {
  // as the published client sends it
  const headers = { accept: 'application/json', 'content-type': 'application/json' };
  const response = await app.inject({ url: `/users/guids${query}`, headers });
  expect([response.statusCode, response.headers['content-type']]).toEqual([
    200,
    'application/json; charset=utf-8',
  ]);
  expect(response.headers.vary).toMatch(/^accept(,|$)/);
  return guidsAnswerSchema.parse(response.json());
};

const known = (id: string, user: string, more: object = {}) =>
  signIn(id, { user_id: user, upstream_user_id: `${user}@example.org`, ...more });

/** As the published client walks: until a page is short. */
const walk = async (
  app: FastifyInstance,
  query: string,
  limit: number,
  between: (page: number) => Promise<void> = async () => {},
): Promise<GuidName[]> => {
  const all: GuidName[] = [];
  let cursor = '';
  for (let page = 0; ; page += 1) {
    const { guid_to_name_list: list, page_at_id: next } = await answer(
      app,
      `?limit=${limit}&page_at_id=${cursor}${query}`,
    );
    all.push(...list);
    expect(next === undefined).toBe(list.length < limit);
    if (next === undefined) return all;
    cursor = next;
    await between(page);
  }
};

test('users whose address is known, in the published shape', async () =>
  withApp({}, async (app) => {
    expect(await answer(app)).toEqual({ guid_to_name_list: [], limit: 500 });
    await postEvents(app, {
      events: [
        known('1', 'u1', { org_id: 'o1', time: '2026-03-01T00:00:00Z' }),
        known('2', 'u1', { upstream_user_id: 'New@example.org', time: '2026-03-02T00:00:00Z' }),
        known('3', 'u2', { org_id: 'o1', time: '2026-03-03T00:00:00Z' }),
        known('4', 'u2', { org_id: 'o2', time: '2026-03-04T00:00:00Z' }),
        known('5', 'u3', { upstream_user_id: 'no address' }),
        signIn('6', { user_id: 'u4', org_id: 'o1' }),
        signIn('7', { upstream_user_id: 'nobody@example.org' }),
      ],
    });
    const first = { guid: 'u1', guid_type: 'user', name: 'New@example.org', org_id: 'o1' };
    const second = { guid: 'u2', guid_type: 'user', name: 'u2@example.org' };
    expect((await answer(app)).guid_to_name_list).toEqual([first, { ...second, org_id: 'o2' }]);
    expect((await answer(app, '?org_id=o1')).guid_to_name_list).toEqual([first, { ...second, org_id: 'o1' }]);
    expect((await answer(app, '?org_id=o2')).guid_to_name_list).toEqual([{ ...second, org_id: 'o2' }]);
    expect((await answer(app, '?org_id=o3')).guid_to_name_list).toEqual([]);
    expect((await answer(app, '?org_id=')).guid_to_name_list).toHaveLength(2);
  }));

test.each(['', '&org_id=o1'])('a walk meets each user once while others become known%s', async (query) =>
  withApp({}, async (app) => {
    const users = Array.from({ length: 23 }, (_, n) => `u${n * 7}`);
    const org = { org_id: 'o1' };
    await postEvents(app, { events: users.map((user) => known(user, user, org)) });
    const met = await walk(app, query, 5, async (page) => {
      const late = [`a${page}`, `u2${page}`, `z${page}`];
      await postEvents(app, {
        events: [...late, ...users].map((user) => known(`${user}-${page}`, user, org)),
      });
    });
    const guids = met.map(({ guid }) => guid);
    expect(new Set(guids).size).toBe(guids.length);
    expect(users.filter((user) => !guids.includes(user))).toEqual([]);
    expect(guids).toContain('z0');
  }),
);

test('a full last page says where the next begins, which is empty', async () =>
  withApp({}, async (app) => {
    await postEvents(app, { events: ['u1', 'u2'].map((user) => known(user, user)) });
    expect((await walk(app, '', 2)).map(({ guid }) => guid)).toEqual(['u1', 'u2']);
    expect((await walk(app, '', 1)).map(({ guid }) => guid)).toEqual(['u1', 'u2']);
  }));

test('ids of any length and of any characters', async () =>
  withApp({}, async (app) => {
    const users = [
      '.',
      '..',
      '\ufeffx',
      'é/?#%',
      '2026-03-31',
      'x'.repeat(600_000),
      'y'.repeat(700_000),
      '__proto__',
    ];
    for (const [at, user] of users.entries())
      await postEvents(app, {
        events: [signIn(`e${at}`, { user_id: user, upstream_user_id: `u${at}@example.org` })],
      });
    for (const limit of [1, 3, 500]) {
      const met = await walk(app, '', limit);
      expect(met.map(({ guid }) => guid).toSorted()).toEqual(users.toSorted());
    }
  }));

test.each([
  ['limit=0', 'limit'],
  ['limit=501', 'limit'],
  ['page_at_id=x', 'page_at_id'],
  ['user=u1', 'user'],
  ['org_id=a&org_id=b', 'org_id'],
])('%s is refused by name', async (query, name) =>
  withApp({}, async (app) => {
    const response = await app.inject(`/users/guids?${query}`);
    expect(response.statusCode).toBe(400);
    expect(response.body).toContain(name);
  }),
);
