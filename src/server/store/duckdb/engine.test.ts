import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Engine } from './engine.ts';
import { flowsTable } from './flows.ts';
import { Params } from './sql.ts';

let folder = '';
let engine: Engine;
let opened = 0;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'engine-'));
  engine = await Engine.open(folder);
  opened = 0;
  engine.onFatal = async (_, isOver) => {
    if (isOver()) return;
    opened += 1;
    await engine.reopen();
  };
});
afterEach(async () => {
  await engine.close();
  await rm(folder, { recursive: true });
});

const ask = (sql: string) => engine.ask(sql, new Params());
/** The engine fails with words of our own: as it does when something in it broke, but with nothing broken. */
const failing = (words: string) => `SELECT error('${words}') AS failure`;

test('a database that cannot go on is opened again, and the question asked once more', async () => {
  await expect(ask(failing('database has been invalidated'))).rejects.toThrow('could not be answered');
  expect(opened).toBe(1);
  expect(await ask('SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('a question that is wrong opens nothing again', async () => {
  await expect(ask(failing('no such thing'))).rejects.toThrow('no such thing');
  await expect(ask('SELECT nothing')).rejects.toThrow('nothing');
  expect(opened).toBe(0);
});

test.each([
  ['before it is asked', (abandon: () => void) => abandon()],
  ['while it is prepared', (abandon: () => void) => setImmediate(abandon)],
])('a question abandoned %s ends, and is not asked again', async (_, soon) => {
  const abandoned = new AbortController();
  const asked = engine.ask('SELECT count(*) FROM range(1000000000000)', new Params(), abandoned.signal);
  soon(() => abandoned.abort());
  await expect(asked).rejects.toThrow('aborted');
  expect(opened).toBe(0);
  expect(await ask('SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('what is known of how attempts went outlives it, each once', async () => {
  const known = async () => ask(`SELECT letters, ended FROM ${flowsTable} ORDER BY letters`);
  const add = async (...letters: string[]) => engine.flows.add(letters, (work) => engine.lend(work));
  await add('!!', '#', '#');
  const before = await known();
  expect(before.map(({ letters }) => letters)).toEqual(['!!', '#']);
  await engine.reopen();
  expect(await known()).toEqual(before);
  await add('#', '$');
  expect((await known()).map(({ letters }) => letters)).toEqual(['!!', '#', '$']);
});
