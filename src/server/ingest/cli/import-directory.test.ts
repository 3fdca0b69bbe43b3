import { randomBytes } from 'node:crypto';
import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DirectoryEntry } from '../../store/directory-store.ts';
import { openStore } from '../../store/open.ts';
import { anybody } from '../../store/questions/scope.ts';
import { testPatience } from '../../test-support/patience.ts';
import { spawnServer } from '../../test-support/spawn-server.ts';
import { type ImportRun, runImport } from './run-import.ts';

let folder: string;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'import-directory-')));
});
afterEach(() => rm(folder, { recursive: true }));

const run = async (files: readonly string[], more: Partial<ImportRun> = {}) => {
  const told = { out: '', err: '' };
  const status = await runImport({
    files: ['--directory', ...files],
    folder,
    data: join(folder, 'data'),
    stdin: Readable.from([]),
    out: { write: (text) => (told.out += text) },
    err: { write: (text) => (told.err += text) },
    signal: new AbortController().signal,
    ...more,
  });
  return { status, ...told };
};

const file = async (name: string, content: string | Buffer): Promise<string> => {
  await writeFile(join(folder, name), content);
  return name;
};

const stored = async (...userIds: readonly string[]): Promise<Readonly<Record<string, DirectoryEntry>>> => {
  const store = await openStore({ folder: join(folder, 'data') });
  const people = await store.directory.people({ userIds }, anybody);
  await store.close();
  return people;
};

const users = (...ids: readonly string[]): string =>
  JSON.stringify(
    { users: ids.map((id) => ({ id, email: `${id}@acme.example`, status: 'active' })) },
    null,
    1,
  );

test('files of one run are everybody there is; imported again, they change nothing', async () => {
  const json = await file('users.json', users('u1', 'u2'));
  const csv = await file('users.csv.gz', gzipSync('id,first_name,last_name\nu3,Marta,Almeida\n'));
  const first = await run([json, csv]);
  expect([first.status, first.err]).toEqual([0, `Importing into the data folder ${join(folder, 'data')}\n`]);
  expect(first.out).toBe(
    [
      'users.json',
      '  read                       2',
      '  added                      2',
      '  changed                    0',
      '  as before                  0',
      '  refused                    0',
      'users.csv.gz',
      '  read                       1',
      '  added                      1',
      '  changed                    0',
      '  as before                  0',
      '  refused                    0',
      '  3 listed, 0 no longer.',
      '',
    ].join('\n'),
  );
  const again = await run([json, csv]);
  expect(again.out).toContain('  as before                  2');
  expect(again.out).toContain('  3 listed, 0 no longer.');
  const without = await run([json]);
  expect(without.out).toContain('  2 listed, 1 no longer.');
  const people = await stored('u1', 'u3');
  expect(people['u1']).toEqual({ source: 'file', userId: 'u1', email: 'u1@acme.example', status: 'active' });
  expect(people['u3']).toMatchObject({ firstName: 'Marta', listedUntil: expect.any(BigInt) });
});

test('an entry that is none is told by file and line, and stays listed where it has an id', async () => {
  const name = await file('users.jsonl', '{"id":"u1"}\n{"email":"x@acme.example"}\n{"id":"u2","status":7}\n');
  await run([await file('before.json', users('u2'))]);
  const { status, out } = await run([name]);
  expect(status).toBe(1);
  expect(out).toContain('    line 2: The entry of “x@acme.example” has no id (expected “id” or “guid”).\n');
  expect(out).toContain('    line 3: The entry of “u2”: status is not a text.\n');
  expect(out).toContain('  2 listed, 0 no longer.');
});

test('a file that cannot be read is told by name and line, and nothing of any file is imported', async () => {
  const good = await file('users.json', users('u1'));
  for (const [name, content, reason] of [
    ['broken.json', '{"users":[\n{"id":"u2"},\n{"id"', 'broken.json, line 3 is not JSON. Expected JSON'],
    ['names.csv', 'name\nAna\n', 'names.csv, line 1 has no column “id” or “guid”: it has “name”.'],
    ['empty.json', '', 'empty.json, line 1 is empty.'],
  ] as const) {
    const { status, err } = await run([good, await file(name, content)]);
    expect([status, err.includes(reason), err.includes('Nothing was imported.')]).toEqual([2, true, true]);
  }
  expect(await stored('u1')).toEqual({});
  expect((await run(['nowhere.json'])).err).toContain('There is no file nowhere.json.');
  expect((await run([])).err).toContain('--directory FILE');
});

test('a list of nobody takes nobody off the list', async () => {
  await run([await file('users.json', users('u1'))]);
  const { status, out } = await run([await file('none.json', '{"users":[]}')]);
  expect([status, out.includes('Nobody is listed')]).toEqual([0, true]);
  expect((await stored('u1'))['u1']).not.toHaveProperty('listedUntil');
});

test(
  'it goes through the server that holds the folder, with the API’s token',
  { timeout: testPatience },
  async () => {
    const [token, ingestToken] = [randomBytes(18).toString('base64'), randomBytes(18).toString('base64')];
    const server = await spawnServer(join(folder, 'data'), {
      AUTH_AUDIT_TOKEN: token,
      AUTH_AUDIT_INGEST_TOKEN: ingestToken,
    });
    try {
      const name = await file('users.json', users(...Array.from({ length: 2_500 }, (_, at) => `u${at}`)));
      const refused = await run([name], { token: ingestToken });
      expect([refused.status, refused.err.includes('set AUTH_AUDIT_TOKEN to its own')]).toEqual([2, true]);
      const { status, out } = await run([name], { apiToken: token });
      expect([status, out.includes('  2,500 listed, 0 no longer.')]).toEqual([0, true]);
      const gone = await run([await file('fewer.json', users('u1'))], { apiToken: token });
      expect(gone.out).toContain('  1 listed, 2,499 no longer.');
    } finally {
      await server.end('SIGTERM');
    }
    expect((await stored('u7'))['u7']).toMatchObject({
      email: 'u7@acme.example',
      listedUntil: expect.any(BigInt),
    });
  },
);
