import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Asking, anybody } from '../questions/scope.ts';
import { Database, type Limits } from './database.ts';
import { flowsTable } from './flows.ts';

import { Params } from './sql.ts';
import { usualPlaces } from './admission.ts';

let folder = '';
let database: Database;
let opened = 0;
let told: string[] = [];
const open = async (limits: Partial<Limits> = {}): Promise<void> => {
  database = await Database.open(folder, limits, (sql) => told.push(sql));
  database.onFatal = async (_, isOver) => {
    if (isOver()) return;
    opened += 1;
    await database.reopen();
  };
};
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'database-'));
  [opened, told] = [0, []];
  await open();
});
afterEach(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});
/** Open it again, bounded otherwise. */
const bounded = async (limits: Partial<Limits>): Promise<void> => {
  await database.close();
  await open(limits);
};

const ask = async (sql: string, asking: Asking = anybody) =>
  database.answer(asking, 'cheap', async (engine, { signal }) => engine.ask(sql, new Params(), signal));
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
  const asked = ask('SELECT count(*) FROM range(1000000000000)', { ...anybody, signal: abandoned.signal });
  soon(() => abandoned.abort());
  await expect(asked).rejects.toThrow('aborted');
  expect(opened).toBe(0);
  expect(await ask('SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('what is known of how attempts went outlives it, each once', async () => {
  const known = async () => ask(`SELECT letters, ended FROM ${flowsTable} ORDER BY letters`);
  const add = async (...letters: string[]) =>
    database.answer(anybody, 'cheap', async (engine) =>
      engine.flows.add(letters, (work) => engine.lend(work)),
    );
  await add('!!', '#', '#');
  const before = await known();
  expect(before.map(({ letters }) => letters)).toEqual(['!!', '#']);
  await database.reopen();
  expect(await known()).toEqual(before);
  await add('#', '$');
  expect((await known()).map(({ letters }) => letters)).toEqual(['!!', '#', '$']);
});

/** Never ends by itself. */
const endless = 'SELECT count(*) FROM range(1000000000000)';
const one = [{ one: 1 }];
const places = { ...usualPlaces, all: 1, ofOne: 1 };

test('a question that takes too long is stopped, says so, and its place is free', async () => {
  await bounded({ places, runMs: 2_000 });
  await expect(ask(endless)).rejects.toMatchObject({ code: 'slow', message: /shorter range/ });
  expect(await ask('SELECT 1 AS one')).toEqual(one);
});

test('what waits too long, or beside too many of one’s own, is told so; a part of an answer waits on', async () => {
  await bounded({ places: { ...places, waitingOfOne: 2 }, waitMs: 50 });
  const running = new AbortController();
  const endlessly = ask(endless, { ...anybody, signal: running.signal });
  const patient = ask('SELECT 1 AS one', { ...anybody, isPatient: true });
  const waiting = ask('SELECT 2 AS two');
  await expect(ask('SELECT 3 AS three')).rejects.toMatchObject({
    code: 'busy',
    message: /Too many of your questions/,
  });
  await expect(waiting).rejects.toMatchObject({ code: 'busy', message: /had its turn/ });
  running.abort();
  await expect(endlessly).rejects.toThrow('aborted');
  expect(await patient).toEqual(one);
  expect(told).toEqual([endless, 'SELECT 1 AS one']);
});

test('what waits for one’s own questions waits on as long as they have their turns', async () => {
  await bounded({ places, waitMs: 1_000 });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    /** A question that has begun, and ends when it is told to. */
    const begin = () => {
      let [end, begun] = [() => {}, () => {}];
      const ending = new Promise<void>((resolve) => (end = resolve));
      const beginning = new Promise<void>((resolve) => (begun = resolve));
      const answer = database.answer(anybody, 'cheap', async () => {
        begun();
        return ending;
      });
      return { beginning, answer, end: () => end() };
    };
    const questions = [begin(), begin(), begin()];
    const last = ask('SELECT 1 AS one');
    for (const { beginning, answer, end } of questions) {
      await beginning;
      vi.advanceTimersByTime(900);
      end();
      await answer;
    }
    expect(await last).toEqual(one);
    const held = begin();
    await held.beginning;
    const refused = ask('SELECT 2 AS two');
    vi.advanceTimersByTime(1_001);
    await expect(refused).rejects.toMatchObject({ code: 'busy' });
    held.end();
    await held.answer;
  } finally {
    vi.useRealTimers();
  }
});

test('what does not fit into memory is asked again, alone, and then told so', async () => {
  await bounded({ memory: '30MB' });
  const large = `SELECT list(range || 'a longer text than fits') AS all FROM range(2000000)`;
  await expect(ask(large)).rejects.toMatchObject({ code: 'large', message: /does not fit/ });
  expect(told).toEqual([large, large, large]);
  expect(await ask('SELECT 1 AS one')).toEqual(one);
});

test('for what is written, questions are stopped and asked again, and whoever asked does not notice', async () => {
  let asked = 0;
  const steps: string[] = [];
  const question = database.answer(anybody, 'expensive', async (engine, { signal }) => {
    asked += 1;
    if (asked === 1) steps.push('asked');
    const rows = await engine.ask(asked === 1 ? endless : 'SELECT 1 AS one', new Params(), signal);
    steps.push('answered');
    return rows;
  });
  await database.withoutQuestions(async () => {
    const waiting = ask('SELECT 2 AS two').then(() => steps.push('another'));
    await database.writer.run('CREATE TABLE written (n INTEGER)');
    steps.push('written');
    void waiting;
  });
  expect(await question).toEqual(one);
  await expect.poll(() => steps.toSorted()).toEqual(['another', 'answered', 'asked', 'written']);
  expect(steps.slice(0, 2)).toEqual(['asked', 'written']);
});

test('a temporary table goes with its question', async () => {
  await bounded({ places });
  const make = async () =>
    database.answer(anybody, 'cheap', async (engine) => {
      const name = engine.temporary();
      await engine.ask(`CREATE TEMP TABLE ${name} AS SELECT 1 AS one`, new Params());
      return engine.ask(`SELECT * FROM ${name}`, new Params());
    });
  expect(await make()).toEqual(one);
  expect(await make()).toEqual(one);
  expect(await ask('SELECT count(*)::INTEGER AS one FROM duckdb_tables() WHERE temporary')).toEqual([
    { one: 0 },
  ]);
});
