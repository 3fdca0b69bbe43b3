import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { vi } from 'vitest';
import { announcedServer } from '../process/server-file.ts';
import { testPatience } from './patience.ts';

const root = resolve(import.meta.dirname, '../../..');

/** A server as `npm start` runs it, in a process of its own. */
export type Spawned = {
  readonly child: ChildProcess;
  readonly url: string;
  /** What it has printed so far. */
  output(): string;
  /** Send a signal. @returns the exit code, or the signal that ended it */
  end(signal: NodeJS.Signals): Promise<number | NodeJS.Signals | null>;
};

const running = new Set<ChildProcess>();

const start = (folder: string, variables: Readonly<Record<string, string>>) => {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, ['dist/server/main.js'], {
    cwd: root,
    env: { PATH, PORT: '0', AUTH_AUDIT_DATA: folder, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += String(chunk)));
  const exited = once(child, 'exit').then(([code, signal]: (number | NodeJS.Signals | null)[]) => {
    running.delete(child);
    return code ?? signal ?? null;
  });
  return { child, exited, output: () => printed };
};

/** Start a server on a data folder and wait until it says where it listens. */
export const spawnServer = async (
  folder: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<Spawned> => {
  const { child, exited, output } = start(folder, variables);
  const url = await vi.waitFor(
    async () => {
      if (!running.has(child)) return `it ended: ${child.exitCode} ${child.signalCode} ${output()}`;
      const announced = await announcedServer(folder); // a server that was killed may have left its own
      return announced?.pid === child.pid ? (announced?.url ?? '') : Promise.reject(new Error(output()));
    },
    { timeout: testPatience, interval: 20 },
  );
  if (!url.startsWith('http')) throw new Error(url);
  return {
    child,
    url,
    output,
    end: async (signal) => {
      child.kill(signal);
      return exited;
    },
  };
};

/** Start a server that is expected to refuse, and wait for what it says. */
export const spawnRefused = async (folder: string, variables: Readonly<Record<string, string>> = {}) => {
  const { exited, output } = start(folder, variables);
  return { code: await exited, output: output() };
};

/** End what a failed test left running. */
export const endAll = async (): Promise<void> => {
  await Promise.all(
    [...running].map(async (child) => {
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    }),
  );
};

/** Use a folder that is removed afterwards. */
export const withFolder = async <Result>(use: (folder: string) => Promise<Result>): Promise<Result> => {
  const folder = await mkdtemp(join(tmpdir(), 'audit-process-'));
  try {
    return await use(folder);
  } finally {
    await endAll();
    await rm(folder, { recursive: true, force: true });
  }
};
