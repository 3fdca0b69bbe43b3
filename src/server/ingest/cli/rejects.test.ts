import { mkdir, mkdtemp, readFile, readdir, rm, stat, statfs, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { maxBodyBytes } from '../../../contract/webhook.ts';
import { canMakeDisks, withDisk } from '../../test-support/small-disk.ts';
import { RejectsAllowance, RejectsFile } from './rejects.ts';

let folder: string;
let elsewhere: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rejects-'));
  elsewhere = await mkdtemp(join(tmpdir(), 'rejects-elsewhere-'));
});
afterEach(() => Promise.all([folder, elsewhere].map((each) => rm(each, { recursive: true }))));

const first = 'a.jsonl.rejects.jsonl';
const second = 'a.jsonl.rejects-2.jsonl';

const keep = (
  lines: readonly (string | Buffer)[],
  allowance = new RejectsAllowance(),
  into = folder,
  name = 'a.jsonl',
) => {
  const announced: string[] = [];
  const rejects = new RejectsFile({
    folder: into,
    name,
    allowance,
    announce: (path) => announced.push(path),
  });
  for (const line of lines) rejects.write(Buffer.from(line));
  rejects.close();
  return { announced, summary: rejects.summary() };
};

const text = (path: string) => readFile(path, 'utf8');

describe('what is there stays as it is, and the rejected lines get a name of their own', () => {
  test.each<[string, () => Promise<unknown>]>([
    ['a file', () => writeFile(join(folder, first), 'mended by hand\n')],
    ['an empty file', () => writeFile(join(folder, first), '')],
    ['a folder', () => mkdir(join(folder, first))],
    ['a link to a file', () => symlink(join(elsewhere, 'secret'), join(folder, first))],
    ['a link to a folder', () => symlink(elsewhere, join(folder, first))],
    ['a link to nothing', () => symlink(join(elsewhere, 'nothing'), join(folder, first))],
    ['a link to itself', () => symlink(first, join(folder, first))],
  ])('%s', async (_, make) => {
    await writeFile(join(elsewhere, 'secret'), 'secret');
    await make();
    const before = await text(join(folder, first)).catch(String);
    const { announced, summary } = keep(['x\n', 'y\n']);
    expect(announced).toEqual([join(folder, second)]);
    expect(summary).toEqual([`The rejected lines are in ${join(folder, second)}`]);
    expect(await text(join(folder, second))).toBe('x\ny\n');
    expect(await text(join(folder, first)).catch(String)).toBe(before);
    expect(await readdir(elsewhere)).toEqual(['secret']);
    expect(await text(join(elsewhere, 'secret'))).toBe('secret');
  });

  test('every time again', async () => {
    for (const line of ['1\n', '2\n', '3\n']) keep([line]);
    expect((await readdir(folder)).toSorted()).toEqual([second, 'a.jsonl.rejects-3.jsonl', first].toSorted());
    expect(await text(join(folder, first))).toBe('1\n');
  });

  test('until no name is free, which is said', async () => {
    for (let n = 1; n <= 1_000; n += 1)
      await writeFile(join(folder, n === 1 ? first : `a.jsonl.rejects-${n}.jsonl`), '');
    expect(keep(['x\n'])).toEqual({
      announced: [],
      summary: [expect.stringMatching(/not kept: .*1000 files of rejected lines of a\.jsonl are in/)],
    });
    expect(await readdir(folder)).toHaveLength(1_000);
  });
});

test.each([0o000, 0o022, 0o777])('only its user can read it, whatever the umask is: %o', async (umask) => {
  const before = process.umask(umask);
  try {
    keep(['x\n']);
  } finally {
    process.umask(before);
  }
  expect((await stat(join(folder, first))).mode & 0o777).toBe(0o600);
});

test('nothing rejected: no file and nothing to say', async () => {
  expect(keep([])).toEqual({ announced: [], summary: [] });
  expect(await readdir(folder)).toEqual([]);
});

test('so many bytes are kept in a run, in whole lines, and what is beyond is said', async () => {
  const allowance = new RejectsAllowance(10);
  expect(keep(['1234\n', '123\n', '12\n', '1\n'], allowance).summary).toEqual([
    `The first 2 rejected lines are in ${join(folder, first)}`,
    'Those after them are counted, but not kept: one import writes at most 0 MiB of them.',
  ]);
  expect(await text(join(folder, first))).toBe('1234\n123\n');
  expect(keep(['12\n'], allowance)).toEqual({
    announced: [],
    summary: ['The rejected lines are counted, but not kept: one import writes at most 0 MiB of them.'],
  });
});

test('a line that is longer than any body is not kept, whole or in pieces; its neighbours are', async () => {
  const long = Buffer.alloc(maxBodyBytes + 2, 'x');
  long[long.length - 1] = 0x0a;
  const { summary } = keep(['a\n', 'piece', 'piece', 'last\n', 'b\n', 'piece', '\n', long, 'c\n']);
  expect(await text(join(folder, first))).toBe('a\nb\nc\n');
  expect(summary).toEqual([
    `The rejected lines are in ${join(folder, first)}`,
    'Lines longer than 32 MiB are not kept: 3 of them.',
  ]);
});

test('a folder in which no file can be made ends nothing', () => {
  const { announced, summary } = keep(['x\n', 'y\n'], new RejectsAllowance(), join(folder, 'gone'));
  expect(announced).toEqual([]);
  expect(summary).toEqual([expect.stringMatching(/^The rejected lines are counted, but not kept: .*ENOENT/)]);
});

test.skipIf(!canMakeDisks)('a disk is not filled with them', async () =>
  withDisk(80, async (disk) => {
    const line = Buffer.alloc(256 * 1024, 'x');
    line[line.length - 1] = 0x0a;
    const { summary } = keep(
      Array.from({ length: 200 }, () => line),
      new RejectsAllowance(),
      disk,
    );
    expect(summary[1]).toMatch(/not kept: less than 64 MiB of the disk would stay free\.$/);
    const { bavail, bsize } = await statfs(disk);
    expect(bavail * bsize).toBeGreaterThanOrEqual(64 * 1024 * 1024);
    expect((await stat(join(disk, first))).size).toBeGreaterThan(8 * 1024 * 1024);
  }),
);

test.each(['x'.repeat(255), 'ž'.repeat(127), '👩'.repeat(63)])(
  'a name as long as names can be is shortened',
  async (name) => {
    await writeFile(join(folder, name), 'the source');
    expect(keep(['x\n'], new RejectsAllowance(), folder, name).summary).toHaveLength(1);
    const made = (await readdir(folder)).filter((each) => each !== name);
    expect(made).toEqual([expect.stringMatching(/^(x+|ž+|👩+)\.rejects\.jsonl$/u)]);
    expect(await text(join(folder, name))).toBe('the source');
  },
);
