import { expect, test } from 'vitest';
import { postEvents, signIn, withApp } from '../test-support/with-app.ts';

test.each(['constructor', '__proto__', 'toString'])(
  'a user called %s is a user like others',
  async (user) => {
    await withApp({}, async (app) => {
      const event = signIn('e1', { user_id: user, request_id: 'r1', session: 's1', result: 'Failure' });
      expect((await postEvents(app, { events: [event] })).statusCode).toBe(201);
      for (const path of [
        'auth_attempts',
        'auth_attempts/r1',
        `auth_users/${user}`,
        'auth_sessions/s1',
        'auth_audits?expand=emails',
        'auth_overview/breakdown?by=user',
      ])
        expect([path, (await app.inject(`/v1/${path}`)).statusCode]).toEqual([path, 200]);
    });
  },
);
