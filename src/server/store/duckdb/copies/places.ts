import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** The one place in a data folder that statements can reach: copies are written there. */
export const copiesFolder = 'audit.copies';

/** How the names of folders begin in which a database is made that takes its place when it is whole. */
export const unfinishedPrefix = 'audit.unfinished-';

/** Whether a name in a data folder is that of something that a killed process left half done. */
export const isLeftOver = (name: string): boolean =>
  name.startsWith(unfinishedPrefix) || name === copiesFolder;

/** Remove what a killed process left half done. */
export const removeLeftOver = async (dataFolder: string): Promise<void> => {
  for (const name of await readdir(dataFolder))
    if (isLeftOver(name)) await rm(join(dataFolder, name), { recursive: true, force: true });
};
