import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { noFilters } from '../../../../contract/filters.ts';
import { formatInstant, micros, microsPerDay, microsPerHour } from '../../../../contract/instant.ts';
import { walk } from '../../conformance/harness.ts';
import { instant, prepared } from '../../conformance/samples.ts';
import { fingerprintOf } from '../../fingerprint-set.ts';
import { hash64 } from '../../hash.ts';
import type { PreparedEvent, Store } from '../../store.ts';
import { dayOf } from '../../windows.ts';
import { readAcknowledged } from '../acknowledged.ts';
import { appendBatch } from '../append.ts';
import { Catalogue } from '../catalogue.ts';
import { Database } from '../database.ts';
import { databaseFile } from '../engine.ts';
import { failStatements } from '../failing-statements.ts';
import { openDuckDbStore } from '../open.ts';
import { rowsOf } from '../sql.ts';
import { Writing } from '../writing.ts';
import { stepEnd } from './remove-step.ts';
import { Remover } from './remover.ts';

const monday = instant('2026-03-02');
const floor = micros(monday + 3n * microsPerDay);
const rule = { count: 1, unit: 'd' } as const;
const keeping = { rule, now: () => micros(floor + microsPerDay) };

/** Three events of an attempt: long texts, names of extras and addresses of which some come once only. */
const attempt = (day: number, n: number): PreparedEvent[] => {
  const id = `r${day}-${n}`;
  const begin = monday + BigInt(day) * microsPerDay + BigInt(n) * microsPerHour;
  const event = (at: number, more: object): PreparedEvent =>
    prepared(
      {
        time: formatInstant(begin + BigInt(at) * 60_000_000n),
        request_id: id,
        user_id: `u${n % 3}`,
        ...more,
      },
      `${id}-${at}`,
    );
  return [
    event(0, { event_name: 'Authentication Request', result: 'InProgress', source_ip: `10.0.${day}.${n}` }),
    event(1, {
      event_name: 'MFA Challenge',
      result: 'Success',
      upstream_user_id: `u${n % 3}@d${day}.example`,
    }),
    event(2, {
      event_name: 'Token',
      result: 'Success',
      token_id: `${begin < floor ? 'old' : 'new'}${'x'.repeat(5_000)}`,
    }),
  ];
};
/** The last attempts of a day go on into the next. */
const events = Array.from({ length: 6 }, (_, day) =>
  [0, 5, 10, 15, 20, 23.99].flatMap((hour) => attempt(day, hour === 23.99 ? 24 : hour)),
).flat();
const cut = [
  prepared(
    { time: formatInstant(floor - 1n), event_name: 'Token', request_id: 'cut', result: 'Success' },
    'cut-1',
  ),
  prepared({ time: formatInstant(floor), event_name: 'MFA Challenge', request_id: 'cut' }, 'cut-2'),
  prepared({ time: formatInstant(floor + microsPerDay), event_name: 'Refresh', request_id: 'cut' }, 'cut-3'),
];
const all = [...events, ...cut];
const left = all.filter(({ time }) => time >= floor).map(({ id }) => id);

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'removal-'));
});
afterEach(async () => rm(folder, { recursive: true }));

const open = async (isKeeping: boolean): Promise<Store> =>
  openDuckDbStore({ folder, reserveBytes: 0, ...(isKeeping ? { keeping } : {}) });
const idsIn = async (store: Store): Promise<string[]> =>
  (await walk(store, { filters: noFilters, order: 'asc' }, [500])).map(({ id }) => id);

