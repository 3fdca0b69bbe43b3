import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { evenBucketsOf } from '../../../contract/buckets.ts';
import { noFilters } from '../../../contract/filters.ts';
import {
  type Micros,
  formatInstant,
  micros,
  microsPerDay,
  microsPerHour,
} from '../../../contract/instant.ts';
import { loadDemo } from '../../demo/load.ts';
import { AttemptTimes } from '../attempt-times.ts';
import { instant, prepared } from '../conformance/samples.ts';
import { anybody } from '../questions/scope.ts';
import type { Keeping } from '../retention.ts';
import type { PreparedEvent, Store } from '../store.ts';
import { dayOf, runOfHour } from '../windows.ts';
import { attach, databaseFile } from './engine.ts';
import type { LoadPart } from './catalogue.ts';
import { KeptHours } from './kept-hours.ts';
import { loadAttemptTimes } from './load-attempt-times.ts';
import { openDuckDbStore } from './open.ts';
import { rowsOf, textIn, instantIn } from './sql.ts';

const now = instant('2026-03-29T12:00:00Z');
let root = '';
/** Four thousand events of a week, of which all days are kept but the last. */
let filled = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'loading-'));
  filled = join(root, 'filled');
  const store = await openDuckDbStore({ folder: filled, reserveBytes: 0 });
  await loadDemo(store, Number(now / 1000n), { seed: 3, events: 4_000, days: 7 });
  await store.tidy();
  await store.close();
});
afterAll(() => rm(root, { recursive: true, force: true }));

const copyOf = async (folder: string): Promise<string> => {
  const copy = await mkdtemp(join(root, 'copy-'));
  await cp(folder, copy, { recursive: true });
  return copy;
};

/** A store of which a part is not read before it is released. */
const held = async (
  folder: string,
  part: LoadPart = 'needed',
  keeping?: Keeping,
): Promise<{ store: Store; release: () => void }> => {
  let release = (): void => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  const store = await openDuckDbStore({
    folder,
    reserveBytes: 0,
    early: true,
    beforeReading: async (next) => (next === part ? released : undefined),
    ...(keeping ? { keeping } : {}),
  });
  return { store, release };
};

const range = { from: micros(now - 3n * microsPerDay), to: now };
const scope = { filters: noFilters, settled: now };
const having = (property: string, value: string) => ({ any: { [property]: [value] }, none: {}, missing: [] });

/** Answers about everything and about identifiers, which are looked for on the days on which they occur. */
const eventAnswers = async ({ events }: Store, identifiers: readonly (readonly [string, string])[]) => ({
  newest: await events.list({ filters: noFilters, order: 'desc', limit: 20 }, anybody),
  count: await events.count({}, anybody),
  extent: await events.extent({}, anybody),
  // its counts come in no order
  histogram: new Set(
    (
      await events.histogram(
        { ...range, filters: noFilters, by: 'result', evenBuckets: evenBucketsOf([range.from, range.to]) },
        anybody,
      )
    ).map((count) => JSON.stringify(count)),
  ),
  emails: await events.emails({ userIds: identifiers.map(([, value]) => value) }, anybody),
  of: await Promise.all(
    identifiers.map(async ([property, value]) =>
      events.list({ filters: having(property, value), order: 'asc', limit: 20 }, anybody),
    ),
  ),
});

const attemptAnswers = async (store: Store, identifiers: readonly (readonly [string, string])[]) => ({
  page: await store.attempts.page({ ...scope, order: 'desc', limit: 20 }, anybody),
  facets: await store.attempts.facets({ ...scope, properties: ['outcome', 'user_id'], limit: 9 }, anybody),
  users: await store.events.knownUsers({ limit: 50 }, anybody),
  of: await Promise.all(
    identifiers.map(async ([property, value]) =>
      store.attempts.page(
        { filters: having(property, value), settled: now, order: 'asc', limit: 5 },
        anybody,
      ),
    ),
  ),
});

