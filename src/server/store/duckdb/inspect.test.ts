import { cp, mkdir, mkdtemp, open, readFile, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { prepared } from '../conformance/samples.ts';
import { StoreError } from '../store-error.ts';
import type { Store } from '../store.ts';
import { acknowledgedPath, readAcknowledged } from './acknowledged.ts';
import { databaseFile } from './engine.ts';
import { openDuckDbStore } from './open.ts';
import { anybody } from '../questions/scope.ts';

let root = '';
/** A store as a killed process leaves it: 20 events in the database, 30 more in its log. */
let folder = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'inspect-'));
  const alive = join(root, 'alive');
  await fill(alive, 0, 20).then((store) => store.close());
  await cp(alive, join(root, 'older'), { recursive: true });
  const store = await fill(alive, 20, 30);
  await cp(alive, join(root, 'killed'), { recursive: true });
  await store.close();
});
beforeEach(async () => {
  folder = await mkdtemp(join(root, 'data-'));
  await cp(join(root, 'killed'), folder, { recursive: true });
});
afterAll(() => rm(root, { recursive: true, force: true }));

const fill = async (where: string, first: number, count: number): Promise<Store> => {
  const store = await openDuckDbStore({ folder: where, reserveBytes: 0 });
  for (let n = first; n < first + count; n += 10)
    await store.append(
      Array.from({ length: 10 }, (_, at) =>
        prepared({ time: '2026-03-29', event_name: 'Token', n: n + at }, `e${n + at}`),
      ),
    );
  return store;
};

const database = () => join(folder, databaseFile);
const log = () => `${database()}.wal`;
const acknowledged = () => acknowledgedPath(database());

/** What is in the folder, byte for byte. */
const content = async (): Promise<Readonly<Record<string, string>>> => {
  const names = (await readdir(folder, { recursive: true })).toSorted();
  const read = async (name: string) => [
    name,
    await readFile(join(folder, name), 'base64').catch(() => 'none'),
  ];
  return Object.fromEntries(await Promise.all(names.map(read))) as Record<string, string>;
};

const overwrite = async (path: string, at: number, bytes: number): Promise<void> => {
  const file = await open(path, 'r+');
  await file.write(Buffer.alloc(bytes, 0x5a), 0, bytes, at);
  await file.close();
};

const sizeOf = async (path: string): Promise<number> => (await stat(path)).size;

const tryOpening = () => openDuckDbStore({ folder, reserveBytes: 0 });

/** How many events a store has that opens. */
const countedIn = async (): Promise<number> => {
  const store = await tryOpening();
  const size = await store.events.count({}, anybody);
  await store.close();
  return size;
};

const lacking = (lost: number) =>
  new RegExp(
    `^The database .*${databaseFile} lacks ${lost} of 50 acknowledged events: .* Nothing was changed\\. .*remove .*\\.acknowledged\\.$`,
  );
const noDatabase =
  /^.*audit\.duckdb is no database of this program, or its beginning is damaged\. It was not changed\./;
const damaged =
  /^The database .*audit\.duckdb is damaged \(IO Error: .*\)\. Put a whole backup in its place\.$/;

const make = async (statements: readonly string[]): Promise<void> => {
  await rm(folder, { recursive: true });
  await mkdir(folder);
  const instance = await DuckDBInstance.create(database());
  const connection = await instance.connect();
  for (const statement of statements) await connection.run(statement);
  connection.closeSync();
  instance.closeSync();
};

const change = async (statement: string): Promise<void> => {
  const instance = await DuckDBInstance.create(database());
  const connection = await instance.connect();
  await connection.run(statement);
  connection.closeSync();
  instance.closeSync();
};

test('what a killed process leaves is whole', async () => {
  expect(await readAcknowledged(database())).toBe(50);
  expect(await countedIn()).toBe(50);
});

