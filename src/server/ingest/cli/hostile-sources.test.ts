import { mkdir, mkdtemp, readFile, readdir, realpath, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runImport } from './run-import.ts';
import { sourceOf } from './source.ts';

let folder: string;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'hostile-sources-')));
});
afterEach(() => rm(folder, { recursive: true }));

const mebibyte = 1024 * 1024;

const run = async (files: readonly string[], stdin: Readable = Readable.from([])) => {
  const printed = { out: '', err: '' };
  const status = await runImport({
    files,
    folder,
    data: join(folder, 'data'),
    stdin,
    out: { write: (text) => (printed.out += text) },
    err: { write: (text) => (printed.err += text) },
    signal: new AbortController().signal,
  });
  return { status, ...printed };
};

const rejectsIn = async (path: string): Promise<string[]> =>
  (await readdir(path)).filter((name) => name.includes('.rejects')).toSorted();

test('the next source on the command line is not emptied, nor a file that was mended meanwhile', async () => {
  await writeFile(join(folder, 'a.jsonl'), '{"one\n');
  await writeFile(join(folder, 'a.jsonl.rejects.jsonl'), '{"two\n');
  const { status, out, err } = await run(['a.jsonl', 'a.jsonl.rejects.jsonl', 'a.jsonl']);
  expect([status, out.match(/rejected +1/g)?.length]).toEqual([1, 3]);
  const text = (name: string) => readFile(join(folder, name), 'utf8');
  expect(await text('a.jsonl.rejects.jsonl')).toBe('{"two\n');
  const made = ['a.jsonl.rejects-2.jsonl', 'a.jsonl.rejects.jsonl.rejects.jsonl', 'a.jsonl.rejects-3.jsonl'];
  expect(await Promise.all(made.map(text))).toEqual(['{"one\n', '{"two\n', '{"one\n']);
  for (const name of made) {
    expect(err).toContain(`Writing rejected lines to ${join(folder, name)}\n`);
    expect(out).toContain(`The rejected lines are in ${join(folder, name)}\n`);
  }
});

test('a source that is reached through links has its rejects where it is named, not where they lead', async () => {
  await mkdir(join(folder, 'real'));
  await mkdir(join(folder, 'other'));
  await writeFile(join(folder, 'other', 'b.jsonl'), '{"bad\n');
  await symlink(join(folder, 'other', 'b.jsonl'), join(folder, 'real', 'a.jsonl'));
  await symlink('real', join(folder, 'link'));
  expect((await run(['link/a.jsonl'])).out).toContain(join(folder, 'real', 'a.jsonl.rejects.jsonl'));
  expect(await rejectsIn(join(folder, 'real'))).toEqual(['a.jsonl.rejects.jsonl']);
  expect(await readdir(join(folder, 'other'))).toEqual(['b.jsonl']);
});

test('gzip that unpacks to any number of bad lines: all are counted, 64 MiB of them are kept in all', async () => {
  const line = `${'x'.repeat(64 * 1024)}\n`;
  const bomb = gzipSync(line.repeat(1_100));
  expect(bomb.length).toBeLessThan(mebibyte);
  await writeFile(join(folder, 'bomb.gz'), bomb);
  const { status, out } = await run(['bomb.gz', '-'], Readable.from([bomb]));
  expect([status, out.match(/rejected +1,100/g)?.length]).toEqual([1, 2]);
  expect(out).toContain(
    'Those after them are counted, but not kept: one import writes at most 64 MiB of them.',
  );
  expect(out).toContain('  The rejected lines are counted, but not kept: one import writes');
  expect(await rejectsIn(folder)).toEqual(['bomb.gz.rejects.jsonl']);
  expect((await stat(join(folder, 'bomb.gz.rejects.jsonl'))).size).toBeLessThanOrEqual(64 * mebibyte);
});

test('a line without an end, as of /dev/zero, is counted and not kept', async () => {
  const zeros = Readable.from(Array.from({ length: 400 }, () => Buffer.alloc(256 * 1024)));
  const { status, out } = await run(['-'], zeros);
  expect([status, out]).toEqual([1, expect.stringMatching(/rejected +1\n.*longer than 33554432 bytes/)]);
  expect(out).toContain('Lines longer than 32 MiB are not kept: 1 of them.');
  expect(await rejectsIn(folder)).toEqual([]);
});

test('beside a device no file is made', async () => {
  expect((await run(['/dev/null'])).status).toBe(0);
  const { rejects } = await sourceOf('/dev/zero', folder, Readable.from([]));
  expect(rejects).toEqual({ folder, name: 'zero' });
});

/** Moves the cursor, ends the line, or turns the direction of writing. */
const raw = /(?!\n)[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/u;
const nasty = '\u009B2J\u001B]0;x\u0007\u202Egpj\u2066\u2029\r\u0085\u200F';

test('neither names of files nor values of records reach the terminal raw', async () => {
  const name = `a${nasty}\n.jsonl`;
  const values = [
    { time: nasty, event_name: 'Token' },
    { log_type: nasty },
    { unique_id: nasty, event: {} },
    { time: '2026-01-23T10:00:00Z', event_name: 'Token', user_id: [nasty] },
    { time: '2026-01-23T10:00:00Z', event_name: 'Token', [`${nasty}\u0000`]: '\u0000', __proto__: 1 },
  ];
  await writeFile(
    join(folder, name),
    `${values.map((value) => JSON.stringify(value)).join('\n')}\n${nasty}\n`,
  );
  const all = [await run([name]), await run([`gone${nasty}`]), await run([`-${nasty}`])];
  await mkdir(join(folder, `folder${nasty}`));
  all.push(await run([`folder${nasty}`]));
  expect(all.map(({ status }) => status)).toEqual([1, 2, 2, 2]);
  for (const { out, err } of all) expect(`${out}${err}`).not.toMatch(raw);
  expect(all[0]?.out).toContain(
    'a\\u009b2J\\u001b]0;x\\u0007\\u202egpj\\u2066\\u2029\\u000d\\u0085\\u200f\\u000a.jsonl',
  );
});
