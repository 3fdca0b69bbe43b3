import { loadDemo } from '../../src/server/demo/load.ts';
import { openStore } from '../../src/server/store/open.ts';
import { anybody } from '../../src/server/store/questions/scope.ts';

/** How far back the events of a benchmark reach. */
export const days = 90;

/** A store smaller or larger than asked for by more than this share is another one. */
const tolerance = 0.02;

export type Loaded = { readonly stored: number; readonly reused: boolean; readonly seconds: number };

/**
 * Fill a folder with generated events through the store's own bulk path, or take it as it is when it holds that
 * many already.
 * @throws Error when the folder holds another number of events
 */
export const load = async (folder: string, events: number): Promise<Loaded> => {
  const started = performance.now();
  const store = await openStore({ folder });
  try {
    const reused = (await store.events.count({}, anybody)) > 0;
    if (!reused) await loadDemo(store, Date.now(), { seed: 7, events, days });
    await store.tidy(); // what a server does in the background is not what is measured
    const stored = await store.events.count({}, anybody);
    if (Math.abs(stored - events) > events * tolerance)
      throw new Error(`The folder holds ${stored} events, not about ${events}. Give another with --keep.`);
    return { stored, reused, seconds: (performance.now() - started) / 1000 };
  } finally {
    await store.close();
  }
};
