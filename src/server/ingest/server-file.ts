import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const schema = z.object({ url: z.url({ protocol: /^http$/ }), pid: z.number().int() });

const pathIn = (folder: string): string => join(folder, 'server.json');

/** Leave the server's address in its data folder, where the importer finds it. */
export const announceServer = (folder: string, url: string): Promise<void> =>
  writeFile(pathIn(folder), `${JSON.stringify({ url, pid: process.pid })}\n`);

/** Take the address away again. */
export const withdrawServer = (folder: string): Promise<void> => rm(pathIn(folder), { force: true });

/** The address that a server left in a data folder, or undefined. It may have died since. */
export const announcedServer = async (folder: string): Promise<{ url: string; pid: number } | undefined> => {
  const text = await readFile(pathIn(folder), 'utf8').catch(() => '{}'); // no file: no server
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined; // cut off by a crash while it was written
  }
};
