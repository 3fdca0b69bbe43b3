import { constants } from 'node:fs';
import { copyFile, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { StoreError } from '../../store-error.ts';
import { acknowledgedPath, readAcknowledged } from '../acknowledged.ts';
import { freeBytesOf } from '../free-space.ts';
import { unfinishedPrefix } from './places.ts';

const mebibyte = 1024 * 1024;
const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

/** How many bytes a file has; undefined when there is none. */
const sizeOf = async (path: string): Promise<number | undefined> =>
  stat(path).then(
    ({ size }) => size,
    (error: unknown) => {
      if (isMissing(error)) return undefined;
      throw error;
    },
  );

/** @param flags a file must be open to be written to on Windows, where a folder cannot be opened */
const sync = async (path: string, flags: 'r' | 'r+'): Promise<void> => {
  const handle = await open(path, flags);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/**
 * Copy the files of a database as they are before its events are written anew, beside them and whole or not at all: who
 * wants to go back to the program that wrote them puts them in their place. Nobody may write to it meanwhile.
 * @param aim what it is brought up to: one copy serves a start that was broken off and the next
 * @param freeOf tells how many bytes are free on the disk of a folder
 * @returns the folder of the copy
 * @throws StoreError when there is no room for it; nothing has been changed then
 */
export const keepBefore = async (path: string, aim: string, freeOf = freeBytesOf): Promise<string> => {
  const dataFolder = dirname(path);
  const kept = join(dataFolder, `audit.before-${aim}`);
  const isKept = (await sizeOf(join(kept, basename(path)))) !== undefined;
  // put back, and written to since: then it is another that is kept
  if (isKept && (await readAcknowledged(join(kept, basename(path)))) === (await readAcknowledged(path)))
    return kept;
  const files: string[] = [];
  let bytes = 0;
  for (const file of [path, `${path}.wal`, acknowledgedPath(path)]) {
    const size = await sizeOf(file);
    if (size === undefined) continue;
    files.push(file);
    bytes += size;
  }
  const free = await freeOf(dataFolder);
  if (free < bytes)
    throw new StoreError(
      'failed',
      `The data folder ${dataFolder} is of an older version, and this one writes its events anew. It makes a copy first, for which ${Math.ceil(bytes / mebibyte)} MiB must be free: ${Math.floor(free / mebibyte)} are. Nothing was changed. Make room, or move the data folder to a larger disk.`,
    );
  const unfinished = join(dataFolder, `${unfinishedPrefix}before`);
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  for (const file of files) {
    const copy = join(unfinished, basename(file));
    await copyFile(file, copy, constants.COPYFILE_FICLONE);
    await sync(copy, 'r+');
  }
  await rm(kept, { recursive: true, force: true });
  await rename(unfinished, kept);
  await sync(dataFolder, 'r').catch(() => {});
  return kept;
};
