import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { maxBodyBytes, maxBodyEvents } from '../../contract/webhook.ts';
import { StoreError } from '../store/store-error.ts';
import type { Appended, Store } from '../store/store.ts';
import { postEvents, signIn, withApp } from '../test-support/with-app.ts';
import { anybody } from '../store/questions/scope.ts';

const derived = /^sha256-[0-9a-f]{64}-1$/;

test('each event is answered by itself: stored, known, invalid, foreign', async () =>
  withApp({}, async (app, store) => {
    await postEvents(app, { events: [signIn('known')] });
    const events = [
      signIn('new'),
      signIn('known'),
      signIn('new'),
      signIn('bad id'),
      { unique_id: 'no-event' },
      signIn('lone', { user_agent: '\ud800' }),
      { unique_id: 'access', create_time: '2026-03-31', event: { log_type: 'access', result: 'x' } },
      { unique_id: 'log', create_time: '2026-03-31', event: { message: 'hello' } },
      {},
    ];
    const response = await postEvents(app, { events, always_respond_with_events: true });
    expect(response.statusCode).toBe(201);
    const invalid = (id: string, message: RegExp) => ({
      unique_id: id,
      status: 'invalid',
      status_message: expect.stringMatching(message) as string,
    });
    expect(response.json()).toEqual({
      success_events: [{ unique_id: 'new', status: 'success' }],
      discard_events: [
        invalid(expect.stringMatching(derived) as string, /^unique_id "bad id" must be/),
        invalid('no-event', /^event must be an object/),
        invalid('lone', /^"user_agent" holds half/),
        invalid('access', /^log_type "access" is not/),
        invalid('log', /^not an authentication event/),
        invalid(expect.stringMatching(derived) as string, /^unique_id undefined must be/),
        { unique_id: 'known', status: 'duplicate' },
        { unique_id: 'new', status: 'duplicate' },
      ],
      retry_events: [],
    });
    expect(await store.events.count({}, anybody)).toBe(2);
  }));

test('successes are told only when asked for', async () =>
  withApp({}, async (app) => {
    for (const always of [undefined, null, false]) {
      const body = { events: [signIn(`id-${always}`)], always_respond_with_events: always };
      expect((await postEvents(app, body)).json()).toEqual({
        success_events: [],
        discard_events: [],
        retry_events: [],
      });
    }
  }));

test('one event that would poison a body is refused by itself', async () =>
  withApp({}, async (app, store) => {
    const poison = [
      '{"unique_id":"p1","event":{"time":"2026-03-31","result":"x","__proto__":{"a":1}}}',
      `{"unique_id":"p2","event":{"time":"2026-03-31","result":"x","deep":${'['.repeat(50_000)}${']'.repeat(50_000)}}}`,
      `{"unique_id":${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)},"event":{}}`,
      '{"unique_id":"p4","event":{"time":"2026-03-31","result":"x","huge":1e999}}',
    ];
    const fine = JSON.stringify(signIn('fine', { constructor: { prototype: 1 } }));
    const response = await postEvents(app, `{"events":[${[...poison, fine].join(',')}]}`);
    expect(response.statusCode).toBe(201);
    expect(response.json<{ discard_events: unknown[] }>().discard_events).toHaveLength(4);
    expect(await store.events.count({}, anybody)).toBe(1);
  }));

