import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { micros } from '../../../contract/instant.ts';
import { generate } from '../../demo/generate.ts';
import { openStore } from '../../store/open.ts';
import { type ImportRun, runImport } from './run-import.ts';
import { anybody } from '../../store/questions/scope.ts';
import { patience } from '../../test-support/patience.ts';

let folder: string;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'run-import-')));
});
afterEach(() => rm(folder, { recursive: true }));

const record = { time: '2026-01-23T10:00:00Z', event_name: 'Token', result: 'Success' };
const good = `${JSON.stringify(record)}\n`;
const data = () => join(folder, 'data');
const file = async (name: string, content: string | Buffer): Promise<string> => {
  await writeFile(join(folder, name), content);
  return name;
};

const run = async (files: readonly string[], more: Partial<ImportRun> = {}) => {
  const told = { out: '', err: '' };
  const status = await runImport({
    files,
    folder,
    data: data(),
    stdin: Readable.from([]),
    out: { write: (text) => (told.out += text) },
    err: { write: (text) => (told.err += text) },
    signal: new AbortController().signal,
    ...more,
  });
  return { status, ...told };
};

/** The command itself, in a process of its own. */
const command = (files: readonly string[]) => {
  const path = resolve(import.meta.dirname, 'import.ts');
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), path, ...files], {
    cwd: folder,
    env: { ...process.env, AUTH_AUDIT_DATA: data(), npm_lifecycle_event: '' },
  });
  child.stdin.on('error', () => {}); // a pipe whose reader has stopped may break: that is what some tests are about
  const told = { out: '', err: '' };
  child.stdout.on('data', (text) => (told.out += String(text)));
  child.stderr.on('data', (text) => (told.err += String(text)));
  return { child, told, done: once(child, 'close').then(([code]) => ({ code: code as number, ...told })) };
};

const storedCount = async (): Promise<number> => {
  const store = await openStore({ folder: data() });
  await store.close();
  return await store.events.count({}, anybody);
};

test('0: all is taken, from plain files, gzip under any name, and a pipe', async () => {
  const files = [
    await file('a.jsonl', good),
    await file('b.jsonl.gz', gzipSync(good + good)),
    await file('c.log', gzipSync(good + good + good)),
    '-',
  ];
  const stdin = Readable.from([gzipSync(good.repeat(4))]);
  const { status, out, err } = await run(files, { stdin });
  expect([status, err]).toEqual([0, `Importing into the data folder ${data()}\n`]);
  // each source counts its own occurrences: the fourth equal record of one is the only one that none before had
  expect(out.match(/added +\d+/g)?.map((line) => line.replace(/ +/, ' '))).toEqual([
    'added 1',
    'added 1',
    'added 1',
    'added 1',
  ]);
  expect(await storedCount()).toBe(4);
  expect(await readdir(folder)).not.toContain('a.jsonl.rejects.jsonl');
});

test('1: some lines are rejected; they are in a file beside theirs, which imports once they are mended', async () => {
  const { status, out } = await run([await file('a.jsonl', `${good}{"half\n{"worse\n`)]);
  expect(status).toBe(1);
  expect(out).toContain('line 2: is not JSON (and 1 more of this kind)');
  expect(out).toContain(join(folder, 'a.jsonl.rejects.jsonl'));
  expect(await readFile(join(folder, 'a.jsonl.rejects.jsonl'), 'utf8')).toBe('{"half\n{"worse\n');
  const piped = await run(['-'], { stdin: Readable.from([Buffer.from('7\n')]) });
  expect([piped.status, await readFile(join(folder, 'stdin.rejects.jsonl'), 'utf8')]).toEqual([1, '7\n']);
});

test.each([
  ['nothing to import', [], /^Usage:/],
  ['an option it does not know', ['--fast'], /^Usage:/],
  ['no such file', ['missing.jsonl'], /^There is no file missing\.jsonl\.$/m],
  ['a folder', ['.'], /is a folder/],
])('2: %s', async (_, files, message) => {
  const { status, err } = await run(files);
  expect(status).toBe(2);
  expect(err).toMatch(message);
});

test('2: the store is held by another process and no server answers', async () => {
  const store = await openStore({ folder: data() });
  await file('a.jsonl', good);
  const { code, err } = await command(['a.jsonl']).done;
  await store.close();
  expect(code).toBe(2);
  expect(err).toContain('is held by another process. No server has left its address there.');
});

test('2: a file that is cut off; what it held is stored, and the files after it too', async () => {
  const many = [...generate({ seed: 2, events: 4_000, days: 30, until: micros(1_770_000_000_000_000n) })]
    .map(({ record }) => `${JSON.stringify(record)}\n`)
    .join('');
  const cut = gzipSync(many).subarray(0, -1_000);
  const { status, out } = await run([await file('cut.jsonl.gz', cut), await file('whole.jsonl', good)]);
  expect(status).toBe(2);
  expect(out).toMatch(/cut\.jsonl\.gz[^]*its gzip data is damaged or cut off[^]*whole\.jsonl/);
  expect(await storedCount()).toBeGreaterThan(3_000);
});

test('2: gzip with something behind it; what it held is stored, and zeros behind it are nothing', async () => {
  const packed = gzipSync(good);
  const { status, out } = await run([
    await file(
      'zeros.gz',
      Buffer.concat([packed, Buffer.alloc(17), gzipSync(good + good), Buffer.alloc(20_000)]),
    ),
    await file('text.gz', Buffer.concat([gzipSync(good.repeat(4)), Buffer.from(good)])),
  ]);
  expect(status).toBe(2);
  expect(out.match(/read +\d+/g)?.map((line) => line.replace(/ +/, ' '))).toEqual(['read 3', 'read 4']);
  expect(out).toContain('It ended early: its gzip data is followed by something else, which is not read');
  expect(await storedCount()).toBe(4);
});

test('help is asked for and given', async () => {
  const { status, out } = await run(['--help']);
  expect([status, out.slice(0, 6)]).toEqual([0, 'Usage:']);
});

test('Ctrl-C while a pipe is open stops it; what was stored stays', async () => {
  const { child, told, done } = command(['-']);
  const lines = Array.from(
    { length: 7_000 },
    (_, n) => `${JSON.stringify({ ...record, user_id: `u-${n}` })}\n`,
  );
  child.stdin.write(lines.join(''));
  await vi.waitUntil(() => told.err.includes('Importing into'), { timeout: patience });
  child.kill('SIGINT');
  const { code, out } = await done;
  expect(code).toBe(130);
  expect(out).toContain('Stopped.');
  expect(out).toContain('It can be run again: nothing is added twice.');
  await file('all.jsonl', lines.join(''));
  expect((await run(['all.jsonl'])).status).toBe(0);
  expect(await storedCount()).toBe(7_000);
});
