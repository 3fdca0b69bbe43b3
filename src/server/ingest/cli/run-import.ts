import type { Readable } from 'node:stream';
import { type Destination, openDestination } from '../destination.ts';
import { type Ended, importLines } from '../import-lines.ts';
import { plainBytes } from '../plain-bytes.ts';
import { type ProgressDisplay, progressDisplay } from './progress.ts';
import { RejectsFile } from './rejects.ts';
import { reportLines } from './report.ts';
import { type Source, pipeName, sourceOf } from './source.ts';

const usage = `Usage: npm run import -- FILE…

Imports authentication audit records: JSON lines, plain or gzip; “-” reads standard input.
A line is a record, a webhook event {unique_id, create_time, event}, or a bulk body {events: […]}.
Importing a file again adds nothing. AUTH_AUDIT_DATA names the data folder (default ./data).

Exit status: 0 all taken, 1 some lines rejected, 2 not or only partly run, 130 stopped.`;

/** How an import ends, for the shell. */
export const exitStatus = { fine: 0, rejected: 1, failed: 2, stopped: 130 } as const;

export type ImportRun = {
  readonly files: readonly string[];
  /** What relative file names start from. */
  readonly folder: string;
  /** The data folder. */
  readonly data: string;
  readonly token?: string;
  readonly stdin: Readable;
  readonly out: { write(text: string): unknown };
  /** Where progress and complaints go. */
  readonly err: { readonly isTTY?: boolean; readonly columns?: number; write(text: string): unknown };
  readonly signal: AbortSignal;
};

type Counting = { bytes: number; events: number; readonly total: number | undefined };

async function* counted(stream: Readable, counting: Counting): AsyncGenerator<Buffer, void, undefined> {
  for await (const chunk of stream) {
    counting.bytes += (chunk as Buffer).length;
    yield chunk as Buffer;
  }
}

const importOne = async (
  { signal }: ImportRun,
  source: Source,
  { sink }: Destination,
  counting: Counting,
  display: ProgressDisplay,
): Promise<{ readonly ended: Ended; readonly rejects: RejectsFile }> => {
  const rejects = new RejectsFile(source.rejects);
  const before = counting.events;
  const stream = source.open(signal);
  try {
    const ended = await importLines(plainBytes(counted(stream, counting)), {
      sink,
      signal,
      reject: rejects.write,
      watch: ({ read }) => {
        counting.events = before + read;
        display.show(counting);
      },
    });
    counting.events = before + ended.tally.read;
    return { ended, rejects };
  } finally {
    rejects.close();
  }
};

const importAll = async (
  run: ImportRun,
  sources: readonly Source[],
  destination: Destination,
): Promise<number> => {
  const sizes = sources.map(({ size }) => size);
  const total = sizes.reduce<number | undefined>(
    (sum, size) => (sum === undefined || size === undefined ? undefined : sum + size),
    0,
  );
  const counting: Counting = { bytes: 0, events: 0, total };
  const display = progressDisplay(run.err);
  let status: number = exitStatus.fine;
  for (const source of sources) {
    const { ended, rejects } = await importOne(run, source, destination, counting, display);
    display.clear();
    const lines = reportLines(source.name, ended, rejects.isUsed ? rejects.path : undefined);
    run.out.write(`${lines.join('\n')}\n`);
    if (ended.stopped) return exitStatus.stopped;
    if (ended.failure) status = exitStatus.failed;
    else if (ended.tally.rejected > 0 && status === exitStatus.fine) status = exitStatus.rejected;
  }
  return status;
};

/** Import files as a person asks for on the command line. @returns the exit status */
export const runImport = async (run: ImportRun): Promise<number> => {
  const { files, err } = run;
  if (files.length === 0 || files.some((file) => file.startsWith('-') && file !== pipeName)) {
    const isHelp = files.includes('--help') || files.includes('-h');
    (isHelp ? run.out : err).write(`${usage}\n`);
    return isHelp ? exitStatus.fine : exitStatus.failed;
  }
  let destination: Destination | undefined;
  try {
    const sources = await Promise.all(files.map((file) => sourceOf(file, run.folder, run.stdin)));
    destination = await openDestination({ folder: run.data, signal: run.signal, ...tokenOf(run) });
    err.write(`Importing into ${destination.name}\n`);
    return await importAll(run, sources, destination);
  } catch (error) {
    err.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return exitStatus.failed;
  } finally {
    await destination?.close();
  }
};

const tokenOf = ({ token }: ImportRun): { readonly token?: string } => (token === undefined ? {} : { token });
