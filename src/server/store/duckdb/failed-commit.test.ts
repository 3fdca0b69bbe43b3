import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBConnection } from '@duckdb/node-api';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { noFilters } from '../../../contract/filters.ts';
import { prepared } from '../conformance/samples.ts';
import { anybody } from '../questions/scope.ts';
import type { Store } from '../store.ts';
import { openDuckDbStore } from './open.ts';

let folder = '';
let store: Store;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'failed-commit-'));
  store = await openDuckDbStore({ folder, reserveBytes: 0 });
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

const batch = (name: string) =>
  Array.from({ length: 3 }, (_, n) =>
    prepared({ time: '2026-03-29', event_name: 'Token', request_id: name, n }, `${name}${n}`),
  );

/** The next commit is made, and told as one that was not: as the engine does for want of memory, now and then. */
const failCommit = (words: string): (() => void) => {
  const run = DuckDBConnection.prototype['run'] as (...args: unknown[]) => Promise<unknown>;
  let isLeft = true;
  const spy = vi.spyOn(DuckDBConnection.prototype, 'run').mockImplementation(async function fail(
    this: DuckDBConnection,
    ...args: unknown[]
  ) {
    const result = await run.apply(this, args);
    if (args[0] !== 'COMMIT' || !isLeft) return result;
    isLeft = false;
    throw new Error(words);
  } as never);
  return () => spy.mockRestore();
};

const stored = async () =>
  (await store.events.list({ filters: noFilters, order: 'asc', limit: 50 }, anybody)).events.map(
    ({ record, sequence }) => [String(record['n']), sequence],
  );

test.each([
  'TransactionContext Error: Failed to commit: failed to pin block of size 256.0 KiB (384.0 MiB/384.0 MiB used)',
  'TransactionContext Error: Failed to commit: IO Error: No space left on device',
])('what a commit has left in the table is looked at anew when it fails: %s', async (words) => {
  await store.append(batch('before'));
  const stop = failCommit(words);
  const first = await store.append(batch('new')).then(
    () => 'stored',
    () => 'refused',
  );
  stop();
  // what the sender does with a batch that was refused
  expect(await store.append(batch('new'))).toEqual(['duplicate', 'duplicate', 'duplicate']);
  expect(first).toBe(words.includes('failed to pin') ? 'stored' : 'refused');
  const wanted = ['0', '1', '2', '0', '1', '2'].map((n, at) => [n, BigInt(at + 1)]);
  expect(await stored()).toEqual(wanted);
  await store.close();
  store = await openDuckDbStore({ folder, reserveBytes: 0 });
  expect(await stored()).toEqual(wanted);
});
