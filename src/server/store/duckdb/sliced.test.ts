import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { microsOfMs } from '../../../contract/instant.ts';
import { buildApp } from '../../app.ts';
import { loadDemo } from '../../demo/load.ts';
import type { Limits } from './database.ts';
import { openDuckDbStore } from './open.ts';
import { anybody } from '../questions/scope.ts';
import { createWriter } from '../../ingest/writer.ts';

const now = Date.parse('2026-03-31T14:20:00Z');
const folders: string[] = [];
const apps: FastifyInstance[] = [];

/** The server over some weeks of sign-ins of which no day is kept. */
const serve = async (limits: Partial<Limits>, events: number, statements: string[] = []) => {
  const folder = await mkdtemp(join(tmpdir(), 'sliced-'));
  folders.push(folder);
  const onQuestion = (sql: string) => statements.push(sql);
  const store = await openDuckDbStore({ folder, reserveBytes: 0, limits, onQuestion });
  await loadDemo(store, now, { seed: 5, events, days: 20 });
  const app = await buildApp({
    store,
    writer: createWriter(store),
    version: 'test',
    now: () => microsOfMs(now),
  });
  apps.push(app);
  return app;
};
afterAll(async () => {
  for (const app of apps) await app.close();
  for (const folder of folders) await rm(folder, { recursive: true });
});

const days = 'dt_from=2026-03-21&dt_to=2026-03-31';
const questions = [
  ...['', '&result=Failure', '&not_outcome=signed_in', '&q=example'].flatMap((filter) =>
    [
      'numbers?buckets=20',
      'breakdown?by=user',
      'breakdown?by=source_ip',
      'stops?tz=UTC',
      'hours?tz=Europe/Berlin',
      'second_step?tz=UTC',
      'steps?tz=UTC',
    ].map((path) => `/v1/auth_overview/${path}&${days}${filter}`),
  ),
  // a dozen questions in one, each of hundreds of slices
  `/v1/auth_overview/findings?tz=UTC&${days}`,
  `/v1/auth_attempts/histogram?${days}`,
  `/v1/auth_attempts/histogram?${days}&renewal=true`,
  `/v1/auth_attempts/facets?property=outcome&property=upstream_idp&property=x.connector&${days}`,
  `/v1/auth_attempts?outcome=blocked&limit=300&${days}`,
];

let whole: FastifyInstance;
let sliced: FastifyInstance;
const statements: string[] = [];
beforeAll(async () => {
  whole = await serve({}, 5_000);
  sliced = await serve({ eventsAtOnce: 150, runMs: 300_000 }, 5_000, statements);
});

test('attempts are grouped some days at a time', async () => {
  await sliced.inject(`/v1/auth_overview/stops?tz=UTC&${days}&result=Success`);
  expect(statements.filter((sql) => sql.startsWith('CREATE TEMP TABLE'))).toHaveLength(1);
  expect(statements.filter((sql) => sql.startsWith('INSERT INTO grouped')).length).toBeGreaterThan(5);
});

test.each(questions)('%s is answered the same from slices', async (path) => {
  const [wanted, found] = [await whole.inject(path), await sliced.inject(path)];
  expect(wanted.statusCode).toBe(200);
  expect(found.json()).toEqual(wanted.json());
});

test('a range larger than the memory is answered, all at once, as with memory for it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'small-'));
  folders.push(folder);
  const paths = questions.filter((path) => path.startsWith('/v1/auth_overview/')).slice(0, 8);
  const answers: unknown[][] = [];
  for (const limits of [{}, { memory: '80MB', waitMs: 300_000, runMs: 300_000 }]) {
    const store = await openDuckDbStore({ folder, reserveBytes: 0, limits });
    if ((await store.events.count({}, anybody)) === 0)
      await loadDemo(store, now, { seed: 5, events: 30_000, days: 20 });
    const app = await buildApp({
      store,
      writer: createWriter(store),
      version: 'test',
      now: () => microsOfMs(now),
    });
    const found = await Promise.all(paths.map((path) => app.inject(path)));
    expect(found.map(({ statusCode }) => statusCode)).toEqual(paths.map(() => 200));
    answers.push(found.map((answer) => answer.json<unknown>()));
    await app.close();
  }
  expect(answers[1]).toEqual(answers[0]);
});
