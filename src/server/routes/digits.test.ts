import { Readable } from 'node:stream';
import * as fc from 'fast-check';
import type { FastifyInstance } from 'fastify';
import { expect, test } from 'vitest';
import { parseJson } from '../../contract/exact-json.ts';
import { writeJson } from '../../contract/exact-number.ts';
import { type Sink, importLines } from '../ingest/import-lines.ts';
import type { Store } from '../store/store.ts';
import { postEvents, withApp } from '../test-support/with-app.ts';

/** The text of an answer. */
const told = async (app: FastifyInstance, path: string): Promise<string> => {
  const { statusCode, body } = await app.inject(path);
  if (statusCode !== 200) throw new Error(body);
  return body;
};

const sinkOf = (store: Store): Sink => ({
  batch: 100,
  send: async (events) => (await store.append(events)).map((status) => ({ status })),
});

/** A body of one event a list of extras, as JSON, under ids and a request of their own. */
const bodyOf = (prefix: string, extras: readonly string[]): string => {
  const events = extras.map(
    (extra, index) =>
      `{"unique_id":"${prefix}-${index}","event":{"time":"2026-03-31T09:00:00Z","event_name":"Token",
        "result":"Success","request_id":"${prefix}","session":"${prefix}","x":${extra}}}`,
  );
  return `{"always_respond_with_events":true,"events":[${events.join(',')}]}`;
};

const numbers = fc.oneof(
  fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }).map(String),
  fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 20n }), fc.nat(999)).map(([whole, part]) => `${whole}.${part}`),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => JSON.stringify(number)),
  fc.constantFrom('9007199254740993', '1e-400', '-1E-400', '1.0', '-0', '0.10000000000000000001'),
);
const { json: extrasOfAnyKind } = fc.letrec<{ json: string; list: string; object: string }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 3 },
    { weight: 3, arbitrary: numbers },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme' }).map((text) => JSON.stringify(text)) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('true', '"9007199254740993"', `["${'x'.repeat(20_000)}",1e-400]`),
    },
    { weight: 1, arbitrary: tie('list') },
    { weight: 1, arbitrary: tie('object') },
  ),
  list: fc.array(tie('json'), { maxLength: 3 }).map((items) => `[${items.join(' ,')}]`),
  object: fc
    .dictionary(fc.constantFrom('a', 'b"', '__proto__'), tie('json'), { maxKeys: 2 })
    .map((members) => {
      const written = Object.entries(members).map(([name, json]) => `${JSON.stringify(name)}:${json}`);
      return `{${written.join(', ')}}`;
    }),
}));

test('whatever numbers are sent come out with their digits, in every answer and export, and come in again as the same', async () => {
  await withApp({}, async (app, store) => {
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(extrasOfAnyKind, { minLength: 1, maxLength: 6 }), async (extras) => {
        const own = `run-${(runs += 1)}`;
        const posted = await postEvents(app, bodyOf(own, extras));
        expect(posted.json()).toMatchObject({ discard_events: [], retry_events: [] });
        // as it is written without blanks: digits that a double does not hold are not touched by that
        const wanted = extras.map((extra) => writeJson(parseJson(extra)));
        const found = (records: unknown): string[] =>
          (records as readonly Readonly<Record<string, unknown>>[])
            .map((record) => writeJson(record['x'] ?? record['x.x']))
            .toSorted();
        const scope = `request_id=${own}`;
        const list = parseJson(await told(app, `/v1/auth_audits?${scope}`)) as { auth_audits: unknown };
        expect(found(list.auth_audits)).toEqual(wanted.toSorted());
        for (const path of [`/v1/auth_attempts/${own}`, `/v1/auth_sessions/${own}`]) {
          const answer = parseJson(await told(app, path)) as { events?: unknown };
          expect(found(answer.events ?? [])).toEqual(wanted.toSorted());
        }
        for (const columns of ['', '&columns=x.x']) {
          const text = await told(app, `/v1/auth_audits/export?format=ndjson&${scope}${columns}`);
          expect(found(text.trim().split('\n').map(parseJson))).toEqual(wanted.toSorted());
        }
        for (const path of [`/v1/auth_audits?${scope}`, `/v1/auth_audits/export?format=ndjson&${scope}`]) {
          const saved = Readable.from([Buffer.from(await told(app, path))]);
          const { tally } = await importLines(saved, { sink: sinkOf(store), reject: () => {} });
          expect(tally).toMatchObject({ read: extras.length, duplicates: extras.length });
        }
        expect((await postEvents(app, bodyOf(own, wanted))).json()).toMatchObject({ success_events: [] });
      }),
      { numRuns: 40 },
    );
  });
});