test('what is in memory afterwards is what is read at the next start, and no table has more', async () => {
  const database = await Database.open(folder);
  const writing = await Writing.open(database, { folder, reserveBytes: 0, warn: () => {} });
  const failures: unknown[] = [];
  try {
    await appendBatch(database.writer, writing.catalogue, all);
    const told: number[] = [];
    const remover = new Remover({
      database,
      writing,
      floor: () => floor,
      reserveBytes: 0,
      beforeFewer: async (count) => void told.push(count),
      onRemoved: async () => {},
      onFailure: (error) => failures.push(error),
    });
    await remover.run(new AbortController().signal);
    expect(failures).toEqual([]);
    expect(told.at(-1)).toBe(left.length);
    const own = writing.catalogue;
    const read = await Catalogue.load(database.writer);
    for (const part of ['needed', 'rest'] as const) await read.read(part, database.writer);
    const inMemory = ({
      days,
      presence,
      addresses,
      kept,
      sequence,
      removedBefore,
      tidiedBefore,
      ...rest
    }: Catalogue) => ({
      days: days.all,
      extent: days.extent(),
      size: days.size,
      presence: presence.size,
      owners: [0, 1, 2, 3, 4, 5].map((day) =>
        [0, 1, 2].map((n) => addresses.usersOf(`u${n}@d${day}.example`)),
      ),
      kept: kept.runs(),
      sequence,
      removedBefore,
      tidiedBefore,
      hasReplaced: rest.hasReplaced,
    });
    expect(inMemory(own)).toEqual(inMemory(read));
    for (const { id, time, record } of all) {
      expect(own.attempts.of(String(record['request_id']))).toEqual(
        read.attempts.of(String(record['request_id'])),
      );
      expect(own.ids.has(fingerprintOf(hash64(id)))).toBe(time >= floor);
    }
    for (let day = dayOf(monday); day < dayOf(monday) + 9; day += 1)
      expect(own.attempts.furthestOf(BigInt(day) * microsPerDay)).toBe(
        read.attempts.furthestOf(BigInt(day) * microsPerDay),
      );
    expect(own.emailOf('u0')).toBe(read.emailOf('u0'));
    const texts = await rowsOf(
      database.writer,
      'SELECT DISTINCT left(text, 4) AS text FROM long_texts WHERE piece = 0',
    );
    expect(texts).toEqual([{ text: '.new' }]);
    expect(await rowsOf(database.writer, 'SELECT count(*) AS keys FROM long_keys')).toEqual([{ keys: 1n }]);
    expect(
      await rowsOf(database.writer, `SELECT 1 FROM known_emails WHERE email LIKE '%@d0.example'`),
    ).toEqual([]);
    expect((await rowsOf(database.writer, 'SELECT count(*) AS n FROM presence'))[0]?.['n']).toBe(
      BigInt(own.presence.size),
    );
  } finally {
    await database.close();
  }
});

test('a step that fails anywhere changes nothing, and the next one goes on from there', async () => {
  const store = await open(true);
  let isOver = false;
  try {
    // as if they had come before the rule
    await store.close();
    const before = await openDuckDbStore({
      folder,
      reserveBytes: 0,
      keeping: { ...keeping, rule: undefined },
    });
    await before.append(all);
    await before.close();
    for (let nth = 1; !isOver; nth += 2) {
      const again = await open(true);
      const restore = failStatements(nth, 1);
      await again.tidy();
      isOver = !restore();
      const found = await idsIn(again);
      expect(found.filter((id) => left.includes(id)).toSorted()).toEqual(left.toSorted());
      await again.close();
    }
    const last = await open(false);
    expect((await idsIn(last)).toSorted()).toEqual(left.toSorted());
    expect(await readAcknowledged(join(folder, databaseFile))).toBe(left.length);
    await last.close();
  } finally {
    await store.close();
  }
});

test('steps take about as many events as they are to, whole days where those are small', () => {
  const days = [
    { day: 10, count: 5 },
    { day: 11, count: 5 },
    { day: 13, count: 40 },
    { day: 14, count: 1 },
  ];
  const of = (day: number) => micros(BigInt(day) * microsPerDay);
  const first = micros(of(10) + microsPerHour);
  expect(stepEnd(days, first, of(14), 10)).toBe(of(13));
  expect(stepEnd(days, first, of(14), 7)).toBe(of(11));
  expect(stepEnd(days.slice(2), of(13), of(14), 10)).toBe(micros(of(13) + microsPerDay / 4n));
  expect(stepEnd(days.slice(2), micros(of(14) - 1n), of(14), 10)).toBe(of(14));
  expect(stepEnd(days, first, of(12), 100)).toBe(of(12));
  expect(stepEnd(days, first, of(14), 100)).toBe(of(14));
});
