import { expect, test } from 'vitest';
import { maxFacets } from '../../contract/audits.ts';
import { maxExtras, maxValues } from '../../contract/query.ts';
import { problemSchema } from '../../contract/service.ts';
import { postEvents, signIn, withApp } from '../test-support/with-app.ts';

const times = (count: number, part: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => part(n)).join('&');

const list = '/v1/auth_audits';
const facets = [`${list}/facets`, '/v1/auth_attempts/facets'];

test.each([
  ...facets.map((path) => [
    path,
    times(maxFacets + 1, (n) => `property=x.p${n}`),
    `“property”: may be given at most ${maxFacets} times`,
  ]),
  [list, times(maxValues + 1, (n) => `user_id=u${n}`), `“user_id”: may be given at most ${maxValues} times`],
  [list, times(maxValues + 1, (n) => `not_x.a=${n}`), `“not_x.a”: may be given at most ${maxValues} times`],
  [list, times(maxValues + 1, (n) => `event_id=${n}`), `“event_id”: may be given at most ${maxValues} times`],
  [list, times(maxValues + 1, (n) => `missing=x.${n}`), `“missing”: may be given at most ${maxValues} times`],
  [list, times(11, () => 'expand=emails'), '“expand”: may be given at most 10 times'],
  [
    list,
    times(maxExtras + 1, (n) => `x.p${n}=1`),
    `at most ${maxExtras} parameters beside those of the contract`,
  ],
  [`${list}/export`, times(maxValues + 1, (n) => `columns=x.${n}`), `at most ${maxValues} times`],
])('%s?%.30s… is refused by a sentence that names the limit', async (path, query, sentence) =>
  withApp({}, async (app) => {
    const response = await app.inject(`${path}?${query}`);
    expect(response.statusCode).toBe(400);
    expect(problemSchema.parse(response.json()).detail).toContain(sentence);
  }),
);

test('as much as is allowed is answered', async () =>
  withApp({}, async (app) => {
    await postEvents(app, { events: [signIn('a', { user_id: 'u7', p7: 'x', request_id: 'r' })] });
    for (const path of facets) {
      const response = await app.inject(`${path}?${times(maxFacets, (n) => `property=x.p${n}`)}`);
      expect(Object.keys(response.json())).toHaveLength(maxFacets);
      expect(response.json()).toMatchObject({ 'x.p7': { values: [{ value: 'x', count: 1 }] } });
    }
    const users = await app.inject(`${list}?${times(maxValues, (n) => `user_id=u${n}`)}`);
    expect(users.json()).toMatchObject({ auth_audits: [{ user_id: 'u7' }] });
    for (const query of [
      times(maxValues, (n) => `missing=x.q${n}`),
      times(maxExtras, (n) => `not_x.p${n}=1`),
      times(maxValues, (n) => `not_email=u${n}@x`),
    ])
      expect((await app.inject(`${list}?${query}`)).json()).toMatchObject({
        auth_audits: [{ user_id: 'u7' }],
      });
    const columns = times(maxValues, (n) => `columns=x.p${n}`);
    expect((await app.inject(`${list}/export?${columns}`)).body).toContain(',x,');
  }));

test('the limits are in the description of the API', async () =>
  withApp({}, async (app) => {
    const { info, paths } = (await app.inject('/openapi.json')).json<{
      info: { description: string };
      paths: Record<string, { get: { parameters: { name: string; schema: unknown }[] } }>;
    }>();
    expect(info.description).toContain(`${maxValues} values of one parameter`);
    const property = paths[`${list}/facets`]?.get.parameters.find(({ name }) => name === 'property');
    expect(JSON.stringify(property)).toContain(`"maxItems":${maxFacets}`);
  }));

test('a user that is called __proto__ has an address', async () =>
  withApp({}, async (app) => {
    const of = { user_id: '__proto__', upstream_user_id: 'ann@example.org' };
    await postEvents(app, { events: [signIn('a', of)] });
    const { body } = await app.inject(`${list}?expand=emails`);
    expect(body).toContain('"known_emails":{"__proto__":"ann@example.org"}');
  }));
