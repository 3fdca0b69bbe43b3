import { type Situation, describeSituations, userAgents } from '../../test-support/told-situations.ts';
import { expect, test } from 'vitest';

/** Accidents, offices, relays, journeys, new phones, saved passwords and habits: no alarm. */
const situations: readonly Situation[] = [
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
  [
    'new phone: at home',
    'signed_in',
    undefined,
    (own) => {
      own.habit();
      own.tell('unanswered', { agent: userAgents.phone, ago: 34 });
      return own.tell('secondStep', { agent: userAgents.phone, ago: 30 });
    },
  ],
  [
    'new phone: four tries at home',
    'signed_in',
    undefined,
    (own) => {
      own.habit();
      own.often('wrongCode', 4, 2, { agent: userAgents.phone, ago: 34 });
      return own.tell('secondStep', { agent: userAgents.phone, ago: 30 });
    },
  ],
  [
    'saved password: a mail program at home',
    'retrying',
    'help_desk',
    (own) => {
      own.habit(12, { agent: userAgents.script, application: 'Mail' });
      return own.often('wrongPassword', 8, 15, { agent: userAgents.script, application: 'Mail', ago: 30 });
    },
  ],
  [
    'saved password: the same program, from the train',
    'retrying',
    'help_desk',
    (own) => {
      own.habit(3, { agent: userAgents.script, application: 'Mail' });
      return own.often('wrongPassword', 8, 15, {
        ip: own.at('cafe'),
        agent: userAgents.script,
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
      return own.often('wrongPassword', 8, 15, { agent: userAgents.script, application: 'Mail', ago: 30 });
    },
  ],
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
      own.often('service', 20, 30, { user: 'billing', agent: userAgents.script, ago: 60 });
      return own.tell('service', { user: 'billing', agent: userAgents.script, ago: 30 });
    },
  ],
  [
    'habit: another browser at home',
    'signed_in',
    undefined,
    (own) => {
      own.habit();
      return own.tell('secondStep', { agent: userAgents.chrome, ago: 30 });
    },
  ],
  [
    'habit: refused an hour and a half before',
    'signed_in',
    undefined,
    (own) => {
      own.habit();
      own.often('pressedDeny', 3, 2, { ip: own.at('abroad'), ago: 120 });
      return own.tell('secondStep', { agent: userAgents.firefox, ago: 20 });
    },
  ],
];

describeSituations(situations);

test('none of them is an alarm, and there are more of them than of those that are', () => {
  expect(situations.length).toBeGreaterThan(25);
  for (const [, code] of situations)
    expect(code).not.toMatch(/^(worth_a_look|second_step_attack|guessing|address_guessing|provider_trouble)/);
});
