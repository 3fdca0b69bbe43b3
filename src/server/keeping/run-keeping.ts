import { resolve } from 'node:path';
import { reserveBytes } from '../process/disk-reserve.ts';
import { keepPrivate } from '../process/private-folder.ts';
import { restoreStore, storeFiles } from '../store/open.ts';
import { backUp } from './backup.ts';
import { type Manifest, checkedManifest } from './manifest.ts';

const usages: Readonly<Record<string, string>> = {
  backup: `Usage: npm run backup -- FOLDER

Copies everything that is stored into a new folder: Parquet files, and a manifest with their checksums.
A running server goes on taking events meanwhile. Sessions are not copied: people sign in again.`,
  restore: `Usage: npm run restore -- FOLDER

Makes a store from a backup, whose every file is checked before. AUTH_AUDIT_DATA (default ./data) must be empty or
absent. What was stored comes back as it was, and what comes again is known.`,
};

export type KeepingRun = {
  readonly command: string;
  readonly given: readonly string[];
  /** What relative names start from. */
  readonly folder: string;
  /** The data folder. */
  readonly data: string;
  /** Prints a line. */
  readonly say: (line: string) => void;
  readonly complain: (line: string) => void;
};

const told = ({ events, first, last }: Manifest): string => {
  const counted = `${events.toLocaleString('en')} ${events === 1 ? 'event' : 'events'}`;
  return first === undefined || last === undefined ? counted : `${counted}, ${first} to ${last}`;
};

const commands: Readonly<Record<string, (data: string, folder: string) => Promise<string>>> = {
  backup: async (data, folder) => `Backed up to ${folder}: ${told(await backUp(data, folder))}.`,
  restore: async (data, folder) => {
    const manifest = await checkedManifest(folder);
    await keepPrivate(data, storeFiles);
    await restoreStore(folder, data, reserveBytes);
    return `Restored into ${data}: ${told(manifest)}.`;
  },
};

/** Back up or restore, as a person asks for on the command line. @returns the exit status */
export const runKeeping = async (run: KeepingRun): Promise<number> => {
  const { command, given, say, complain } = run;
  const [name, ...more] = given;
  const [work, usage] = [commands[command], usages[command] ?? Object.values(usages).join('\n\n')];
  if (!work || name === undefined || more.length > 0 || name.startsWith('-')) {
    const isHelp = name === '--help' || name === '-h';
    (isHelp ? say : complain)(usage);
    return isHelp ? 0 : 2;
  }
  try {
    say(await work(run.data, resolve(run.folder, name)));
    return 0;
  } catch (error) {
    complain(error instanceof Error ? error.message : String(error));
    return 2;
  }
};
