import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { noFilters } from '../../../contract/filters.ts';
import { instant, prepared } from '../conformance/samples.ts';
import { hash64 } from '../hash.ts';
import { anybody } from '../questions/scope.ts';
import type { Store } from '../store.ts';
import { alterStore, killedWhilePreparing } from './older-store.ts';
import { openDuckDbStore } from './open.ts';
import { presenceKey, presenceSignature } from './presence.ts';
import { rowsOf } from './sql.ts';

test('the signature is of the properties and of how their keys are made, not of the order they are listed in', () => {
  const own = presenceSignature(['user_id', 'session'], presenceKey);
  expect(presenceSignature(['session', 'user_id'], presenceKey)).toBe(own);
  const others = [
    presenceSignature(['user_id'], presenceKey),
    presenceSignature(['user_id', 'session', 'token_id'], presenceKey),
    presenceSignature(['user_id', 'session'], (property, value, day) =>
      presenceKey(property, value, day + 1),
    ),
  ];
  expect(others).not.toContain(own);
});

test.each([
  ['not at all', (value: string) => value],
  ['to capitals', (value: string) => value.toUpperCase()],
  ['in Turkish', (value: string) => value.toLocaleLowerCase('tr')],
  ['through capitals', (value: string) => value.toUpperCase().toLowerCase()],
  ['without blanks around it', (value: string) => value.toLowerCase().trim()],
  ['with its accents composed', (value: string) => value.toLowerCase().normalize('NFC')],
])('a value folded %s is signed otherwise', (_, fold) => {
  const signed = (folded: (value: string) => string) =>
    presenceSignature(['user_id'], (property, value, day) => hash64(`${property}\n${folded(value)}\n${day}`));
  expect(signed(fold)).not.toBe(presenceSignature(['user_id'], presenceKey));
});

const days = [
  '0001-01-01T00:00:00Z',
  '1969-12-31T23:59:59.999999Z',
  '1970-01-01T00:00:00Z',
  '2026-03-02T12:00:00Z',
];
const users = ['Ann@Example.org', 'ann@example.ORG', 'İstanbul', 'ΣΊΣΥΦΟΣ', ' ', 'a\0b'];
const events = days.flatMap((time, day) =>
  users.flatMap((user, at) => [
    prepared(
      { time, event_name: 'Token', user_id: user, session: `S${day}`, request_id: `r${at}` },
      `${day}-${at}`,
    ),
  ]),
);

let folder = '';
let store: Store;
const open = async (from: string): Promise<Store> => openDuckDbStore({ folder: from, reserveBytes: 0 });
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'presence-'));
  store = await open(folder);
  await store.append(events);
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

const reopenedAfter = async (...statements: readonly string[]): Promise<void> => {
  await store.close();
  await alterStore(folder, async (connection) => {
    for (const statement of statements) await connection.run(statement);
  });
  store = await open(folder);
};
const keys = async (): Promise<readonly unknown[]> => {
  await store.close();
  let rows: readonly unknown[] = [];
  await alterStore(folder, async (connection) => {
    rows = await rowsOf(connection, 'SELECT key FROM presence ORDER BY key');
  });
  store = await open(folder);
  return rows;
};
const found = async (of: Store, any: Readonly<Record<string, readonly string[]>>): Promise<number> =>
  (await of.events.list({ filters: { ...noFilters, any }, order: 'asc', limit: 500 }, anybody)).events.length;

/** What makes a store one of a program that knew fewer identifiers, or knew them by other keys. */
const unsigned = `DELETE FROM meta WHERE key = 'presence'`;
const otherwise = `UPDATE meta SET value = 'of other keys' WHERE key = 'presence'`;
const fewer = 'DELETE FROM presence WHERE key % 2 = 0';
const other = 'UPDATE presence SET key = key // 3';

test.each([
  ['without a signature', [unsigned]],
  ['without a signature and some keys', [unsigned, fewer]],
  ['with another signature and other keys', [otherwise, other]],
])('a store %s has its keys made anew, exactly those that appending makes', async (_, statements) => {
  const before = await keys();
  // as if most events were not looked at here: two are left of each slice, its first and its last
  await reopenedAfter(...statements, 'UPDATE events SET sequence = sequence // 2 * 204800 + sequence % 2');
  expect(await keys()).toEqual(before);
  for (const user of users) expect(await found(store, { user_id: [user] }), `user ${user}`).toBe(days.length);
  expect(await found(store, { session: ['S0'], request_id: ['r3'] })).toBe(1);
  await store.append([prepared({ time: days[3], event_name: 'Token', user_id: users[0] }, 'same day')]);
  await store.append([prepared({ time: '2026-03-03', event_name: 'Token', user_id: users[0] }, 'next day')]);
  expect(await found(store, { user_id: ['Ann@Example.org'] })).toBe(days.length + 2);
  expect(await keys()).toHaveLength(before.length + 1);
});

test('keys are not made anew at every start', async () => {
  await reopenedAfter('DELETE FROM presence');
  expect(await found(store, { session: ['S1'] })).toBe(0);
  await reopenedAfter(unsigned);
  expect(await found(store, { session: ['S1'] })).toBe(users.length);
  await reopenedAfter('DELETE FROM presence');
  expect(await found(store, { session: ['S1'] })).toBe(0);
});

test('a program killed while it makes them leaves a store that can be opened', async () => {
  await store.close();
  await alterStore(folder, async (connection) => {
    for (const statement of [otherwise, other]) await connection.run(statement);
  });
  const left = await killedWhilePreparing(folder);
  expect(left.length).toBeGreaterThan(1);
  for (const copy of left) {
    const survivor = await open(copy);
    try {
      expect(await found(survivor, { session: ['S2'] })).toBe(users.length);
      expect((await survivor.events.extent({}, anybody))?.first).toBe(instant('0001-01-01'));
    } finally {
      await survivor.close();
      await rm(copy, { recursive: true });
    }
  }
  store = await open(folder);
});
