import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Client, createClient } from './http.ts';

const main = resolve(import.meta.dirname, '../../src/server/main.ts');
const readyWithinMs = 180_000;

/** What the server's process says of itself since it was last asked: memory in bytes, delays in milliseconds. */
export type Health = {
  readonly memory: number;
  readonly memoryPeak: number | undefined;
  readonly delayP99: number;
  readonly delayMax: number;
  /** Milliseconds of processor time since the start, all threads. */
  readonly processor: number;
};

/** The real server in a process of its own. */
export type Server = {
  readonly url: string;
  readonly client: Client;
  readonly startMs: number;
  readonly health: () => Promise<Health>;
  /** Stop it the way an operator does. */
  readonly stop: () => Promise<void>;
};

const isReady = async (client: Client): Promise<boolean> =>
  client.get('/readyz').then(
    () => true,
    () => false,
  );

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const awaitReady = async (client: Client, child: ChildProcess, problems: readonly string[]) => {
  for (const end = Date.now() + readyWithinMs; Date.now() < end; await pause(50)) {
    if (child.exitCode !== null) break;
    if (await isReady(client)) return;
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
 * Start the server and wait until it is ready.
 * @param folder its data folder; undefined starts the demo
 * @throws Error with what it wrote when it does not become ready
 */
export const startServer = async (folder: string | undefined, port: number): Promise<Server> => {
  const started = performance.now();
  const args = ['--import', 'tsx', main, ...(folder === undefined ? ['--demo'] : [])];
  const env = { ...process.env, HOST: '127.0.0.1', PORT: String(port), AUTH_AUDIT_DATA: folder ?? '' };
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  const exited = once(child, 'exit');
  const problems: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => problems.push(chunk.toString()));
  const url = `http://127.0.0.1:${port}`;
  const client = createClient(url);
  await awaitReady(client, child, problems);
  return {
    url,
    client,
    startMs: performance.now() - started,
    health: async () => {
      const body = await client.text('/metrics');
      return {
        memory: metricOf(body, 'process_resident_memory_bytes'),
        memoryPeak: await peakOf(child.pid),
        delayP99: metricOf(body, 'nodejs_eventloop_lag_p99_seconds') * 1000,
        delayMax: metricOf(body, 'nodejs_eventloop_lag_max_seconds') * 1000,
        processor: metricOf(body, 'process_cpu_seconds_total') * 1000,
      };
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
