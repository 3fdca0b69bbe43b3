import { compactIn } from './duckdb/copies/compact-store.ts';
import { copiesFolder, unfinishedPrefix } from './duckdb/copies/places.ts';
import { restoreFrom } from './duckdb/copies/restore-store.ts';
import { databaseFile } from './duckdb/engine.ts';
import { openDuckDbStore } from './duckdb/open.ts';
import type { Keeping } from './retention.ts';
import type { Compacted, Store } from './store.ts';

export type StoreOptions = {
  /** The data folder; made when missing. */
  readonly folder: string;
  /** Bytes of the disk to leave free: writing stops before the disk is full, not when it is. */
  readonly reserveBytes?: number;
  /** How long events are kept from now on. Unless told, nothing is removed, and the rule stays that there was. */
  readonly keeping?: Keeping;
  /** Whether it is open as soon as events can be asked for, before all that is stored is known (`loaded`). */
  readonly early?: boolean;
  /** Told of known ids that came again with other content, and of failures. */
  readonly warn?: (message: string, details: Readonly<Record<string, unknown>>) => void;
};

/**
 * Open the store of a data folder, by the engine that there is: the only place that names one.
 * @throws StoreError when another process holds it, a newer version of this program or another program wrote it, it is
 * damaged, or events are missing that were acknowledged
 */
export const openStore = async (options: StoreOptions): Promise<Store> => openDuckDbStore(options);

/**
 * Make the store of an empty data folder from a copy that a store made of itself. It is there whole, or not at all.
 * @param reserveBytes of the disk are left free
 * @throws StoreError when the folder is not empty, or the copy is none
 */
export const restoreStore = async (copy: string, folder: string, reserveBytes: number): Promise<void> =>
  restoreFrom(copy, folder, async (made) => openStore({ folder: made, reserveBytes }));

/**
 * Give back the room of what the store of a data folder holds no more. Killed at any moment, it is as it was, or compact.
 * @param reserveBytes of the disk are left free
 * @throws StoreError when a process holds it, it is damaged, or there is no room
 */
export const compactStore = async (folder: string, reserveBytes: number): Promise<Compacted> =>
  compactIn(folder, reserveBytes, async (opened) => openStore({ folder: opened, reserveBytes }));

/** Files of a data folder whose names begin so are a store's. */
export const storeFiles: readonly string[] = [databaseFile, copiesFolder, unfinishedPrefix];
