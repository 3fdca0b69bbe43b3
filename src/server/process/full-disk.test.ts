import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { noFilters } from '../../contract/filters.ts';
import { walk } from '../store/conformance/harness.ts';
import { prepared } from '../store/conformance/samples.ts';
import { freeBytesOf } from '../store/duckdb/free-space.ts';
import { openStore } from '../store/open.ts';
import { StoreError } from '../store/store-error.ts';
import type { Store } from '../store/store.ts';
import { Senders, listIds, lossIn, noLoss, post } from '../test-support/senders.ts';
import { canMakeDisks, giveSpace, takeSpace, withDisk } from '../test-support/small-disk.ts';
import { endAll, spawnServer } from '../test-support/spawn-server.ts';
import { testPatience } from '../test-support/patience.ts';

const mebibyte = 1024 * 1024;

/** Text that does not compress, so that a disk fills. */
const noise = (): string => Array.from({ length: 60 }, () => Math.random().toString(36)).join('');

const batch = (name: string, count: number) =>
  Array.from({ length: count }, (_, n) =>
    prepared({ time: '2026-03-29T12:00:00Z', event_name: 'Token', token_id: noise() }, `${name}-${n}`),
  );

const idsIn = async (store: Store): Promise<string[]> =>
  (await walk(store, { filters: noFilters, order: 'asc' }, [500])).map(({ id }) => id);

/** Append until it fails. */
const appendUntilFull = async (store: Store, acknowledged: Set<string>, name: string): Promise<unknown> => {
  for (let turn = 0; turn < 1_000; turn += 1) {
    const events = batch(`${name}${turn}`, 500);
    try {
      await store.append(events);
    } catch (error) {
      return error;
    }
    for (const { id } of events) acknowledged.add(id);
  }
  return undefined;
};

describe.skipIf(!canMakeDisks)('a disk that is full', () => {
  test('turns senders away and keeps answering, until there is room again', async () =>
    withDisk(160, async (disk) => {
      try {
        const server = await spawnServer(join(disk, 'data'));
        const senders = new Senders(() => server.url, 3, 50);
        await vi.waitFor(() => expect(senders.acknowledged.size).toBeGreaterThan(1_000), {
          timeout: testPatience,
        });
        await takeSpace(disk, 120);
        await vi.waitFor(() => expect(senders.statuses.get(429)).toBeGreaterThan(3), {
          timeout: testPatience,
        });
        const refused = await post(server.url, ['late']);
        expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '5']);
        expect(await refused.json()).toMatchObject({
          detail: expect.stringContaining('The disk is full') as string,
        });
        const ready = await fetch(`${server.url}/readyz`);
        expect([ready.status, ready.headers.get('retry-after')]).toEqual([503, '5']);
        expect(await ready.json()).toMatchObject({
          status: 'not_ready',
          detail: expect.stringContaining('disk is full') as string,
        });
        expect(lossIn(await listIds(server.url), senders.acknowledged)).toEqual(noLoss);
        const before = senders.acknowledged.size;
        await giveSpace(disk);
        await vi.waitFor(() => expect(senders.acknowledged.size).toBeGreaterThan(before + 500), {
          timeout: testPatience,
        });
        expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
        await senders.done();
        expect(lossIn(await listIds(server.url), senders.acknowledged)).toEqual(noLoss);
        expect(await server.end('SIGTERM')).toBe(0);
      } finally {
        await endAll();
      }
    }));

  test('without a reserve a commit fails, and nothing acknowledged is lost', async () =>
    withDisk(32, async (disk) => {
      const folder = join(disk, 'data');
      const acknowledged = new Set<string>();
      let store = await openStore({ folder, reserveBytes: 0 });
      try {
        await takeSpace(disk, 16);
        const error = await appendUntilFull(store, acknowledged, 'a');
        expect(error).toBeInstanceOf(StoreError);
        expect(error).toMatchObject({ code: 'unwritable' });
        expect(lossIn(await idsIn(store), acknowledged)).toEqual(noLoss);
        await giveSpace(disk);
        expect(await store.unwritable()).toBeUndefined();
        await store.append(batch('later', 500));
        for (let n = 0; n < 500; n += 1) acknowledged.add(`later-${n}`);
        expect(lossIn(await idsIn(store), acknowledged)).toEqual(noLoss);
        await store.close();
        store = await openStore({ folder, reserveBytes: 0 });
        expect(lossIn(await idsIn(store), acknowledged)).toEqual(noLoss);
      } finally {
        await store.close();
      }
    }));

  test('without a reserve a checkpoint fails: questions are answered on, and it recovers', async () =>
    withDisk(48, async (disk) => {
      const folder = join(disk, 'data');
      const warnings: string[] = [];
      let store = await openStore({
        folder,
        reserveBytes: 0,
        warn: (message) => warnings.push(message),
      });
      try {
        const acknowledged = new Set<string>();
        for (let n = 0; n < 20; n += 1) {
          // after the last of them the log is folded: there is room for its commit, and for no more
          if (n === 19) await takeSpace(disk, (await freeBytesOf(disk)) / mebibyte - 3);
          const events = batch(`${n}`, 1_000);
          await store.append(events);
          for (const { id } of events) acknowledged.add(id);
        }
        await vi.waitFor(
          () => expect(warnings).toContain('The write-ahead log could not be folded into the database.'),
          { timeout: testPatience },
        );
        await takeSpace(disk);
        expect(lossIn(await idsIn(store), acknowledged)).toEqual(noLoss);
        await expect(store.append(batch('late', 500))).rejects.toMatchObject({ code: 'unwritable' });
        expect(lossIn(await idsIn(store), acknowledged)).toEqual(noLoss);
        await giveSpace(disk);
        await vi.waitFor(async () => expect(await store.unwritable()).toBeUndefined(), {
          timeout: testPatience,
        });
        await store.append(batch('later', 500));
        for (let n = 0; n < 500; n += 1) acknowledged.add(`later-${n}`);
        await store.close();
        store = await openStore({ folder, reserveBytes: 0 });
        expect(lossIn(await idsIn(store), acknowledged)).toEqual(noLoss);
      } finally {
        await store.close();
      }
    }));
});
