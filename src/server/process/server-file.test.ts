import { execFile } from 'node:child_process';
import {
  chmod,
  chown,
  lstat,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { announceServer, findServer, newIdentity, serverFile, withdrawServer } from './server-file.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'server-file-'));
  path = join(folder, serverFile);
});
afterEach(() => rm(folder, { recursive: true }));

const url = 'http://127.0.0.1:8080';
const good = () => JSON.stringify({ url, ...newIdentity() });

test('what a server leaves is found, until it is taken away', async () => {
  const identity = newIdentity();
  await announceServer(folder, url, identity);
  expect(await findServer(folder)).toEqual({ url, ...identity });
  expect(identity.pid).toBe(process.pid);
  expect(newIdentity().secret).not.toBe(identity.secret);
  await withdrawServer(folder);
  expect(await findServer(folder)).toBe('No server has left its address there.');
  await withdrawServer(folder);
});

describe.skipIf(platform() === 'win32')('on a machine that others use', () => {
  test.each([0o000, 0o022, 0o777])('only its user can read it, whatever the umask is: %o', async (umask) => {
    const before = process.umask(umask);
    try {
      await announceServer(folder, url, newIdentity());
    } finally {
      process.umask(before);
    }
    expect((await lstat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual([serverFile]);
  });

  test.each<[string, (name: string) => Promise<unknown>]>([
    ['a file that all can read', (name) => writeFile(name, 'old', { mode: 0o666 })],
    ['a link to a file', (name) => symlink(join(folder, 'other'), name)],
    ['a link to nothing', (name) => symlink(join(folder, 'nothing'), name)],
  ])('%s in its place is replaced, and nothing is written through it', async (_, make) => {
    await writeFile(join(folder, 'other'), 'other');
    await make(path);
    await make(`${path}.new`);
    await announceServer(folder, url, newIdentity());
    const found = await lstat(path);
    expect([found.isFile(), found.mode & 0o777]).toEqual([true, 0o600]);
    expect(await readFile(join(folder, 'other'), 'utf8')).toBe('other');
    expect((await readdir(folder)).toSorted()).toEqual(['other', serverFile]);
  });

  test.each<[string, () => Promise<unknown>, RegExp]>([
    ['one that others can read', () => writeFile(path, good(), { mode: 0o644 }), /not trusted/],
    ['one that the group can read', () => writeFile(path, good(), { mode: 0o640 }), /not trusted/],
    [
      'one that others can write',
      () => writeFile(path, good()).then(() => chmod(path, 0o602)),
      /not trusted/,
    ],
    [
      'a link',
      () => writeFile(`${path}.real`, good(), { mode: 0o600 }).then(() => symlink(`${path}.real`, path)),
      /cannot be read/,
    ],
    ['a folder', () => mkdir(path), /none that a server wrote/],
    ['a pipe', () => promisify(execFile)('mkfifo', ['-m', '600', path]), /none that a server wrote/],
    ['a long one', () => writeFile(path, good().padEnd(5_000), { mode: 0o600 }), /none that a server wrote/],
  ])('%s is not believed', async (_, make, message) => {
    await make();
    expect(await findServer(folder)).toMatch(message);
  });

  test.skipIf(process.getuid?.() !== 0)(
    'one of another user is not believed, one of the folder’s is',
    async () => {
      await writeFile(path, good(), { mode: 0o600 });
      await chown(path, 12_345, 12_345);
      expect(await findServer(folder)).toMatch(/not trusted/);
      await chown(folder, 12_345, 12_345);
      expect(await findServer(folder)).toMatchObject({ url });
    },
  );
});

test.each([
  ['half of one', good().slice(0, -20)],
  ['nothing', ''],
  ['one of a version without a secret', JSON.stringify({ url, pid: 1 })],
  ['an empty secret', JSON.stringify({ url, pid: 1, secret: '' })],
  ['a group of processes', JSON.stringify({ url, ...newIdentity(), pid: -1 })],
  ['this very group', JSON.stringify({ url, ...newIdentity(), pid: 0 })],
  ['another protocol', JSON.stringify({ ...newIdentity(), url: 'file:///etc/passwd' })],
])('%s is no server', async (_, text) => {
  await writeFile(path, text, { mode: 0o600 });
  expect(await findServer(folder)).toMatch(/is damaged, or a server of another version wrote it\.$/);
});
