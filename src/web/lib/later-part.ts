import { type ComponentType, lazy, useEffect } from 'react';

const fetches = new Set<() => Promise<unknown>>();

/** A component whose code is fetched when it is first shown, or before, when the browser has nothing to do. */
export const laterPart = <Props>(load: () => Promise<ComponentType<Props>>) => {
  let coming: Promise<ComponentType<Props>> | undefined;
  const fetchOnce = () => {
    coming ??= load().catch((error: unknown) => {
      // whoever opens it asks again
      coming = undefined;
      throw error;
    });
    return coming;
  };
  fetches.add(fetchOnce);
  return lazy(async () => {
    const component = await fetchOnce();
    fetches.delete(fetchOnce);
    return { default: component };
  });
};

/** What has not been idle after so long is not going to be (milliseconds). */
const patience = 3_000;

const whenIdle = (run: () => void): (() => void) => {
  // Safari has none
  if (typeof requestIdleCallback === 'undefined') {
    const timer = setTimeout(run, patience);
    return () => clearTimeout(timer);
  }
  const asked = requestIdleCallback(run, { timeout: patience });
  return () => cancelIdleCallback(asked);
};

/** Fetch what a page may show later, once what was waited for is there, so that nobody waits for it when it is opened. */
export const useFetchedAhead = (ready: boolean): void => {
  useEffect(() => {
    if (!ready) return undefined;
    return whenIdle(() => {
      for (const fetch of fetches) {
        fetches.delete(fetch);
        // one that fails is asked for again when it is shown
        fetch().catch(() => fetches.add(fetch));
      }
    });
  }, [ready]);
};
