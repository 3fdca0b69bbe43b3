import type { Readable } from 'node:stream';
import { type Destination, openDestination } from '../destination.ts';
import { type Ended, importLines } from '../import-lines.ts';
import { exitStatus } from './exit-status.ts';
import { importDirectory } from './import-directory.ts';
import { plainBytes } from '../plain-bytes.ts';
import { printLines } from './printable.ts';
import { type ProgressDisplay, durationText, progressDisplay } from './progress.ts';
import { RejectsAllowance, RejectsFile } from './rejects.ts';
import { reportLines } from './report.ts';
import { type ImportSource, pipeName, sourceOf } from './source.ts';

const usage = `Usage: npm run import -- FILE…
       npm run import -- --directory FILE…

Imports authentication audit records: JSON, plain or gzip; “-” reads standard input.
Each line, or document over many lines, is a record, a webhook event {unique_id, create_time, event},
a bulk body {events: […]}, a saved answer {auth_audits: […]}, or a list of records.
Importing a file again adds nothing. --directory imports who is who instead: saved answers of GET /users or
GET /users/guids, or CSV; the files of one run are everybody there is. AUTH_AUDIT_DATA names the data folder (default ./data).

Exit status: 0 all taken, 1 some lines rejected, 2 not or only partly run, 130 stopped.`;

export type ImportRun = {
  readonly files: readonly string[];
  /** What relative file names start from. */
  readonly folder: string;
  /** The data folder. */
  readonly data: string;
  readonly token?: string;
  /** Of the API: what a directory is imported with. */
  readonly apiToken?: string;
  readonly stdin: Readable;
  readonly out: { write(text: string): unknown };
  /** Where progress and complaints go. */
  readonly err: { readonly isTTY?: boolean; readonly columns?: number; write(text: string): unknown };
  readonly signal: AbortSignal;
};

type Counting = { bytes: number; events: number; readonly total: number | undefined };

async function* counted(
  stream: Readable,
  counting: Counting,
  display: ProgressDisplay,
): AsyncGenerator<Buffer, void, undefined> {
  for await (const chunk of stream) {
    counting.bytes += (chunk as Buffer).length;
    display.show(counting); // a line without an end brings no events that would show how far it is
    yield chunk as Buffer;
  }
}

/** What the sources of one run share. */
type Shared = {
  readonly destination: Destination;
  readonly counting: Counting;
  readonly display: ProgressDisplay;
  readonly allowance: RejectsAllowance;
};

const importOne = async (
  { signal, err }: ImportRun,
  source: ImportSource,
  { destination: { sink }, counting, display, allowance }: Shared,
): Promise<{ readonly ended: Ended; readonly rejects: RejectsFile }> => {
  const rejects = new RejectsFile({
    ...source.rejects,
    allowance,
    announce: (path) => {
      display.clear();
      printLines(err, [`Writing rejected lines to ${path}`]);
    },
  });
  const before = counting.events;
  const stream = source.open(signal);
  try {
    const ended = await importLines(plainBytes(counted(stream, counting, display)), {
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
  sources: readonly ImportSource[],
  destination: Destination,
  display: ProgressDisplay,
): Promise<number> => {
  const sizes = sources.map(({ size }) => size);
  const total = sizes.reduce<number | undefined>(
    (sum, size) => (sum === undefined || size === undefined ? undefined : sum + size),
    0,
  );
  const counting: Counting = { bytes: 0, events: 0, total };
  const shared: Shared = { destination, counting, display, allowance: new RejectsAllowance() };
  let status: number = exitStatus.fine;
  for (const source of sources) {
    const { ended, rejects } = await importOne(run, source, shared);
    display.clear();
    printLines(run.out, reportLines(source.name, ended, rejects.summary()));
    if (ended.stopped) return exitStatus.stopped;
    if (ended.failure) status = exitStatus.failed;
    else if (ended.tally.rejected > 0 && status === exitStatus.fine) status = exitStatus.rejected;
  }
  return status;
};

/** Import files as a person asks for on the command line. @returns the exit status */
export const runImport = async (run: ImportRun): Promise<number> => {
  const { err } = run;
  const isDirectory = run.files[0] === '--directory';
  const files = isDirectory ? run.files.slice(1) : run.files;
  if (files.length === 0 || files.some((file) => file.startsWith('-') && file !== pipeName)) {
    const isHelp = files.includes('--help') || files.includes('-h');
    printLines(isHelp ? run.out : err, usage.split('\n'));
    return isHelp ? exitStatus.fine : exitStatus.failed;
  }
  const display = progressDisplay(err);
  try {
    const sources = await Promise.all(files.map((file) => sourceOf(file, run.folder, run.stdin)));
    const destination = await openDestination({
      folder: run.data,
      signal: run.signal,
      ...tokensOf(run),
      onWait: (reason, leftMs) =>
        display.hold(`Waiting, at most ${durationText(leftMs / 1000)} more: ${reason}`),
    });
    try {
      printLines(err, [...destination.notices, `Importing into ${destination.name}`]);
      if (isDirectory) return await importDirectory(run, sources, destination.people);
      return await importAll(run, sources, destination, display);
    } finally {
      await destination.close();
    }
  } catch (error) {
    printLines(err, [error instanceof Error ? error.message : String(error)]);
    return exitStatus.failed;
  }
};

const tokensOf = ({ token, apiToken }: ImportRun) => ({
  ...(token === undefined ? {} : { token }),
  ...(apiToken === undefined ? {} : { apiToken }),
});
