import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import * as fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { noFilters } from '../../../../contract/filters.ts';
import { type Micros, formatInstant, micros, microsPerDay } from '../../../../contract/instant.ts';
import { Knowledge } from '../../conformance/filter-model.ts';
import { walk } from '../../conformance/harness.ts';
import { instant, prepared } from '../../conformance/samples.ts';
import { anybody } from '../../questions/scope.ts';
import type { PreparedEvent, Store } from '../../store.ts';
import { databaseFile } from '../engine.ts';
import { failStatementsWith } from '../failing-statements.ts';
import { openDuckDbStore } from '../open.ts';
import { rowsOf } from '../sql.ts';
import { joinPlaces } from './text-places.ts';

const monday = instant('2026-03-02');
const settled = micros(monday + 400n * microsPerDay);

let folder = '';
let warnings: unknown[] = [];
beforeEach(async () => {
  warnings = [];
  folder = await mkdtemp(join(tmpdir(), 'text-blocks-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
  if (warnings.length > 0) throw new Error(JSON.stringify(warnings));
});

type Opening = { readonly floor?: Micros; readonly onQuestion?: (sql: string) => void };
const open = async ({ floor, onQuestion }: Opening = {}): Promise<Store> =>
  openDuckDbStore({
    folder,
    reserveBytes: 0,
    limits: { eventsInBlock: 32 },
    onQuestion,
    warn: (message, details) => warnings.push(message, details),
    ...(floor === undefined
      ? {}
      : { keeping: { rule: { count: 1, unit: 'd' }, now: () => micros(floor + microsPerDay + 1n) } }),
  });

/** Values that a search may take for something else, and others in which few characters stand. */
const values = [
  'Ann.Straße@Example.org',
  'ann.strasse@example.org',
  'İstanbul',
  'i\u0307stanbul',
  'é-composed',
  'e\u0301-decomposed',
  'ΣΊΣΥΦΟΣ',
  '100%_sure',
  'it\'s "quoted" \\ back\\slash',
  'a\u0000b',
  'ﬁx',
  'K\u212Aelvin',
  '10.31.24.30',
  '2001:DB8::1',
  'Brightwater Clinic',
  '\uFDD0t5.x',
  `long ${'Ü'.repeat(300)} tail`,
  `${'x'.repeat(600)}needle`,
  '4711',
  ' ',
];
const hex = fc.string({
  unit: fc.constantFrom(...Array.from('0123456789abcdef-')),
  minLength: 8,
  maxLength: 12,
});
const ids = fc.oneof(hex, hex, fc.constantFrom('DEADBEEF-1', ...values));
const orNone = (arbitrary: fc.Arbitrary<string>) => fc.option(arbitrary, { nil: undefined, freq: 3 });
const some = fc.constantFrom(...values);
const searchedTexts = {
  user_id: orNone(fc.oneof(fc.constantFrom('u1', 'u2', 'U3'), ids)),
  upstream_user_id: orNone(some),
  org_name: orNone(some),
  login_org_name: orNone(fc.constantFrom('Alder', 'Dunmore')),
  source_ip: orNone(some),
  client_id: orNone(fc.constantFrom('wiki', 'desk')),
  application_name: orNone(some),
  request_id: orNone(ids),
  session: orNone(ids),
  trace_id: orNone(ids),
  token_id: orNone(ids),
  user_agent: orNone(some), // not searched
};
const texts = fc.record(searchedTexts);
type Texts = Readonly<Record<string, string | undefined>>;

const recordOf = (time: bigint, own: Texts): object => ({
  time: formatInstant(time),
  event_name: 'Token',
  ...Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined)),
});

