import { expect, test } from 'vitest';
import { isEmail, eventNames, results } from '../../contract/record.ts';
import { microsOfMs, microsPerDay, microsPerHour, parseInstant } from '../../contract/instant.ts';
import { uniqueIdPattern } from '../../contract/webhook.ts';
import { type DemoEvent, type DemoOptions, type Story, generate, stories } from './generate.ts';

const until = microsOfMs(Date.UTC(2026, 1, 4, 14, 20));
const options: DemoOptions = { seed: 7, events: 30_000, days: 30, until };
const all: readonly DemoEvent[] = [...generate(options)];
const told = new Map(stories(options).map((story) => [story.key, story]));

const at = ({ record }: DemoEvent): bigint => parseInstant(record.time ?? '') ?? 0n;
const valuesOf = (name: string, events = all) => new Set(events.map(({ record }) => record[name]));
const steps = (events: readonly DemoEvent[]) =>
  events.map(({ record }) => `${record.event_name ?? ''} ${record.result ?? ''}`);

const storyOf = (key: string): Story => {
  const story = told.get(key);
  if (!story) throw new Error(`no story ${key}`);
  return story;
};

/** What the API would answer: the events in the story's range that its filters keep. */
const found = ({ from, to, filters }: Story): readonly DemoEvent[] =>
  all.filter(
    (event) =>
      at(event) >= from &&
      at(event) < to &&
      Object.entries(filters).every(([param, value]) => {
        if (param === 'missing') return event.record[value] === undefined;
        if (param === 'email') return event.record.upstream_user_id === value;
        if (param === 'session_id') return event.record.session === value;
        return event.record[param.replace(/^x\./, '')] === value;
      }),
  );
const attemptOf = ({ requestId }: Story) => all.filter(({ record }) => record.request_id === requestId);

test('the same options give the same events, another seed others', () => {
  const some = { ...options, events: 3_000 };
  const once = [...generate(some)];
  expect([...generate(some)]).toEqual(once);
  expect(valuesOf('request_id', [...generate({ ...some, seed: 8 })])).not.toEqual(
    valuesOf('request_id', once),
  );
});

test('a later end moves the same attempts', () => {
  const moved = [...generate({ ...options, until: microsOfMs(Date.UTC(2026, 1, 5, 14, 20)) })];
  const ids = new Set(all.map(({ id }) => id));
  const kept = moved.filter(({ id }) => ids.has(id));
  expect(kept.length).toBeGreaterThan(all.length * 0.99);
  const who = new Map(all.map(({ id, record }) => [id, [record.request_id, record.source_ip]]));
  expect(
    kept.every(({ id, record }) => who.get(id)?.join() === [record.request_id, record.source_ip].join()),
  ).toBe(true);
});

test('there are about as many events as asked for, each before the one after, within the range', () => {
  expect(Math.abs(all.length - options.events)).toBeLessThan(options.events * 0.05);
  const times = all.map((event) => at(event));
  expect(times.every((time, index) => index === 0 || time >= (times[index - 1] ?? time))).toBe(true);
  expect(times[0]).toBeGreaterThanOrEqual(until - 30n * microsPerDay);
  expect(times.at(-1)).toBeLessThan(until);
});

test('ids are unique and such as a webhook takes', () => {
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  expect(all.every(({ id }) => uniqueIdPattern.test(id))).toBe(true);
});

test('records survive JSON as they are, and no value is null', () => {
  expect(JSON.parse(JSON.stringify(all))).toEqual(all);
  expect(
    all.some(({ record }) => Object.values(record).some((value) => value === null || value === undefined)),
  ).toBe(false);
});

test('every event name and result occurs, and so do both eras', () => {
  expect(valuesOf('event_name')).toEqual(new Set([...eventNames, 'Device Attestation', undefined]));
  expect(valuesOf('result')).toEqual(new Set([...results, 'Quarantined', undefined]));
  expect(valuesOf('stage')).toContain('Token');
  expect(all.every(({ record }) => record.event_name !== undefined || record.stage !== undefined)).toBe(true);
});

