import type { PreparedEvent, Store } from '../store.ts';
import { type OpenStore, withStore } from './harness.ts';
import type { History } from './rich-samples.ts';

/**
 * Store a history, and ask the store when late events have come to some of the days that were tidied, and again when
 * everything is tidied.
 * @param ask given the store, all events that have come, and whether it is tidied
 */
export const withLateEvents = async (
  open: OpenStore,
  { first, late }: History,
  ask: (store: Store, arrived: readonly PreparedEvent[], isTidied: boolean) => Promise<void>,
): Promise<void> =>
  withStore(open, async ({ store }) => {
    await store.append(first);
    await store.tidy();
    await store.append(late);
    await ask(store, [...first, ...late], false);
    await store.tidy();
    await ask(store, [...first, ...late], true);
  });
