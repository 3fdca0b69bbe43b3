import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AttemptAnswer } from '../../../contract/attempts.ts';
import { ToldHistory } from '../../test-support/told-histories.ts';
import { postEvents, withApp } from '../../test-support/with-app.ts';

const [firefox, chrome, phone, script] = [
  'Mozilla/5.0 Firefox/140.0',
  'Mozilla/5.0 Chrome/144.0',
  'Mozilla/5.0 (iPhone) Safari/19.0',
  'python-requests/2.32',
];
const uneven = (count: number) => Array.from({ length: count }, (_, index) => index * 4 + (index % 3));

/** Tells what happened; answers the request_id of the attempt that is asked about. */
type Tell = (history: ToldHistory) => string;

/** What happened, and of which kind it is; the code of the verdict and the owner of its next step. */
const situations: readonly (readonly [string, string, string | undefined, Tell])[] = [
  // attack
  [
    'attack: asked from abroad until he gave in',
    'worth_a_look_second_steps',
    'help_desk',
    (own) => {
      own.habit();
      for (const ago of uneven(8)) own.tell('pressedDeny', { ip: own.at('abroad'), ago: ago + 12 });
      return own.tell('secondStep', { ip: own.at('abroad'), ago: 11 });
    },
  ],
  [
    'attack: the same, while it is refused',
    'second_step_attack',
    'security',
    (own) => {
      own.habit();
      const last = own.often('pressedDeny', 3, 2, { ip: own.at('abroad'), ago: 30 });
      return last;
    },
  ],
  [
    'attack: the same, nobody answers',
    'second_step_attack',
    'security',
    (own) => {
      own.habit();
      return own.often('unanswered', 3, 3, { ip: own.at('abroad'), ago: 30 });
    },
  ],
  [
    'attack: sixty wrong passwords from where nobody ever signed in',
    'guessing',
    'security',
    (own) => own.often('wrongPassword', 60, 0.1, { ip: own.at('abroad'), agent: script, ago: 60 }),
  ],
  [
    'attack: twelve wrong passwords from abroad on somebody well known',
    'guessing',
    'security',
    (own) => {
      own.habit();
      let last = '';
      for (const ago of uneven(12).toReversed())
        last = own.tell('wrongPassword', { ip: own.at('abroad'), ago: ago + 20 });
      return last;
    },
  ],
  [
    'attack: a machine guesses from abroad',
    'guessing',
    'security',
    (own) => {
      own.habit();
      return own.often('wrongPassword', 6, 5, { ip: own.at('abroad'), agent: script, ago: 20 });
    },
  ],
  [
    'attack: one address, one password, many names',
    'address_guessing',
    'security',
    (own) => {
      let last = '';
      for (let each = 0; each < 9; each += 1)
        last = own.tell('wrongPassword', { user: `reader${each}`, ip: own.at('abroad'), ago: 90 - each * 3 });
      return last;
    },
  ],
  [
    'attack: the one whom it let in',
    'worth_a_look_address',
    'help_desk',
    (own) => {
      own.habit(12, { user: 'mara' });
      for (let each = 0; each < 9; each += 1)
        own.tell('wrongPassword', { user: `reader${each}`, ip: own.at('abroad'), ago: 90 - each * 3 });
      return own.tell('signedIn', { user: 'mara', ip: own.at('abroad'), ago: 50 });
    },
  ],
  [
    'attack: one refused second step from abroad with a new browser, then in',
    'worth_a_look_second_steps',
    'help_desk',
    (own) => {
      own.habit();
      own.tell('pressedDeny', { ip: own.at('abroad'), agent: chrome, ago: 34 });
      return own.tell('secondStep', { ip: own.at('abroad'), agent: chrome, ago: 30 });
    },
  ],
  [
    'attack: refused from abroad, then signed in at home',
    'worth_a_look_second_steps',
    'help_desk',
    (own) => {
      own.habit();
      own.often('pressedDeny', 2, 4, { ip: own.at('abroad'), ago: 40 });
      return own.tell('secondStep', { ago: 20 });
    },
  ],
  [
    'attack: five requests within ten minutes, at home',
    'worth_a_look_second_steps',
    'help_desk',
    (own) => {
      own.habit();
      own.often('unanswered', 5, 1.5, { ago: 22 });
      return own.tell('secondStep', { ago: 20 });
    },
  ],
  [
    'attack: flat log, sixty refused requests',
    'guessing',
    'security',
    (own) => own.often('flatRefused', 60, 0.1, { user: 'root', ip: own.at('abroad'), agent: '', ago: 60 }),
  ],
  // accident
  [
    'accident: a wrong password at home',
    'idp_not_confirmed',
    'user',
    (own) => {
      own.habit();
      return own.tell('wrongPassword', { ago: 30 });
    },
  ],
  [
    'accident: four wrong passwords at home',
    'idp_not_confirmed',
    'user',
    (own) => {
      own.habit();
      own.tell('wrongPassword', { ago: 41 });
      own.tell('wrongPassword', { ago: 38 });
      own.tell('wrongPassword', { ago: 36 });
      return own.tell('wrongPassword', { ago: 30 });
    },
  ],
  [
    'accident: two wrong codes, then the right one',
    'signed_in',
    undefined,
    (own) => {
      own.habit();
      own.often('wrongCode', 2, 2, { ago: 34 });
      return own.tell('secondStep', { ago: 30 });
    },
  ],
  [
    'accident: a wrong code within the attempt',
    'signed_in_after_failures',
    undefined,
    (own) => {
      own.habit();
      return own.tell('codeTwice', { ago: 30 });
    },
  ],
  [
    'accident: pressed Deny once, then approved',
    'signed_in',
    undefined,
    (own) => {
      own.habit();
      own.tell('pressedDeny', { ago: 33 });
      return own.tell('secondStep', { ago: 30 });
    },
  ],
  [
    'accident: pressed Deny',
    'mfa_denied',
    'help_desk',
    (own) => {
      own.habit();
      return own.tell('pressedDeny', { ago: 33 });
    },
  ],
  [
    'accident: left the second step',
    'mfa_waiting',
    'user',
    (own) => {
      own.habit();
      return own.tell('unanswered', { ago: 33 });
    },
  ],
  [
    'accident: blocked by policy at an own place',
    'policy_denied',
    'policy_admin',
    (own) => {
      own.habit();
      return own.tell('byPolicy', { ago: 33 });
    },
  ],
  [
    'accident: a token that was not issued, again and again',
    'token_failed',
    'application_owner',
    (own) => {
      own.habit();
      return own.often('noToken', 12, 5, { ip: own.at('abroad'), ago: 33 });
    },
  ],
  [
    'accident: sessions that expired, again and again',
    'session_ended',
    'user',
    (own) => {
      own.habit();
      return own.often('expired', 12, 1, { ip: own.at('abroad'), ago: 33 });
    },
  ],
  [
    'accident: wrong passwords, then nothing but success',
    'signed_in',
    undefined,
    (own) => {
      own.habit();
      own.often('wrongPassword', 3, 2, { ip: own.at('abroad'), ago: 36 });
      return own.tell('secondStep', { ago: 30 });
    },
  ],
  // outage
  [
    'outage: nobody comes back from the provider',
    'provider_trouble',
    'identity_provider_admin',
    (own) => {
      for (let each = 0; each < 9; each += 1) own.habit(6, { user: `user${each}`, ip: own.at('home', each) });
      let last = '';
      for (let each = 0; each < 9; each += 1)
        last = own.tell('neverBack', { ip: own.at('home', each), ago: 60 - each });
      return last;
    },
  ],
  [
    'outage: the provider refuses everybody',
    'provider_trouble',
    'identity_provider_admin',
    (own) => {
      for (let each = 0; each < 9; each += 1) own.habit(6, { user: `user${each}`, ip: own.at('home', each) });
      let last = '';
      for (let each = 0; each < 9; each += 1)
        last = own.tell('wrongPassword', { user: `user${each}`, ip: own.at('home', each), ago: 60 - each });
      return last;
    },
  ],
  [
    'outage: no more than usual fail at a provider',
    'idp_not_confirmed',
    'user',
    (own) => {
      for (let each = 0; each < 9; each += 1) own.habit(6, { user: `user${each}`, ip: own.at('home', each) });
      let last = '';
      for (let each = 0; each < 4; each += 1)
        last = own.tell('wrongPassword', { user: `user${each}`, ip: own.at('home', each), ago: 60 - each });
      return last;
    },
  ],
  [
    'outage: many fail, and most of all get through',
    'idp_not_confirmed',
    'user',
    (own) => {
      for (let each = 0; each < 9; each += 1) own.habit(6, { user: `user${each}`, ip: own.at('home', each) });
      for (let each = 0; each < 40; each += 1)
        own.tell('signedIn', { user: `other${each}`, ip: own.at('home', 20 + each), ago: 61 - each / 10 });
      let last = '';
      for (let each = 0; each < 7; each += 1)
        last = own.tell('wrongPassword', {
          user: `user${each}`,
          ip: own.at('home', each),
          ago: 60 - each / 2,
        });
      return last;
    },
  ],
  [
    'outage: strangers who never come back are none',
    'redirected',
    'identity_provider_admin',
    (own) => {
      for (let each = 0; each < 9; each += 1) own.habit(6, { user: `user${each}`, ip: own.at('home', each) });
      let last = '';
      for (let each = 0; each < 9; each += 1)
        last = own.tell('neverBack', { ip: own.at('abroad', each), ago: 60 - each });
      return last;
    },
  ],
  // office
  [
    'office: seven mistype within an hour',
    'idp_not_confirmed',
    'user',
    (own) => {
      own.office();
      let last = '';
      for (let each = 0; each < 7; each += 1)
        last = own.tell('wrongPassword', {
          user: `colleague${each}`,
          ip: own.at('office', 3),
          ago: 110 - each * 16,
        });
      return last;
    },
  ],
  [
    'office: signed in after others mistyped',
    'signed_in',
    undefined,
    (own) => {
      own.office();
      for (let each = 0; each < 7; each += 1)
        own.tell('wrongPassword', {
          user: `colleague${each}`,
          ip: own.at('office', 3),
          ago: 110 - each * 12,
        });
      return own.tell('signedIn', { user: 'colleague7', ip: own.at('office', 3), ago: 20 });
    },
  ],
  [
    'office: somebody new there',
    'signed_in',
    undefined,
    (own) => {
      own.office();
      own.habit();
      own.often('wrongCode', 2, 2, { ip: own.at('office', 3), ago: 34 });
      return own.tell('secondStep', { ip: own.at('office', 3), ago: 30 });
    },
  ],
  // relay: another network nearly every day
  [
    'relay: two wrong codes through it',
    'signed_in',
    undefined,
    (own) => {
      for (let day = 2; day < 22; day += 1)
        own.tell('secondStep', { ip: `12.${day}.77.9`, ago: day * 1_440 });
      own.tell('wrongCode', { ip: '12.7.77.9', ago: 34 });
      own.tell('wrongCode', { ip: '12.8.77.9', ago: 32 });
      return own.tell('secondStep', { ip: '12.8.77.9', ago: 30 });
    },
  ],
  // travel
  [
    'travel: abroad with the usual browser',
    'signed_in',
    undefined,
    (own) => {
      own.habit();
      return own.tell('secondStep', { ip: own.at('abroad'), ago: 30 });
    },
  ],
  [
    'travel: a wrong code abroad with the usual browser',
    'signed_in',
    undefined,
    (own) => {
      own.habit();
      own.tell('wrongCode', { ip: own.at('abroad'), ago: 32 });
      return own.tell('secondStep', { ip: own.at('abroad'), ago: 30 });
    },
  ],
  [
    'travel: three wrong passwords in a café',
    'idp_not_confirmed',
    'user',
    (own) => {
      own.habit();
      own.tell('wrongPassword', { ip: own.at('cafe'), ago: 41 });
      own.tell('wrongPassword', { ip: own.at('cafe'), ago: 38 });
      return own.tell('wrongPassword', { ip: own.at('cafe'), ago: 36 });
    },
  ],
  // new phone
  [
    'new phone: at home',
    'signed_in',
    undefined,
    (own) => {
      own.habit();
      own.tell('unanswered', { agent: phone, ago: 34 });
      return own.tell('secondStep', { agent: phone, ago: 30 });
    },
  ],
  [
    'new phone: four tries at home',
    'signed_in',
    undefined,
    (own) => {
      own.habit();
      own.often('wrongCode', 4, 2, { agent: phone, ago: 34 });
      return own.tell('secondStep', { agent: phone, ago: 30 });
    },
  ],
  // saved password
  [
    'saved password: a mail program at home',
    'retrying',
    'help_desk',
    (own) => {
      own.habit(12, { agent: script, application: 'Mail' });
      return own.often('wrongPassword', 8, 15, { agent: script, application: 'Mail', ago: 30 });
    },
  ],
  [
    'saved password: the same program, from the train',
    'retrying',
    'help_desk',
    (own) => {
      own.habit(3, { agent: script, application: 'Mail' });
      return own.often('wrongPassword', 8, 15, {
        ip: own.at('cafe'),
        agent: script,
        application: 'Mail',
        ago: 30,
      });
    },
  ],
  [
    'saved password: a program that nobody knows, at home',
    'machine',
    'help_desk',
    (own) => {
      own.habit();
      return own.often('wrongPassword', 8, 15, { agent: script, application: 'Mail', ago: 30 });
    },
  ],
  // habit
  [
    'habit: every day at home',
    'signed_in',
    undefined,
    (own) => {
      own.habit();
      return own.tell('secondStep', { ago: 30 });
    },
  ],
  [
    'habit: somebody who signs in for the first time',
    'signed_in',
    undefined,
    (own) => own.tell('secondStep', { ip: own.at('abroad'), ago: 30 }),
  ],
  [
    'habit: one who hardly ever signs in, two wrong codes',
    'signed_in',
    undefined,
    (own) => {
      own.habit(3);
      own.often('wrongCode', 2, 2, { ip: own.at('cafe'), ago: 34 });
      return own.tell('secondStep', { ip: own.at('cafe'), ago: 30 });
    },
  ],
  [
    'habit: a service account',
    'service_signed_in',
    undefined,
    (own) => {
      own.often('service', 20, 30, { user: 'billing', agent: script, ago: 60 });
      return own.tell('service', { user: 'billing', agent: script, ago: 30 });
    },
  ],
  [
    'habit: another browser at home',
    'signed_in',
    undefined,
    (own) => {
      own.habit();
      return own.tell('secondStep', { agent: chrome, ago: 30 });
    },
  ],
  [
    'habit: refused an hour and a half before',
    'signed_in',
    undefined,
    (own) => {
      own.habit();
      own.often('pressedDeny', 3, 2, { ip: own.at('abroad'), ago: 120 });
      return own.tell('secondStep', { agent: firefox, ago: 20 });
    },
  ],
];

