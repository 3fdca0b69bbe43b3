import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { testPatience } from '../test-support/patience.ts';
import { Senders, post } from '../test-support/senders.ts';
import { spawnServer, withFolder } from '../test-support/spawn-server.ts';

const root = resolve(import.meta.dirname, '../../..');
const running = new Set<ReturnType<typeof spawn>>();
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
});

/** Run a command as `npm run` does, in a process of its own. */
const start = (command: string, data: string, ...given: readonly string[]) => {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'src/server/keeping/keep.ts', command, ...given],
    {
      cwd: root,
      env: { PATH: process.env['PATH'] ?? '', AUTH_AUDIT_DATA: data },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  running.add(child);
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += String(chunk)));
  const ended = once(child, 'close').then(([code]: unknown[]) => {
    running.delete(child);
    return { code, printed };
  });
  return { child, ended };
};
const run = async (command: string, data: string, ...given: readonly string[]) =>
  start(command, data, ...given).ended;

const exportOf = async (url: string): Promise<string[]> => {
  const response = await fetch(`${url}/v1/auth_audits/export?format=ndjson&order=asc`);
  const text = await response.text();
  if (response.status !== 200) throw new Error(text);
  return text.trimEnd().split('\n');
};

const postJson = async (url: string, path: string, body: object): Promise<unknown> => {
  const response = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(await response.text());
  return response.json();
};

const json = async (url: string, path: string): Promise<unknown> => (await fetch(`${url}${path}`)).json();

/** Records of every kind: long texts, extras, odd characters. */
const odd = [
  { unique_id: 'odd-1', event: { event_name: 'Token', user_id: 'u1', upstream_user_id: 'Ann@Example.org' } },
  { unique_id: 'odd-2', event: { event_name: 'Token', request_id: 'r1', own: { deep: [1, '\u0000', '"'] } } },
  {
    unique_id: 'odd-3',
    event: { event_name: 'Token', token_id: 'x'.repeat(300_000), more: 'y'.repeat(70_000) },
  },
  { unique_id: 'odd-4', event: { event_name: 'Authorize', org_name: '‹é\u200B›', request_id: 'r1' } },
].map((event) => ({ create_time: '2026-03-29T12:00:00Z', ...event }));

