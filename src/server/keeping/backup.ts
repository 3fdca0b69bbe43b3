import { cp, mkdir, readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { formatInstant, microsOfMs } from '../../contract/instant.ts';
import { type CopyAnswer, askCopy } from '../process/ask-copy.ts';
import { reserveBytes } from '../process/disk-reserve.ts';
import { keepPrivate } from '../process/private-folder.ts';
import { whyNotServer } from '../process/prove-server.ts';
import { findServer } from '../process/server-file.ts';
import { openStore, storeFiles } from '../store/open.ts';
import { anybody } from '../store/questions/scope.ts';
import { type Manifest, checkedManifest, writeManifest } from './manifest.ts';

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;

/** @throws Error when something is there already */
const refuseFilled = async (folder: string): Promise<void> => {
  const names = await readdir(folder).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return [];
    throw new Error(`${folder} is no folder that a backup can be written to.`, { cause: error });
  });
  if (names.length > 0)
    throw new Error(`${folder} is not empty: a backup goes into a folder that is new or empty.`);
};

/** Take a folder away to where it belongs, where it is whole or not at all, on whatever disk that is. */
const move = async (from: string, to: string): Promise<void> => {
  await mkdir(dirname(to), { recursive: true });
  await rmdir(to).catch(() => {}); // an empty one is in the way on some systems, and a filled one is never removed so
  try {
    await rename(from, to);
  } catch (error) {
    if (codeOf(error) !== 'EXDEV') throw error;
    const unfinished = `${to}.unfinished`;
    await rm(unfinished, { recursive: true, force: true });
    await cp(from, unfinished, { recursive: true });
    await checkedManifest(unfinished);
    await rename(unfinished, to);
    await rm(from, { recursive: true, force: true });
  }
};

/** Have the store copied without a server. */
const copyDirectly = async (data: string, whyNoServer: string): Promise<CopyAnswer> => {
  const isThere = await stat(data).catch(() => undefined);
  if (!isThere) throw new Error(`There is no data folder ${data}. Name another by AUTH_AUDIT_DATA.`);
  await keepPrivate(data, storeFiles);
  const store = await openStore({ folder: data, reserveBytes }).catch((error: unknown) => {
    throw new Error(`${error instanceof Error ? error.message : String(error)} ${whyNoServer}`, {
      cause: error,
    });
  });
  try {
    const { first, last, ...copy } = await store.copy(anybody);
    return {
      ...copy,
      ...(first === undefined ? {} : { first: formatInstant(first) }),
      ...(last === undefined ? {} : { last: formatInstant(last) }),
    };
  } finally {
    await store.close();
  }
};

/**
 * Copy a store into a folder, through the server that holds it where there is one. Senders go on meanwhile.
 * @throws Error when it cannot be done; nothing is under the folder’s name then
 */
export const backUp = async (data: string, folder: string): Promise<Manifest> => {
  await refuseFilled(folder);
  const server = await findServer(data);
  const whyNoServer = typeof server === 'string' ? server : await whyNotServer(server);
  const copy =
    typeof server === 'string' || whyNoServer !== undefined
      ? await copyDirectly(data, whyNoServer ?? '')
      : await askCopy(server);
  try {
    const { folder: _, ...about } = copy;
    const manifest = await writeManifest(copy.folder, {
      made_at: formatInstant(microsOfMs(Date.now())),
      ...about,
    });
    await refuseFilled(folder); // it took a while
    await move(copy.folder, folder);
    return manifest;
  } finally {
    await rm(copy.folder, { recursive: true, force: true });
  }
};
