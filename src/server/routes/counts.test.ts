import type { FastifyInstance } from 'fastify';
import { expect, test } from 'vitest';
import {
  extentAnswerSchema,
  facetsAnswerSchema,
  fieldsAnswerSchema,
  histogramAnswerSchema,
} from '../../contract/audits.ts';
import { properties } from '../../contract/fields.ts';
import { postEvents, signIn, withApp } from '../test-support/with-app.ts';

const histogram = async (app: FastifyInstance, query: string) =>
  histogramAnswerSchema.parse((await app.inject(`/v1/auth_audits/histogram?${query}`)).json());

const facets = async (app: FastifyInstance, query: string) =>
  facetsAnswerSchema.parse((await app.inject(`/v1/auth_audits/facets?${query}`)).json());

test('whatever a value is called, it is counted', async () =>
  withApp({}, async (app) => {
    const results = ['__proto__', 'constructor', 'toString', 'Success', 'Success'];
    await postEvents(app, { events: results.map((result, n) => signIn(`e${n}`, { result })) });
    const { buckets } = await histogram(app, 'interval=7d');
    expect(buckets.flatMap(({ by }) => Object.entries(by)).toSorted(([a], [b]) => (a < b ? -1 : 1))).toEqual(
      Object.entries({ Success: 2, ['__proto__']: 1, constructor: 1, toString: 1 }),
    );
  }));

test('values that are called as members of the answer are, stay beside them', async () =>
  withApp({}, async (app) => {
    const common = ['other', 'missing', 'count', 'from', 'to', 'by', 'all', 'none', '(none)', 'undefined'];
    const results = [...common, ...common, 'rare', 'null', undefined, undefined, undefined, ''];
    await postEvents(app, { events: results.map((result, n) => signIn(`e${n}`, { result })) });
    for (const query of ['by=result', 'by=result&dt_from=2026-03-31&interval=1h']) {
      const full = (await histogram(app, query)).buckets.filter(({ count }) => count > 0);
      expect(full).toMatchObject([
        { count: 26, by: Object.fromEntries(common.map((value) => [value, 2])), other: 2, missing: 4 },
      ]);
      expect(Object.keys(full[0]?.by ?? {})).toHaveLength(10);
    }
  }));

test('a histogram covers the range in local days, and its parts add up to the list', async () =>
  withApp({}, async (app) => {
    const hours = Array.from({ length: 96 }, (_, n) => new Date(Date.UTC(2026, 2, 27, n)).toISOString());
    const results = ['Success', 'Denied', null, 'other', ...Array.from({ length: 12 }, (_, n) => `r${n}`)];
    await postEvents(app, {
      events: hours.map((time, n) => signIn(`e${n}`, { time, result: results[n % results.length] })),
    });
    const answer = await histogram(
      app,
      'dt_from=2026-03-27T12:00Z&dt_to=2026-03-30T12:00Z&interval=1d&tz=Europe/Berlin',
    );
    expect(answer.buckets.map(({ from, to, count }) => [from, to, count])).toEqual([
      ['2026-03-26T23:00:00Z', '2026-03-27T23:00:00Z', 11],
      ['2026-03-27T23:00:00Z', '2026-03-28T23:00:00Z', 24],
      ['2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z', 23],
      ['2026-03-29T22:00:00Z', '2026-03-30T22:00:00Z', 14],
    ]);
    for (const { count, by, other, missing } of answer.buckets)
      expect(Object.values(by).reduce((sum, each) => sum + each, other + missing)).toBe(count);
    const values = new Set(answer.buckets.flatMap(({ by }) => Object.keys(by)));
    expect([values.size, values.has('other'), values.has('')]).toEqual([10, true, false]);
    expect((await histogram(app, 'q=nobody&interval=7d')).buckets.map(({ count }) => count)).toEqual([0]);
    expect((await histogram(app, 'buckets=4')).interval).toBe('1d');
  }));

