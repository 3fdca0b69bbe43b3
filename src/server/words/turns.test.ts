import { describe, expect, it } from 'vitest';
import { micros } from '../../contract/instant.ts';
import { type TurnCode, ownerOfTurn, turnCodes } from '../diagnosis/codes.ts';
import type { Diagnosis } from '../diagnosis/diagnose.ts';
import type { VerdictParams } from '../diagnosis/params.ts';
import { turnParams } from '../diagnosis/turn-params.ts';
import type { Turn } from '../diagnosis/turn.ts';
import { words } from './language.ts';

const minute = 60_000_000n;
const time = BigInt(Date.parse('2026-02-04T09:14:00Z')) * 1_000n;
const at = (minutes: number) => micros(time + BigInt(minutes) * minute);
const rhythm = { from: at(-50), to: at(0), count: 11, interval: 300e6 };
const course = { provider: 'Okta', others: 6, known: 1, share: 0, usual: 0.9, from: at(-14), to: at(25) };

const turned = (
  turn: Turn,
  { isEnded = true, ...more }: VerdictParams & { isEnded?: boolean } = {},
): Diagnosis => {
  const isSignIn = turn.kind.startsWith('worth_a_look');
  return {
    decided_by: { event_id: '1', time: '2026-02-04T09:14:00Z' },
    notes: [],
    certainty: 'likely',
    turn: turn.kind,
    owner: ownerOfTurn(turn.kind, more.service === true),
    params: {
      who: 'ana@alder.example.com',
      application: 'Payroll',
      idp: 'Google',
      ip: '203.0.113.9',
      start: '2026-02-04T09:14:00Z',
      time: '2026-02-04T09:14:00Z',
      ...more,
      ...turnParams(turn, time),
    },
    ...(isEnded
      ? {
          ended: true,
          outcome: isSignIn ? 'signed_in' : 'failed',
          code: isSignIn ? 'signed_in' : 'idp_not_confirmed',
        }
      : { ended: false, outcome: 'did_not_finish', code: 'sent_to_idp' }),
  };
};

const turns: Readonly<Record<TurnCode, Turn>> = {
  worth_a_look_second_steps: { kind: 'worth_a_look_second_steps', count: 13, from: at(-8), to: at(-1) },
  worth_a_look_address: { kind: 'worth_a_look_address', people: 21, within: 120n * minute },
  second_step_attack: { kind: 'second_step_attack', count: 3, from: at(-8), to: at(1) },
  address_guessing: { kind: 'address_guessing', people: 5, within: 120n * minute },
  guessing: { kind: 'guessing', count: 60, from: at(-6), to: at(0), interval: 6e6 },
  provider_trouble: { kind: 'provider_trouble', course: { ...course, failed: 14, all: 20 } },
  retrying: { kind: 'retrying', rhythm },
  machine: { kind: 'machine', rhythm },
  account_disabled: { kind: 'account_disabled', source: 'agilicus', since: at(-12) },
  account_pending: { kind: 'account_pending', source: 'agilicus' },
};

it.each<[TurnCode, string, string]>([
  [
    'worth_a_look_second_steps',
    'Signed in, and worth a look',
    'In the 8 min before, 13 second steps were refused or not answered.',
  ],
  [
    'worth_a_look_address',
    'Signed in, and worth a look',
    'The same address had failed on 21 other people in the 2 h before.',
  ],
  [
    'second_step_attack',
    'Probably somebody else who knows the password',
    'From places they do not sign in from, 3 second steps were refused or not answered within 9 min.',
  ],
  [
    'address_guessing',
    'Probably somebody guessing',
    'The same address failed on 5 other people within 2 h before and after.',
  ],
  [
    'guessing',
    'Probably somebody guessing',
    'From a place they do not sign in from, 60 tries with wrong credentials were refused within 6 min, about every 6 s.',
  ],
  [
    'provider_trouble',
    '14 of 20 failed at Okta',
    '14 of 20 failed at Okta between 09:00 and 09:39 UTC on 4 Feb 2026.',
  ],
  [
    'retrying',
    'Probably a saved old password',
    '11 tries from 203.0.113.9 within 50 min, about every 5 min: no person tries so. The same client signed in before.',
  ],
  [
    'machine',
    'Tried by a machine',
    '11 tries from 203.0.113.9 within 50 min, about every 5 min: no person tries so.',
  ],
  [
    'account_disabled',
    'The account is disabled in the directory',
    'Google did not confirm the identity. The account of ana@alder.example.com is disabled in the directory (agilicus) since 09:02, 12 min before.',
  ],
  [
    'account_pending',
    'The account is pending in the directory',
    'Google did not confirm the identity. The account of ana@alder.example.com is pending in the directory (agilicus).',
  ],
])('%s', (code, title, reason) => {
  const said = words.verdict(turned(turns[code]), 'UTC');
  expect(said.title).toBe(title);
  expect(said.sentence).toMatch(
    /^ana@alder\.example\.com (signed in|could not sign in) to Payroll at 09:14 UTC on 4 Feb 2026/,
  );
  expect(said.sentence.endsWith(` ${reason}`)).toBe(true);
});

