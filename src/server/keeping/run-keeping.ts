import { resolve } from 'node:path';
import { reserveBytes } from '../process/disk-reserve.ts';
import { keepPrivate } from '../process/private-folder.ts';
import { compactStore, restoreStore, storeFiles } from '../store/open.ts';
import { backUp } from './backup.ts';
import { type Manifest, checkedManifest } from './manifest.ts';

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

const mebibytes = (bytes: number): string => `${(bytes / 1024 ** 2).toFixed(1)} MiB`;

type Command = {
  readonly usage: string;
  /** Whether it is told of a folder beside the data folder. */
  readonly takesFolder: boolean;
  /** @returns what has been done, as a sentence @throws Error that says in a sentence why it has not */
  readonly work: (data: string, folder: string) => Promise<string>;
};

const commands: Readonly<Record<string, Command>> = {
  backup: {
    usage: `Usage: npm run backup -- FOLDER
Copies everything that is stored into a new folder: Parquet files, and a manifest with their checksums.
A running server goes on taking events meanwhile. Sessions are not copied: people sign in again.`,
    takesFolder: true,
    work: async (data, folder) => `Backed up to ${folder}: ${told(await backUp(data, folder))}.`,
  },
  restore: {
    usage: `Usage: npm run restore -- FOLDER
Makes a store from a backup, whose every file is checked before. AUTH_AUDIT_DATA (default ./data) must be empty or
absent. What was stored comes back as it was, and what comes again is known.`,
    takesFolder: true,
    work: async (data, folder) => {
      const manifest = await checkedManifest(folder);
      await keepPrivate(data, storeFiles);
      await restoreStore(folder, data, reserveBytes);
      return `Restored into ${data}: ${told(manifest)}.`;
    },
  },
  compact: {
    usage: `Usage: npm run compact
Writes the database anew, and gives back the room of what it holds no more. The server must be stopped; twice the room
that the database takes must be free meanwhile.`,
    takesFolder: false,
    work: async (data) => {
      const { before, after } = await compactStore(data, reserveBytes);
      return `The database of ${data} took ${mebibytes(before)}, and takes ${mebibytes(after)} now.`;
    },
  },
};

/** Back up, restore or make compact, as a person asks for on the command line. @returns the exit status */
export const runKeeping = async (run: KeepingRun): Promise<number> => {
  const { given, say, complain } = run;
  const command = commands[run.command];
  const [name, ...more] = given;
  const isMeant = command?.takesFolder === true ? name?.startsWith('-') === false : name === undefined;
  if (!command || !isMeant || more.length > 0) {
    const isHelp = name === '--help' || name === '-h';
    const all = Object.values(commands).map(({ usage }) => usage);
    (isHelp ? say : complain)(command?.usage ?? all.join('\n\n'));
    return isHelp ? 0 : 2;
  }
  try {
    say(await command.work(run.data, resolve(run.folder, name ?? '')));
    return 0;
  } catch (error) {
    complain(error instanceof Error ? error.message : String(error));
    return 2;
  }
};