test('a histogram of all years there are', async () =>
  withApp({}, async (app) => {
    expect(await histogram(app, '')).toEqual({ interval: '1d', tz: 'UTC', by: 'result', buckets: [] });
    const times = ['0001-01-01T00:00:00Z', '2026-03-31T00:00:00Z', '9999-12-31T23:59:59.999999Z'];
    await postEvents(app, { events: times.map((time, n) => signIn(`e${n}`, { time })) });
    for (const tz of ['UTC', 'America/New_York', 'Pacific/Kiritimati']) {
      const { buckets } = await histogram(app, `tz=${tz}`);
      expect(buckets.reduce((sum, { count }) => sum + count, 0)).toBe(3);
      expect((await histogram(app, `tz=${tz}&dt_from=9999-12-30&interval=12h`)).buckets.at(-1)?.count).toBe(
        1,
      );
      expect((await histogram(app, `tz=${tz}&dt_to=0001-01-02&interval=1d`)).buckets[0]?.count).toBe(1);
    }
    const extent = extentAnswerSchema.parse((await app.inject('/v1/auth_audits/extent')).json());
    expect(extent).toEqual({ first: times[0], last: times[2] });
  }));

test('facets count values, not filtered by their own property', async () =>
  withApp({}, async (app) => {
    const results = ['A', 'A', 'A', 'b', 'b', 'c', null];
    await postEvents(app, {
      events: results.map((result, n) => signIn(`e${n}`, { result, user_id: n < 5 ? 'u' : null, 'h"i': n })),
    });
    expect(await facets(app, 'result=A&user_id=u&limit=1')).toEqual({
      result: { values: [{ value: 'A', count: 3 }], missing: 0, more: true },
      event_name: { values: [{ value: 'Token', count: 3 }], missing: 0, more: false },
    });
    expect(await facets(app, 'property=result&contains=B')).toEqual({
      result: { values: [{ value: 'b', count: 2 }], missing: 1, more: false },
    });
    expect((await facets(app, 'property=x.h%22i&not_result=A'))['x.h"i']?.values).toHaveLength(4);
  }));

test('fields are those of the contract and the extras that were seen', async () =>
  withApp({}, async (app) => {
    expect((await app.inject('/v1/auth_audits/extent')).json()).toEqual({});
    await postEvents(app, { events: [signIn('a', { 'b/c': 1, a: null, Z: 'x' })] });
    const answer = fieldsAnswerSchema.parse((await app.inject('/v1/auth_audits/fields')).json());
    expect(answer.fields.map(({ param }) => param)).toEqual([
      ...properties.map(({ param }) => param),
      'x.Z',
      'x.b/c',
    ]);
  }));

/** Names that something on the way could take for something else. */
const oddNames = [
  '',
  ' ',
  '\u200b',
  'a=b&c',
  'a\0b',
  'not_user_id',
  'not_x.a',
  'x.',
  'x.user_id',
  'USER_ID',
  'user_id ',
  'email',
  'missing',
  'constructor',
  '#-1',
  '/',
  '~',
  '$.a[0]',
  '\uFEFFa',
  '\uFDD0',
  '%41+',
  'é'.repeat(128),
];

test('whatever an extra is called, it is listed by a name that can be seen, and can be asked for as listed', async () =>
  withApp({}, async (app) => {
    const value = (at: number) => `value ${at}`;
    await postEvents(app, {
      events: [
        signIn('all', Object.fromEntries(oddNames.map((name, at) => [name, value(at)]))),
        signIn('none', { session: 's' }),
      ],
    });
    const { fields: listed } = fieldsAnswerSchema.parse((await app.inject('/v1/auth_audits/fields')).json());
    const extras = listed.filter(({ group }) => group === 'extra');
    expect(extras.map(({ name }) => name)).toEqual(oddNames.map((name) => `x.${name}`).toSorted());
    expect(extras.filter(({ label }) => !/[^\s\p{C}]/u.test(label))).toEqual([]);
    for (const { param, name } of extras) {
      const at = oddNames.indexOf(name.slice(2));
      const [asked, own] = [encodeURIComponent(param), encodeURIComponent(value(at))];
      expect((await facets(app, `property=${asked}`))[name]).toEqual({
        values: [{ value: value(at), count: 1 }],
        missing: 1,
        more: false,
      });
      for (const [query, ids] of [
        [`${asked}=${own}`, ['all']],
        [`not_${asked}=${own}`, ['none']],
        [`missing=${asked}`, ['none']],
      ] as const) {
        const list = await app.inject(`/v1/auth_audits?expand=event_ids&${query}`);
        expect([query, list.json<{ event_ids?: string[] }>().event_ids]).toEqual([query, ids]);
      }
      const counted = await app.inject(`/v1/auth_audits/histogram?by=${asked}`);
      expect(counted.statusCode).toBe(200);
      const exported = await app.inject(
        `/v1/auth_audits/export?format=ndjson&columns=${asked}&${asked}=${own}`,
      );
      expect(JSON.parse(exported.body)).toEqual({ [name]: value(at) });
    }
  }));
