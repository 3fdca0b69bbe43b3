import { chmod, lstat, readdir, realpath, stat } from 'node:fs/promises';
import { platform } from 'node:os';
import { join, parse } from 'node:path';
import { serverFile } from './server-file.ts';

const onlyOurs = { file: 0o600, folder: 0o700 };
const ofOthers = 0o077;
const sticky = 0o1000;

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const isGone = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');

const readable = (path: string, why: string): string =>
  `Other users of this machine may be able to read ${path}: ${why}.`;

/** Take the permissions of others away. @returns why that was not possible, if so */
const restrict = async (path: string, mode: number): Promise<string[]> => {
  try {
    if (((await stat(path)).mode & 0o7777) === mode) return [];
    await chmod(path, mode);
    // some file systems take a mode and keep none
    const isKept = ((await stat(path)).mode & ofOthers) === 0;
    return isKept ? [] : [readable(path, 'its file system keeps no permissions')];
  } catch (error) {
    return isGone(error) ? [] : [readable(path, `its permissions cannot be changed (${reasonOf(error)})`)];
  }
};

const restrictEntry = async (path: string): Promise<string[]> => {
  const entry = await lstat(path).catch(() => undefined); // gone meanwhile, as temporary files go
  if (entry?.isSymbolicLink())
    return [readable(path, 'it is a link, and what it leads to keeps its permissions')];
  if (entry?.isFile()) return restrict(path, onlyOurs.file);
  if (!entry?.isDirectory()) return [];
  return [
    ...(await restrict(path, onlyOurs.folder)),
    ...(await restrictAll(path, await readdir(path).catch(() => []))),
  ];
};

const restrictAll = async (folder: string, names: readonly string[]): Promise<string[]> => {
  const problems: string[] = [];
  for (const name of names) problems.push(...(await restrictEntry(join(folder, name))));
  return problems;
};

/** A folder that the whole machine uses, such as /tmp, would be taken away from it. */
const isEverybodys = async (folder: string): Promise<boolean> => {
  const { mode } = await stat(folder);
  return (mode & sticky) !== 0 || parse(folder).root === folder;
};

/**
 * See to it that only this process's user can read what it keeps in a data folder: what is there, and, whatever umask it
 * was started with, all that this process makes from now on. The folder first: then nobody else can change what is in
 * it meanwhile.
 * @param folder need not exist
 * @param storeFiles how the names of a store's files begin: what else lies in the folder keeps its permissions
 * @returns what others may still be able to read and why, as sentences
 */
export const keepPrivate = async (
  folder: string,
  storeFiles: readonly string[],
): Promise<readonly string[]> => {
  process.umask(ofOthers);
  if (platform() === 'win32') return []; // permissions there are those of the user's own folder
  try {
    const real = await realpath(folder);
    if (!(await stat(real)).isDirectory()) return []; // whoever opens it says so
    const problems = (await isEverybodys(real))
      ? [readable(folder, 'the whole machine shares this folder, choose one of its own')]
      : await restrict(real, onlyOurs.folder);
    const ours = (await readdir(real)).filter((name) =>
      [...storeFiles, serverFile].some((file) => name.startsWith(file)),
    );
    return [...problems, ...(await restrictAll(real, ours))];
  } catch (error) {
    return isGone(error) ? [] : [readable(folder, reasonOf(error))];
  }
};
