import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Source } from '../../src/contract/sources.ts';
import { type Line, delayLine, most } from './report.ts';
import { type Server, startServer } from './server.ts';

/** What the platform's process is told: how many records to hold, each with a text of so many bytes beside what it says. */
export type Holding = { readonly records: number; readonly textBytes: number; readonly folder: string };

/** What it tells: the file of sources that names it, and a file of its records. */
export type Held = { readonly sources: string; readonly file: string; readonly records: number };

/** What it tells in the end. */
export type Counted = { readonly requests: number };

type Pulled = {
  readonly records: number;
  readonly importMs: number;
  readonly pullMs: number;
  readonly requests: number;
  /** Of the server that pulls. */
  readonly longestDelay: number;
};

const importer = resolve(import.meta.dirname, '../../src/server/ingest/cli/import.ts');
const longestMs = 30 * 60_000;

/** How often it is looked whether a pull is done, in milliseconds: what it takes is as exact. */
const lookEveryMs = 1_000;

const tellsOf = async <Told>(child: ChildProcess): Promise<Told> => {
  const failed = once(child, 'exit').then(() => Promise.reject(new Error('The platform has failed.')));
  const [told] = (await Promise.race([once(child, 'message'), failed])) as [Told];
  return told;
};

const importFile = async (folder: string, file: string): Promise<number> => {
  const started = performance.now();
  const env = { ...process.env, AUTH_AUDIT_DATA: folder };
  const child = spawn(process.execPath, ['--import', 'tsx', importer, file], { env, stdio: 'ignore' });
  const [status] = (await once(child, 'exit')) as [number | null];
  if (status !== 0) throw new Error(`The import has ended with ${status}.`);
  return performance.now() - started;
};

/** Resolves when all that a source holds is on disk. */
const whenCurrent = async ({ client }: Server): Promise<Source> => {
  for (const end = Date.now() + longestMs; Date.now() < end; await setTimeout(lookEveryMs)) {
    const { sources } = await client.json<{ sources: readonly Source[] }>('/v1/sources');
    const source = sources.find(({ name }) => name === 'bench');
    if (source?.state === 'failing') throw new Error(JSON.stringify(source.details?.error));
    if (source?.state === 'current') return source;
  }
  throw new Error('The pull did not end.');
};

/** Pull records from a platform that answers at once, and import the same from a file, into fresh stores. */
const pullBesideImport = async (records: number, textBytes = 0): Promise<Pulled> => {
  const folder = await mkdtemp(join(tmpdir(), 'authentication-audit-bench-pull-'));
  const platform = fork(resolve(import.meta.dirname, 'platform.ts'), {
    execArgv: ['--import', 'tsx', '--max-old-space-size=8192'],
  });
  try {
    const holding: Holding = { records, textBytes, folder };
    platform.send(holding);
    const held = await tellsOf<Held>(platform);
    const importMs = await importFile(join(folder, 'imported'), held.file);
    const started = performance.now();
    const server = await startServer(join(folder, 'pulled'), held.sources);
    try {
      const { details } = await whenCurrent(server);
      const pullMs = performance.now() - started;
      if (details?.records !== held.records)
        throw new Error(`Of ${held.records} records ${details?.records} were pulled.`);
      platform.send('count');
      const { requests } = await tellsOf<Counted>(platform);
      const { delayMax } = await server.health();
      return { records: held.records, importMs, pullMs, requests, longestDelay: delayMax };
    } finally {
      await server.stop();
    }
  } finally {
    platform.kill();
    await rm(folder, { recursive: true, force: true });
  }
};

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

const linesOf = (what: string, { records, importMs, pullMs, requests, longestDelay }: Pulled): Line[] => [
  {
    part: 'pull',
    name: `${what} beside their import`,
    measured: pullMs / importMs,
    unit: 'times',
    budget: most(2),
    note: `${records} in ${seconds(pullMs)} by ${requests} requests, imported in ${seconds(importMs)}`,
  },
  delayLine('pull', longestDelay, what),
];

/** So many large ones are pulled, of so many bytes each: pages of 10 MB. */
const large = { records: 5_000, textBytes: 20_000 };

export const measurePull = async (
  records: number,
): Promise<{ readonly lines: readonly Line[]; readonly details: Readonly<Record<string, unknown>> }> => {
  const usual = await pullBesideImport(records);
  const heavy = await pullBesideImport(large.records, large.textBytes);
  return {
    lines: [...linesOf('records', usual), ...linesOf('records of 20 kB', heavy)],
    details: { usual, heavy },
  };
};
