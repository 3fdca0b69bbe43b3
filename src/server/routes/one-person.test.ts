import type { FastifyInstance } from 'fastify';
import { expect, test } from 'vitest';
import { userAnswerSchema } from '../../contract/attempt-context.ts';
import { attemptHistogramAnswerSchema } from '../../contract/attempts.ts';
import { breakdownAnswerSchema, numbersAnswerSchema } from '../../contract/overview.ts';
import { postEvents, signIn, withApp } from '../test-support/with-app.ts';

const event = (id: string, result: 'Success' | 'Failure', user?: string, upstream?: string) =>
  signIn(id, {
    event_name: result === 'Success' ? 'Assertion Request' : 'Identity Provider Authentication',
    result,
    request_id: id,
    ...(user === undefined ? {} : { user_id: user }),
    ...(upstream === undefined ? {} : { upstream_user_id: upstream }),
  });

const history = [
  event('r1', 'Success', 'u1', 'Ana@x.example'),
  event('r2', 'Success', 'u1', 'shared@x.example'),
  event('r3', 'Success', 'u2', 'shared@x.example'),
  event('r4', 'Failure', undefined, 'ANA@x.example'),
  event('r5', 'Failure', undefined, 'Shared@x.example'),
  event('r6', 'Failure', undefined, 'nobody@x.example'),
  // an id of ours that is called as somebody’s address
  event('r7', 'Success', 'nobody@x.example'),
];

const ask = async (
  app: FastifyInstance,
  path: string,
  query: Readonly<Record<string, readonly string[]>> = {},
) => {
  const params = Object.entries(query).flatMap(([name, values]) =>
    values.map((value): [string, string] => [name, value]),
  );
  const answer = await app.inject(`/v1/${path}?${new URLSearchParams(params).toString()}`);
  expect([path, answer.statusCode]).toEqual([path, 200]);
  return answer.json<unknown>();
};

const pageOf = async (app: FastifyInstance, user: string) => {
  const page = userAnswerSchema.parse(await ask(app, `auth_users/${encodeURIComponent(user)}`));
  const { query, attempts, shared_by, shared_addresses, last_success: success, last_failure: failure } = page;
  expect(await countOf(app, query)).toBe(attempts.count);
  return {
    query,
    count: attempts.count,
    last: [success?.request_id, failure?.request_id],
    shared: [...shared_by, ...shared_addresses],
  };
};

const countOf = async (app: FastifyInstance, query: Readonly<Record<string, readonly string[]>>) =>
  attemptHistogramAnswerSchema.parse(await ask(app, 'auth_attempts/histogram', { ...query, buckets: ['1'] }))
    .count;

test('everybody is counted once, and each count is what its query finds', async () =>
  withApp({}, async (app) => {
    expect((await postEvents(app, { events: history })).statusCode).toBe(201);
    const worst = breakdownAnswerSchema.parse(
      await ask(app, 'auth_overview/breakdown', { by: ['user'], limit: ['50'] }),
    );
    expect(worst.values.map(({ value, now }) => [value, now.unsuccessful, now.attempts])).toEqual([
      ['u1', 1, 3],
      ['nobody@x.example', 1, 1],
      ['shared@x.example', 1, 1],
      ['nobody@x.example', 0, 1],
      ['u2', 0, 1],
    ]);
    for (const { now, query } of worst.values) expect(await countOf(app, query)).toBe(now.attempts);
    const { numbers } = numbersAnswerSchema.parse(await ask(app, 'auth_overview/numbers'));
    expect(numbers.users.now).toBe(5);
    const looked = breakdownAnswerSchema.parse(
      await ask(app, 'auth_overview/breakdown', {
        by: ['user'],
        email: ['ana@x.example', 'shared@x.example'],
      }),
    );
    for (const { now, query } of looked.values) expect(await countOf(app, query)).toBe(now.attempts);
  }));

test('the page of a person is the same by the id and by every address, in any case', async () =>
  withApp({}, async (app) => {
    expect((await postEvents(app, { events: history })).statusCode).toBe(201);
    const ana = {
      query: { email: ['Ana@x.example'] },
      count: 3,
      last: ['r2', 'r4'],
      shared: ['shared@x.example'],
    };
    for (const name of ['u1', 'Ana@x.example', 'ANA@X.EXAMPLE']) expect(await pageOf(app, name)).toEqual(ana);
    expect(await pageOf(app, 'shared@x.example')).toEqual({
      query: { email: ['shared@x.example'], missing: ['user_id'] },
      count: 1,
      last: [undefined, 'r5'],
      shared: ['u1', 'u2'],
    });
    expect(await pageOf(app, 'u2')).toMatchObject({ query: { user_id: ['u2'] }, count: 1 });
    const nobody = { query: { email: ['nobody@x.example'], missing: ['user_id'] }, count: 1 };
    expect(await pageOf(app, 'nobody@x.example')).toMatchObject({ ...nobody, last: [undefined, 'r6'] });

    // an address can be learned later, and by a second user
    await postEvents(app, { events: [event('r8', 'Success', 'u3', 'Nobody@x.example')] });
    for (const name of ['u3', 'nobody@x.example'])
      expect(await pageOf(app, name)).toMatchObject({ count: 2, last: ['r8', 'r6'], shared: [] });
    await postEvents(app, { events: [event('r9', 'Success', 'u4', 'nobody@x.example')] });
    expect(await pageOf(app, 'nobody@x.example')).toMatchObject({ ...nobody, shared: ['u3', 'u4'] });
    expect(await pageOf(app, 'u3')).toMatchObject({ query: { user_id: ['u3'] }, count: 1 });
  }));
