import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { micros } from '../../contract/instant.ts';
import { noFilters } from '../../contract/filters.ts';
import { maxBodyBytes } from '../../contract/webhook.ts';
import { generate } from '../demo/generate.ts';
import { openStore } from '../store/open.ts';
import type { Store } from '../store/store.ts';
import { type Ended, type ImportOptions, type Sink, importLines } from './import-lines.ts';
import { anybody } from '../store/questions/scope.ts';

let folder: string;
let store: Store;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'import-lines-'));
  store = await openStore({ folder });
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

const time = '2026-01-23T10:00:00.000001Z';
const record = (more: object = {}) => ({ time, event_name: 'Token', result: 'Success', ...more });
const webhook = (id: string, event: unknown = record()) => ({ unique_id: id, create_time: time, event });
const linesOf = (values: readonly unknown[]): string =>
  values.map((value) => `${typeof value === 'string' ? value : JSON.stringify(value)}\n`).join('');

async function* bytesOf(...texts: (string | Buffer)[]): AsyncGenerator<Buffer> {
  for (const text of texts) yield Buffer.from(text);
}

const storeSink = (batch = 100): Sink => ({
  batch,
  send: async (events) => (await store.append(events)).map((status) => ({ status })),
});

const run = async (chunks: AsyncIterable<Buffer>, options: Partial<ImportOptions> = {}) => {
  const rejected: Buffer[] = [];
  const ended: Ended = await importLines(chunks, {
    sink: storeSink(),
    reject: (bytes) => rejected.push(bytes),
    ...options,
  });
  return { ...ended, rejected: Buffer.concat(rejected).toString() };
};

const stored = async () =>
  (await store.events.list({ filters: noFilters, order: 'desc', limit: 500 }, anybody)).events.map(
    ({ record }) => record,
  );

const demo = (events: number) => [
  ...generate({ seed: 3, events, days: 30, until: micros(1_770_000_000_000_000n) }),
];

test('bare records, webhook events and bulk bodies arrive; blank lines are nothing', async () => {
  const text = linesOf([
    record({ user_id: 'a' }),
    '',
    '  ',
    webhook('w-1', record({ user_id: 'b' })),
    { events: [webhook('w-2', record({ user_id: 'c' })), webhook('w-3', record({ user_id: 'd' }))] },
  ]);
  const { tally, failure } = await run(bytesOf(text));
  expect([tally.read, tally.added, tally.rejected, failure]).toEqual([4, 4, 0, undefined]);
  expect(new Set((await stored()).map((each) => each.user_id))).toEqual(new Set(['a', 'b', 'c', 'd']));
});

test('byte-identical lines are different events, once each however often the file comes', async () => {
  const text = linesOf([record(), record(), record(), record({ user_id: 'other' })]);
  expect((await run(bytesOf(text))).tally).toMatchObject({ added: 4, duplicates: 0 });
  expect((await run(bytesOf(text))).tally).toMatchObject({ added: 0, duplicates: 4 });
  expect((await run(bytesOf(text + linesOf([record()])))).tally).toMatchObject({ added: 1, duplicates: 4 });
  expect(await store.events.count({}, anybody)).toBe(5);
});

test('a webhook event claims the equal record that came without an id', async () => {
  await run(bytesOf(linesOf([record()])));
  expect((await run(bytesOf(linesOf([webhook('w-1')])))).tally).toMatchObject({ added: 0, duplicates: 1 });
  expect((await run(bytesOf(linesOf([webhook('w-2')])))).tally).toMatchObject({ added: 1, duplicates: 0 });
});

test('bad lines are counted by kind, told by the first, and kept as they came', async () => {
  const bad = [
    '{"half',
    '1',
    JSON.stringify({ ...record(), time: 'noon' }),
    '{"also half',
    JSON.stringify({ ...record(), time: 'dusk' }),
  ];
  const { tally, rejected } = await run(bytesOf(linesOf([record(), ...bad])));
  expect([tally.read, tally.added, tally.rejected]).toEqual([6, 1, 5]);
  expect([...tally.causes.rejected.values()]).toEqual([
    { line: 2, message: 'is not JSON', count: 2 },
    { line: 3, message: 'is not an object', count: 1 },
    { line: 4, message: 'time "noon" is not an ISO 8601 date-time', count: 2 },
  ]);
  expect(rejected).toBe(linesOf(bad));
});

test('of a bulk body only the bad event is rejected', async () => {
  const bad = webhook('no spaces!');
  const { tally, rejected } = await run(bytesOf(linesOf([{ events: [webhook('w-1'), bad] }])));
  expect([tally.added, tally.rejected, rejected]).toEqual([1, 1, linesOf([bad])]);
});

