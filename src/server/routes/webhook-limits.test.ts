import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { noFilters } from '../../contract/filters.ts';
import { type BulkAnswer, maxBodyBytes, maxEventBytes, uniqueIdPattern } from '../../contract/webhook.ts';
import { postEvents, signIn, withApp } from '../test-support/with-app.ts';
import { anybody } from '../store/questions/scope.ts';

const event = (id: string, member: string): string =>
  `{"unique_id":"${id}","create_time":"2026-03-31","event":{"result":"x",${member}}}`;
const fine = (id: string): string => JSON.stringify(signIn(id));
const nested = (depth: number): string => `"x":${'['.repeat(depth)}${']'.repeat(depth)}`;
const wide = (count: number): string => Array.from({ length: count }, (_, n) => `"p${n}":1`).join(',');
const bodyOf = (...events: string[]): string =>
  `{"events":[${events.join(',')}],"always_respond_with_events":true}`;

const answerIn = (response: { json(): unknown }) => response.json() as BulkAnswer;

test.each<[string, string, RegExp]>([
  ['over 1 MiB', `"x":"${'x'.repeat(maxEventBytes)}"`, /^is \d+ bytes; at most 1048576 are taken$/],
  ['far over it', `"x":"${'x'.repeat(3 * maxEventBytes)}"`, /^is \d+ bytes; at most 1048576 are taken$/],
  ['of 5 million numbers', `"x":[${'1,'.repeat(5_000_000)}1]`, /^is \d+ bytes; at most 1048576/],
  ['of 101 levels', nested(101), /^is nested deeper than 100 levels$/],
  ['of 5,000 levels', nested(5_000), /^is nested deeper than 100 levels$/],
  ['of a million levels', nested(1_000_000), /^is (nested deeper|\d+ bytes)/],
  ['of 1,001 properties', wide(1_000), /^has 1001 properties of its own; at most 1000 are taken$/],
  ['of a million properties', wide(1_000_000), /^is \d+ bytes; at most 1048576|^has 1000001 properties/],
  [
    'with a long name',
    `"${'é'.repeat(129)}":1`,
    /^has a property whose name .* is 258 bytes long; at most 256/,
  ],
])('an event %s is refused by its id, and its neighbours are stored', async (_, member, message) =>
  withApp({}, async (app, store) => {
    const response = await postEvents(app, bodyOf(fine('a'), event('bad', member), fine('b')));
    expect(response.statusCode).toBe(201);
    expect(answerIn(response).discard_events).toEqual([
      { unique_id: 'bad', status: 'invalid', status_message: expect.stringMatching(message) as string },
    ]);
    expect(answerIn(response).success_events).toHaveLength(2);
    expect(await store.events.count({}, anybody)).toBe(2);
  }),
);

test('what is just within the limits is stored, and comes back', async () =>
  withApp({}, async (app) => {
    const members = [`${nested(100)},"y":"${'é'.repeat(100_000)}"`, wide(999), `"${'é'.repeat(128)}":1`];
    const response = await postEvents(app, bodyOf(...members.map((member, n) => event(`e${n}`, member))));
    expect(answerIn(response).discard_events).toEqual([]);
    const { auth_audits: records } = (await app.inject('/v1/auth_audits?order=asc')).json<{
      auth_audits: object[];
    }>();
    const time = '2026-03-31T00:00:00Z';
    const sent = members.map((member): unknown => JSON.parse(`{"time":"${time}","result":"x",${member}}`));
    expect(records).toEqual(sent);
  }));

test('bytes that are no UTF-8 cost their event, not the others', async () =>
  withApp({}, async (app, store) => {
    const [before = '', after = ''] = bodyOf(fine('a'), event('bad', '"user_id":"~"'), fine('b')).split('~');
    const body = Buffer.concat([Buffer.from(before), Buffer.from([0xc3, 0x28]), Buffer.from(after)]);
    const response = await app.inject({
      method: 'POST',
      url: '/v1/bulk_audit_events',
      headers: { 'content-type': 'application/json' },
      payload: body,
    });
    expect(answerIn(response).discard_events).toEqual([
      { unique_id: 'bad', status: 'invalid', status_message: 'holds bytes that are not UTF-8 text' },
    ]);
    expect(await store.events.count({}, anybody)).toBe(2);
    const { events } = await store.events.list({ filters: noFilters, order: 'asc', limit: 9 }, anybody);
    expect(JSON.stringify(events.map(({ record }) => record))).not.toContain('\ufffd');
  }));

