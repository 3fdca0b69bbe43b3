import { expect, test } from 'vitest';
import { microsOfMs, parseInstant } from '../../contract/instant.ts';
import { type AuditRecord, resultOf, stageOf } from '../../contract/record.ts';
import { generate } from './generate.ts';

const until = microsOfMs(Date.UTC(2026, 1, 4, 14, 20));
const records = [...generate({ seed: 7, events: 120_000, days: 30, until })].map(({ record }) => record);

const short: Readonly<Record<string, string>> = {
  'Authentication Request': 'AR',
  'Policy Evaluation': 'PE',
  'Identity Provider Authentication': 'IP',
  'Identity Provider Callback': 'CB',
  'MFA Challenge': 'MF',
  'Assertion Request': 'AS',
  Token: 'TK',
  Refresh: 'RF',
};
const stepIn = (record: AuditRecord): string =>
  `${short[stageOf(record)?.value ?? ''] ?? '?'}/${resultOf(record)?.value ?? ''}`;
const millis = ({ time = '' }: AuditRecord): number => Number(parseInstant(time) ?? 0n) / 1000;

type Attempt = { readonly steps: string; readonly records: readonly AuditRecord[] };

const byRequest = new Map<string, AuditRecord[]>();
for (const record of records) {
  if (record.request_id === undefined) continue;
  const own = byRequest.get(record.request_id);
  if (own) own.push(record);
  else byRequest.set(record.request_id, [record]);
}
const attempts: readonly Attempt[] = [...byRequest.values()].map((own) => ({
  steps: own.map((record) => stepIn(record)).join(' '),
  records: own,
}));

/** The attempts whose steps are exactly these. */
const that = (steps: string) => attempts.filter((attempt) => attempt.steps === steps);
const many = (found: (attempt: Attempt) => boolean): number => attempts.filter(found).length;

const begun = 'AR/InProgress PE/Authenticate IP/InProgress';
const sent = `${begun} IP/Success`;
const back = `${sent} CB/Success`;
const challenged = 'PE/DoMfa PE/Success TK/Create MF/InProgress';
const waiting = `${back} ${challenged}`;
const coded = `${back} PE/Success AR/CodeIssued`;
const finished = 'AR/CodeIssued TK/Create AR/Success';
const finishedBefore = 'AR/CodeIssued TK/Success';

test.each([
  ['with a second step', `${waiting} MF/Success ${finished}`, 1_000],
  ['without one', `${back} PE/Success ${finished}`, 1_000],
  ['by a session that has begun', `AR/InProgress PE/Success ${finished}`, 1_000],
  ['after a wrong code', `${waiting} MF/Failure MF/Success ${finished}`, 100],
  [
    'after a wrong password',
    `${sent} IP/Failure IP/InProgress IP/Success CB/Success ${challenged} MF/Success ${finished}`,
    100,
  ],
  [
    'in the older order',
    `AR/InProgress IP/Authenticate CB/Success PE/DoMfa MF/Create MF/Success PE/Success ${finishedBefore}`,
    100,
  ],
  [
    'in the older order, by a password of ours',
    `AR/InProgress IP/Authenticate IP/Success PE/Success ${finishedBefore}`,
    10,
  ],
  ['in a flat log', 'IP/Success AR/Success', 50],
  ['in a flat log after a wrong password', 'IP/Failure AR/Success', 10],
  ['as a program', 'AS/Success TK/Create', 1_000],
])('signed in %s: %s', (_, steps, least) => {
  expect(that(steps).length).toBeGreaterThan(least);
});

test('the platform’s own order is the rule, and the older one that of the oldest days', () => {
  const isOlder = ({ steps }: Attempt) => steps.endsWith(finishedBefore);
  const own = many(({ steps }) => steps.endsWith(finished));
  expect(own).toBeGreaterThan(8 * many(isOlder));
  const border = Number(until) / 1000 - 27 * 86_400_000;
  const late = attempts.filter(({ records: [first] }) => first !== undefined && millis(first) > border);
  expect(late.filter(isOlder).length).toBeGreaterThan(10);
  expect(late.filter(isOlder).length).toBeLessThan(late.length / 40);
  const early = attempts.filter(({ records: [first] }) => first?.event_name === undefined);
  expect(early.some(({ steps }) => steps.endsWith(finished))).toBe(false);
  expect(
    attempts.some(({ steps }) => /IP\/Authenticate.* AR\/(Success|Failure|Denied|Timeout)/.test(steps)),
  ).toBe(false);
});

