import { mkdtemp, readFile, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { noFilters } from '../../../../contract/filters.ts';
import { prepared } from '../../conformance/samples.ts';
import { anybody } from '../../questions/scope.ts';
import { databaseFile } from '../engine.ts';
import { makeOlder, makeVersion3 } from '../older-store.ts';
import { openDuckDbStore } from '../open.ts';
import { keepBefore } from './keep-before.ts';
import { unfinishedPrefix } from './places.ts';

let folder = '';
let warnings: string[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keep-before-'));
  warnings = [];
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

const open = async () =>
  openDuckDbStore({ folder, reserveBytes: 0, warn: (message) => warnings.push(message) });
const event = (id: string) =>
  prepared({ time: '2026-03-02T12:00:00Z', event_name: 'Token', trace_id: `t-${id}`, result: '' }, id);
const sent = async (...ids: readonly string[]): Promise<void> => {
  const store = await open();
  await store.append(ids.map(event));
  await store.close();
};
const database = async (from = folder): Promise<Buffer> => readFile(join(from, databaseFile));
const copies = async (): Promise<readonly string[]> =>
  (await readdir(folder))
    .filter((name) => name.startsWith('audit.before-'))
    .map((name) => join(folder, name));
const tracesIn = async (): Promise<readonly unknown[]> => {
  const store = await open();
  const { events } = await store.events.list({ filters: noFilters, order: 'asc', limit: 9 }, anybody);
  await store.close();
  return events.map(({ record }) => record.trace_id);
};

test.each([
  ['to which columns are added', async () => makeOlder(folder, ['trace_id'])],
  ['of an older form', async () => makeVersion3(folder)],
])('a store %s is kept as it was before it is written anew, and can be put back', async (_, age) => {
  await sent('a', 'b');
  await age();
  const before = await database();
  expect(await tracesIn()).toEqual(['t-a', 't-b']);
  const [copy = ''] = await copies();
  expect(await database(copy)).toEqual(before);
  expect(await database()).not.toEqual(before);
  expect(warnings).toEqual([expect.stringContaining(copy)]);
  // once is enough
  expect(await tracesIn()).toHaveLength(2);
  expect(warnings).toHaveLength(1);
  await rename(join(copy, databaseFile), join(folder, databaseFile));
  expect(await database()).toEqual(before);
});

test('a store that stays as it is has no copy', async () => {
  await sent('a');
  await sent('b');
  expect(await copies()).toEqual([]);
  expect(warnings).toEqual([]);
});

test('one copy serves until something else was acknowledged; what was left half done is no copy', async () => {
  await sent('a');
  const path = join(folder, databaseFile);
  const kept = await keepBefore(path, 'aim');
  expect(await readdir(kept)).toEqual([databaseFile, `${databaseFile}.acknowledged`]);
  const first = await database();
  await sent('b');
  expect(await keepBefore(path, 'other')).not.toBe(kept);
  expect(await keepBefore(path, 'aim')).toBe(kept);
  expect(await database(kept)).not.toEqual(first);
  const again = await database(kept);
  await rename(kept, join(folder, `${unfinishedPrefix}before`));
  await keepBefore(path, 'aim');
  expect(await database(kept)).toEqual(again);
  expect((await readdir(folder)).filter((name) => name.startsWith(unfinishedPrefix))).toEqual([]);
});

test('without room for a copy nothing is written anew, which is said with what to do', async () => {
  await sent('a');
  const path = join(folder, databaseFile);
  await expect(keepBefore(path, 'aim', async () => 10)).rejects.toThrow(
    /makes a copy first, for which \d+ MiB must be free: 0 are\. Nothing was changed\. Make room/,
  );
  expect(await copies()).toEqual([]);
});
