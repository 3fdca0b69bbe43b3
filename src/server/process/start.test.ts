import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, test, vi } from 'vitest';
import { databaseFile } from '../store/duckdb/engine.ts';
import { openStore } from '../store/open.ts';
import { listIds, post } from '../test-support/senders.ts';
import { spawnRefused, spawnServer, withFolder } from '../test-support/spawn-server.ts';
import { testPatience } from '../test-support/patience.ts';

test('a second server on the same folder is refused by name, and the first goes on', async () =>
  withFolder(async (folder) => {
    const first = await spawnServer(folder);
    await post(first.url, ['a']);
    const second = await spawnRefused(folder);
    expect(second).toEqual({ code: 2, output: `The data folder ${folder} is held by another process.\n` });
    expect(await listIds(first.url)).toEqual(['a']);
    expect(await first.end('SIGTERM')).toBe(0);
  }));

test('a store of a newer schema is refused by name, and not touched', async () =>
  withFolder(async (folder) => {
    const store = await openStore({ folder });
    await store.close();
    const instance = await DuckDBInstance.create(join(folder, databaseFile));
    const connection = await instance.connect();
    await connection.run(`UPDATE meta SET value = '99' WHERE key = 'schema_version'`);
    connection.closeSync();
    instance.closeSync();
    const { code, output } = await spawnRefused(folder);
    expect(code).toBe(2);
    expect(output).toMatch(
      /^The data folder has schema version 99, this program knows \d+\. Use the newer program/,
    );
  }));

test('a port that is taken is a sentence, not a stack', async () =>
  withFolder(async (folder) => {
    const other = createServer();
    await new Promise<void>((resolve) => {
      other.listen(0, '127.0.0.1', resolve);
    });
    const address = other.address();
    const port = String(typeof address === 'object' ? address?.port : '');
    const { code, output } = await spawnRefused(folder, { PORT: port });
    other.close();
    expect(code).toBe(2);
    expect(output).toMatch(new RegExp(`^Cannot listen on 127\\.0\\.0\\.1:${port}: .*EADDRINUSE.*\\n$`));
  }));

test('bad variables are named before anything is opened', async () =>
  withFolder(async (folder) => {
    const { code, output } = await spawnRefused(folder, { PORT: 'http', HOST: '0.0.0.0' });
    expect(code).toBe(2);
    expect(output.split('\n').filter((line) => line !== '')).toEqual([
      expect.stringMatching(/^PORT must be a port number/),
      expect.stringMatching(/^AUTH_AUDIT_TOKEN must be set when HOST/),
    ]);
  }));

test('a server that cannot leave its address says so, serves all the same, and ends', async () =>
  withFolder(async (folder) => {
    await mkdir(join(folder, 'server.json'));
    await writeFile(join(folder, 'server.json', 'kept'), '');
    const child = spawn(process.execPath, ['dist/server/main.js'], {
      cwd: resolve(import.meta.dirname, '../../..'),
      env: { PATH: process.env['PATH'] ?? '', PORT: '0', AUTH_AUDIT_DATA: folder },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const exited = once(child, 'exit');
    try {
      let printed = '';
      child.stdout.on('data', (chunk) => (printed += String(chunk)));
      await vi.waitFor(() => expect(printed).toContain('"msg":"ready"'), {
        timeout: testPatience,
        interval: 20,
      });
      expect(printed).toContain('The importer will not find this server: server.json cannot be written.');
      const [, url = ''] = /"url":"(http:[^"]+)"/.exec(printed) ?? [];
      expect((await fetch(`${url}/readyz`)).status).toBe(200);
      child.kill('SIGTERM');
      expect(await exited).toEqual([0, null]);
    } finally {
      child.kill('SIGKILL');
      await exited;
    }
  }));