it('an account that was disabled on another day is told with the day, and who it is of by name', () => {
  const turn: Turn = { kind: 'account_disabled', source: 'file', since: at(-3_000) };
  const { sentence, causes } = words.verdict(turned(turn, { name: 'Ana Lima' }), 'UTC');
  expect(sentence).toBe(
    'Ana Lima (ana@alder.example.com) could not sign in to Payroll at 09:14 UTC on 4 Feb 2026. ' +
      'Google did not confirm the identity. ' +
      'The account of ana@alder.example.com is disabled in the directory (file) since 07:14 UTC on 2 Feb 2026, 2 d 2 h before.',
  );
  expect(causes.slice(0, 2)).toEqual([
    'Whoever is disabled is not let in: that is probably why it failed.',
    'The credentials were probably refused there.',
  ]);
});

it('a provider that confirmed nobody is said to, of those who never came back, too', () => {
  const turn: Turn = { kind: 'provider_trouble', course: { ...course, failed: 14, all: 14 } };
  const said = words.verdict(turned(turn, { isEnded: false }), 'UTC');
  expect(said.title).toBe('Okta confirmed nobody’s identity');
  expect(said.sentence).toBe(
    'ana@alder.example.com started to sign in to Payroll at 09:14 UTC on 4 Feb 2026 and did not finish. ' +
      'Okta confirmed nobody’s identity between 09:00 and 09:39 UTC on 4 Feb 2026: 14 tried.',
  );
});

describe.each(Object.values(turns))('$kind', (turn) => {
  it.each<[string, VerdictParams & { isEnded?: boolean }]>([
    ['all recorded', {}],
    ['never finished', { isEnded: false }],
    ['a service account', { service: true }],
  ])('says what to do and what else it may be, with nothing left open: %s', (_, more) => {
    // an account’s state explains failures alone
    if (more.isEnded === false && turn.kind.startsWith('account_')) return;
    const diagnosis = turned(turn, more);
    const { title, sentence, causes, next } = words.verdict(diagnosis, 'Europe/Berlin');
    expect(causes.length).toBeGreaterThan(1);
    for (const text of [title, sentence, ...causes, next ?? ''])
      expect(text).toMatch(/^(?!.*(?:[{}]|undefined|null|NaN| {2}|\.\.)).+$/);
    expect([sentence, ...causes, next].filter((text) => !text?.endsWith('.'))).toEqual([]);
  });

  it('says so where nothing is recorded', () => {
    const { params, ...diagnosis } = turned(turn);
    const said = words.verdict({ ...diagnosis, params: { count: params.count ?? 0 } }, 'UTC');
    for (const text of [said.title, said.sentence, ...said.causes, said.next ?? ''])
      expect(text).toMatch(/^(?!.*(?:[{}]|undefined|null|NaN| {2}|\.\.)).+$/);
  });
});

it('an old password of a service is its application’s owner’s', () => {
  expect(ownerOfTurn('retrying', true)).toBe('application_owner');
  expect(ownerOfTurn('retrying', false)).toBe('help_desk');
  expect(Object.values(turnCodes).every(({ owner }) => (owner as string) !== 'user')).toBe(true);
});
