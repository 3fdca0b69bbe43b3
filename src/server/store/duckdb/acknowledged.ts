import { type FileHandle, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The file beside a database that tells how many events were acknowledged. */
export const acknowledgedPath = (databasePath: string): string => `${databasePath}.acknowledged`;

/** However many they are, the text is of one length, so that it is replaced in one write. */
const digits = 15;

const textOf = (events: number): string =>
  `{"acknowledged_events":"${String(events).padStart(digits, '0')}"}\n`;

const pattern = /^\{"acknowledged_events":"(\d{15})"\}\n$/;

/**
 * How many events were acknowledged, as the file beside a database tells it. Undefined where nothing can be concluded: an
 * earlier version left no file, or a loss of power left one that was never written.
 */
export const readAcknowledged = async (databasePath: string): Promise<number | undefined> => {
  const text = await readFile(acknowledgedPath(databasePath), 'utf8').catch(() => '');
  const [, events] = pattern.exec(text) ?? [];
  return events === undefined ? undefined : Number(events);
};

const sync = async (path: string): Promise<void> => {
  const handle = await open(path, 'r').catch(() => undefined); // Windows opens no folder
  await handle?.sync().catch(() => {});
  await handle?.close();
};

/** Make the file, whole or not at all: from then on it is only written over. */
const create = async (path: string, events: number): Promise<void> => {
  const unfinished = `${path}.new`;
  await rm(unfinished, { recursive: true, force: true });
  const file = await open(unfinished, 'wx', 0o600);
  try {
    await file.writeFile(textOf(events));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(unfinished, path);
  await sync(dirname(path));
};

type Warn = (message: string, details: Readonly<Record<string, unknown>>) => void;

const forgetful =
  'It cannot be remembered what was acknowledged: a loss would not be noticed at the next start.';

/**
 * Remembers beside the database how many events were acknowledged. It is written after a commit, which is on disk by
 * then, and not synced: a killed process leaves it as it is, and a loss of power may leave it behind, never ahead. So a
 * database that has less than it says has lost something.
 */
export class Acknowledged {
  readonly #file: FileHandle | undefined;
  readonly #warn: Warn;
  #events: number | undefined;

  private constructor(file: FileHandle | undefined, warn: Warn) {
    this.#file = file;
    this.#warn = warn;
  }

  /**
   * Begin to remember.
   * @param events in the database
   * @param warn told when it cannot be remembered: what is stored is stored all the same
   */
  static async open(databasePath: string, events: number, warn: Warn): Promise<Acknowledged> {
    const path = acknowledgedPath(databasePath);
    try {
      if ((await readAcknowledged(databasePath)) === undefined) await create(path, events);
      const acknowledged = new Acknowledged(await open(path, 'r+'), warn);
      await acknowledged.note(events);
      return acknowledged;
    } catch (error) {
      warn(forgetful, { error: String(error) });
      return new Acknowledged(undefined, warn);
    }
  }

  /** Remember that so many events are on disk. */
  async note(events: number): Promise<void> {
    if (events === this.#events || !this.#file) return;
    try {
      await this.#file.write(textOf(events), 0); // at the same place and of the same length: it needs no room
      this.#events = events;
    } catch (error) {
      this.#warn(forgetful, { error: String(error) });
    }
  }

  /**
   * Remember that there are to be fewer, before they are: killed or without power in between, less is told than there is.
   * @throws Error when it cannot be remembered
   */
  async lower(events: number): Promise<void> {
    if (!this.#file) throw new Error(forgetful);
    await this.#file.write(textOf(events), 0);
    await this.#file.datasync();
    this.#events = events;
  }

  async close(): Promise<void> {
    await this.#file?.close();
  }
}
