import { fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import type { Question } from './questions.ts';
import { type Read, read } from './readers.ts';
import type { Server } from './server.ts';
import { type Stats, statsOf } from './stats.ts';

/** What the sending process is told. */
export type Sending = {
  readonly url: string;
  readonly batches: number;
  readonly senders: number;
  readonly seed: number;
  /** Milliseconds since the epoch at which the newest event ends. */
  readonly until: number;
  /** So many milliseconds it sends at most. */
  readonly ms: number;
};

/** What it tells in the end: milliseconds to each acknowledgement, and batches answered otherwise. */
export type Sent = {
  readonly acknowledged: readonly number[];
  readonly refused: number;
  readonly failed: number;
  readonly eventsPerSecond: number;
};

/** Batches of 500 taken in by the server, by so many senders, beside so many readers. */
export type Ingested = Omit<Sent, 'acknowledged'> & {
  readonly senders: number;
  readonly readers: number;
  readonly stats: Stats;
  readonly read: Read | undefined;
};

const batches = 300;
const longestMs = 20_000;

/** Send to a server, from a process of its own, with readers asking meanwhile. */
export const ingest = async (
  server: Server,
  mixture: readonly Question[],
  { senders, readers, seed }: { readonly senders: number; readonly readers: number; readonly seed: number },
): Promise<Ingested> => {
  const child = fork(resolve(import.meta.dirname, 'sender.ts'), { execArgv: ['--import', 'tsx'] });
  const exited = once(child, 'exit');
  const job: Sending = { url: server.url, batches, senders, seed, until: Date.now(), ms: longestMs };
  const ready = once(child, 'message');
  child.send(job);
  await Promise.race([
    ready,
    exited.then(() => Promise.reject(new Error('The sender has ended too early.'))),
  ]);
  let isDone = false;
  const answered = once(child, 'message').finally(() => (isDone = true));
  child.send('go');
  const [[sent], reading] = await Promise.all([
    Promise.race([
      answered,
      exited.then(() => Promise.reject(new Error('The sender has failed.'))),
    ]) as Promise<[Sent]>,
    readers === 0 ? undefined : read(server.client, mixture, readers, () => isDone),
  ]);
  await exited;
  const { acknowledged, ...counts } = sent;
  return { ...counts, senders, readers, stats: statsOf(acknowledged), read: reading };
};
