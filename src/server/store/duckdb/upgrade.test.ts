import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FieldName } from '../../../contract/fields.ts';
import { type Filters, noFilters } from '../../../contract/filters.ts';
import { formatInstant, micros, microsPerDay } from '../../../contract/instant.ts';
import { walk } from '../conformance/harness.ts';
import { describeRandom } from '../conformance/random.ts';
import { instant, prepared } from '../conformance/samples.ts';
import { StoreError } from '../store-error.ts';
import type { PreparedEvent, Store } from '../store.ts';
import { alterStore, asVersion, holdsStore, killedWhilePreparing, makeOlder } from './older-store.ts';
import { openDuckDbStore } from './open.ts';
import { rowsOf } from './sql.ts';
import { columnNames } from './tables.ts';
import { anybody } from '../questions/scope.ts';

const monday = instant('2026-03-02');
const at = (day: number, minute: number): string =>
  formatInstant(micros(monday + BigInt(day) * microsPerDay + BigInt(minute) * 60_000_000n));

/** Two steps of an attempt a day, with every property that the tests take away, and extras of every kind. */
const ofDay = (day: number): PreparedEvent[] => [
  prepared(
    {
      time: at(day, 600),
      event_name: 'Token',
      result: 'InProgress',
      request_id: `r${day}`,
      session: `S${day}`,
      user_id: `u${day}`,
    },
    `a${day}`,
  ),
  prepared(
    {
      time: at(day, 601),
      event_name: 'Token',
      result: 'Success',
      request_id: `r${day}`,
      session: `S${day}`,
      trace_id: `t${day % 2}`,
      application_name: 'Mail',
      user_id: `u${day}`,
      upstream_user_id: `Ann${day}@Example.org`,
      'a "b".c': { deep: [1, null, { trace_id: 'é\0' }] },
      ['/~']: 1e21,
    },
    `b${day}`,
  ),
];
const days = [0, 1, 2, 3, 4];
const later = [5, 6];

/** Everything that a person is told of a store which these properties have a part in. */
const told = async (store: Store) => {
  const narrowed = async (filters: Partial<Filters>) => {
    const question = { filters: { ...noFilters, ...filters }, order: 'desc' as const };
    return (await walk(store, question, [3])).map(({ id }) => id);
  };
  const scope = { filters: noFilters };
  const properties = ['trace_id', 'application_name', 'upstream_user_id'];
  return {
    exported: (await walk(store, { ...scope, order: 'asc' }, [4])).map(({ id, sequence, record }) => ({
      id,
      sequence,
      record,
    })),
    byTrace: await narrowed({ any: { trace_id: ['t1'] } }),
    withoutTrace: await narrowed({ missing: ['trace_id'] }),
    notMail: await narrowed({ none: { application_name: ['Mail'] } }),
    bySession: await narrowed({ any: { session: ['S2', 'S6'] } }),
    byEmail: await narrowed({ any: { email: ['ann3@example.ORG'] } }),
    searched: await narrowed({ q: 'T1' }),
    facets: await store.events.facets({ ...scope, properties, limit: 9 }, anybody),
    extras: await store.events.extras({}, anybody),
    emails: await store.events.emails({ userIds: days.map((day) => `u${day}`) }, anybody),
    size: await store.events.count({}, anybody),
    attempts: await store.attempts.facets(
      {
        ...scope,
        settled: micros(monday + 30n * microsPerDay),
        properties: ['outcome', 'application_name', 'upstream_user_id'],
        limit: 9,
      },
      anybody,
    ),
  };
};

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
  folder = await mkdtemp(join(tmpdir(), 'upgrade-'));
  warnings = [];
  store = await open(folder);
  await store.append(days.flatMap(ofDay));
  await store.tidy();
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

const reopenedAfter = async (work: () => Promise<void>): Promise<void> => {
  await store.close();
  await work();
  store = await open(folder);
};
const columnsOf = async (): Promise<readonly string[]> => {
  let names: readonly string[] = [];
  await reopenedAfter(async () =>
    alterStore(folder, async (connection) => {
      names = await columnNames(connection, 'events');
    }),
  );
  return names;
};

