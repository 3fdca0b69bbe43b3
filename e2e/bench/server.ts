import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { announcedServer } from '../../src/server/process/server-file.ts';
import { type Client, createClient } from './http.ts';

const main = resolve(import.meta.dirname, '../../dist/server/main.js');
const readyWithinMs = 180_000;

/** What the server's process says of itself: memory in bytes, delays in milliseconds. */
export type Health = {
  readonly memory: number;
  readonly memoryPeak: number | undefined;
  /** Since it was last asked. */
  readonly delayP99: number;
  /** The longest since it is ready. */
  readonly delayMax: number;
  /** Milliseconds of processor time since the start, all threads. */
  readonly processor: number;
};

/** The real server in a process of its own. */
export type Server = {
  readonly url: string;
  readonly client: Client;
  /** From its start to its first answer, and to where everything is read: it can take events, too. */
  readonly startMs: { readonly answer: number; readonly all: number };
  readonly health: () => Promise<Health>;
  /** Wait until what was found of past days is kept, as it is where a server has run for a while. */
  readonly whenFindingsAreKept: () => Promise<void>;
  /** Wait until it does nothing, a minute at most: what it looks for once after a start is not what is measured. */
  readonly whenAtRest: () => Promise<void>;
  /** Stop it the way an operator does. */
  readonly stop: () => Promise<void>;
};

const isAnswered = async (client: Client, path: string): Promise<boolean> =>
  client.get(path).then(
    () => true,
    () => false,
  );

/** For so long it takes less than a tenth of a processor when it is at rest. */
const restMs = 2_000;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Wait until the server has said where it listens, answers there, and is ready.
 * @returns where that is, and when it answered first, by the clock of `performance`
 */
const whenReady = async (
  folder: string,
  child: ChildProcess,
  problems: readonly string[],
): Promise<{ readonly url: string; readonly answered: number }> => {
  let answered: number | undefined;
  for (const end = Date.now() + readyWithinMs; Date.now() < end; await pause(20)) {
    if (child.exitCode !== null) break;
    const announced = await announcedServer(folder);
    if (announced === undefined || announced.pid !== child.pid) continue;
    const { url } = announced;
    const client = createClient(url);
    if (answered === undefined && (await isAnswered(client, '/v1/auth_audits?limit=100')))
      answered = performance.now();
    const ready = await isAnswered(client, '/readyz');
    client.close();
    if (ready && answered !== undefined) return { url, answered };
  }
  child.kill('SIGKILL');
  throw new Error(`The server did not become ready. ${problems.join('')}`);
};

const metricOf = (metrics: string, name: string): number =>
  Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(metrics)?.[1] ?? Number.NaN);

/** The highest resident size the kernel has seen, where it tells: Linux. */
const peakOf = async (pid: number | undefined): Promise<number | undefined> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const [, kibibytes] = /^VmHWM:\s+(\d+) kB$/m.exec(status) ?? [];
  return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
};

/**
 * Start the server on a port of the system's choice and wait until it is ready.
 * @param folder its data folder
 * @param sources a file of what it pulls
 * @throws Error with what it wrote when it does not become ready
 */
export const startServer = async (folder: string, sources?: string): Promise<Server> => {
  const started = performance.now();
  const env = {
    ...process.env,
    HOST: '127.0.0.1',
    PORT: '0',
    AUTH_AUDIT_DATA: folder,
    AUTH_AUDIT_SOURCES: sources,
  };
  const child = spawn(process.execPath, [main], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exited = once(child, 'exit');
  const problems: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => problems.push(chunk.toString()));
  const { url, answered } = await whenReady(folder, child, problems);
  const startMs = { answer: answered - started, all: performance.now() - started };
  const client = createClient(url);
  await client.text('/metrics'); // what it says of delays begins anew each time: nobody waits for its start
  let longest = 0;
  const metrics = async (): Promise<string> => {
    const body = await client.text('/metrics');
    longest = Math.max(longest, metricOf(body, 'nodejs_eventloop_lag_max_seconds') * 1000);
    return body;
  };
  return {
    url,
    client,
    startMs,
    health: async () => {
      const body = await metrics();
      return {
        memory: metricOf(body, 'process_resident_memory_bytes'),
        memoryPeak: await peakOf(child.pid),
        delayP99: metricOf(body, 'nodejs_eventloop_lag_p99_seconds') * 1000,
        delayMax: longest,
        processor: metricOf(body, 'process_cpu_seconds_total') * 1000,
      };
    },
    whenFindingsAreKept: async () => {
      const left = async () => metricOf(await metrics(), 'auth_audit_finding_days_waiting');
      while ((await left()) > 0) await pause(500);
    },
    whenAtRest: async () => {
      const processor = async () => metricOf(await metrics(), 'process_cpu_seconds_total');
      let before = await processor();
      for (const end = Date.now() + 60_000; Date.now() < end;) {
        await pause(restMs);
        const now = await processor();
        if ((now - before) * 1000 < restMs / 10) return;
        before = now;
      }
    },
    stop: async () => {
      client.close();
      child.kill('SIGTERM');
      const deadline = setTimeout(() => child.kill('SIGKILL'), 60_000);
      await exited;
      clearTimeout(deadline);
    },
  };
};
