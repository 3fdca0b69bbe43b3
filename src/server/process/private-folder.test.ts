import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, lstat, mkdir, readFile, readdir, stat, symlink, writeFile } from 'node:fs/promises';
import { platform } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { post } from '../test-support/senders.ts';
import { storeFiles } from '../store/open.ts';
import { keepPrivate } from './private-folder.ts';
import { spawnServer, withFolder } from '../test-support/spawn-server.ts';
import { testPatience } from '../test-support/patience.ts';

const root = resolve(import.meta.dirname, '../../..');
const asksForNothing = 0o000;

let umask: number;
beforeEach(() => {
  umask = process.umask(asksForNothing);
});
afterEach(() => {
  process.umask(umask);
});

const modeOf = async (path: string): Promise<string> => ((await lstat(path)).mode & 0o7777).toString(8);

/** Everything in a folder and the folder itself, with its permissions. */
const modesIn = async (folder: string): Promise<Readonly<Record<string, string>>> => {
  const names = ['.', ...(await readdir(folder, { recursive: true }))];
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await modeOf(join(folder, name))] as const)),
  );
};

/** A folder as an earlier version left it, with what a crash left too. */
const makeLoose = async (folder: string): Promise<void> => {
  await mkdir(join(folder, 'audit.duckdb.tmp', 'deeper'), { recursive: true });
  await chmod(folder, 0o755);
  await writeFile(join(folder, 'server.json'), '{"url":"http://127.0.0.1:1","pid":1}');
  await writeFile(join(folder, 'audit.duckdb.tmp', 'spilled'), 'x');
  await writeFile(join(folder, 'audit.duckdb.tmp', 'deeper', 'spilled'), 'x');
};

const isLoose = ([, mode]: readonly [string, string]): boolean => (Number.parseInt(mode, 8) & 0o077) !== 0;