test('whatever an event is called, it is answered under an id that the contract allows, and equal ones apart', async () =>
  withApp({}, async (app) => {
    const ids = [
      '"a b"',
      '""',
      'null',
      '7',
      '{"a":1}',
      `"${'é'.repeat(9)}"`,
      String.raw`"a\u0020b"`,
      '"a/b"',
    ];
    const bad = ids.map((id) => `{"unique_id":${id},"create_time":"2026-03-31","event":{"result":"x"}}`);
    const escaped = String.raw`{"unique_id":"\u0061","event":5}`;
    const large = `{"unique_id":"b c","event":{"x":"${'x'.repeat(3 * maxEventBytes)}"}}`;
    const response = await postEvents(app, bodyOf(...bad, '{}', '{}', escaped, large));
    const answered = answerIn(response).discard_events.map(({ unique_id: id }) => id);
    expect(answered.filter((id) => !uniqueIdPattern.test(id))).toEqual([]);
    expect(new Set(answered).size).toBe(ids.length + 4);
    expect(answered).toContain('a');
    // equal contents: the first is the one that an import of the bare record would have
    const hash = answered[0]?.slice(0, -1) ?? '';
    expect(answered.slice(0, ids.length)).toEqual(ids.map((_, n) => `${hash}${n + 1}`));
  }));

test.each([
  ['text/plain', 415],
  ['application/x-www-form-urlencoded', 415],
  ['application/jsonl', 415],
  ['nonsense', 415],
  ['application/json; charset=utf-8', 201],
  ['Application/JSON', 201],
  ['application/cloudevents-batch+json', 201],
])('a body of type %s is answered with %d', async (type, status) =>
  withApp({}, async (app) => {
    const response = await postEvents(app, bodyOf(fine('a')), { 'content-type': type });
    expect(response.statusCode).toBe(status);
    if (status === 201) return;
    expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(response.headers['accept-post']).toBe('application/json');
    expect(response.json()).toMatchObject({
      detail: `“${type}” is not taken: send the events as application/json.`,
    });
  }),
);

test('a packed body is unpacked, and one that is not what it says is a 400', async () =>
  withApp({}, async (app, store) => {
    const post = (payload: Buffer) =>
      app.inject({
        method: 'POST',
        url: '/v1/bulk_audit_events',
        headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
        payload,
      });
    const packed = gzipSync(bodyOf(fine('a')));
    expect((await post(packed)).statusCode).toBe(201);
    expect(await store.events.count({}, anybody)).toBe(1);
    expect((await post(packed.subarray(0, -9))).statusCode).toBe(400);
    expect((await post(Buffer.from(bodyOf(fine('b'))))).statusCode).toBe(400);
  }));

/** How often the event loop goes round while a request is answered; a body that is read in one lets it go few times. */
const roundsDuring = async (work: Promise<unknown>): Promise<number> => {
  let rounds = 0;
  let isDone = false;
  const turn = (): void => {
    rounds += 1;
    if (!isDone) setImmediate(turn);
  };
  turn();
  await work;
  isDone = true;
  return rounds;
};

test('a large body is read in many turns, and so is a small one full of values', async () =>
  withApp({}, async (app) => {
    const full = bodyOf(event('a', `"x":[${'1,'.repeat((maxBodyBytes - 300) / 2)}1]`));
    expect(await roundsDuring(postEvents(app, full))).toBeGreaterThan(20);
    const values = bodyOf(event('b', `"x":[${'{"a":0},'.repeat(100_000)}1]`));
    expect(await roundsDuring(postEvents(app, values))).toBeGreaterThan(20);
  }));