const digits = [
  '9007199254740993',
  '9007199254740992',
  '9007199254740991',
  '-123456789012345678901234567890',
  '12345678901234567890.5',
  '12345678901234567890.50',
  '1E-400',
  '[9007199254740993]',
  '{"a":[12345678901234567890.5]}',
  `1${'0'.repeat(200)}1`,
];

test('they are counted, found and listed by every digit', async () => {
  await withApp({}, async (app) => {
    await postEvents(app, bodyOf('one', digits));
    await postEvents(app, bodyOf('two', [`"${digits[4] ?? ''}"`])); // the same as a text
    const facets = parseJson(await told(app, '/v1/auth_audits/facets?property=x.x&limit=50')) as {
      'x.x': { values: { value: string; count: number }[] };
    };
    expect(Object.fromEntries(facets['x.x'].values.map(({ value, count }) => [value, count]))).toEqual(
      Object.fromEntries(digits.map((value, index) => [value, index === 4 ? 2 : 1])),
    );
    for (const [index, value] of digits.entries()) {
      const scope = new URLSearchParams({ 'x.x': value, columns: 'x.x', format: 'csv' }).toString();
      const lines = (await told(app, `/v1/auth_audits/export?${scope}`)).trim().split('\r\n').slice(1);
      expect(lines).toHaveLength(index === 4 ? 2 : 1);
      expect(lines[0]?.replaceAll('""', '"').replaceAll(/^"|"$|^'/g, '')).toBe(value);
      const other = new URLSearchParams({ 'not_x.x': value, format: 'ndjson' }).toString();
      const others = (await told(app, `/v1/auth_audits/export?${other}`)).trim().split('\n');
      expect(others).toHaveLength(digits.length + 1 - lines.length);
      const by = (
        await app.inject(`/v1/auth_audits/histogram?by=x.x&buckets=1&${scope.split('&')[0] ?? ''}`)
      ).json<{
        buckets: { by: object }[];
      }>();
      expect(by.buckets.flatMap((bucket) => Object.keys(bucket.by))).toEqual([value]);
    }
  });
});

test('in a property of the contract they are the text that came', async () => {
  await withApp({}, async (app) => {
    const users = ['9007199254740993', '9007199254740992', '1.50', '9007199254740993.50'];
    const events = users.map(
      (user, index) =>
        `{"unique_id":"u-${index}","event":{"time":"2026-03-31T09:00:00Z","event_name":"Token","user_id":${user},
          "upstream_user_id":"ann-${index}@example.org"}}`,
    );
    await postEvents(app, `{"events":[${events.join(',')}]}`);
    for (const user of ['9007199254740993', '9007199254740992', '1.5', '9007199254740993.50']) {
      const answer = await told(app, `/v1/auth_audits?user_id=${user}&expand=emails`);
      const { auth_audits: found, known_emails: emails } = JSON.parse(answer) as {
        auth_audits: { user_id: string }[];
        known_emails: object;
      };
      expect(found.map(({ user_id: id }) => id)).toEqual([user]);
      expect(Object.keys(emails)).toEqual([user]);
    }
  });
});