const steps = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant('append' as const),
        // most columns say little in a batch
        all: texts,
        own: fc.subarray(Object.keys(searchedTexts), { minLength: 2 }),
        events: fc.array(fc.record({ texts, minute: fc.nat(3 * 1_440) }), { minLength: 20, maxLength: 45 }),
      }),
    },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('tidy' as const) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('replace' as const), which: fc.nat() }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('reopen' as const) }) },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('remove' as const), days: fc.integer({ min: 1, max: 2 }) }),
    },
  ),
  { minLength: 3, maxLength: 8 },
);

/** A part of a text of the history, in other case perhaps, or one that is in none. */
const looked = fc.record({
  which: fc.nat(),
  from: fc.nat(),
  length: fc.integer({ min: 1, max: 14 }),
  change: fc.constantFrom('', '', 'upper', 'lower', 'none' as const),
});

/** A store beside what it should hold, in the plainest form. */
class History {
  store: Store;
  all: PreparedEvent[] = [];
  #floor: Micros | undefined;
  #count = 0;

  constructor(store: Store) {
    this.store = store;
  }

  async #append(events: readonly PreparedEvent[]): Promise<void> {
    const appended = await this.store.append(events);
    this.all.push(...events.filter((_, at) => appended[at] === 'success'));
  }

  async #reopen(): Promise<void> {
    await this.store.close();
    this.store = await open(this.#floor === undefined ? {} : { floor: this.#floor });
  }

  async do(step: (typeof steps extends fc.Arbitrary<infer All> ? All : never)[number]): Promise<void> {
    if (step.kind === 'tidy') await this.store.tidy();
    else if (step.kind === 'reopen') await this.#reopen();
    else if (step.kind === 'remove') {
      const floor = micros((this.#floor ?? monday) + BigInt(step.days) * microsPerDay);
      this.#floor = floor;
      await this.#reopen();
      await this.store.tidy();
      this.all = this.all.filter(({ time }) => time >= floor);
    } else if (step.kind === 'append')
      await this.#append(
        step.events.map(({ texts: each, minute }: { readonly texts: Texts; readonly minute: number }) => {
          const own = Object.fromEntries(step.own.map((name) => [name, each[name]]));
          this.#count += 1;
          // each at an instant of its own, without an id of its own: another can stand for it
          const time = monday + BigInt(minute) * 60_000_000n + BigInt(this.#count);
          return { ...prepared(recordOf(time, { ...step.all, ...own }), 1), source: 'a' };
        }),
      );
    else {
      const old = this.all[step.which % Math.max(1, this.all.length)];
      if (!old || 'added' in old.record) return;
      const more = prepared({ ...old.record, added: 1, trace_id: old.record.trace_id ?? 'added-later' }, 1);
      this.all = this.all.filter((each) => each !== old);
      await this.#append([{ ...more, source: 'a', isWholeInstant: true }]);
    }
  }

  /** How many events and attempts hold a text; of a whole answer, which. */
  async told(q: string, isWhole: boolean): Promise<object> {
    const filters = { ...noFilters, q };
    const facets = await this.store.events.facets({ filters, properties: ['event_name'], limit: 1 }, anybody);
    const counting = { filters, settled, properties: ['outcome'], limit: 9 };
    const counted = await this.store.attempts.facets(counting, anybody);
    const counts = {
      q,
      events: facets['event_name']?.values[0]?.count ?? 0,
      attempts: (counted['outcome']?.values ?? []).reduce((sum, { count }) => sum + count, 0),
    };
    if (!isWhole) return counts;
    const listed = await walk(this.store, { filters, order: 'desc' }, [3, 50]);
    const page = { filters, settled, order: 'asc', limit: 500 } as const;
    const { attempts } = await this.store.attempts.page(page, anybody);
    return {
      ...counts,
      records: listed.map(({ record }) => record),
      ids: attempts.map(({ requestId }) => requestId).toSorted(),
    };
  }

  /** The same as it should be. */
  wanted(q: string, isWhole: boolean): object {
    const known = new Knowledge(this.all.map(({ record }) => record));
    const found = this.all.filter(({ record }) => known.mentions(record, q));
    const ids = [...new Set(found.flatMap(({ record }) => record.request_id || []))].toSorted();
    const counts = { q, events: found.length, attempts: ids.length };
    if (!isWhole) return counts;
    const records = found.toSorted((a, b) => (a.time < b.time ? 1 : -1)).map(({ record }) => record);
    return { ...counts, records, ids };
  }
}

const textFor = (
  { which, from, length, change }: typeof looked extends fc.Arbitrary<infer One> ? One : never,
  all: readonly PreparedEvent[],
): string => {
  const told = all.flatMap(({ record }) => Object.entries(record));
  const pool = [...told.flatMap(([name, value]) => (name === 'time' ? [] : String(value))), ...values];
  const letters = Array.from(pool[which % pool.length] ?? '');
  const start = from % Math.max(1, letters.length);
  const part = letters.slice(start, start + length).join('') || 'x';
  if (change === 'none') return `${part}~`;
  return change === 'upper' ? part.toUpperCase() : change === 'lower' ? part.toLowerCase() : part;
};

test('a text is found wherever it is, through late events, removal and replacement', async () => {
  await fc.assert(
    fc.asyncProperty(steps, fc.array(looked, { minLength: 12, maxLength: 12 }), async (all, wanted) => {
      await rm(folder, { recursive: true });
      const history = new History(await open());
      try {
        for (const step of all) await history.do(step);
        for (const isTidied of [false, true]) {
          if (isTidied) await history.store.tidy();
          for (const [at, each] of wanted.entries()) {
            const q = textFor(each, history.all);
            expect(await history.told(q, at === 0)).toEqual(history.wanted(q, at === 0));
          }
        }
      } finally {
        await history.store.close();
      }
    }),
    { numRuns: 3, endOnFailure: true },
  );
}, 300_000);

/** Some days of events, of two people: two blocks, and some that are told of by none. */
const events = Array.from({ length: 68 }, (_, at) =>
  prepared(
    {
      time: formatInstant(monday + BigInt(at) * 3_600_000_000n),
      event_name: 'Token',
      request_id: `00ff-${1_000 + at}`,
      user_id: `u${at % 2}`,
      org_name: at < 24 ? 'gone' : undefined,
      ...(at === 67 && { user_id: 'u-late' }),
    },
    `e${at}`,
  ),
);

/** How many stretches of events a statement reads. */
const reads = (sql: string): number => sql.split('FROM events').length - 1;

/** The statement that a question about a text comes to. */
const statementOf = async (q: string, asked: (store: Store) => Promise<unknown>): Promise<string> => {
  const said: string[] = [];
  const store = await open({ onQuestion: (sql) => void said.push(sql) });
  try {
    await asked(store);
    await store.events.facets({ filters: { ...noFilters, q }, properties: ['result'], limit: 1 }, anybody);
  } finally {
    await store.close();
  }
  return said.at(-1) ?? '';
};

test('a text is looked for in the columns and blocks that can hold it, and in what has come since', async () => {
  const store = await open();
  await store.append(events);
  await store.tidy();
  await store.close();
  const none = await statementOf('zyx-none', async () => {});
  expect(none).toMatch(/^(?!.*FROM events.*FROM events).*sequence > \$\d+ AND \(/s);
  const ids = await statementOf('0Ff-10', async () => {});
  expect(reads(ids)).toBe(2);
  expect(ids.split('UNION ALL')[0]).toMatch(/^(?!.*lower\(session\)).*lower\(request_id\)/s);
  // whose address it is, is learned after the block is told of
  const learned = await statementOf('ann@', async (again) =>
    again.append([
      prepared(
        {
          time: formatInstant(monday),
          event_name: 'Token',
          user_id: 'u1',
          upstream_user_id: 'Ann@example.org',
        },
        'taught',
      ),
    ]),
  );
  expect(reads(learned)).toBe(2);
  expect(learned.split('UNION ALL')[0]).toContain('user_id IN (SELECT user_id');
});

test('a text is looked for only on days on which lies what can hold it, and attempts that reach into them', async () => {
  const at = (day: number, n: number, name: string) =>
    prepared(
      recordOf(monday + BigInt(day) * microsPerDay, { org_name: name, request_id: `r${n}` }),
      name + n,
    );
  const store = await open();
  for (const day of [0, 10, 20])
    await store.append(Array.from({ length: 32 }, (_, n) => at(day, n, `of-${day}-`)));
  await store.tidy();
  await store.append([at(40, 1, 'since')]);
  await store.close();
  expect(reads(await statementOf('zyx-none', async () => {}))).toBe(1);
  expect(reads(await statementOf('of-10', async () => {}))).toBe(4);
  const again = await open();
  try {
    const filters = { ...noFilters, q: 'since' };
    const { attempts } = await again.attempts.page({ filters, settled, order: 'desc', limit: 9 }, anybody);
    expect(attempts).toMatchObject([{ requestId: 'r1', count: 4 }]);
  } finally {
    await again.close();
  }
});

test('where telling of texts fails, searches find all the same, and it is tried again after a while', async () => {
  const reads: string[] = [];
  const store = await open({ onQuestion: (sql) => void reads.push(sql) });
  /** How many events hold a text, and whether they were looked for in places that are told of. */
  const search = async (): Promise<readonly [number, boolean]> => {
    reads.length = 0;
    const filters = { ...noFilters, q: 'gone' };
    const facets = await store.events.facets({ filters, properties: ['event_name'], limit: 1 }, anybody);
    const isTold = reads.some((sql) => sql.includes('FROM events') && sql.includes('sequence <= '));
    return [facets['event_name']?.values[0]?.count ?? 0, isTold];
  };
  const endFailing = failStatementsWith('INSERT INTO text_blocks');
  const clock = vi.spyOn(performance, 'now');
  try {
    await store.append(events);
    await store.tidy();
    expect(warnings.splice(0)).toEqual([expect.stringContaining('tried again'), expect.anything()]);
    endFailing();
    await store.tidy();
    expect(await search()).toEqual([24, false]);
    clock.mockReturnValue(performance.now() + 300_001);
    await store.tidy();
    expect(await search()).toEqual([24, true]);
  } finally {
    endFailing();
    clock.mockRestore();
    await store.close();
  }
});

test('of events that are removed nothing is told any more', async () => {
  const store = await open();
  await store.append(events);
  await store.tidy();
  await store.close();
  const floor = micros(monday + microsPerDay);
  const ruled = await open({ floor });
  await ruled.tidy();
  await ruled.close();
  const instance = await DuckDBInstance.create(join(folder, databaseFile), { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  const told = await rowsOf(connection, 'SELECT value FROM text_values ORDER BY value');
  const ends = await rowsOf(connection, 'SELECT DISTINCT up_to FROM text_blocks ORDER BY up_to');
  connection.closeSync();
  instance.closeSync();
  expect(told).toEqual([{ value: 'u0' }, { value: 'u1' }]);
  expect(ends).toEqual([{ up_to: 32n }, { up_to: 64n }]);
});

test('places that lie beside each other are one, and many are fewer that hold more', () => {
  const place = (at: number, columns: readonly string[]) => ({
    after: BigInt(at),
    upTo: BigInt(at + 1),
    columns,
  });
  expect(joinPlaces([])).toEqual([]);
  expect(joinPlaces([place(0, ['a']), place(1, ['a']), place(3, ['a']), place(4, ['b'])])).toEqual([
    { after: 0n, upTo: 2n, columns: ['a'] },
    place(3, ['a']),
    place(4, ['b']),
  ]);
  expect(joinPlaces([place(0, ['b']), place(2, ['a']), place(4, ['b'])], 2)).toEqual([
    { after: 0n, upTo: 3n, columns: ['a', 'b'] },
    place(4, ['b']),
  ]);
});
