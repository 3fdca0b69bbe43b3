import { execFile } from 'node:child_process';
import { mkdtemp, open, rm, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const mount = async (mebibytes: number): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'audit-disk-'));
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m`, 'tmpfs', folder]);
    return folder;
  } catch (error) {
    await rmdir(folder);
    throw error;
  }
};

const unmount = async (folder: string): Promise<void> => {
  await run('umount', [folder]).catch(() => run('umount', ['--lazy', folder])); // still held by what failed
  await rmdir(folder);
};

/** Whether this machine lets us make a disk: Linux, as root, and no container that forbids it. */
export const canMakeDisks: boolean = await mount(1)
  .then(unmount)
  .then(
    () => true,
    () => false,
  );

/** Use a disk of so many mebibytes, which is gone afterwards. */
export const withDisk = async <Result>(mebibytes: number, use: (folder: string) => Promise<Result>) => {
  const folder = await mount(mebibytes);
  try {
    return await use(folder);
  } finally {
    await unmount(folder);
  }
};

const name = 'filler';

/** Take up to so many mebibytes of a disk, or all there is. */
export const takeSpace = async (folder: string, mebibytes = Infinity): Promise<void> => {
  const file = await open(join(folder, name), 'a');
  try {
    for (let size = 64 * 1024, taken = 0; size >= 1 && taken < mebibytes * 1024 * 1024;) {
      const written = await file.write(Buffer.alloc(size)).then(
        ({ bytesWritten }) => bytesWritten,
        () => 0,
      );
      taken += written;
      if (written < size) size = Math.floor(size / 2);
    }
  } finally {
    await file.close();
  }
};

/** Give it back. */
export const giveSpace = (folder: string): Promise<void> => rm(join(folder, name), { force: true });
