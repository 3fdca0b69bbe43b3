import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { emptyTexts, expectEmptyTexts } from '../conformance/empty-texts.ts';
import { describeRandom } from '../conformance/random.ts';
import { noFilters } from '../../../contract/filters.ts';
import { instant, prepared } from '../conformance/samples.ts';
import type { Store } from '../store.ts';
import { alterStore, holdsStore, killedWhilePreparing, makeOlder, makeVersion3 } from './older-store.ts';
import { openDuckDbStore } from './open.ts';
import { rowsOf } from './sql.ts';
import { anybody } from '../questions/scope.ts';

const monday = instant('2026-04-01');
let folder = '';
const open = async (from: string): Promise<Store> => openDuckDbStore({ folder: from, reserveBytes: 0 });
const openAnd = async (use: (store: Store) => Promise<void>, from = folder): Promise<void> => {
  const store = await open(from);
  try {
    await use(store);
  } finally {
    await store.close();
  }
};

/** A store of version 3 with all that it made of empty texts: addresses of nobody, and an attempt of strangers. */
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'upgrade-empty-'));
  await openAnd(async (store) => {
    await store.append(emptyTexts);
    await store.tidy();
  });
  await makeVersion3(folder);
  await alterStore(folder, async (connection) => {
    await connection.run(`INSERT INTO known_emails SELECT '', upstream_user_id, time FROM events
      WHERE upstream_user_id <> ''`);
    await connection.run(`INSERT INTO attempts BY NAME SELECT * REPLACE ('' AS request_id) FROM attempts`);
  });
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

test('a store whose columns hold empty texts says what one says that never had them', async () => {
  await alterStore(folder, async (connection) => {
    const [held] = await rowsOf(connection, `SELECT count(*) AS count FROM events WHERE request_id = ''`);
    expect(held).toEqual({ count: 3n });
  });
  for (const round of ['at once', 'opened again'])
    await openAnd(async (store) => {
      await expectEmptyTexts(store);
      await store.tidy();
      await expectEmptyTexts(store);
      if (round === 'at once') return;
      expect(new Set(await store.append(emptyTexts))).toEqual(new Set(['duplicate']));
    });
});

test('a property that comes to be named keeps the empty texts among the extras', async () => {
  await makeOlder(folder, ['application_name', 'session']);
  await openAnd(async (store) => {
    await expectEmptyTexts(store);
    expect(await store.events.extras({}, anybody)).toEqual(['own']);
  });
});

test('a program killed at any moment of it leaves a store that can be opened', async () => {
  const left = await killedWhilePreparing(folder);
  expect(left.length).toBeGreaterThan(1);
  for (const copy of left) {
    await openAnd(expectEmptyTexts, copy);
    await rm(copy, { recursive: true });
  }
});

test('values of which the engine wrote another text have one text, in facets and filters', async () => {
  const values = [
    1e21,
    1e-7,
    0.1 + 0.2,
    1,
    '1',
    '1e21',
    true,
    ['\u001f', 1e21],
    { a: [1e-9] },
    'a:1e5',
    [':['],
  ];
  await openAnd(async (store) => {
    await store.append(
      values.map((own, at) => prepared({ event_name: 'Token', time: '2026-03-28T10:00:00Z', own }, `v${at}`)),
    );
  });
  const ask = async (store: Store) => {
    const scope = { from: instant('2026-03-28'), to: instant('2026-03-29'), filters: noFilters };
    const found: unknown[] = [];
    for (const own of values) {
      const text = typeof own === 'string' ? own : JSON.stringify(own);
      const filters = { ...noFilters, any: { 'x.own': [text] } };
      const { events } = await store.events.list({ ...scope, filters, order: 'asc', limit: 50 }, anybody);
      found.push([text, events.map(({ record }) => record['own'])]);
    }
    return [await store.events.facets({ ...scope, properties: ['x.own'], limit: 50 }, anybody), found];
  };
  let wanted: unknown;
  await openAnd(async (store) => {
    wanted = await ask(store);
  });
  await makeVersion3(folder);
  await openAnd(async (store) => {
    expect(await ask(store)).toEqual(wanted);
    expect(await ask(store)).toMatchObject([
      {
        'x.own': {
          values: expect.arrayContaining([
            { value: '1e+21', count: 1 },
            { value: '1', count: 2 },
          ]),
        },
      },
      expect.arrayContaining([['["\\u001f",1e+21]', [['\u001f', 1e21]]]]),
    ]);
  });
});

