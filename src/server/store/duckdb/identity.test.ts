import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeJson } from '../../../contract/exact-number.ts';
import { noFilters } from '../../../contract/filters.ts';
import { importLines } from '../../ingest/import-lines.ts';
import { isRefusal, prepareRecord } from '../../ingest/prepare.ts';
import { walk } from '../conformance/harness.ts';
import { canonicalJson, contentHashOf } from '../../records/content.ts';
import { derivedId } from '../derived-id.ts';
import type { PreparedEvent, Store } from '../store.ts';
import { alterStore, killedWhilePreparing, makeRounding } from './older-store.ts';
import { openDuckDbStore } from './open.ts';
import { rowsOf } from './sql.ts';

let folder = '';
let warnings: string[] = [];
let store: Store;
const open = async (from: string): Promise<Store> =>
  openDuckDbStore({
    folder: from,
    reserveBytes: 0,
    warn: (message) => {
      // that there is a copy is told by a test of its own
      if (!message.startsWith('The events were written anew')) warnings.push(message);
    },
  });
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'identity-'));
  warnings = [];
  store = await open(folder);
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

const head = '"time":"2026-03-02T10:00:00Z","event_name":"Token","result":"Success"';
const bare = (more: string): string => `{${head},${more}}`;
const sent = (id: string, more: string): string => `{"unique_id":"${id}","event":${bare(more)}}`;
const envelope = (source: string): string =>
  `"log_type":"authentication","source_id":"${source}","source_org_id":null,"source_type":{"a":[5]}`;

/** What the version before made of the lines of a source: its numbers are doubles, and its contents whole records. */
const preparedThen = (lines: readonly string[]): PreparedEvent[] => {
  const counts = new Map<string, number>();
  return lines.map((line) => {
    const value = JSON.parse(line) as { readonly unique_id?: string; readonly event?: object };
    const prepared = prepareRecord(value.event ?? value);
    if (isRefusal(prepared)) throw new Error(prepared.message);
    const { record, time } = prepared;
    const contentHash = contentHashOf(canonicalJson({ ...record, time: String(time) }));
    if (value.unique_id !== undefined) return { record, time, contentHash, id: value.unique_id };
    const occurrence = (counts.get(contentHash) ?? 0) + 1;
    counts.set(contentHash, occurrence);
    return { record, time, contentHash, occurrence, id: derivedId(contentHash, occurrence) };
  });
};

/** The store holds what the version before made of sources, and is opened by this one. */
const keptThen = async (...sources: readonly (readonly string[])[]): Promise<void> => {
  for (const lines of sources) await store.append(preparedThen(lines));
  await store.close();
  await makeRounding(folder);
  store = await open(folder);
};

async function* bytesOf(lines: readonly string[]): AsyncGenerator<Buffer> {
  yield Buffer.from(lines.join('\n'));
}

/** How many an import of the lines adds. */
const added = async (...lines: readonly string[]): Promise<number> => {
  const send = async (events: readonly PreparedEvent[]) =>
    (await store.append(events)).map((status) => ({ status }));
  const { tally } = await importLines(bytesOf(lines), { sink: { batch: 3, send }, reject: () => {} });
  expect(tally.read).toBe(lines.length);
  expect(tally.rejected).toBe(0);
  return tally.added;
};

/** All that is listed, with the digits. */
const listed = async (): Promise<readonly string[]> =>
  (await walk(store, { filters: noFilters, order: 'asc' }, [50])).map(({ id, record }) =>
    writeJson([id, record]),
  );

const long = 'x'.repeat(5_000);
const records = [
  '"user_id":9007199254740993',
  '"user_id":9007199254740992',
  '"n":9007199254740993',
  '"n":9007199254740993',
  '"n":9007199254740992',
  '"n":12345678901234567890.5,"text":"9007199254740993"',
  '"nested":{"l":[1,{"d":0.10000000000000000001}],"name":"9007199254740993"}',
  '"nested":{"l":[1,{"d":0.1}],"name":"9007199254740993"}',
  `"n":18446744073709551617,${envelope('a')}`,
  `"n":18446744073709551617,${envelope('b')}`,
  `"x":"plain",${envelope('a')}`,
  `"long":"${long}","list":["${long}"],${envelope('a')}`,
  '"x":"other"',
];

