import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { noFilters } from '../../../contract/filters.ts';
import { evenBucketsOf } from '../../../contract/buckets.ts';
import { formatInstant, micros, microsPerDay, microsPerHour } from '../../../contract/instant.ts';
import { instant, prepared } from '../conformance/samples.ts';
import type { PreparedEvent, Store } from '../store.ts';
import { acknowledgedPath } from './acknowledged.ts';
import { databaseFile } from './engine.ts';
import { KeptHours, steadily } from './kept-hours.ts';
import { failStatements } from './failing-statements.ts';
import { openDuckDbStore } from './open.ts';
import { anybody } from '../questions/scope.ts';

const monday = instant('2026-03-02');
const step = (day: number, attempt: string, minutes: number, more: object = {}): PreparedEvent => {
  const time = formatInstant(monday + BigInt(day) * microsPerDay + BigInt(minutes) * 60_000_000n);
  return prepared(
    { time, event_name: 'Token', request_id: attempt, ...more },
    `${attempt}-${day}-${minutes}`,
  );
};
const week = Array.from({ length: 7 }, (_, day) =>
  ['a', 'b', 'c'].flatMap((name, at) => [
    step(day, `${name}${day}`, 600 + at, { result: 'Failure', user_id: `u${at}` }),
    step(day, `${name}${day}`, 601 + at, { result: 'Success' }),
  ]),
).flat();

let folder = '';
let asked: string[] = [];
const open = async (from: string): Promise<Store> =>
  openDuckDbStore({ folder: from, reserveBytes: 0, onQuestion: (sql) => asked.push(sql) });
let store: Store;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kept-'));
  store = await open(folder);
  await store.append(week);
  await store.tidy();
  asked = [];
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

const scope = { filters: noFilters, settled: micros(monday) };
const counted = async (of: Store): Promise<Record<string, number>> => {
  asked = [];
  const { outcome } = await of.attempts.facets({ ...scope, properties: ['outcome'], limit: 9 }, anybody);
  return Object.fromEntries(outcome?.values.map(({ value, count }) => [value, count]) ?? []);
};
/** Whether the last question read events. */
const readEvents = (): boolean => asked.some((sql) => sql.includes('FROM events'));

test('a plain question about kept hours reads no event, nor does one about what attempts tell themselves', async () => {
  expect(await counted(store)).toEqual({ signed_in: 21 });
  expect(readEvents()).toBe(false);
  for (const filters of [
    { ...noFilters, any: { user_id: ['u1'] } },
    { ...noFilters, none: { result: ['Denied'] }, missing: ['application_name'] },
  ])
    await store.attempts.sketches({ ...scope, filters }, anybody);
  expect(readEvents()).toBe(false);
});

test('after a late event only its hour is grouped, until it is kept anew', async () => {
  await store.append([step(3, 'b3', 700, { event_name: 'Policy Evaluation', result: 'Denied' })]);
  expect(await counted(store)).toEqual({ signed_in: 20, blocked: 1 });
  expect(readEvents()).toBe(true);
  const hour = (at: number) => micros(monday + 3n * microsPerDay + BigInt(at) * microsPerHour);
  const edges = [micros(monday), hour(10), hour(11), micros(monday + 7n * microsPerDay)] as const;
  for (const [from, to, reads] of [
    [edges[0], edges[1], false],
    [edges[1], edges[2], true],
    [edges[2], edges[3], false],
  ] as const) {
    asked = [];
    await store.attempts.histogram({ ...scope, from, to, evenBuckets: evenBucketsOf([from, to]) }, anybody);
    expect([from, readEvents()]).toEqual([from, reads]);
  }
  await store.tidy();
  expect(await counted(store)).toEqual({ signed_in: 20, blocked: 1 });
  expect(readEvents()).toBe(false);
});

