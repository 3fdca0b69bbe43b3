import { statfs } from 'node:fs/promises';

/** Bytes that are free on the disk of a folder. */
export const freeBytesOf = async (folder: string): Promise<number> => {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
};

const mebibyte = 1024 * 1024;

/** Why nothing may be written while so much is free; undefined when it may. */
export const whyFull = (free: number, reserve: number): string | undefined =>
  free < reserve
    ? `The disk is full: ${Math.floor(free / mebibyte)} MiB are free, ${Math.ceil(reserve / mebibyte)} MiB must stay free.`
    : undefined;
