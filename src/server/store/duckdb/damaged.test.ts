import { cp, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { microsOfMs } from '../../../contract/instant.ts';
import { buildApp } from '../../app.ts';
import { loadDemo } from '../../demo/load.ts';
import { createWriter } from '../../ingest/writer.ts';
import { databaseFile } from './engine.ts';
import { openDuckDbStore } from './open.ts';
import { rowsOf } from './sql.ts';

const now = Date.parse('2026-03-31T14:20:00Z');
/** Of DuckDB's files: the room before the first block, and that of each. */
const [head, blockSize] = [3 * 4_096, 256 * 1_024];

let folder = '';
const opened = async (from: string) => openDuckDbStore({ folder: from, reserveBytes: 0 });
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'damaged-'));
  const store = await opened(folder);
  await loadDemo(store, now, { seed: 5, events: 30_000, days: 12 });
  await store.tidy();
  await store.close();
});
afterAll(async () => rm(folder, { recursive: true }));

/** Turn some bytes of a file into others. */
const damage = async (path: string, at: number): Promise<void> => {
  const file = await open(path, 'r+');
  const bytes = Buffer.alloc(64);
  await file.read(bytes, 0, bytes.length, at);
  await file.write(
    bytes.map((byte) => byte ^ 0xff),
    0,
    bytes.length,
    at,
  );
  await file.close();
};

const paths = [
  '/v1/auth_audits?limit=500',
  '/v1/auth_audits?limit=5&q=nothing-has-this',
  '/v1/auth_audits/facets?property=user_id&property=source_ip&property=user_agent',
  '/v1/auth_audits/histogram?buckets=10',
  '/v1/auth_attempts?limit=50',
  '/v1/auth_attempts/facets?property=outcome&property=user_agent',
  '/v1/auth_overview/numbers?buckets=10',
  '/v1/auth_names?text=ana',
];

/** What a store says: to whom opens it, or to each question. */
const said = async (from: string): Promise<readonly unknown[]> => {
  const store = await opened(from).catch((error: unknown) => String(error));
  if (typeof store === 'string') return [store];
  const clock = () => microsOfMs(now);
  const app = await buildApp({ store, writer: createWriter(store), version: 'test', now: clock });
  try {
    const answers: unknown[] = [];
    for (const path of paths) {
      const { statusCode, json } = await app.inject(path);
      answers.push(
        statusCode === 200 ? json<unknown>() : `${statusCode} ${json<{ detail: string }>().detail}`,
      );
    }
    return answers;
  } finally {
    await app.close();
  }
};

/** Where the blocks begin in the file that hold a column of the events. */
const blocksOf = async (column: string): Promise<readonly number[]> => {
  const instance = await DuckDBInstance.create(join(folder, databaseFile), { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  const rows = await rowsOf(
    connection,
    `SELECT DISTINCT block_id FROM pragma_storage_info('events')
     WHERE column_name = '${column}' AND persistent AND block_id >= 0 ORDER BY block_id`,
  );
  connection.closeSync();
  instance.closeSync();
  return rows.map((row) => head + Number(row['block_id']) * blockSize);
};

test('where a part of the events is damaged, what needs it is refused, with what to do, and all else is answered', async () => {
  const whole = await said(folder);
  const places = [...(await blocksOf('user_agent')), ...(await blocksOf('session'))];
  let told = 0;
  for (const at of new Set([places[0], places.at(-1)])) {
    const copy = await mkdtemp(join(tmpdir(), 'damaged-copy-'));
    await cp(folder, copy, { recursive: true });
    await damage(join(copy, databaseFile), (at ?? head) + blockSize / 2);
    for (const [index, answer] of (await said(copy)).entries()) {
      if (isDeepStrictEqual(answer, whole[index])) continue;
      told += 1;
      expect(answer).toMatch(/ damaged[ :(].*[Pp]ut a whole backup in its place/);
    }
    await rm(copy, { recursive: true });
  }
  expect(told).toBeGreaterThan(0);
});