test('events of other subsystems are counted apart and are no rejects', async () => {
  const { tally, rejected } = await run(bytesOf(linesOf([webhook('w-1', { log_type: 'access' }), record()])));
  expect([tally.read, tally.added, tally.discarded, tally.rejected, rejected]).toEqual([2, 1, 1, 0, '']);
});

test('an event over 1 MiB and a line over any bound are rejected, and the next line arrives', async () => {
  const large = JSON.stringify(record({ note: 'x'.repeat(1024 * 1024) }));
  const piece = 'y'.repeat(1024 * 1024);
  const endless = Array.from({ length: maxBodyBytes / piece.length + 1 }, () => piece);
  const { tally, rejected } = await run(bytesOf(`${large}\n`, ...endless, '\n', linesOf([record()])));
  expect([tally.added, tally.rejected]).toEqual([1, 2]);
  expect([...tally.causes.rejected.values()].map(({ line }) => line)).toEqual([1, 2]);
  expect(rejected.length).toBe(large.length + 1 + piece.length * endless.length + 1);
});

test('what is not UTF-8 costs its line, or its event of a bulk body', async () => {
  const [before = '', after = ''] = JSON.stringify(record({ user_id: '~' })).split('~');
  const bad = [Buffer.from(before), Buffer.from([0xff, 0xfe]), Buffer.from(after)];
  const { tally, failure } = await run(
    bytesOf(
      linesOf([record()]),
      ...bad,
      '\n{"events":[{"unique_id":"a","event":',
      ...bad,
      `},${linesOf([webhook('b', record({ user_id: 'b' }))]).trim()}]}\n`,
      Buffer.from([0x7b, 0xff, 0xfe, 0x0a]),
      linesOf([record()]),
    ),
  );
  expect([tally.added, tally.rejected, failure]).toEqual([3, 3, undefined]);
  expect([...tally.causes.rejected.values()]).toEqual([
    { line: 2, message: 'holds bytes that are not UTF-8 text', count: 2 },
    { line: 4, message: 'is not JSON', count: 1 },
  ]);
});

test('a saved answer, a list and pretty-printed records arrive as lines do, and again add nothing', async () => {
  const records = demo(40)
    .slice(0, 100)
    .map((each) => each.record);
  const answer = { auth_audits: records, limit: 500, event_ids: records.map((_, n) => `e${n}`) };
  const total = (await run(bytesOf(linesOf(records)))).tally.added;
  expect(total).toBe(records.length);
  const bulk = { events: records.map((event, n) => webhook(`w${n}`, event)) };
  for (const document of [answer, records, [answer], bulk])
    for (const space of [0, 2]) {
      const { tally, rejected } = await run(bytesOf(JSON.stringify(document, null, space)));
      expect([tally.read, tally.duplicates, tally.rejected, rejected]).toEqual([total, total, 0, '']);
    }
  const pretty = records.map((each) => JSON.stringify(each, null, 2)).join('\n');
  expect((await run(bytesOf(pretty))).tally).toMatchObject({ read: total, duplicates: total });
  expect((await stored()).length).toBe(total);
});

test('a source that breaks is a failure; what came before is stored', async () => {
  async function* breaking(): AsyncGenerator<Buffer> {
    yield* bytesOf(linesOf([record(), record()]), '{"time":');
    throw new Error('the disk is gone');
  }
  const { tally, failure } = await run(breaking());
  expect([tally.added, tally.rejected, failure?.message]).toEqual([2, 0, 'the disk is gone']);
});

test('a sink that takes no more ends the run; run again, all is there once', async () => {
  const text = linesOf(demo(1_500).map(({ record }) => record));
  let batches = 0;
  const failing: Sink = {
    ...storeSink(),
    send: (events) => ((batches += 1) > 3 ? Promise.reject(new Error('full')) : storeSink().send(events)),
  };
  const first = await run(bytesOf(text), { sink: failing });
  expect([first.tally.added, first.failure?.message]).toEqual([300, 'full']);
  const total = text.split('\n').length - 1;
  expect((await run(bytesOf(text))).tally).toMatchObject({ added: total - 300, duplicates: 300 });
  expect(await store.events.count({}, anybody)).toBe(total);
});

test('stopped, it ends after the batch under way; run again, all is there once', async () => {
  const texts = demo(1_500).map(({ id, record }) => linesOf([{ unique_id: id, event: record }]));
  const stop = new AbortController();
  const first = await run(bytesOf(...texts), { signal: stop.signal, watch: () => stop.abort() });
  expect(first.stopped).toBe(true);
  expect(first.tally.added).toBe(await store.events.count({}, anybody));
  expect(await store.events.count({}, anybody)).toBeLessThan(texts.length);
  await run(bytesOf(...texts));
  expect(await store.events.count({}, anybody)).toBe(texts.length);
});