test('the hours of today that are over are kept, and the hour that it is now is not', async () => {
  const now = BigInt(Date.now()) * 1_000n;
  const at = (minutes: bigint, id: string): PreparedEvent =>
    prepared({ time: formatInstant(now + minutes * 60_000_000n), event_name: 'Token', request_id: id }, id);
  await store.append([at(-121n, 'over'), at(0n, 'now'), at(125n, 'to come')]);
  await store.tidy();
  const on = async (from: bigint, to: bigint): Promise<readonly string[]> => {
    asked = [];
    const range = { from: micros(now + from * 60_000_000n), to: micros(now + to * 60_000_000n) };
    const told = await store.attempts.sketches({ ...scope, ...range }, anybody);
    return told.map(({ requestId }) => requestId).toSorted();
  };
  expect([await on(-125n, -120n), readEvents()]).toEqual([['over'], false]);
  expect([await on(120n, 130n), readEvents()]).toEqual([['to come'], true]);
  expect([await on(-125n, 130n), readEvents()]).toEqual([['now', 'over', 'to come'], true]);
  // one more event to what is kept
  await store.append([at(-121n, 'over too')]);
  expect([await on(-125n, -120n), readEvents()]).toEqual([['over', 'over too'], true]);
  await store.tidy();
  expect([await on(-125n, -120n), readEvents()]).toEqual([['over', 'over too'], false]);
});

test('where very many hours are not kept, the same is told', async () => {
  const every = Array.from({ length: 100 }, (_, at) => [
    step(0, `even${at}`, at * 60, { result: 'Failure', user_id: 'u9' }),
    step(0, `even${at}`, at * 60 + 1, { result: 'Success' }),
  ]);
  await store.append(every.flat());
  await store.tidy();
  // every second hour ceases to be kept
  await store.append(every.flatMap((_, at) => (at % 2 === 0 ? [step(0, `odd${at}`, at * 60 + 5)] : [])));
  const sketches = async () =>
    (await store.attempts.sketches(scope, anybody)).toSorted((a, b) => (a.requestId < b.requestId ? -1 : 1));
  const told = await sketches();
  expect([told.length, readEvents()]).toEqual([21 + 100 + 50, true]);
  await store.tidy();
  asked = [];
  expect(await sketches()).toEqual(told);
  expect(readEvents()).toBe(false);
});

test('what was read from a source alone, and is sent besides, is settled without it', async () => {
  const record = {
    time: formatInstant(monday),
    event_name: 'MFA Challenge',
    request_id: 'waits',
    result: 'Create',
  };
  await store.append([{ ...prepared(record, 0), source: 'okta' }]);
  store.sources.reached('okta', micros(monday));
  await store.tidy();
  const settled = micros(monday + microsPerDay);
  const outcome = async () => {
    const found = await store.attempts.sketches({ ...scope, settled }, anybody);
    return found.find(({ requestId }) => requestId === 'waits')?.outcome;
  };
  expect(await outcome()).toBe('in_progress');
  expect(await store.append([prepared(record, 'sent with an id of its own')])).toEqual(['duplicate']);
  for (const round of ['at once', 'tidied']) {
    if (round === 'tidied') await store.tidy();
    expect([round, await outcome()]).toEqual([round, 'did_not_finish']);
  }
});

test('what fails while an hour ceases to be kept is asked again, and what fails by itself is not', async () => {
  const kept = new KeptHours();
  const hour = { from: micros(monday), to: micros(monday + microsPerHour) };
  kept.add(hour);
  let times = 0;
  const failing = async (isLost: boolean): Promise<number> =>
    steadily(
      () => ({ kept }),
      async () => {
        times += 1;
        if (times > 1) return times;
        if (isLost) kept.touch([hour], 0);
        throw new Error('It was another one a moment ago.');
      },
    );
  expect(await failing(true)).toBe(2);
  times = 0;
  await expect(failing(false)).rejects.toThrow('another one');
  expect(times).toBe(1);
});

test('an attempt that moves to an earlier day leaves the other one', async () => {
  await store.append([step(2, 'b5', 0, { result: 'Create' })]);
  const on = async (day: number) =>
    (
      await store.attempts.sketches(
        {
          ...scope,
          from: micros(monday + BigInt(day) * microsPerDay),
          to: micros(monday + BigInt(day + 1) * microsPerDay),
        },
        anybody,
      )
    ).map(({ requestId }) => requestId);
  for (const round of ['at once', 'tidied']) {
    if (round === 'tidied') await store.tidy();
    expect((await on(2)).toSorted()).toEqual(['a2', 'b2', 'b5', 'c2']);
    expect((await on(5)).toSorted()).toEqual(['a5', 'c5']);
  }
});

