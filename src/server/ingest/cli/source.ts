import { createReadStream } from 'node:fs';
import { access, constants, realpath, stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { type Readable, addAbortSignal } from 'node:stream';

/** Something to import. */
export type ImportSource = {
  /** What it is called in reports. */
  readonly name: string;
  /** Bytes; undefined for a pipe. */
  readonly size: number | undefined;
  /** Where its rejected lines go, and what the name of their file begins with. */
  readonly rejects: { readonly folder: string; readonly name: string };
  readonly open: (signal: AbortSignal) => Readable;
};

/** How a pipe is named among files. */
export const pipeName = '-';

/**
 * The source of an argument.
 * @param folder what relative paths start from
 * @throws Error when there is no such file, or it cannot be read
 */
export const sourceOf = async (argument: string, folder: string, stdin: Readable): Promise<ImportSource> => {
  if (argument === pipeName)
    return {
      name: 'standard input',
      size: undefined,
      rejects: { folder: await realpath(folder), name: 'stdin' },
      open: (signal) => addAbortSignal(signal, stdin),
    };
  const path = resolve(folder, argument);
  const found = await stat(path).catch((error: unknown) => {
    throw new Error(`There is no file ${argument}.`, { cause: error });
  });
  if (found.isDirectory()) throw new Error(`${argument} is a folder, not a file.`);
  await access(path, constants.R_OK).catch((error: unknown) => {
    throw new Error(`The file ${argument} may not be read.`, { cause: error });
  });
  return {
    name: basename(path),
    size: found.isFile() ? found.size : undefined,
    // beside a pipe or a device, in /dev, is no place for files
    rejects: {
      folder: await realpath(found.isFile() ? dirname(path) : folder),
      name: basename(path),
    },
    open: (signal) => createReadStream(path, { signal, highWaterMark: 256 * 1024 }),
  };
};