test.each<[string, () => Promise<unknown>, RegExp]>([
  ['a log that is gone', () => rm(log()), lacking(30)],
  ['a log that is empty', () => truncate(log(), 0), lacking(30)],
  ['a log with little left', () => truncate(log(), 10), lacking(30)],
  ['a log that is cut by a byte', async () => truncate(log(), (await sizeOf(log())) - 1), lacking(10)],
  ['a log with another beginning', () => overwrite(log(), 0, 16), lacking(30)],
  ['a log that is another file', () => writeFile(log(), Buffer.alloc(5_000, 0x5a)), lacking(30)],
  [
    'a log that is garbled in its middle',
    async () => overwrite(log(), Math.floor((await sizeOf(log())) / 2), 64),
    /^The write-ahead log .*\.wal, which holds the newest events, is damaged\. Nothing was changed\. .*move it away\.$/,
  ],
  [
    'an older database',
    () => Promise.all([rm(log()), cp(join(root, 'older', databaseFile), database())]),
    lacking(30),
  ],
  [
    'the database of another store',
    async () => {
      const store = await fill(join(folder, 'other'), 0, 10);
      await store.close();
      await cp(join(folder, 'other', databaseFile), database());
    },
    lacking(10), // DuckDB takes the log for its own
  ],
  [
    'a database that is gone',
    () => rm(database()),
    /^The database .* is missing, which held 50 acknowledged events\. Nothing was changed\. .*move .*\.acknowledged and .*\.wal away\.$/,
  ],
  [
    'a database that is gone, of a version that remembered nothing',
    () => Promise.all([rm(database()), rm(acknowledged())]),
    /^The database .* is missing, which held events\. .*move .*\.wal away\.$/,
  ],
  ['a database that is empty', () => truncate(database(), 0), /audit\.duckdb is empty: it is no database\./],
  ['a database that is cut', () => truncate(database(), 20_000), damaged],
  ['a database that is garbled', () => overwrite(database(), 4_096, 8_192), damaged],
  ['a database with another beginning', () => overwrite(database(), 0, 12_288), noDatabase],
  ['a text', () => writeFile(database(), 'a text of mine\n'.repeat(100)), noDatabase],
  [
    'a database of SQLite',
    () => writeFile(database(), `SQLite format 3\0${'\0'.repeat(8_000)}`, 'latin1'),
    noDatabase,
  ],
  [
    'a folder',
    () => Promise.all([rm(log()), rm(database()).then(() => mkdir(database()))]),
    /audit\.duckdb is no file\. It was not changed\./,
  ],
  [
    'a database of another program',
    () => make(['CREATE TABLE orders (n INTEGER)', 'CREATE TABLE meta (key VARCHAR, value VARCHAR)']),
    /^The database .* is another program’s: it holds “meta”, “orders”\. It was not changed\./,
  ],
  [
    'a database of another program with a view alone',
    () => make(['CREATE VIEW numbers AS SELECT 1 AS n']),
    /is another program’s: it holds “numbers”\./,
  ],
  ...[
    [
      `SET value = '99'`,
      /^The data folder has schema version 99, this program knows \d+\. Use the newer program/,
    ],
    [
      `SET value = '-1'`,
      /has the schema version “-1”, which no version of this program wrote\. Put a whole backup/,
    ],
    [`SET value = 'two'`, /has the schema version “two”, which/],
    [`SET value = ''`, /has the schema version “”, which/],
    [`SET key = 'other'`, /has no schema version, which/],
  ].map(([set, sentence]): [string, () => Promise<unknown>, RegExp] => [
    `a schema version: ${String(set)}`,
    () => change(`UPDATE meta ${String(set)} WHERE key = 'schema_version'`),
    sentence as RegExp,
  ]),
])('%s is said, and nothing is changed', async (_, damage, sentence) => {
  await damage();
  const before = await content();
  const error: unknown = await tryOpening().catch((each: unknown) => each);
  expect(error).toBeInstanceOf(StoreError);
  expect((error as StoreError).message).toMatch(sentence);
  expect(await content()).toEqual(before);
});

test('what is missing can be put back', async () => {
  await rm(log());
  await expect(tryOpening()).rejects.toThrow(lacking(30));
  await cp(join(root, 'killed', `${databaseFile}.wal`), log());
  expect(await countedIn()).toBe(50);
});

test('a loss is accepted by removing the file that tells of it, and what comes then is watched over again', async () => {
  await overwrite(log(), Math.floor((await sizeOf(log())) / 2), 64);
  await expect(tryOpening()).rejects.toThrow(/move it away/);
  await rm(log());
  await expect(tryOpening()).rejects.toThrow(lacking(30));
  await rm(acknowledged());
  const store = await tryOpening();
  expect(await store.events.count({}, anybody)).toBe(20);
  await store.append([prepared({ time: '2026-03-29', event_name: 'Token' }, 'later')]);
  expect(await readAcknowledged(database())).toBe(21);
  await store.close();
  expect(await countedIn()).toBe(21);
});

test('to begin anew, everything is moved away', async () => {
  await Promise.all([rm(database()), rm(log()), rm(acknowledged())]);
  expect(await countedIn()).toBe(0);
});

test.each([
  ['no such file, as an earlier version left it', () => rm(acknowledged())],
  ['one that a loss of power left unwritten', () => writeFile(acknowledged(), Buffer.alloc(42))],
  ['one that is no such file', () => writeFile(acknowledged(), '{"acknowledged_events":"many"}')],
  ['one that is behind', () => writeFile(acknowledged(), '{"acknowledged_events":"000000000000007"}\n')],
])('a store with %s opens, and it is right from then on', async (_, prepare) => {
  await prepare();
  expect(await countedIn()).toBe(50);
  expect(await readAcknowledged(database())).toBe(50);
});

test('a database that was made and never filled is filled', async () => {
  await make([]);
  expect(await countedIn()).toBe(0);
});
