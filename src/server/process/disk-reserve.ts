import { statfs } from 'node:fs/promises';

const mebibyte = 1024 * 1024;

/**
 * Bytes of a disk that server and importer leave free. A disk that is entirely full can be neither recovered from nor
 * cleaned up, and what one of them took the other would lack.
 */
export const reserveBytes = 64 * mebibyte;

/**
 * Why so many bytes more may not be written into a folder, as a sentence; undefined when they may.
 * @param reserve bytes that must stay free
 */
export const whyNoRoom = async (
  folder: string,
  bytes: number,
  reserve = reserveBytes,
): Promise<string | undefined> => {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  if (free >= reserve + bytes) return undefined;
  return `The disk is full: ${Math.floor(free / mebibyte)} MiB are free, ${Math.ceil(reserve / mebibyte)} MiB must stay free.`;
};