test('addresses are of both families and names of hosts; organisations sometimes differ', () => {
  const addresses = [...valuesOf('source_ip')].map(String);
  for (const shape of [/^\d+(\.\d+){3}$/, /^3fff:/, /\.example\.(com|org|net)$/])
    expect(addresses.some((address) => shape.test(address))).toBe(true);
  expect(all.some(({ record }) => record.org_id !== record.login_org_id)).toBe(true);
  expect(valuesOf('upstream_idp')).toEqual(
    new Set(['Google', 'Microsoft Entra ID', 'Okta', 'local', undefined]),
  );
});

test('working hours are busier than nights, working days than Sundays', () => {
  const during = (of: (date: Date) => boolean) =>
    all.filter((event) => of(new Date(Number(at(event) / 1000n)))).length;
  expect(during((date) => date.getUTCHours() === 9)).toBeGreaterThan(
    4 * during((date) => date.getUTCHours() === 2),
  );
  expect(during((date) => date.getUTCDay() === 2)).toBeGreaterThan(
    2 * during((date) => date.getUTCDay() === 0),
  );
});

test('the last quarter of an hour and the last hour hold events', () => {
  const since = (span: bigint) => all.filter((event) => at(event) >= until - span).length;
  expect(since(microsPerHour / 4n)).toBeGreaterThan(5);
  expect(since(microsPerHour)).toBeGreaterThan(since(microsPerHour / 4n));
});

test('ten million events begin at once: they are made while they are read', () => {
  const many = generate({ ...options, events: 10_000_000, days: 90 });
  expect(many.next().done).toBe(false);
  many.return();
});

test('stories that began before the data are left out', () => {
  const short = { ...options, events: 2_000, days: 1.5 };
  expect(stories(short).map(({ key }) => key)).not.toContain('password-spray');
  expect(stories(short).map(({ key }) => key)).toContain('just-now');
  expect([...generate(short)].every((event) => at(event) >= until - (3n * microsPerDay) / 2n)).toBe(true);
});

test.each([...told.values()])('story $key is found by its filters and its attempt', (story) => {
  expect(found(story).length).toBeGreaterThan(0);
  expect(attemptOf(story)).not.toHaveLength(0); // without a requestId: the events that have none
});

test('wrong-account: a private address that is no user, then a sign-in', () => {
  const story = storyOf('wrong-account');
  const failure = attemptOf(story).at(-1)?.record;
  expect(failure).toMatchObject({ event_name: 'Identity Provider Callback', result: 'Failure' });
  expect(failure?.upstream_user_id).toMatch(/@mail\.example$/);
  expect(failure?.user_id).toBeUndefined();
  expect(steps(found(story)).at(-1)).toBe('Authentication Request Success');
});

test.each([
  ['blocked', 'Policy Evaluation Denied', 'Authentication Request Failure'],
  ['unanswered', 'MFA Challenge InProgress', 'MFA Challenge Timeout'],
  ['closed-waiting', 'MFA Challenge InProgress', 'Authentication Request Failure'],
  ['gave-up', 'Identity Provider Authentication InProgress', 'Identity Provider Authentication Success'],
  ['never-collected', 'Policy Evaluation Success', 'Authentication Request CodeIssued'],
  ['left-open', 'Policy Evaluation Authenticate', 'Authentication Request SessionExpired'],
  ['expired-document', undefined, 'Assertion Request Failure'],
  ['not-renewed', undefined, 'Refresh Failure'],
  ['password-spray', 'Token Create', 'Authentication Request Success'],
  ['fatigue', 'Token Create', 'Authentication Request Success'],
  ['new-address', 'Token Create', 'Authentication Request Success'],
  ['flat-log', 'Identity Provider Authentication Failure', 'Authentication Request Success'],
  ['just-now', 'Token Create', 'MFA Challenge InProgress'],
  ['unknown-values', 'Identity Provider Authentication Success', 'Device Attestation Quarantined'],
])('the attempt of %s ends with %s, %s', (key, before, last) => {
  const told = steps(attemptOf(storyOf(key)));
  expect([told.at(-2), told.at(-1)]).toEqual([before, last]);
});