describe('of a store whose numbers were rounded', () => {
  test('an import that is repeated adds nothing, in whatever order its lines are', async () => {
    const lines = records.map(bare);
    await keptThen(lines);
    const before = await listed();
    expect(before).toHaveLength(lines.length);
    for (const again of [lines, lines.toReversed(), [...lines.slice(4), ...lines.slice(0, 4)]])
      expect(await added(...again)).toBe(0);
    expect(await listed()).toEqual(before);
  });

  test('so does what is sent again under its ids, of which nothing is logged', async () => {
    const lines = records.map((more, index) => sent(`id-${index}`, more));
    await keptThen(lines);
    expect(await added(...lines, ...lines)).toBe(0);
    expect(await added(...records.map(bare))).toBe(0);
    expect(warnings).toEqual([]);
    expect(await added(sent('id-0', '"user_id":9007199254740995'))).toBe(0);
    expect(warnings).toEqual(['Known ids came again with other content.']);
  });

  test('two records that were one stay one, and each is known', async () => {
    await keptThen([bare('"n":9007199254740993')], [bare('"n":9007199254740992')]);
    expect(await listed()).toHaveLength(1);
    for (const n of ['9007199254740993', '9007199254740992', '9007199254740991.9'])
      expect(await added(bare(`"n":${n}`))).toBe(0);
    // two of a source are more than were stored
    expect(await added(bare('"n":9007199254740993'), bare('"n":9007199254740993'))).toBe(1);
    expect(await added(bare('"n":9007199254740993'), bare('"n":9007199254740993'))).toBe(0);
  });

  test('what is stored since then is told apart by every digit, also when it is opened again', async () => {
    await keptThen([bare('"x":1')]);
    const lines = ['9007199254740992', '9007199254740993', '[9007199254740993.5]', '"9007199254740993"'].map(
      (n) => bare(`"n":${n}`),
    );
    for (const round of ['new', 'again', 'opened again']) {
      expect([round, await added(...lines)]).toEqual([round, round === 'new' ? lines.length : 0]);
      await store.close();
      store = await open(folder);
    }
  });

  test('a record that came without an id is claimed once by one that has one', async () => {
    await keptThen([bare('"n":9007199254740993')]);
    expect(await added(sent('a', '"n":9007199254740993'))).toBe(0);
    expect(await added(sent('b', '"n":9007199254740992'), sent('a', '"n":9007199254740993'))).toBe(1);
    expect((await listed()).map((text) => text.slice(0, 4))).toEqual(['["a"', '["b"']);
    expect(await added(bare('"n":9007199254740993'))).toBe(0);
  });

  test('what it had is written out as it was rounded, and comes in again as what is there', async () => {
    await keptThen(records.map(bare));
    const answers = (await walk(store, { filters: noFilters, order: 'asc' }, [50])).map(({ record }) =>
      writeJson(record),
    );
    expect(await added(...answers)).toBe(0);
  });
});

describe('of a store whose contents had what is around a record', () => {
  test('the record alone is known, and so with anything else around it', async () => {
    await keptThen([sent('w', `"x":1,${envelope('a')}`), bare(`"x":2,${envelope('a')}`)]);
    expect(await added(bare('"x":1'), bare(`"x":2,${envelope('b')}`), sent('w', '"x":1'))).toBe(0);
    expect(await listed()).toHaveLength(2);
    expect(warnings).toEqual([]);
  });

  test('a record that came without an id, in its envelope, is claimed by the one that has one', async () => {
    await keptThen([bare(`"x":1,${envelope('a')}`)]);
    expect(await added(sent('w', '"x":1'), bare('"x":1'))).toBe(0);
    expect((await listed()).map((text) => text.slice(0, 4))).toEqual(['["w"']);
  });

  test('an event that had come with and without it has two rows, which are left; nothing is added', async () => {
    await keptThen([sent('w', `"x":1,${envelope('a')}`)], [bare('"x":1')]);
    const before = await listed();
    expect(before).toHaveLength(2);
    expect(await added(sent('w', `"x":1,${envelope('a')}`), bare('"x":1'), bare('"x":1'))).toBe(0);
    expect(await listed()).toEqual(before);
  });
});

const contents = async (from: string): Promise<unknown> => {
  let rows: unknown;
  await alterStore(from, async (connection) => {
    rows = await rowsOf(connection, 'SELECT sequence, id, content_hash, extra FROM events ORDER BY sequence');
  });
  return rows;
};

/** By sequence: what the stored events are known by when this version stores them. */
const contentsNow = records.map((more) => {
  const prepared = prepareRecord(JSON.parse(bare(more)));
  if (isRefusal(prepared)) throw new Error(prepared.message);
  return BigInt(`0x${prepared.contentHash.slice(0, 32)}`);
});

test('killed at any moment, the next start makes its contents what they are now, once', async () => {
  await keptThen();
  await store.append(preparedThen(records.map(bare)));
  await store.close();
  await makeRounding(folder);
  const left = await killedWhilePreparing(folder);
  expect(left.length).toBeGreaterThan(1);
  for (const copy of [...left, folder]) {
    const survivor = await open(copy);
    await survivor.close();
    expect(await contents(copy)).toMatchObject(contentsNow.map((content) => ({ content_hash: content })));
    if (copy !== folder) await rm(copy, { recursive: true });
  }
  const before = await contents(folder);
  store = await open(folder);
  await store.close();
  expect(await contents(folder)).toEqual(before);
  store = await open(folder);
});

test('a large store is made right slice by slice, and in batches', async () => {
  const many = Array.from({ length: 300 }, (_, index) => bare(`"x":${index},${envelope('a')}`));
  await store.append(preparedThen(many));
  await store.close();
  // as if most events were not looked at here: two are left of each slice, its first and its last
  await alterStore(folder, async (connection) =>
    connection.run('UPDATE events SET sequence = sequence // 2 * 40960 + sequence % 2'),
  );
  await makeRounding(folder);
  store = await open(folder);
  expect(await added(...many.map((line) => line.replace(`,${envelope('a')}`, '')))).toBe(0);
});