describe.skipIf(platform() === 'win32')('what is in a data folder is its user’s alone', () => {
  test('what is there, and what is made from then on', async () =>
    withFolder(async (folder) => {
      await makeLoose(folder);
      await writeFile(join(folder, 'audit.duckdb'), '');
      await writeFile(join(folder, 'audit.duckdb.wal'), '', { mode: 0o664 });
      expect(await keepPrivate(folder, storeFiles)).toEqual([]);
      await writeFile(join(folder, 'later'), '');
      await mkdir(join(folder, 'later.tmp'));
      expect(await modesIn(folder)).toEqual({
        '.': '700',
        'audit.duckdb': '600',
        'audit.duckdb.wal': '600',
        'audit.duckdb.tmp': '700',
        'audit.duckdb.tmp/spilled': '600',
        'audit.duckdb.tmp/deeper': '700',
        'audit.duckdb.tmp/deeper/spilled': '600',
        'server.json': '600',
        later: '600',
        'later.tmp': '700',
      });
    }));

  test('what is not ours keeps its permissions, and so does what a link leads to, which is said', async () =>
    withFolder(async (folder) => {
      const data = join(folder, 'data');
      await mkdir(data);
      await writeFile(join(data, 'run.sh'), '', { mode: 0o755 });
      await writeFile(join(folder, 'elsewhere'), '', { mode: 0o644 });
      await symlink('../elsewhere', join(data, 'audit.duckdb'));
      expect(await keepPrivate(data, storeFiles)).toEqual([
        expect.stringMatching(/able to read .*\/audit\.duckdb: it is a link/),
      ]);
      expect(await modesIn(folder)).toMatchObject({ data: '700', 'data/run.sh': '755', elsewhere: '644' });
    }));

  test('a folder that the machine shares is not taken away from it, which is said', async () =>
    withFolder(async (folder) => {
      await chmod(folder, 0o1777);
      await writeFile(join(folder, 'audit.duckdb'), '');
      expect(await keepPrivate(folder, storeFiles)).toEqual([expect.stringMatching(/shares this folder/)]);
      expect(await modesIn(folder)).toEqual({ '.': '1777', 'audit.duckdb': '600' });
    }));

  test('a folder behind a link is the folder; one that is missing is left to be made', async () =>
    withFolder(async (folder) => {
      await mkdir(join(folder, 'real'));
      await symlink('real', join(folder, 'data'));
      expect(await keepPrivate(join(folder, 'data'), storeFiles)).toEqual([]);
      expect(await modeOf(join(folder, 'real'))).toBe('700');
      expect(await keepPrivate(join(folder, 'missing'), storeFiles)).toEqual([]);
    }));

  test.skipIf(platform() !== 'linux')('where permissions cannot be changed, a sentence says so', async () => {
    expect(await keepPrivate('/proc/self', storeFiles)).toEqual([
      expect.stringMatching(
        /^Other users of this machine may be able to read \/proc\/\d+: its permissions cannot be changed \(EPERM.*\)\.$/,
      ),
    ]);
  });

  test.each([
    ['one that it makes', async () => undefined],
    ['one that an earlier version left', makeLoose],
  ])('a server’s folder, %s, while it runs and after it was killed', async (_, prepare) =>
    withFolder(async (folder) => {
      const data = join(folder, 'data');
      await prepare(data);
      const server = await spawnServer(data);
      await post(server.url, ['a', 'b']);
      const modes = await modesIn(data);
      expect(Object.keys(modes)).toEqual(
        expect.arrayContaining(['audit.duckdb', 'audit.duckdb.wal', 'server.json']),
      );
      expect(Object.entries(modes).filter(isLoose)).toEqual([]);
      await server.end('SIGKILL');
      expect(Object.entries(await modesIn(data)).filter(isLoose)).toEqual([]);
    }),
  );

  test('a demo’s folder', async () =>
    withFolder(async (folder) => {
      const child = spawn(process.execPath, ['dist/server/main.js', '--demo'], {
        cwd: root,
        env: { PATH: process.env['PATH'] ?? '', PORT: '0', TMPDIR: folder },
        stdio: 'ignore',
      });
      try {
        await vi.waitFor(
          async () =>
            expect(await readdir(folder, { recursive: true })).toContainEqual(
              expect.stringMatching(/^authentication-audit-demo-.*\/audit\.duckdb\.wal$/),
            ),
          { timeout: testPatience, interval: 20 },
        );
        const [demo = ''] = (await readdir(folder)).filter((name) => name.includes('-demo-'));
        expect(Object.entries(await modesIn(join(folder, demo))).filter(isLoose)).toEqual([]);
      } finally {
        const exited = once(child, 'exit');
        child.kill('SIGKILL');
        await exited;
      }
    }));

  test('what the importer makes, the rejects too', async () =>
    withFolder(async (folder) => {
      await writeFile(
        join(folder, 'a.jsonl'),
        '{"time":"2026-01-23T10:00:00Z","event_name":"Token"}\n{"bad\n',
      );
      const child = spawn(
        process.execPath,
        ['--import', 'tsx', 'src/server/ingest/cli/import.ts', join(folder, 'a.jsonl')],
        {
          cwd: root,
          env: { PATH: process.env['PATH'] ?? '', AUTH_AUDIT_DATA: join(folder, 'data') },
          stdio: 'ignore',
        },
      );
      expect(await once(child, 'exit')).toEqual([1, null]);
      expect(await modesIn(join(folder, 'data'))).toEqual({
        '.': '700',
        'audit.duckdb': '600',
        'audit.duckdb.acknowledged': '600',
      });
      expect(await modeOf(join(folder, 'a.jsonl.rejects.jsonl'))).toBe('600');
      expect(await readFile(join(folder, 'a.jsonl.rejects.jsonl'), 'utf8')).toBe('{"bad\n');
      expect((await stat(join(folder, 'a.jsonl'))).mode & 0o777).toBe(0o666);
    }));
});