test('what was made under another folding is made anew: addresses are found on the days on which they are', async () => {
  const addresses = ['İ@ß.x', 'ΣΑΣ@x', 'Ann@x'];
  const folder3 = await mkdtemp(join(tmpdir(), 'upgrade-fold-'));
  const found = async (store: Store, email: string) => {
    const any = { email: [email] };
    const { events } = await store.events.list(
      { filters: { any, none: {}, missing: [] }, order: 'asc', limit: 9 },
      anybody,
    );
    const { people } = await store.attempts.people(
      { filters: noFilters, settled: monday, limit: 9 },
      anybody,
    );
    return [events.map(({ id }) => id), people.map(({ person, count }) => [person?.id, count])];
  };
  try {
    await openAnd(async (store) => {
      await store.append(
        addresses.map((upstream, at) =>
          prepared(
            {
              event_name: 'Token',
              time: `2026-03-2${at}T10:00:00Z`,
              request_id: `r${at}`,
              upstream_user_id: upstream,
            },
            `e${at}`,
          ),
        ),
      );
      await store.tidy();
    }, folder3);
    await makeVersion3(folder3);
    await alterStore(folder3, async (connection) => {
      // as lower() and toLowerCase() had it: other days, other people
      await connection.run(`UPDATE meta SET value = 'of before' WHERE key IN ('presence', 'attempts')`);
      await connection.run('DELETE FROM presence');
      await connection.run(
        'UPDATE attempts SET upstream_user_id = lower(upstream_user_id), upstream_ids = [lower(upstream_user_id)]',
      );
    });
    await openAnd(async (store) => {
      const people = [
        ['ann@x', 1],
        ['σασ@x', 1],
        ['i\u0307@ss.x', 1],
      ];
      expect(await found(store, 'i\u0307@SS.X')).toEqual([['e0'], people]);
      expect(await found(store, 'σας@X')).toEqual([['e1'], people]);
    }, folder3);
  } finally {
    await rm(folder3, { recursive: true });
  }
});

test('a store can be large: it is rewritten slice by slice, and extras stay what they are', async () => {
  const extras = { 'a "b".c': { deep: [1, null, 'é\0"'] }, session: 's', request_id: 'q' };
  await openAnd(async (store) => {
    await store.append([
      prepared({ event_name: 'Token', user_id: '', time: '2026-03-28T10:00:00Z', ...extras }, 'more'),
    ]);
  });
  await makeVersion3(folder);
  await alterStore(folder, async (connection) =>
    connection.run('UPDATE events SET sequence = sequence * 30000'),
  );
  await openAnd(async (store) => {
    const { events } = await store.events.list(
      {
        filters: { any: {}, none: {}, missing: [] },
        order: 'asc',
        limit: 9,
      },
      anybody,
    );
    expect(events.map(({ id, sequence }) => [id, sequence])).toEqual([
      ['more', 150_000n],
      ...emptyTexts.map(({ id }, at) => [id, BigInt(at + 1) * 30_000n]),
    ]);
    expect(events[0]?.record).toMatchObject({ ...extras, user_id: '' });
    expect(events.slice(1).map(({ record }) => record)).toEqual(emptyTexts.map(({ record }) => record));
  });
});

// every time it is opened, it is of version 3 before
describeRandom(async (from) => {
  if (await holdsStore(from)) await makeVersion3(from);
  return open(from);
}, 6);
