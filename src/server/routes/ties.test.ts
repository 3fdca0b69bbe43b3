import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatInstant, micros, parseInstant } from '../../contract/instant.ts';
import { postEvents, withApp } from '../test-support/with-app.ts';

const start = parseInstant('2026-03-30T09:00:00Z') ?? micros(0n);
const second = 1_000_000n;

const people = ['u1', 'u2', 'u3'];
const ways = [
  ['Policy Evaluation/Denied'],
  ['MFA Challenge/InProgress', 'MFA Challenge/Failure'],
  ['Identity Provider Callback/Success', 'Policy Evaluation/Success', 'Token/CodeIssued'],
];

/** Attempts that equal each other in everything that answers are ordered by: starts, waits, lengths, counts. */
const attempts = Array.from({ length: 45 }, (_, n) => {
  const way = ways[n % ways.length] ?? [];
  return way.map((step, at) => {
    const [event_name, result] = step.split('/');
    return {
      unique_id: `e${n}-${at}`,
      event: {
        time: formatInstant(micros(start + BigInt(n % 2) * second + BigInt(at) * 3n * second)),
        event_name,
        result,
        request_id: `r${n}`,
        session: `s${n}`,
        user_id: people[(n * 7) % people.length],
        upstream_user_id: `${people[(n * 7) % people.length]}@example.org`,
        source_ip: `192.0.2.${n % 5}`,
        application_name: `App ${n % 4}`,
        upstream_idp: `IdP ${n % 2}`,
        user_agent: `Browser ${'abc'[n % 3]}`,
      },
    };
  });
}).flat();

const scope = 'dt_from=2026-03-30T00:00Z&dt_to=2026-03-31T00:00Z';
const questions = [
  ...['numbers', 'stops', 'hours', 'second_step', 'steps', 'findings'].map(
    (name) => `/v1/auth_overview/${name}?${scope}`,
  ),
  ...['application_name', 'upstream_idp', 'source_ip', 'user'].map(
    (by) => `/v1/auth_overview/breakdown?${scope}&by=${by}`,
  ),
  `/v1/auth_attempts?${scope}&limit=7`,
  `/v1/auth_attempts/histogram?${scope}`,
  `/v1/auth_attempts/facets?${scope}&property=user_id&property=user_agent&property=source_ip&limit=2`,
  `/v1/auth_audits/facets?${scope}&property=user_id&property=user_agent&property=source_ip&limit=2`,
  `/v1/auth_audits/histogram?${scope}&by=source_ip`,
  ...['192.0.2.0', '192.0.2.1'].map((address) => `/v1/auth_addresses/${address}?${scope}`),
  ...people.map((user) => `/v1/auth_users/${user}?${scope}`),
];

/** What a new store answers to which the events came in this order, once before and once after its days are kept. */
const answersOf = async (events: readonly object[]): Promise<readonly unknown[]> => {
  const told: unknown[] = [];
  await withApp({}, async (app, store) => {
    for (let at = 0; at < events.length; at += 20)
      await postEvents(app, { events: events.slice(at, at + 20) });
    const ask = async () => {
      for (const url of questions) {
        const response = await app.inject(url);
        expect([url, response.statusCode]).toEqual([url, 200]);
        told.push([url, response.json()]);
      }
    };
    await ask();
    await store.tidy();
    await ask();
  });
  return told;
};

test('of equals every answer names the same, whatever came first and whether days are kept', async () => {
  const wanted = await answersOf(attempts);
  expect(wanted.slice(questions.length)).toEqual(wanted.slice(0, questions.length));
  const orders = fc.shuffledSubarray(attempts, { minLength: attempts.length });
  await fc.assert(
    fc.asyncProperty(orders, async (events) => {
      expect(await answersOf(events)).toEqual(wanted);
    }),
    { numRuns: 4 },
  );
});