test('outage: Okta lets nobody in for 40 minutes, whoever they are', () => {
  const story = storyOf('outage');
  expect(valuesOf('upstream_user_id', found(story)).size).toBeGreaterThan(20);
  expect(story.to - story.from).toBe((microsPerHour * 2n) / 3n);
});

test('retrying: twelve failures of one account at near-equal intervals', () => {
  const failures = found(storyOf('retrying')).filter(({ record }) => record.result === 'Failure');
  const gaps = failures
    .slice(1)
    .map((event, index) => Number(at(event) - at(failures[index] ?? event)) / 60e6);
  expect(failures).toHaveLength(12);
  expect(Math.max(...gaps) - Math.min(...gaps)).toBeLessThan(2);
});

test('brute-force: dozens of failures of one account; password-spray: many accounts', () => {
  const failures = (key: string) => found(storyOf(key)).filter(({ record }) => record.result === 'Failure');
  expect(failures('brute-force').length).toBe(60);
  expect(valuesOf('upstream_user_id', failures('brute-force'))).toEqual(
    new Set(['greta.vogel@dunmore.example.org']),
  );
  expect(valuesOf('upstream_user_id', failures('password-spray')).size).toBe(22);
});

test('fatigue: many challenges, refused, then one accepted from there', () => {
  const said = steps(found(storyOf('fatigue')));
  expect(said.filter((step) => step === 'MFA Challenge InProgress').length).toBe(14);
  expect(said.filter((step) => step === 'MFA Challenge Denied').length).toBe(13);
  expect(said.lastIndexOf('MFA Challenge Denied')).toBeLessThan(said.indexOf('MFA Challenge Success'));
  expect(said.at(-1)).toBe('Authentication Request Success');
});

test('not-renewed: a session of one sign-in, renewed three times, and once no more', () => {
  const told = found(storyOf('not-renewed'));
  expect(steps(told).slice(-4)).toEqual([...Array<string>(3).fill('Refresh Success'), 'Refresh Failure']);
  expect(valuesOf('request_id', told).size).toBe(5);
});

test('just-now: it waits, and less than ten minutes have passed', () => {
  const last = attemptOf(storyOf('just-now')).at(-1);
  expect(last && until - at(last)).toBeLessThan(microsPerHour / 6n);
});

test('handed-on: one session of two people, from two addresses and two browsers', () => {
  const told = found(storyOf('handed-on'));
  for (const name of ['user_id', 'source_ip', 'user_agent']) expect(valuesOf(name, told).size).toBe(2);
  expect(valuesOf('request_id', told).size).toBe(3);
});

test('oddities: one microsecond, no attempt, extras of every type, text that tries to be code', () => {
  const burst = found(storyOf('burst'));
  expect(burst.length).toBe(300);
  expect(valuesOf('time', burst).size).toBe(1);
  expect(found(storyOf('unlinked')).every(({ record }) => record.request_id === undefined)).toBe(true);
  const types = Object.values(found(storyOf('extras'))[0]?.record ?? {}).map((value) =>
    Array.isArray(value) ? 'list' : typeof value,
  );
  expect(new Set(types)).toEqual(new Set(['string', 'number', 'boolean', 'object', 'list']));
  const hostile = found(storyOf('hostile-text'))[0]?.record;
  expect([hostile?.user_agent?.[0], hostile?.application_name?.[0]]).toEqual(['<', '=']);
  const legacy = found(storyOf('legacy')).map(({ record }) => [record.result, typeof record.event]);
  expect(legacy.every(([result, event]) => result === undefined && event === 'string')).toBe(true);
});

test('known accounts are addresses, strangers are not at an organisation', () => {
  const accounts = [...valuesOf('upstream_user_id')].filter((account) => typeof account === 'string');
  expect(accounts.every((account) => isEmail(account))).toBe(true);
});