const refusals: readonly (readonly [string, string, readonly string[]])[] = [
  ['policy denied', `${back} PE/Denied`, ['AR/Denied', 'AR/Failure']],
  ['policy fault', `${back} PE/Failure`, ['AR/Failure']],
  ['refused code', `${waiting} MF/Failure`, ['AR/Failure']],
  ['refused by the user', `${waiting} MF/Denied`, ['AR/Denied', 'AR/Failure']],
  ['second step timed out', `${waiting} MF/Timeout`, ['AR/Failure']],
  ['wrong account, or an error of the provider', `${sent} CB/Failure`, ['AR/Failure']],
  ['refused by the provider', `${begun} IP/Failure`, ['AR/Failure']],
  ['wrong password', `${sent} IP/Failure`, ['AR/Failure']],
  ['token failed', `${coded} TK/Failure`, ['AR/Failure']],
  ['token denied', `${coded} TK/Denied`, ['AR/Denied', 'AR/Failure']],
];

test.each(refusals)('%s: closed at once, and not', (_, steps, closings) => {
  const open = that(steps);
  const closed = closings.map((closing) => that(`${steps} ${closing}`));
  expect(open.length).toBeGreaterThan(0);
  for (const found of closed) expect(found.length).toBeGreaterThan(0);
  for (const { records: told } of closed.flat()) {
    const [refused, closing] = told.slice(-2);
    expect(closing && refused && millis(closing) - millis(refused)).toBeLessThan(20);
  }
});

test('about half of what was refused is closed', () => {
  const open = refusals.reduce((sum, [, steps]) => sum + that(steps).length, 0);
  const closed = refusals
    .flatMap(([, steps, closings]) => closings.map((closing) => that(`${steps} ${closing}`).length))
    .reduce((sum, count) => sum + count, 0);
  expect(Math.abs(closed / (open + closed) - 0.5)).toBeLessThan(0.1);
});

test('a wrong account names somebody who is nobody here; an error of the provider names nobody', () => {
  const returns = attempts
    .filter(({ steps }) => steps.includes('CB/Failure'))
    .map(({ records: told }) => told.at(-1));
  for (const isNamed of [true, false])
    expect(returns.some((last) => (last?.upstream_user_id !== undefined) === isNamed)).toBe(true);
  expect(returns.every((last) => last?.user_id === undefined)).toBe(true);
});

test.each([
  ['at the first page', 'AR/InProgress PE/Authenticate'],
  ['at the provider', sent],
  ['after the return, by the platform', back],
  ['at the second step', waiting],
  ['after the second step, by the platform', `${waiting} MF/Success`],
  ['by the application, which never collects its code', coded],
  ['at the first page until that was stale', 'AR/InProgress PE/Authenticate AR/SessionExpired'],
])('left %s', (_, steps) => {
  expect(that(steps).length).toBeGreaterThan(0);
});

test.each(['AR/Failure', 'AR/Timeout'])('%s closes what nobody answered, after minutes', (closing) => {
  const found = that(`${waiting} ${closing}`);
  expect(found.length).toBeGreaterThan(3);
  for (const { records: told } of found) {
    const [asked, last] = told.slice(-2);
    expect(asked && last && millis(last) - millis(asked)).toBeGreaterThan(150_000);
  }
});