const histories = situations.map(([, , , tell], index) => {
  const history = new ToldHistory(index + 1);
  return { requestId: tell(history), records: history.records };
});

let app: FastifyInstance;
let done = () => {};
let closed: Promise<void> = Promise.resolve();
beforeAll(async () => {
  await new Promise<void>((ready, fail) => {
    closed = withApp({}, async (given, store) => {
      app = given;
      for (const [index, { records }] of histories.entries()) {
        const events = records.map((event, place) => ({ unique_id: `${index}-${place}`, event }));
        const { statusCode, body } = await postEvents(app, { events });
        expect([statusCode, body]).toEqual([
          201,
          expect.stringContaining('"discard_events":[],"retry_events":[]'),
        ]);
      }
      await store.tidy();
      ready();
      await new Promise<void>((end) => {
        done = end;
      });
    });
    closed.catch(fail);
  });
});
afterAll(async () => {
  done();
  await closed;
});

const ask = async (requestId: string): Promise<AttemptAnswer> =>
  (await app.inject({ url: `/v1/auth_attempts/${requestId}` })).json();

test.each(situations.map(([name, code, owner], index) => [name, code, owner, index] as const))(
  '%s: %s',
  async (_, code, owner, index) => {
    const { verdict } = await ask(histories[index]?.requestId ?? '');
    expect([verdict.code, verdict.next_step?.owner]).toEqual([code, owner]);
    const isTurned = 'base' in verdict.params;
    expect(verdict.worth_a_look === true).toBe(code.startsWith('worth_a_look'));
    if (isTurned) expect(verdict.certainty).toBe('likely');
  },
);

test('half of them raise no alarm', () => {
  const alarms = situations.filter(([, code]) =>
    /^(worth_a_look|second_step_attack|guessing|address_guessing|provider_trouble)/.test(code),
  );
  expect(situations.length).toBeGreaterThanOrEqual(40);
  expect(alarms.length * 2).toBeLessThanOrEqual(situations.length);
});

test('lists and the attempt itself say the same', async () => {
  const turned = histories.filter((_, index) => /attack|outage/.test(situations[index]?.[0] ?? ''));
  const query = turned.map(({ requestId }) => `request_id=${requestId}`).join('&');
  const list = (await app.inject({ url: `/v1/auth_attempts?limit=500&${query}` })).json<{
    auth_attempts: AttemptAnswer[];
  }>();
  expect(list.auth_attempts).toHaveLength(turned.length);
  for (const { request_id: id, verdict } of list.auth_attempts)
    expect(verdict).toEqual((await ask(id)).verdict);
});
