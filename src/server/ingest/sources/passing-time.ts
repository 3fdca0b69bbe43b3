import { setTimeout } from 'node:timers/promises';

/** What time it is, and how it passes; milliseconds. */
export type PassingTime = {
  now(): number;
  /** Rejects with the signal’s reason when it is aborted meanwhile. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
};

export const systemTime: PassingTime = {
  now: () => Date.now(),
  sleep: async (ms, signal) => setTimeout(ms, undefined, { signal, ref: false }),
};