describe('a store whose properties were not named', () => {
  const sets: readonly (readonly FieldName[])[] = [
    ['trace_id'],
    ['session'],
    ['application_name'],
    ['upstream_user_id'],
    ['trace_id', 'session', 'application_name', 'upstream_user_id', 'user_id'],
  ];
  test.each(sets)('says what one says whose properties were, now and later: %s', async (...names) => {
    const other = await mkdtemp(join(tmpdir(), 'upgrade-other-'));
    const usual = await open(other);
    try {
      await usual.append(days.flatMap(ofDay));
      await reopenedAfter(async () => makeOlder(folder, names));
      expect(await told(store)).toEqual(await told(usual));
      expect(new Set(await store.append(days.flatMap(ofDay)))).toEqual(new Set(['duplicate']));
      for (const each of [usual, store]) await each.append(later.flatMap(ofDay));
      const wanted = await told(usual);
      expect(await told(store)).toEqual(wanted);
      await store.tidy();
      await reopenedAfter(async () => undefined);
      expect(await told(store)).toEqual(wanted);
      expect(warnings).toEqual([]);
    } finally {
      await usual.close();
      await rm(other, { recursive: true });
    }
  });

  // every time it is opened, it is made older before
  describeRandom(async (from) => {
    if (await holdsStore(from)) await makeOlder(from, ['session', 'result', 'upstream_user_id']);
    return open(from);
  }, 6);

  test('is brought up to date from version 1, too', async () => {
    const wanted = await told(store);
    await reopenedAfter(async () => {
      await makeOlder(folder, ['session', 'trace_id']);
      await alterStore(folder, async (connection) => {
        for (const table of ['attempts', 'long_keys', 'long_texts'])
          await connection.run(`DROP TABLE ${table}`);
        await connection.run(`DELETE FROM meta WHERE key IN ('attempts', 'presence')`);
        await asVersion(connection, 1);
      });
    });
    expect(await told(store)).toEqual(wanted);
  });

  test('can be large: it is rewritten slice by slice, in the order of arrival', async () => {
    const wanted = await told(store);
    // as if most events were not looked at here: two are left of each slice, its first and its last
    const spread = (sequence: bigint): bigint => (sequence / 2n) * 40_960n + (sequence % 2n);
    await reopenedAfter(async () => {
      await makeOlder(folder, ['trace_id', 'session']);
      await alterStore(folder, async (connection) =>
        connection.run('UPDATE events SET sequence = sequence // 2 * 40960 + sequence % 2'),
      );
    });
    const exported = wanted.exported.map((each) => ({ ...each, sequence: spread(each.sequence) }));
    expect(await told(store)).toEqual({ ...wanted, exported });
  });
});

/** What an event of another type was known by: its values as they came. */
const oldHash = (value: unknown): bigint => {
  const content = JSON.stringify({ event_name: 'Token', time: String(instant(at(7, 0))), trace_id: value });
  return BigInt(`0x${createHash('sha256').update(content).digest('hex').slice(0, 32)}`);
};

describe('a property that was no text', () => {
  const event = (name: string, id: string | number, value: unknown) =>
    prepared({ time: at(7, 0), event_name: 'Token', [name]: value }, id);
  const question = { filters: { ...noFilters }, from: instant(at(7, 0)), order: 'asc' as const };
  const found = async (filters: Partial<Filters>): Promise<readonly string[]> =>
    (await walk(store, { ...question, filters: { ...noFilters, ...filters } }, [9])).map(({ id }) => id);

  /** Append values by id under a name that nothing knows, and have them be of trace_id when nothing knew that. */
  const keepOld = async (values: Readonly<Record<string, unknown>>): Promise<void> => {
    await store.append(Object.entries(values).map(([id, value]) => event('not_trace', id, value)));
    await reopenedAfter(async () => {
      await makeOlder(folder, ['trace_id']);
      await alterStore(folder, async (connection) => {
        await connection.run(`UPDATE events SET extra = replace(extra, '"not_trace"', '"trace_id"')`);
        await connection.run(`DELETE FROM extra_fields WHERE name = 'not_trace'`);
        for (const [id, value] of Object.entries(values))
          await connection.run(`UPDATE events SET content_hash = ${oldHash(value)} WHERE id = '${id}'`);
      });
    });
  };

  test('is the text that it would be now, and the same event when it comes again', async () => {
    const values = { text: '5 €', none: '', five: 5, large: 1e21, yes: true, no: false };
    await keepOld(values);
    expect(
      Object.fromEntries((await walk(store, question, [9])).map(({ id, record }) => [id, record.trace_id])),
    ).toEqual({ text: '5 €', none: '', five: '5', large: '1e+21', yes: 'true', no: 'false' });
    expect(await found({ any: { trace_id: ['5', 'true'] } })).toEqual(['five', 'yes']);
    expect(await store.events.extras({}, anybody)).toEqual(['/~', 'a "b".c']);
    for (const [id, value] of Object.entries(values))
      expect(
        await store.append([event('trace_id', id, value), event('trace_id', 1, value)]),
        `${id} again`,
      ).toEqual(['duplicate', 'duplicate']);
    expect(warnings).toEqual([]);
    await reopenedAfter(async () =>
      alterStore(folder, async (connection) => {
        const rows = await rowsOf(connection, `SELECT count(extra) AS extras FROM events WHERE id = 'five'`);
        expect(rows).toEqual([{ extras: 0n }]);
      }),
    );
  });

  test('stays an extra as a list or an object, is shown as its text and is found', async () => {
    await keepOld({ list: ['x', 1], object: { trace_id: 'x' }, text: 'x' });
    for (const round of ['at once', 'restarted']) {
      if (round === 'restarted') await reopenedAfter(async () => undefined);
      expect((await walk(store, question, [9])).map(({ record }) => record.trace_id)).toEqual([
        '["x",1]',
        '{"trace_id":"x"}',
        'x',
      ]);
      expect(await found({ any: { trace_id: ['x'] } })).toEqual(['text']);
      expect(await found({ any: { 'x.trace_id': ['["x",1]'] } })).toEqual(['list']);
      expect(await store.events.extras({}, anybody)).toEqual(['/~', 'a "b".c', 'trace_id']);
    }
  });
});

