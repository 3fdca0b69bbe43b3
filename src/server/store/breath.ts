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

/** One of many by one, letting others have the thread. */
export const mapped = async <From, To>(
  all: readonly From[],
  map: (each: From) => To,
): Promise<readonly To[]> => {
  const breathe = breather();
  const made: To[] = [];
  for (const each of all) {
    made.push(map(each));
    await breathe();
  }
  return made;
};

/** Those of many that pass, letting others have the thread. */
export const filtered = async <Each>(
  all: readonly Each[],
  isWanted: (each: Each) => boolean,
): Promise<readonly Each[]> => (await mapped(all, (each) => (isWanted(each) ? [each] : []))).flat();
