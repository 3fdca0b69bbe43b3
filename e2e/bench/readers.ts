import type { Client } from './http.ts';
import type { Question } from './questions.ts';
import { type Stats, statsOf } from './stats.ts';

/** Questions answered by several readers at once. */
export type Read = {
  readonly perSecond: number;
  readonly stats: Stats;
  readonly byName: Readonly<Record<string, Stats>>;
};

/** More questions than this end the reading before its time. */
const most = 100_000;

/**
 * Let readers ask, each its next question as soon as the one before is answered, until `until` says that it is
 * enough. No two ask the same, so that no answer comes from the server's memory.
 */
export const read = async (
  client: Client,
  mixture: readonly Question[],
  readers: number,
  until: () => boolean,
): Promise<Read> => {
  const taken: number[] = [];
  const byName = new Map<string, number[]>();
  let variation = 1_000;
  const started = performance.now();
  const reader = async () => {
    while (!until() && taken.length < most) {
      variation += 1;
      // a stride without a common factor mixes the kinds and asks each equally often
      const question = mixture[(variation * 7) % mixture.length];
      if (!question) return;
      const asked = performance.now();
      await client.get(question.path(variation));
      const ms = performance.now() - asked;
      taken.push(ms);
      byName.set(question.name, [...(byName.get(question.name) ?? []), ms]);
    }
  };
  await Promise.all(Array.from({ length: readers }, reader));
  return {
    perSecond: (taken.length * 1000) / (performance.now() - started),
    stats: statsOf(taken),
    byName: Object.fromEntries([...byName].map(([name, series]) => [name, statsOf(series)])),
  };
};

/** True from so many milliseconds on. */
export const after = (ms: number): (() => boolean) => {
  const end = performance.now() + ms;
  return () => performance.now() >= end;
};
