import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { noFilters } from '../../contract/filters.ts';
import { micros } from '../../contract/instant.ts';
import { type AppOptions, buildApp } from '../app.ts';
import { generate } from '../demo/generate.ts';
import { canonicalJson } from '../records/content.ts';
import { makeRounding } from '../store/duckdb/older-store.ts';
import { openStore } from '../store/open.ts';
import { StoreError } from '../store/store-error.ts';
import type { Store } from '../store/store.ts';
import { openDestination } from './destination.ts';
import { type Ended, importLines } from './import-lines.ts';
import { proofRoutes } from '../routes/proof.ts';
import { announceServer, newIdentity } from '../process/server-file.ts';
import { anybody } from '../store/questions/scope.ts';
import { createWriter } from './writer.ts';

let folder: string;
let other: string;
let app: FastifyInstance | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'import-server-'));
  other = await mkdtemp(join(tmpdir(), 'import-direct-'));
});
afterEach(async () => {
  await app?.close();
  app = undefined;
  await Promise.all([folder, other].map((each) => rm(each, { recursive: true })));
});

/** A server on the data folder, as `npm start` runs it, on a free port. */
const serve = async (
  options: Partial<AppOptions> = {},
  wrap = (store: Store): Store => store,
): Promise<Store> => {
  const store = await openStore({ folder });
  const wrapped = wrap(store);
  const writer = createWriter(wrapped);
  app = await buildApp({ store: wrapped, writer, version: '0.0.0', ...options });
  const identity = newIdentity();
  await app.register(proofRoutes(identity));
  await announceServer(folder, await app.listen({ host: '127.0.0.1', port: 0 }), identity);
  return store;
};

const demo = [...generate({ seed: 5, events: 1_200, days: 30, until: micros(1_770_000_000_000_000n) })];

/** Webhook events, records, and records that occur twice. */
const values = demo.flatMap(({ id, record }, index): readonly object[] => {
  if (index % 3 === 0) return [{ unique_id: id, create_time: record.time, event: record }];
  return index % 3 === 1 ? [record, record] : [record];
});
const long = ['9007199254740993', '9007199254740992', '12345678901234567890.5'].map(
  (n) => `{"time":"2026-01-05T09:00:00Z","event_name":"Token","user_id":${n},"n":[${n}],"source_id":"s"}\n`,
);
const lines = [...values.map((value) => `${JSON.stringify(value)}\n`), ...long];

async function* bytes(of: readonly string[]): AsyncGenerator<Buffer> {
  for (const line of of) yield Buffer.from(line);
}

const importInto = async (
  data: string,
  token?: string,
  of = lines,
): Promise<Ended & { readonly name: string }> => {
  const destination = await openDestination({ folder: data, ...(token === undefined ? {} : { token }) });
  try {
    return {
      ...(await importLines(bytes(of), { sink: destination.sink, reject: () => undefined })),
      name: destination.name,
    };
  } finally {
    await destination.close();
  }
};

/** Every stored event, by id and record, whatever the order of equal times. */
const allOf = async (store: Store): Promise<readonly string[]> => {
  const all: string[] = [];
  let page = await store.events.list({ filters: noFilters, order: 'asc', limit: 500 }, anybody);
  for (;;) {
    all.push(...page.events.map(({ id, record }) => JSON.stringify([id, canonicalJson(record)])));
    const last = page.events.at(-1);
    if (!page.more || !last) return all.toSorted((one, two) => (one < two ? -1 : 1));
    page = await store.events.list({ filters: noFilters, order: 'asc', limit: 500, after: last }, anybody);
  }
};

test('through a running server the same is stored as directly, under the same ids', async () => {
  const served = await serve();
  const through = await importInto(folder);
  expect([through.name, through.failure]).toEqual([expect.stringMatching(/^the server at http/), undefined]);
  const direct = await importInto(other);
  expect(direct.name).toBe(`the data folder ${other}`);
  expect(through.tally).toEqual(direct.tally);
  expect(through.tally).toMatchObject({ read: lines.length, added: lines.length });
  const store = await openStore({ folder: other });
  expect(await allOf(served)).toEqual(await allOf(store));
  await store.close();
  expect((await importInto(folder)).tally).toMatchObject({ added: 0, duplicates: lines.length });
});

test('what was imported directly is known when it comes again through a server', async () => {
  await importInto(folder);
  await serve();
  expect((await importInto(folder)).tally).toMatchObject({ added: 0, duplicates: lines.length });
});

test('so is what the version before had stored with its numbers rounded', async () => {
  const rounded = long.map((line) => `${JSON.stringify(JSON.parse(line))}\n`);
  await importInto(folder, undefined, rounded);
  await makeRounding(folder);
  await serve();
  expect((await importInto(folder, undefined, long)).tally).toMatchObject({
    added: 0,
    duplicates: long.length,
  });
});

test('a server that can write nothing for a while is waited for, and nothing is lost or doubled', async () => {
  let attempts = 0;
  const served = await serve({}, (store) => ({
    ...store,
    append: (events) =>
      (attempts += 1) === 1
        ? Promise.reject(new StoreError('unwritable', 'The disk is full.'))
        : store.append(events),
  }));
  const { tally, failure } = await importInto(folder);
  expect([tally.added, tally.duplicates, failure]).toEqual([lines.length, 0, undefined]);
  expect(await served.events.count({}, anybody)).toBe(lines.length);
});

test('the ingest token is needed where one is set', async () => {
  await serve({ token: 'read-token', ingestToken: 'post-token' });
  const refused = await importInto(folder, 'wrong-token');
  expect(refused.failure?.message).toMatch(/set AUTH_AUDIT_INGEST_TOKEN/);
  expect(refused.tally.added).toBe(0);
  expect((await importInto(folder, 'post-token')).tally.added).toBe(lines.length);
});

test('the address that a dead server left is passed over', async () => {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => probe.once('listening', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  await announceServer(folder, `http://127.0.0.1:${port}`, newIdentity());
  expect((await importInto(folder)).name).toBe(`the data folder ${folder}`);
});

test('a half-written address is passed over', async () => {
  await writeFile(join(folder, 'server.json'), '{"url":"http');
  expect((await importInto(folder)).tally.added).toBe(lines.length);
});