test('what a killed server leaves says the same: the mark goes in the transaction of the late event', async () => {
  await store.append([step(3, 'b3', 700, { event_name: 'Policy Evaluation', result: 'Denied' })]);
  // the file and its log as they are on disk, in mid-life
  const left = await mkdtemp(join(tmpdir(), 'kept-left-'));
  await cp(folder, left, { recursive: true });
  const survivor = await open(left);
  try {
    expect(await counted(survivor)).toEqual({ signed_in: 20, blocked: 1 });
    expect(await counted(store)).toEqual({ signed_in: 20, blocked: 1 });
  } finally {
    await survivor.close();
    await rm(left, { recursive: true });
  }
});

const alter = async (...statements: string[]): Promise<void> => {
  await store.close();
  await rm(acknowledgedPath(join(folder, databaseFile))); // what is done by hand may take events away
  const instance = await DuckDBInstance.create(join(folder, databaseFile));
  const connection = await instance.connect();
  for (const statement of statements) await connection.run(statement);
  connection.closeSync();
  instance.closeSync();
  store = await open(folder);
};

test('a store of version 1 is brought up to date', async () => {
  await alter(
    'DROP TABLE attempts',
    'DROP TABLE kept_hours',
    'DROP TABLE long_keys',
    'DROP TABLE long_texts',
    `DELETE FROM meta WHERE key = 'attempts'`,
    `UPDATE meta SET value = '1' WHERE key = 'schema_version'`,
  );
  expect(await counted(store)).toEqual({ signed_in: 21 });
  expect(readEvents()).toBe(true);
  await store.tidy();
  expect(await counted(store)).toEqual({ signed_in: 21 });
  expect(readEvents()).toBe(false);
});

test('what a version kept by days is kept by hours', async () => {
  await alter(
    'CREATE TABLE kept_days AS SELECT DISTINCT hour // 24 AS day FROM kept_hours',
    'DROP TABLE kept_hours',
    `UPDATE meta SET value = '5' WHERE key = 'schema_version'`,
  );
  expect(await counted(store)).toEqual({ signed_in: 21 });
  expect(readEvents()).toBe(false);
});

test('what was kept by other rules is not used', async () => {
  await alter(
    `UPDATE attempts SET ended = 'blocked'`,
    `UPDATE meta SET value = 'of other rules' WHERE key = 'attempts'`,
  );
  expect(await counted(store)).toEqual({ signed_in: 21 });
});

test('a store of the version before gives the verdicts of today: its kept attempts are made anew', async () => {
  // left at the second step, whose challenge has a token: the version before kept it as signed in
  const left = ['Policy Evaluation/DoMfa', 'Token/Create', 'MFA Challenge/InProgress'].map((name, at) => {
    const [event_name, result] = name.split('/');
    return step(1, 'left', 700 + at, { event_name, result });
  });
  await store.append(left);
  await store.tidy();
  await alter(
    'DROP TABLE attempts',
    // as that version made it, but for the columns that nothing here reads
    `CREATE TABLE attempts AS SELECT request_id, min(time) AS start, max(time) AS last, count(*) AS events,
       max(time * 36 + 35) AS decided, NULL::BIGINT AS succeeded, false AS flat, list_sort(list(time * 36)) AS moments
     FROM events GROUP BY request_id`,
    `DELETE FROM meta WHERE key IN ('attempts', 'presence')`,
    `INSERT INTO meta (key, value) VALUES ('attempts', '12345678901234567890')`,
  );
  expect(await counted(store)).toEqual({ signed_in: 21, in_progress: 1 });
  expect(readEvents()).toBe(true);
  await store.tidy();
  expect(await counted(store)).toEqual({ signed_in: 21, in_progress: 1 });
  expect(readEvents()).toBe(false);
  const named = { requestIds: ['left'], settled: scope.settled, limit: 10 };
  const [found] = (await store.attempts.named(named, anybody)).attempts;
  expect(found?.judgement.waitingFor).toBe('second_step');
});

