import { setImmediate } from 'node:timers/promises';

/** So many milliseconds of work are done in one go: what else is to be answered waits for no longer. */
const longest = 10;

/** Lets others have the thread in the midst of long work: awaited between its parts, it mostly does nothing. */
export const breather = (): (() => Promise<void>) => {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < longest) return;
    await setImmediate();
    since = performance.now();
  };
};
