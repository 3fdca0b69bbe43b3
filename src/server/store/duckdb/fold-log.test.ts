import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { prepared } from '../conformance/samples.ts';
import { attach, databaseFile } from './engine.ts';
import { openDuckDbStore } from './open.ts';
import { numberIn, rowsOf } from './sql.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fold-log-'));
});
afterAll(async () => rm(folder, { recursive: true }));

const batch = 1_000;
const events = (from: number) =>
  Array.from({ length: batch }, (_, n) =>
    prepared({ time: '2026-03-29', event_name: 'Token', n: from + n }, `e${from + n}`),
  );

/** Bytes of the write-ahead log. */
const logSize = async (): Promise<number> =>
  stat(join(folder, `${databaseFile}.wal`)).then(
    ({ size }) => size,
    () => 0, // none: it is folded
  );

/** How many events lie in each group of rows, in their order. */
const groups = async (): Promise<readonly number[]> => {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await attach(connection, join(folder, databaseFile));
  const rows = await rowsOf(
    connection,
    `SELECT row_group_id, sum(count) AS count FROM pragma_storage_info('audit.events')
     WHERE column_name = 'sequence' AND segment_type = 'BIGINT' GROUP BY row_group_id ORDER BY row_group_id`,
  );
  connection.closeSync();
  instance.closeSync();
  return rows.map((row) => numberIn(row, 'count'));
};

test('the log is folded in groups of rows that the engine leaves as they are', async () => {
  const store = await openDuckDbStore({ folder, reserveBytes: 0 });
  const sizes: number[] = [];
  for (let n = 0; n < 82; n += 1) {
    await store.append(events(n * batch));
    await store.sessions.all(); // in a turn of the writer’s, after the one in which the log may be folded
    sizes.push(await logSize());
  }
  await store.close();
  expect(await groups()).toEqual([20_000, 20_000, 20_000, 20_000, 2_000]);
  expect(sizes.filter((size) => size === 0)).toHaveLength(4);
});
