import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { segmentOf } from '../../contract/id-segment.ts';
import { postEvents, signIn, withApp } from '../test-support/with-app.ts';

const hard = [
  '.',
  '..',
  '...',
  'histogram',
  'facets',
  'export',
  'exports',
  '=',
  '=..',
  '%2e%2e',
  'a/b',
  '/',
  '?x#y',
  '\\',
  ' a ',
  '漢',
  '=',
];
const ids = fc.oneof(
  fc.constantFrom(...hard),
  fc.string({ minLength: 1, unit: 'binary' }).filter((id) => !/\p{Surrogate}/u.test(id)),
);

// by a client that rewrites addresses as browsers do, on the real server
test('whatever an id is, its address leads to it', async () => {
  const [drawn = []] = fc.sample(fc.uniqueArray(ids, { minLength: 15, maxLength: 15 }), {
    numRuns: 1,
    seed: 22,
  });
  const all = [...new Set([...hard, ...drawn])];
  await withApp({}, async (app) => {
    const events = all.map((id, n) =>
      signIn(`e${n}`, { request_id: id, session: id, user_id: id, source_ip: id, result: 'Failure' }),
    );
    await postEvents(app, { events });
    const url = await app.listen({ port: 0, host: '127.0.0.1' });
    const ask = async (path: string) => {
      const response = await fetch(`${url}${path}`);
      return { status: response.status, answer: (await response.json()) as Record<string, unknown> };
    };
    for (const id of all) {
      const path = `/v1/auth_attempts/${segmentOf(id)}`;
      const { status, answer } = await ask(path);
      expect([path, status, answer['request_id']]).toEqual([path, 200, id]);
    }
    for (const id of ['..', '=..', 'facets', 'exports']) {
      const about = [
        ['session', 'auth_sessions'],
        ['user', 'auth_users'],
        ['address', 'auth_addresses'],
      ] as const;
      for (const [name, path] of about)
        expect((await ask(`/v1/${path}/${segmentOf(id)}`)).answer[name]).toBe(id);
      for (const block of ['others', 'since', 'last_success'])
        expect((await ask(`/v1/auth_attempts/${segmentOf(id)}/${block}`)).status).toBe(200);
    }
  });
});
