import type { PreparedEvent, Store } from '../store.ts';
import { type OpenStore, withStore } from './harness.ts';
import type { History } from './rich-samples.ts';

/**
 * Tell a store a history, and ask it when late events have come to some of the days that were tidied, and again when
 * everything is tidied.
 * @param ask given the store, all that has come, and whether it is tidied
 */
export const toldInStages = async (
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