test('a backup made while senders go on is restored: every record, what is known again, who is who', async () =>
  withFolder(async (folder) => {
    const [data, copy, other] = ['data', 'copies/monday', 'other'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    const server = await spawnServer(data);
    await postJson(server.url, '/v1/bulk_audit_events', { events: odd });
    await postJson(server.url, '/v1/directory', {
      source: 'file',
      users: [{ id: 'u1', email: 'ann@example.org', first_name: 'Ann' }],
    });
    const senders = new Senders(() => server.url, 2, 200);
    await vi.waitFor(() => expect(senders.acknowledged.size).toBeGreaterThan(2_000), {
      timeout: testPatience,
    });
    const before = senders.acknowledged.size;
    const backup = await run('backup', data, copy);
    expect(backup).toEqual({ code: 0, printed: expect.stringContaining(`Backed up to ${copy}: `) as string });
    const after = senders.acknowledged.size;
    expect(after).toBeGreaterThan(before);
    await senders.done();
    expect([...senders.statuses.keys()]).toEqual([201]);
    const manifest = JSON.parse(await readFile(join(copy, 'manifest.json'), 'utf8')) as { events: number };
    expect(manifest.events).toBeGreaterThanOrEqual(before + odd.length);
    expect((await readdir(data)).filter((name) => name.startsWith('audit.copies'))).toEqual(['audit.copies']);
    expect(await readdir(join(data, 'audit.copies'))).toEqual([]);
    const all = await exportOf(server.url);
    const names = await json(server.url, '/users/guids');
    expect(await server.end('SIGTERM')).toBe(0);

    const restored = await run('restore', other, copy);
    expect(restored).toEqual({
      code: 0,
      printed: expect.stringContaining(`Restored into ${other}: `) as string,
    });
    const again = await spawnServer(other);
    // all are of one instant, so that the order is that of arrival
    const records = await exportOf(again.url);
    expect(records).toHaveLength(manifest.events);
    expect(records).toEqual(all.slice(0, manifest.events));
    expect(await json(again.url, '/users/guids')).toEqual(names);
    const answer = (await postJson(again.url, '/v1/bulk_audit_events', {
      always_respond_with_events: true,
      events: [...odd, { ...odd[0], unique_id: 'new' }],
    })) as { discard_events: { status: string }[]; success_events: unknown[] };
    expect(answer.discard_events.map(({ status }) => status)).toEqual(odd.map(() => 'duplicate'));
    expect(await again.end('SIGTERM')).toBe(0);

    expect(await run('restore', other, copy)).toEqual({
      code: 2,
      printed: `The data folder ${other} is not empty: a backup is restored into an empty one. Name another by AUTH_AUDIT_DATA, or move away what is there.\n`,
    });
    expect((await run('backup', other, copy)).printed).toContain('is not empty: a backup goes into a folder');
  }));

test('without a server the command opens the store itself; a changed or lacking file is told by name', async () =>
  withFolder(async (folder) => {
    const [data, copy, other] = ['data', 'copy', 'other'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    const missing = await run('backup', data, copy);
    expect(missing).toEqual({
      code: 2,
      printed: `There is no data folder ${data}. Name another by AUTH_AUDIT_DATA.\n`,
    });
    const server = await spawnServer(data);
    await post(server.url, ['a', 'b']);
    await server.end('SIGTERM');
    await mkdir(copy); // an empty one does
    expect((await run('backup', data, copy)).printed).toContain('2 events, 2026-03-29T12:00:00');
    await appendFile(join(copy, 'events.parquet'), 'x');
    expect(await run('restore', other, copy)).toEqual({
      code: 2,
      printed: `The file ${join(copy, 'events.parquet')} is not as it was when the backup was made. Use another backup.\n`,
    });
    await rm(join(copy, 'events.parquet'));
    expect((await run('restore', other, copy)).printed).toBe(
      `The backup ${copy} lacks its file events.parquet.\n`,
    );
    await writeFile(join(copy, 'manifest.json'), '{');
    expect((await run('restore', other, copy)).printed).toContain(
      'is damaged, or a program of another version',
    );
    expect(await readdir(folder)).not.toContain('other');
  }));

test('killed at any moment, a backup leaves nothing under its name, and a restore can be repeated', async () =>
  withFolder(async (folder) => {
    const [data, copy, other] = ['data', 'copy', 'other'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    let server = await spawnServer(data);
    for (let turn = 0; turn < 10; turn += 1)
      await post(
        server.url,
        Array.from({ length: 2_000 }, (_, n) => `${turn}-${n}`),
      );
    const copies = join(data, 'audit.copies');
    // the server is killed while it writes, then the command
    const broken = start('backup', data, copy);
    await vi.waitFor(async () => expect(await readdir(copies)).toHaveLength(1), {
      timeout: testPatience,
      interval: 2,
    });
    await server.end('SIGKILL');
    expect(await broken.ended).toMatchObject({ code: 2 });
    expect(await readdir(folder)).toEqual(['data']);
    server = await spawnServer(data);
    expect(await readdir(data)).not.toContain('audit.copies');
    const left = start('backup', data, copy);
    await vi.waitFor(async () => expect(await readdir(copies)).toHaveLength(1), {
      timeout: testPatience,
      interval: 2,
    });
    left.child.kill('SIGKILL');
    await left.ended;
    expect(await readdir(folder)).toEqual(['data']);
    expect((await run('backup', data, copy)).code).toBe(0);
    expect(await server.end('SIGTERM')).toBe(0);

    const killed = start('restore', other, copy);
    await vi.waitFor(async () => expect(await readdir(other)).toHaveLength(1), {
      timeout: testPatience,
      interval: 2,
    });
    killed.child.kill('SIGKILL');
    await killed.ended;
    expect(await readdir(other)).toEqual([expect.stringMatching(/^audit\.unfinished-/)]);
    expect((await run('restore', other, copy)).code).toBe(0);
    expect((await readdir(other)).toSorted()).toEqual(['audit.duckdb', 'audit.duckdb.acknowledged']);
    server = await spawnServer(other);
    expect(await exportOf(server.url)).toHaveLength(20_000);
  }));

test('a store is written anew without the room of what it holds no more; killed meanwhile, it is as it was', async () =>
  withFolder(async (folder) => {
    const data = join(folder, 'data');
    expect(await run('compact', data)).toEqual({
      code: 2,
      printed: `There is no database ${join(data, 'audit.duckdb')}. Name another data folder by AUTH_AUDIT_DATA.\n`,
    });
    let server = await spawnServer(data);
    await postJson(server.url, '/v1/bulk_audit_events', { events: odd });
    for (let turn = 0; turn < 10; turn += 1)
      await post(
        server.url,
        Array.from({ length: 2_000 }, (_, n) => `${turn}-${n}`),
      );
    const all = await exportOf(server.url);
    const beside = await run('compact', data);
    expect(beside.code).toBe(2);
    expect(beside.printed).toContain('is held by another process');
    await server.end('SIGKILL'); // with a log

    const killed = start('compact', data);
    await vi.waitFor(
      async () => expect(await readdir(data)).toContainEqual(expect.stringMatching(/^audit\.unfinished-/)),
      { timeout: testPatience, interval: 2 },
    );
    killed.child.kill('SIGKILL');
    await killed.ended;

    expect(await run('compact', data)).toEqual({
      code: 0,
      printed: expect.stringMatching(
        /^The database of .* took [\d.]+ MiB, and takes [\d.]+ MiB now\.\n$/,
      ) as string,
    });
    expect((await readdir(data)).filter((name) => !name.startsWith('server'))).toEqual([
      'audit.duckdb',
      'audit.duckdb.acknowledged',
    ]);
    server = await spawnServer(data);
    expect(await exportOf(server.url)).toEqual(all);
    const answer = (await postJson(server.url, '/v1/bulk_audit_events', {
      always_respond_with_events: true,
      events: odd,
    })) as { discard_events: unknown[] };
    expect(answer.discard_events).toHaveLength(odd.length);
  }));