test('every challenge follows the token that carries it, which belongs to no session', () => {
  const asked = attempts.filter(({ steps }) => steps.includes('MF/InProgress'));
  expect(asked.length).toBeGreaterThan(1_000);
  for (const { records: told } of asked) {
    const at = told.findIndex((record) => stepIn(record) === 'MF/InProgress');
    const carrier = told[at - 1];
    expect(carrier && stepIn(carrier)).toBe('TK/Create');
    expect([carrier?.session, typeof carrier?.token_id]).toEqual([undefined, 'string']);
  }
});

test('nobody is named before the callback; the provider is, from the authentication on', () => {
  const real = attempts.filter(({ steps }) => steps.startsWith(begun));
  expect(real.length).toBeGreaterThan(4_000);
  for (const { records: told } of real) {
    const returned = told.findIndex((record) => stageOf(record)?.value === 'Identity Provider Callback');
    const before = returned < 0 ? told : told.slice(0, returned);
    expect(before.some(({ user_id, session, token_id }) => user_id ?? session ?? token_id)).toBe(false);
    // but for the name that was refused
    const named = before
      .filter(({ upstream_user_id: name }) => name !== undefined)
      .map((record) => stepIn(record));
    expect(named.every((step) => ['IP/Failure', 'AR/Failure'].includes(step))).toBe(true);
    const [first, second, ...others] = told.filter((record) => !stepIn(record).startsWith('?'));
    expect([first?.upstream_idp, second?.upstream_idp]).toEqual([undefined, undefined]);
    expect(others.every(({ upstream_idp: provider }) => provider !== undefined)).toBe(true);
  }
});

test('sessions are renewed: mostly by a Refresh, in part by a token on its own, and some no longer', () => {
  const signedIn = new Set(
    records.filter((record) => stepIn(record) === 'AR/CodeIssued').map(({ session }) => session),
  );
  const ofKnown = (steps: string) => that(steps).filter(({ records: [only] }) => signedIn.has(only?.session));
  const renewed = that('RF/Success');
  expect(renewed.length).toBeGreaterThan(3 * ofKnown('TK/Create').length);
  expect(ofKnown('TK/Create').length).toBeGreaterThan(100);
  for (const steps of ['RF/Success', 'RF/Failure', 'RF/SessionExpired', 'TK/SessionExpired']) {
    expect(that(steps).length).toBeGreaterThan(10);
    expect(ofKnown(steps).length).toBe(that(steps).length);
  }
  expect(
    renewed.every(({ records: [only] }) => only?.user_id !== undefined && only.token_id !== undefined),
  ).toBe(true);
  // a Refresh is never part of a sign-in
  expect(many(({ steps }) => steps.includes('RF/') && steps.includes(' '))).toBe(0);
});

test('flat logs are those of the jump host: no steps, no browser, a password of ours', () => {
  const flat = attempts.filter(({ steps }) => steps.startsWith('IP/'));
  expect(flat.every(({ steps }) => /^(IP\/(Success|Failure) ?)+(AR\/(Success|Failure))?$/.test(steps))).toBe(
    true,
  );
  for (const told of ['IP/Failure', 'IP/Failure IP/Failure AR/Success', 'IP/Failure IP/Failure AR/Failure'])
    expect(that(told).length).toBeGreaterThan(0);
  const of = flat.flatMap(({ records: told }) => told);
  expect(
    new Set(
      of.map(({ application_name: name, upstream_idp: provider, user_agent: agent }) =>
        [name, provider, agent].join(),
      ),
    ),
  ).toEqual(new Set(['Jump Host,local,']));
});

test('the platform names every step twice; the oldest records have only the deprecated names', () => {
  const share = (has: (record: AuditRecord) => boolean) => records.filter(has).length / records.length;
  expect(share(({ event_name, stage }) => event_name !== undefined && stage !== undefined)).toBeGreaterThan(
    0.7,
  );
  expect(share(({ stage }) => stage === undefined)).toBeGreaterThan(0.05);
  expect(share(({ event_name }) => event_name === undefined)).toBeGreaterThan(0.01);
  const both = records.filter(({ event_name, stage }) => event_name !== undefined && stage !== undefined);
  expect(both.every(({ event_name, stage, result, event }) => event_name === stage && result === event)).toBe(
    true,
  );
});
