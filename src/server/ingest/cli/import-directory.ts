import type { Readable } from 'node:stream';
import type { PeopleSink } from '../directory/people-sink.ts';
import { BadPeopleFile, type FiledEntry, readPeopleFile } from '../directory/read-people-file.ts';
import { readPerson } from '../directory/read-person.ts';
import { plainBytes } from '../plain-bytes.ts';
import { printLines } from './printable.ts';
import { countText } from './progress.ts';
import { exitStatus } from './exit-status.ts';
import type { ImportSource } from './source.ts';

/** A file is read whole: so large is one of many hundred thousand people. */
const maxFileBytes = 256 * 1024 * 1024;

/** So many people are sent at once, and so many of what was refused are shown. */
const [atOnce, shown] = [1_000, 20];

type Run = { readonly out: { write(text: string): unknown }; readonly signal: AbortSignal };

const bytesOf = async (stream: Readable): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of plainBytes(stream as AsyncIterable<Buffer>)) {
    bytes += chunk.length;
    if (bytes > maxFileBytes) throw new BadPeopleFile(`it is larger than ${countText(maxFileBytes)} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

/** What became of a file. */
class Tally {
  read = 0;
  added = 0;
  changed = 0;
  unchanged = 0;
  leftOut = 0;
  readonly refused: string[] = [];

  lines(name: string): string[] {
    const row = (label: string, count: number): string =>
      `  ${label.padEnd(16)}${countText(count).padStart(12)}`;
    const rest = this.refused.length - shown;
    return [
      name,
      row('read', this.read),
      row('added', this.added),
      row('changed', this.changed),
      row('as before', this.unchanged),
      ...(this.leftOut > 0 ? [row('groups, left out', this.leftOut)] : []),
      row('refused', this.refused.length),
      ...this.refused.slice(0, shown).map((sentence) => `    ${sentence}`),
      ...(rest > 0 ? [`    and ${countText(rest)} more`] : []),
    ];
  }
}

const importFile = async (
  entries: readonly FiledEntry[],
  { take }: PeopleSink,
  listed: Set<string>,
  signal: AbortSignal,
): Promise<Tally> => {
  const tally = new Tally();
  tally.read = entries.length;
  const good: unknown[] = [];
  for (const { line, value } of entries) {
    const read = readPerson(value);
    if ('leftOut' in read) tally.leftOut += 1;
    else if ('person' in read) {
      good.push(value);
      listed.add(read.person.userId);
    } else {
      tally.refused.push(`line ${countText(line)}: ${read.refused}`);
      if (read.userId !== undefined) listed.add(read.userId);
    }
  }
  for (let from = 0; from < good.length && !signal.aborted; from += atOnce) {
    const { added, changed, unchanged } = await take(good.slice(from, from + atOnce));
    tally.added += added;
    tally.changed += changed;
    tally.unchanged += unchanged;
  }
  return tally;
};

/**
 * Import files that tell who is who, which together are everybody there is: who is in none of them is no longer listed.
 * All files are read before anybody of them is stored. @returns the exit status
 */
export const importDirectory = async (
  { out, signal }: Run,
  sources: readonly ImportSource[],
  people: PeopleSink,
): Promise<number> => {
  const files: { readonly name: string; readonly entries: readonly FiledEntry[] }[] = [];
  for (const { name, open } of sources) {
    try {
      files.push({ name, entries: readPeopleFile(await bytesOf(open(signal))) });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`${name}, ${reason} Nothing was imported.`, { cause: error });
    }
  }
  const listed = new Set<string>();
  let isRefused = false;
  for (const { name, entries } of files) {
    const tally = await importFile(entries, people, listed, signal);
    printLines(out, tally.lines(name));
    isRefused ||= tally.refused.length > 0;
  }
  if (signal.aborted) return exitStatus.stopped;
  if (listed.size === 0) {
    printLines(out, ['  Nobody is listed, so that nobody was taken off the list.']);
    return isRefused ? exitStatus.rejected : exitStatus.fine;
  }
  const gone = await people.end(listed);
  printLines(out, [`  ${countText(listed.size)} listed, ${countText(gone)} no longer.`]);
  return isRefused ? exitStatus.rejected : exitStatus.fine;
};