describe('a body that is none', () => {
  test.each([
    ['no JSON', '{"events":['],
    ['nothing', ''],
    ['null', 'null'],
    ['a list', '[]'],
    ['no events', '{}'],
    ['null for events', '{"events":null}'],
    ['events that are no objects', '{"events":[1]}'],
    ['a strange option', '{"events":[],"always_respond_with_events":"yes"}'],
  ])('%s is a 400 with a reason', async (_, body) =>
    withApp({}, async (app, store) => {
      const response = await postEvents(app, body);
      expect([response.statusCode, response.headers['content-type']]).toEqual([
        400,
        'application/problem+json; charset=utf-8',
      ]);
      expect(response.json()).toMatchObject({
        status: 400,
        title: 'Bad Request',
        id: expect.any(String) as string,
      });
      expect(await store.events.count({}, anybody)).toBe(0);
    }),
  );

  test('too large a body is a 413, also when it is compressed or its length is not told', async () =>
    withApp({}, async (app) => {
      const large = `{"events":[]${' '.repeat(maxBodyBytes)}}`;
      expect((await postEvents(app, large)).statusCode).toBe(413);
      const zipped = await app.inject({
        method: 'POST',
        url: '/v1/bulk_audit_events',
        headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
        payload: gzipSync(large),
      });
      expect(zipped.statusCode).toBe(413);
      const address = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
      const answer = await new Promise<string>((resolve, reject) => {
        const socket = connect(Number(address.port), '127.0.0.1');
        socket.once('data', (data) => {
          resolve(String(data));
          socket.destroy();
        });
        socket.once('error', reject);
        socket.write(
          `POST /v1/bulk_audit_events HTTP/1.1\r\nHost: ${address.host}\r\nContent-Type: application/json\r\nContent-Length: ${maxBodyBytes + 1}\r\n\r\n`,
        );
      });
      expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    }));

  test('too many events are a 413 that says how many are taken', async () =>
    withApp({}, async (app) => {
      const response = await postEvents(app, `{"events":[${'{},'.repeat(maxBodyEvents)}{}]}`);
      expect(response.statusCode).toBe(413);
      expect(response.json()).toMatchObject({
        detail: 'The body holds 250001 events; at most 250000 are taken.',
      });
    }));

  test('a body of the full size is taken', async () =>
    withApp({}, async (app, store) => {
      const body = JSON.stringify({ events: [signIn('a')] });
      expect((await postEvents(app, body.padEnd(maxBodyBytes))).statusCode).toBe(201);
      expect(await store.events.count({}, anybody)).toBe(1);
    }));
});

describe('when nothing can be stored', () => {
  test('a full queue is a 429 that says when to come again; what was taken is stored', async () => {
    const held: (() => void)[] = [];
    const wrap = (store: Store): Store => ({
      ...store,
      append: (events) =>
        new Promise<readonly Appended[]>((resolve, reject) => {
          held.push(() => void store.append(events).then(resolve, reject));
        }),
    });
    await withApp({ wrap }, async (app, store) => {
      const many = Array.from({ length: 15_000 }, (_, n) => signIn(`e${n}`));
      const first = postEvents(app, { events: many });
      await expect.poll(() => held.length).toBe(1);
      const response = await postEvents(app, {
        events: many.map((event) => ({ ...event, unique_id: `x${event.unique_id}` })),
      });
      expect([response.statusCode, response.headers['retry-after']]).toEqual([429, '1']);
      expect(response.json()).toMatchObject({ detail: 'Too busy. 15000 events wait to be written already.' });
      held[0]?.();
      expect((await first).statusCode).toBe(201);
      expect(await store.events.count({}, anybody)).toBe(15_000);
    });
  });

  test('a full disk is a 429 too, and /readyz says why, while reading goes on', async () => {
    const reason = 'The disk is full: 3 MiB are free.';
    const wrap = (store: Store): Store => ({
      ...store,
      append: () => Promise.reject(new StoreError('unwritable', reason)),
      unwritable: () => Promise.resolve(reason),
    });
    await withApp({ wrap }, async (app) => {
      const response = await postEvents(app, { events: [signIn('a')] });
      expect([response.statusCode, response.headers['retry-after']]).toEqual([429, '5']);
      expect(response.json()).toMatchObject({ detail: `Nothing can be stored now. ${reason}` });
      const ready = await app.inject('/readyz');
      expect([ready.statusCode, ready.json()]).toEqual([503, { status: 'not_ready', detail: reason }]);
      expect((await app.inject('/healthz')).statusCode).toBe(200);
      expect((await app.inject('/v1/auth_audits')).json()).toEqual({ auth_audits: [], limit: 500 });
    });
  });
});