test('an attempt of more events than are read is judged by all of them, and its deciding event is told', async () => {
  const many = Array.from({ length: 2_100 }, (_, at) => ({
    ...step(2, 'large', 0, { event_name: 'Policy Evaluation', result: 'Success' }),
    id: `large-${at}`,
    contentHash: at.toString(16).padStart(64, '0'),
    time: micros(monday + 2n * microsPerDay + BigInt(60_000_000 + at)),
  }));
  const denied = step(2, 'large', 1, { event_name: 'Policy Evaluation', result: 'Denied' });
  const before = { ...denied, time: micros(monday + 2n * microsPerDay) };
  await store.append([before, ...many]);
  for (const round of ['at once', 'tidied']) {
    if (round === 'tidied') await store.tidy();
    const question = { ...scope, filters: { ...noFilters, any: { request_id: ['large'] } } };
    const { attempts } = await store.attempts.page({ ...question, order: 'asc', limit: 1 }, anybody);
    expect(attempts[0]).toMatchObject({ outcome: 'blocked', count: 2_101, decisive: { id: before.id } });
    expect(attempts[0]?.events).toHaveLength(2_000);
    const { outcome } = await store.attempts.facets(
      { ...question, properties: ['outcome'], limit: 9 },
      anybody,
    );
    expect(outcome?.values).toEqual([{ value: 'blocked', count: 1 }]);
  }
});

test('times of every year go in order: those far away take more room', async () => {
  const far = ['9999-12-31T23:59:58Z', '0001-01-01T00:00:01Z'].flatMap((time) =>
    ['Policy Evaluation/DoMfa', 'Token/Create'].map((name) => {
      const [event_name, result] = name.split('/');
      return prepared({ time, event_name, result, request_id: time }, `${time.slice(0, 4)}-${event_name}`);
    }),
  );
  await store.append(far);
  for (const round of ['at once', 'tidied']) {
    if (round === 'tidied') await store.tidy();
    expect(await counted(store)).toEqual({ signed_in: 21, did_not_finish: 1, in_progress: 1 });
  }
});

test('a write of which any statement fails, and that comes again, leaves what a store has that never failed', async () => {
  const late = [
    step(3, 'b3', 700, { event_name: 'Policy Evaluation', result: 'Denied', user_id: 'u9' }),
    step(3, 'new', 710, { result: 'Success', upstream_user_id: 'nine@x.example', user_id: 'u9', extra: 1 }),
  ];
  const wanted = { signed_in: 21, blocked: 1 };
  let failed = true;
  for (let nth = 1; failed; nth += 1) {
    await alter(
      'DELETE FROM events WHERE sequence > 42',
      ...['presence', 'kept_hours', 'known_emails', 'extra_fields'].map((table) => `DELETE FROM ${table}`),
      `DELETE FROM meta WHERE key = 'presence'`,
    );
    await store.tidy();
    expect(await counted(store)).toEqual({ signed_in: 21 });
    const restore = failStatements(nth);
    const first = await store.append(late).then(
      () => 'stored',
      () => 'refused',
    );
    failed = restore();
    // what the sender does with a batch that was refused; one that was not is known
    const again = await store.append(late);
    expect([nth, ...again]).toEqual([
      nth,
      ...late.map(() => (first === 'refused' ? 'success' : 'duplicate')),
    ]);
    for (const round of ['at once', 'after a restart', 'tidied']) {
      if (round === 'after a restart') await alter();
      if (round === 'tidied') await store.tidy();
      expect([nth, round, await counted(store)]).toEqual([nth, round, wanted]);
      const of9 = {
        ...scope,
        filters: { ...noFilters, any: { user_id: ['u9'] } },
        order: 'asc' as const,
        limit: 9,
      };
      expect((await store.events.list(of9, anybody)).events).toHaveLength(2);
      expect(await store.events.emails({ userIds: ['u9'] }, anybody)).toEqual({ u9: 'nine@x.example' });
    }
  }
});