const identifiersOf = async (store: Store): Promise<readonly (readonly [string, string])[]> => {
  const { events } = await store.events.list({ filters: noFilters, order: 'desc', limit: 400 }, anybody);
  const names = ['user_id', 'upstream_user_id', 'email', 'source_ip', 'request_id', 'session_id'] as const;
  const found = [events[0], events[200], events.at(-1)].flatMap((event) =>
    names.flatMap((name) => {
      const value = event?.record[name === 'email' ? 'upstream_user_id' : name];
      return typeof value === 'string' ? [[name, value] as const] : [];
    }),
  );
  return [...found, ['user_id', 'nobody'], ['request_id', 'none']];
};

test('questions about events are answered while a store is still being read, others wait, all as afterwards', async () => {
  const { store, release } = await held(await copyOf(filled));
  const identifiers = await identifiersOf(store);
  expect(identifiers.length).toBeGreaterThan(10);
  const before = await eventAnswers(store, identifiers);
  let isAnswered = false;
  const early = attemptAnswers(store, identifiers).finally(() => (isAnswered = true));
  expect(await eventAnswers(store, identifiers)).toEqual(before);
  expect(isAnswered).toBe(false);
  release();
  await store.loaded();
  expect(await eventAnswers(store, identifiers)).toEqual(before);
  expect(await early).toEqual(await attemptAnswers(store, identifiers));
  await store.close();
});

test('a question that waits for what is still being read can be given up', async () => {
  const { store, release } = await held(await copyOf(filled));
  const asking = new AbortController();
  const { signal } = asking;
  const asked = store.attempts.page({ ...scope, order: 'desc', limit: 20 }, { ...anybody, signal });
  asking.abort(new Error('given up'));
  await expect(asked).rejects.toThrow('given up');
  release();
  await store.close();
});

const event = (n: number): PreparedEvent =>
  prepared(
    { time: formatInstant(now - BigInt(n) * microsPerHour), event_name: 'Token', request_id: `r${n}`, n },
    `e${n}`,
  );

test('what comes while a store is still being read waits, says so, and is stored once', async () => {
  const folder = await copyOf(filled);
  const before = await openDuckDbStore({ folder, reserveBytes: 0 });
  await before.append([event(1), event(2)]);
  const size = await before.events.count({}, anybody);
  await before.close();
  const { store, release } = await held(folder);
  let isStored = false;
  const appended = store.append([event(2), event(3), event(1), event(3)]).finally(() => (isStored = true));
  expect(await store.unwritable()).toMatch(/still being read/);
  // neither sessions nor questions wait for it
  expect(await store.sessions.all()).toEqual([]);
  expect(await store.events.count({}, anybody)).toBe(size);
  expect(isStored).toBe(false);
  release();
  expect(await appended).toEqual(['duplicate', 'success', 'duplicate', 'duplicate']);
  expect(await store.unwritable()).toBeUndefined();
  expect(await store.events.count({}, anybody)).toBe(size + 1);
  await store.close();
});

test('what comes before all ids are known is stored once, and found, and so is what comes to them', async () => {
  const folder = await copyOf(filled);
  const { store, release } = await held(folder, 'rest');
  const [newest] = (await store.events.list({ filters: noFilters, order: 'desc', limit: 1 }, anybody)).events;
  const again = prepared({ ...newest?.record, other: 'content' }, newest?.id ?? '');
  const teaching = prepared(
    { time: formatInstant(now), event_name: 'Token', user_id: 'taught', upstream_user_id: 'new@example.org' },
    'teaching',
  );
  expect(await store.append([event(1), again, teaching])).toEqual(['success', 'duplicate', 'success']);
  expect(await store.append([event(1), teaching])).toEqual(['duplicate', 'duplicate']);
  const emails = async () => store.events.emails({ userIds: ['taught'] }, anybody);
  expect({ ...(await emails()) }).toEqual({ taught: 'new@example.org' });
  const attempts = await store.attempts.page({ ...scope, order: 'desc', limit: 20 }, anybody);
  expect(await store.unwritable()).toBeUndefined();
  release();
  await store.loaded();
  expect(await store.attempts.page({ ...scope, order: 'desc', limit: 20 }, anybody)).toEqual(attempts);
  expect({ ...(await emails()) }).toEqual({ taught: 'new@example.org' });
  const sentAgain = await store.append([event(1), again, teaching, event(2)]);
  expect(sentAgain).toEqual(['duplicate', 'duplicate', 'duplicate', 'success']);
  await store.close();
});

