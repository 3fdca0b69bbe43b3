import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeDataFolder } from './data-folder.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'data-folder-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const isUnix = platform() !== 'win32';

test('a folder is made with all above it, for its user alone, and taken when it is there', async () => {
  const folder = join(root, 'a', 'b', 'c');
  await makeDataFolder(folder);
  await makeDataFolder(folder);
  const { mode } = await stat(folder);
  expect(mode & (isUnix ? 0o777 : 0)).toBe(isUnix ? 0o700 : 0);
});

test('a file in its place, or above it, is said, and left alone', async () => {
  const file = join(root, 'file');
  await writeFile(file, 'mine');
  await expect(makeDataFolder(file)).rejects.toThrow(
    `The data folder ${file} is no folder. Name another by AUTH_AUDIT_DATA.`,
  );
  await expect(makeDataFolder(join(file, 'data'))).rejects.toThrow(/cannot be made \(ENOTDIR/);
  expect(await readFile(file, 'utf8')).toBe('mine');
});

test.skipIf(platform() !== 'linux')('where no folder can be made, that is said at once', async () => {
  await expect(makeDataFolder('/proc/nope')).rejects.toThrow(
    /^The data folder \/proc\/nope cannot be made \(ENOENT.*\)\. Name another by AUTH_AUDIT_DATA\.$/,
  );
  await expect(makeDataFolder('/proc/nope/deeper/still')).rejects.toThrow(/cannot be made \(ENOENT/);
});

// root may write everywhere
test.skipIf(!isUnix || process.getuid?.() === 0)('a folder that cannot be written into is said', async () => {
  const folder = join(root, 'closed');
  await mkdir(folder);
  await chmod(folder, 0o500);
  await expect(makeDataFolder(folder)).rejects.toThrow(/cannot be written into \(EACCES/);
});
