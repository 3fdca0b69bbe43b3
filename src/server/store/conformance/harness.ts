import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noting } from './coverage.ts';
import type { StoredEvent } from '../../records/stored-event.ts';
import type { ListQuestion } from '../questions/events.ts';
import { anybody } from '../questions/scope.ts';
import type { Keeping } from '../retention.ts';
import type { Store } from '../store.ts';

/** How an engine is opened on a data folder, empty or left by an earlier store. */
export type OpenStore = (folder: string, keeping?: Keeping) => Promise<Store>;

/** A store in a folder of its own, which can be closed and opened again. */
export type Held = { store: Store; readonly folder: string; reopen(): Promise<void> };

/** Use a new store, then close it and remove its folder, whatever happens. */
export const withStore = async <Result>(
  open: OpenStore,
  use: (held: Held) => Promise<Result>,
): Promise<Result> => {
  const folder = await mkdtemp(join(tmpdir(), 'audit-store-'));
  const held: Held = {
    store: noting(await open(folder)),
    folder,
    async reopen() {
      await held.store.close();
      held.store = noting(await open(folder));
      await held.store.loaded();
    },
  };
  try {
    return await use(held);
  } finally {
    await held.store.close();
    await rm(folder, { recursive: true, force: true });
  }
};

/** Walk a list from page to page to its end. `sizes` are the limits of its pages, in turn. */
export const walk = async (
  store: Store,
  question: Omit<ListQuestion, 'limit'>,
  sizes: readonly number[],
): Promise<StoredEvent[]> => {
  const all: StoredEvent[] = [];
  for (let turn = 0; ; turn += 1) {
    const limit = sizes[turn % sizes.length] ?? 1;
    const after = all.at(-1);
    const { events, more } = await store.events.list(
      { ...question, limit, ...(after ? { after } : {}) },
      anybody,
    );
    if (events.length > limit) throw new Error(`A page of ${limit} holds ${events.length} events.`);
    if (more && events.length < limit) throw new Error('A page that more follow is not full.');
    all.push(...events);
    if (!more) return all;
  }
};
