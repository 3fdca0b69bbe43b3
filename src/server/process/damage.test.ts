import { spawnSync } from 'node:child_process';
import { chmod, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { platform } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { databaseFile } from '../store/duckdb/engine.ts';
import { listIds, post } from '../test-support/senders.ts';
import { spawnRefused, spawnServer, withFolder } from '../test-support/spawn-server.ts';

const lacks = /^The database .* lacks 2 of 2 acknowledged events: .*\.\n$/;

test('a server and an importer refuse a store whose log is gone', async () =>
  withFolder(async (folder) => {
    const server = await spawnServer(folder);
    await post(server.url, ['a', 'b']);
    await server.end('SIGKILL');
    await rm(join(folder, `${databaseFile}.wal`));
    const refused = await spawnRefused(folder);
    expect(refused).toEqual({ code: 2, output: expect.stringMatching(lacks) as string });
    await writeFile(join(folder, 'lines.jsonl'), '');
    const imported = spawnSync(
      process.execPath,
      ['--import', 'tsx', 'src/server/ingest/cli/import.ts', join(folder, 'lines.jsonl')],
      {
        cwd: resolve(import.meta.dirname, '../../..'),
        env: { PATH: process.env['PATH'] ?? '', AUTH_AUDIT_DATA: folder },
        encoding: 'utf8',
      },
    );
    expect(imported.status).toBe(2);
    expect(imported.stderr).toContain('lacks 2 of 2 acknowledged events');
    await rm(join(folder, `${databaseFile}.acknowledged`));
    const again = await spawnServer(folder);
    expect(await listIds(again.url)).toEqual([]);
    await post(again.url, ['c']);
    expect(await again.end('SIGTERM')).toBe(0);
  }));

test.skipIf(platform() !== 'linux')(
  'a folder that cannot be made, or is a file, is a sentence, at once',
  async () =>
    withFolder(async (folder) => {
      expect(await spawnRefused('/proc/nope')).toEqual({
        code: 2,
        output: expect.stringMatching(/^The data folder \/proc\/nope cannot be made \(.*\)\..*\n$/) as string,
      });
      const file = join(folder, 'file');
      await writeFile(file, 'mine');
      await chmod(file, 0o644);
      expect(await spawnRefused(file)).toEqual({
        code: 2,
        output: `The data folder ${file} is no folder. Name another by AUTH_AUDIT_DATA.\n`,
      });
      expect([await readFile(file, 'utf8'), ((await stat(file)).mode & 0o777).toString(8)]).toEqual([
        'mine',
        '644',
      ]);
    }),
);