test('what is older than the rule is not taken while a store is still being read, either', async () => {
  const keeping: Keeping = { rule: { unit: 'd', count: 5 }, now: () => now };
  const { store, release } = await held(await copyOf(filled), 'needed', keeping);
  const appended = store.append([event(1), event(6 * 24), event(4 * 24)]);
  release();
  expect(await appended).toEqual(['success', 'too_old', 'success']);
  await store.tidy();
  expect((await store.events.extent({}, anybody))?.first).toBeGreaterThanOrEqual(
    instant('2026-03-24T00:00:00Z'),
  );
  await store.close();
});

test('a store is closed while it is being read, and opened again', async () => {
  const folder = await copyOf(filled);
  const { store, release } = await held(folder);
  const appended = store.append([event(1)]);
  const asked = store.attempts.page({ ...scope, order: 'desc', limit: 20 }, anybody);
  const closed = store.close();
  const ended = Promise.allSettled([appended, asked, store.loaded()]);
  release();
  await closed;
  for (const each of await ended)
    expect(each).toMatchObject({
      status: 'rejected',
      reason: { code: 'unwritable', message: 'The store is closed.' },
    });
  expect(await store.unwritable()).toBe('The store is closed.');
  for (let ms = 0; ms < 24; ms += 2) {
    const again = await openDuckDbStore({ folder, reserveBytes: 0, early: true });
    await pause(ms); // in the midst of it, or not
    await again.close();
  }
  const last = await openDuckDbStore({ folder, reserveBytes: 0 });
  expect(await last.append([event(1), event(1)])).toEqual(['success', 'duplicate']);
  await last.close();
});

test('what cannot be read is told, by a store that answers already and by one that does not', async () => {
  const folder = await copyOf(filled);
  const options = {
    folder,
    reserveBytes: 0,
    beforeReading: () => Promise.reject(new Error('IO Error: Corrupt block')),
  };
  const told = /^The database .* is damaged \(IO Error: Corrupt block\)/;
  const store = await openDuckDbStore({ ...options, early: true });
  await expect(store.loaded()).rejects.toThrow(told);
  await expect(store.append([event(1)])).rejects.toThrow(told);
  await store.close();
  await expect(openDuckDbStore(options)).rejects.toThrow(told);
});

test('a process that is killed while it reads leaves what was there', async () => {
  const folder = await copyOf(filled);
  const { store, release } = await held(folder);
  const size = await store.events.count({}, anybody);
  const appended = store.append([event(1)]);
  const killed = await copyOf(folder); // what is on disk now
  release();
  expect(await appended).toEqual(['success']);
  await store.close();
  const again = await openDuckDbStore({ folder: killed, reserveBytes: 0 });
  expect(await again.events.count({}, anybody)).toBe(size);
  expect(await again.append([event(1), event(1)])).toEqual(['success', 'duplicate']);
  await again.close();
});

test.each([
  'FATAL Error: Failed: database has been invalidated because of a previous fatal error.',
  'Out of Memory Error: failed to pin block of size 256.0 KiB (384.0 MiB/384.0 MiB used)',
])('what fails to be read is read again where that can help: %s', async (words) => {
  const { store, release } = await held(await copyOf(filled));
  const size = await store.events.count({}, anybody);
  const [stored] = (await store.events.list({ filters: noFilters, order: 'desc', limit: 1 }, anybody)).events;
  const streams = vi.spyOn(DuckDBConnection.prototype, 'stream').mockRejectedValueOnce(new Error(words));
  release();
  await store.loaded();
  expect(streams.mock.calls.length).toBeGreaterThan(1);
  streams.mockRestore();
  const again = prepared(stored?.record ?? {}, stored?.id ?? '');
  expect(await store.append([event(1), again])).toEqual(['success', 'duplicate']);
  expect(await store.events.count({}, anybody)).toBe(size + 1);
  await store.close();
});