test('a column that a store gets later is the last, and is written to by its name', async () => {
  await reopenedAfter(async () =>
    alterStore(folder, async (connection) => {
      await connection.run('DELETE FROM events WHERE trace_id IS NOT NULL'); // so that nothing is to be lifted
      await connection.run('ALTER TABLE events DROP COLUMN trace_id');
    }),
  );
  await store.append(later.flatMap(ofDay));
  const [, event] = later.flatMap(ofDay);
  const find = async () =>
    (await walk(store, { filters: { ...noFilters, any: { trace_id: ['t1'] } }, order: 'asc' }, [9])).map(
      ({ record }) => record,
    );
  expect(await find()).toEqual([event?.record]);
  expect((await columnsOf()).slice(-2)).toEqual(['source', 'trace_id']);
  expect(await find()).toEqual([event?.record]);
});

test('a store of before events had a source goes on, and its attempts are judged as before', async () => {
  await store.append(later.flatMap(ofDay));
  const all = async () =>
    (await walk(store, { filters: noFilters, order: 'asc' }, [9])).map(({ record }) => record);
  const before = await all();
  await reopenedAfter(async () =>
    alterStore(folder, async (connection) => {
      await connection.run('ALTER TABLE events DROP COLUMN source');
      for (const table of ['sources', 'replaced', 'kept_hours']) await connection.run(`DROP TABLE ${table}`);
      await connection.run('CREATE TABLE kept_days (day INTEGER NOT NULL)');
      await connection.run(`UPDATE meta SET value = '4' WHERE key = 'schema_version'`);
    }),
  );
  expect(await all()).toEqual(before);
  expect(await store.append(later.flatMap(ofDay))).toEqual(later.flatMap(ofDay).map(() => 'duplicate'));
  expect((await columnsOf()).at(-1)).toBe('source');
});

const turnRound = async (connection: DuckDBConnection, table: string): Promise<void> => {
  const names = (await columnNames(connection, table)).toReversed().join(', ');
  await connection.run(`CREATE TABLE turned AS SELECT ${names} FROM ${table}`);
  await connection.run(`DROP TABLE ${table}`);
  await connection.run(`ALTER TABLE turned RENAME TO ${table}`);
};

test('in whatever order the columns of any table are, each value comes to its own', async () => {
  const other = await mkdtemp(join(tmpdir(), 'upgrade-other-'));
  const usual = await open(other);
  try {
    for (const part of [days, later]) await usual.append(part.flatMap(ofDay));
    await reopenedAfter(async () =>
      alterStore(folder, async (connection) => {
        for (const table of ['events', 'known_emails', 'attempts', 'meta'])
          await turnRound(connection, table);
      }),
    );
    await store.append(later.flatMap(ofDay));
    const wanted = await told(usual);
    expect(await told(store)).toEqual(wanted);
    await store.tidy();
    expect(await told(store)).toEqual(wanted);
    await reopenedAfter(async () => undefined);
    expect(await told(store)).toEqual(wanted);
    expect(warnings).toEqual([]);
  } finally {
    await usual.close();
    await rm(other, { recursive: true });
  }
});

test.each([
  ['a column that is unknown', 'ALTER TABLE events ADD COLUMN of_tomorrow VARCHAR', 'of_tomorrow'],
  ['one that is unknown of another table', 'ALTER TABLE presence ADD COLUMN property VARCHAR', 'property'],
  ['a lack of one that cannot be added', 'ALTER TABLE events DROP COLUMN id_key', 'id_key'],
])('a store with %s is not opened, nor is anything of it changed', async (_, statement, name) => {
  const dump = async (): Promise<unknown> => {
    let rows: unknown;
    await alterStore(folder, async (connection) => {
      rows = [
        await rowsOf(connection, 'SELECT * FROM events ORDER BY sequence'),
        await rowsOf(connection, 'SELECT * FROM meta ORDER BY key'),
        await columnNames(connection, 'events'),
      ];
    });
    return rows;
  };
  await store.close();
  await makeOlder(folder, ['trace_id']);
  await alterStore(folder, async (connection) => connection.run(statement));
  const before = await dump();
  await expect(open(folder)).rejects.toSatisfy(
    (error) => error instanceof StoreError && error.message.includes(name),
  );
  expect(await dump()).toEqual(before);
});

test('a program killed at any moment of it leaves a store that can be opened', async () => {
  const wanted = await told(store);
  await store.close();
  await makeOlder(folder, ['trace_id', 'session', 'upstream_user_id', 'application_name']);
  const left = await killedWhilePreparing(folder);
  expect(left.length).toBeGreaterThan(1);
  for (const copy of left) {
    const survivor = await open(copy);
    try {
      expect(await told(survivor)).toEqual(wanted);
    } finally {
      await survivor.close();
      await rm(copy, { recursive: true });
    }
  }
  store = await open(folder);
  expect(await told(store)).toEqual(wanted);
});
