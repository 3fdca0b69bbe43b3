import { describe, expect, test, vi } from 'vitest';
import { micros } from '../../contract/instant.ts';
import { BusyError } from '../request-errors.ts';
import { StoreError } from '../store/store-error.ts';
import type { Appended, PreparedEvent } from '../store/store.ts';
import { createWriter } from './writer.ts';
import { testPatience } from '../test-support/patience.ts';

const batch = (name: string, count: number): PreparedEvent[] =>
  Array.from({ length: count }, (_, n) => ({
    id: `${name}${n}`,
    contentHash: '',
    time: micros(0n),
    record: {},
  }));

/** A store whose commits end when the test says so. */
const heldStore = () => {
  const commits: { ids: string[]; succeed: () => void; fail: (error: Error) => void }[] = [];
  const append = (events: readonly PreparedEvent[]) =>
    new Promise<readonly Appended[]>((resolve, reject) => {
      commits.push({
        ids: events.map(({ id }) => id),
        succeed: () => resolve(events.map(({ id }) => (id.startsWith('old') ? 'duplicate' : 'success'))),
        fail: reject,
      });
    });
  const commit = async (number: number) =>
    vi.waitFor(() => commits[number] ?? Promise.reject(new Error('not yet')), { timeout: testPatience });
  return { commits, append, commit };
};

test('what waits while a commit is made is stored by the next, and each batch hears of its own events', async () => {
  const store = heldStore();
  const writer = createWriter(store);
  const first = writer.submit(batch('a', 2), 10);
  const others = [writer.submit(batch('old', 1), 10), writer.submit([], 0), writer.submit(batch('c', 2), 10)];
  expect(writer.waiting()).toBe(5);
  (await store.commit(0)).succeed();
  expect(await first).toEqual(['success', 'success']);
  const second = await store.commit(1);
  expect(second.ids).toEqual(['old0', 'c0', 'c1']);
  second.succeed();
  expect(await Promise.all(others)).toEqual([['duplicate'], [], ['success', 'success']]);
  await writer.drain();
  expect([store.commits.length, writer.waiting()]).toEqual([2, 0]);
});

test('a commit holds about five thousand events, and a larger batch is not split', async () => {
  const store = heldStore();
  const writer = createWriter(store);
  const sizes = [1, 3_000, 1_999, 2, 9_000, 1];
  const done = sizes.map((size, n) => writer.submit(batch(`${n}-`, size), 1));
  for (let number = 0; number < 5; number += 1) (await store.commit(number)).succeed();
  await Promise.all(done);
  await writer.drain();
  expect(store.commits.map(({ ids }) => ids.length)).toEqual([1, 4_999, 2, 9_000, 1]);
});

test('a commit holds about eight mebibytes, and a larger batch is not split', async () => {
  const store = heldStore();
  const writer = createWriter(store);
  const done = [1, 5, 3, 1, 20, 1].map((mebibytes, n) =>
    writer.submit(batch(`${n}-`, 1), mebibytes * 1024 ** 2),
  );
  for (let number = 0; number < 5; number += 1) (await store.commit(number)).succeed();
  await Promise.all(done);
  expect(store.commits.map(({ ids }) => ids)).toEqual([['0-0'], ['1-0', '2-0'], ['3-0'], ['4-0'], ['5-0']]);
});

test('a failure reaches every batch of its commit, and the next is tried again', async () => {
  const store = heldStore();
  const writer = createWriter(store);
  const first = writer.submit(batch('a', 1), 1);
  const together = [writer.submit(batch('b', 1), 1), writer.submit(batch('c', 1), 1)];
  (await store.commit(0)).succeed();
  await first;
  (await store.commit(1)).fail(new StoreError('unwritable', 'The disk is full.'));
  for (const outcome of await Promise.allSettled(together))
    expect(outcome).toMatchObject({
      status: 'rejected',
      reason: { code: 'unwritable', message: 'The disk is full.' },
    });
  const later = writer.submit(batch('b', 1), 1);
  (await store.commit(2)).succeed();
  expect(await later).toEqual(['success']);
  expect(writer.waiting()).toBe(0);
});

describe('when too much waits', () => {
  const mebibyte = 1024 * 1024;
  test.each<[string, number, number, number, number]>([
    ['events', 15_000, 1, 5_001, 1],
    ['bytes', 1, 40 * mebibyte, 1, 25 * mebibyte],
  ])('by %s, nothing more is taken until there is room', async (_, events, bytes, moreEvents, moreBytes) => {
    const store = heldStore();
    const writer = createWriter(store);
    const taken = writer.submit(batch('a', events), bytes);
    await expect(writer.submit(batch('b', moreEvents), moreBytes)).rejects.toBeInstanceOf(BusyError);
    expect(writer.waiting()).toBe(events);
    (await store.commit(0)).succeed();
    await taken;
    const later = writer.submit(batch('b', moreEvents), moreBytes);
    (await store.commit(1)).succeed();
    expect(await later).toHaveLength(moreEvents);
  });

  test('one batch beyond every limit is taken when nothing waits', async () => {
    const store = heldStore();
    const writer = createWriter(store);
    const large = writer.submit(batch('a', 30_000), 100 * mebibyte);
    (await store.commit(0)).succeed();
    expect(await large).toHaveLength(30_000);
  });
});

test('draining stores what was taken, and takes nothing more', async () => {
  const store = heldStore();
  const writer = createWriter(store);
  const taken = [writer.submit(batch('a', 1), 1), writer.submit(batch('b', 1), 1)];
  let isDrained = false;
  const drained = writer.drain().then(() => (isDrained = true));
  await expect(writer.submit(batch('c', 1), 1)).rejects.toBeInstanceOf(BusyError);
  (await store.commit(0)).succeed();
  const second = await store.commit(1);
  expect(isDrained).toBe(false);
  second.succeed();
  await drained;
  expect(await Promise.all(taken)).toEqual([['success'], ['success']]);
});