/** An event that may be told by its id, or by its content alone: `copy` of equal ones. */
type Sent = { readonly n: number; readonly copy: number; readonly isOwn: boolean };
const sent: fc.Arbitrary<Sent> = fc.record({
  n: fc.nat(40),
  copy: fc.integer({ min: 1, max: 2 }),
  isOwn: fc.boolean(),
});
const eventOf = ({ n, copy, isOwn }: Sent): PreparedEvent =>
  prepared(
    { time: formatInstant(now - BigInt(n % 9) * 11n * microsPerHour), event_name: 'Token', n },
    isOwn ? `own-${n}-${copy}` : copy,
  );

test('what is stored already is known again, however often the store was opened, and whatever was read', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(sent, { maxLength: 30 }), { minLength: 1, maxLength: 4 }),
      async (batches) => {
        const [once, often] = await Promise.all(['once-', 'often-'].map((name) => mkdtemp(join(root, name))));
        const whole = await openDuckDbStore({ folder: once ?? '', reserveBytes: 0 });
        for (const batch of batches) {
          const events = batch.map(eventOf);
          const reopened = await openDuckDbStore({ folder: often ?? '', reserveBytes: 0 });
          expect(await reopened.append(events)).toEqual(await whole.append(events));
          expect(await reopened.events.count({}, anybody)).toBe(await whole.events.count({}, anybody));
          await reopened.close();
        }
        await whole.close();
      },
    ),
    { numRuns: 6 },
  );
});

const attemptEvents = fc.array(
  fc.record({ id: fc.nat(12).map((n) => `ä${n}\ufeff`), hour: fc.integer({ min: 0, max: 120 }) }),
  { minLength: 1, maxLength: 60 },
);

test('when attempts begin and end is known from what is kept and from the events alike', async () => {
  await fc.assert(
    fc.asyncProperty(attemptEvents, attemptEvents, async (early, late) => {
      const folder = await mkdtemp(join(root, 'attempts-'));
      const at = (hour: number): Micros => micros(now - BigInt(hour) * microsPerHour);
      const store = await openDuckDbStore({ folder, reserveBytes: 0 });
      for (const [batch, events] of [early, late].entries()) {
        await store.append(
          events.map(({ id, hour }, n) =>
            prepared({ time: formatInstant(at(hour)), event_name: 'Token', request_id: id }, `${batch}-${n}`),
          ),
        );
        if (batch === 0) await store.tidy(); // the others take marks away
      }
      await store.close();
      const instance = await DuckDBInstance.create(':memory:');
      const connection = await instance.connect();
      await attach(connection, join(folder, databaseFile));
      await connection.run('USE audit');
      const kept = new KeptHours();
      for (const { hour } of await rowsOf(connection, 'SELECT hour FROM kept_hours'))
        kept.add(runOfHour(Number(hour)));
      const days = [...new Set([...early, ...late].map(({ hour }) => dayOf(at(hour))))];
      const counts = days.toSorted((a, b) => a - b).map((day) => ({ day, count: 1 }));
      const times = new AttemptTimes();
      await loadAttemptTimes(connection, times, counts, kept);
      const sql = 'SELECT request_id, min(time) AS first, max(time) AS last FROM events GROUP BY ALL';
      for (const row of await rowsOf(connection, sql))
        expect(times.of(textIn(row, 'request_id'))).toEqual({
          from: instantIn(row, 'first'),
          to: micros(instantIn(row, 'last') + 1n),
        });
      connection.closeSync();
      instance.closeSync();
    }),
    { numRuns: 10 },
  );
});
