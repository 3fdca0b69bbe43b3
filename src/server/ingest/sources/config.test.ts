import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { createServiceAccount, documentOf } from '../../demo/platform/service-account.ts';
import { type ReadSources, readSources, watchSources } from './config.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'audit-sources-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const account = createServiceAccount();
const document = documentOf(account, 'https://auth.example.org/');

const put = (name: string, content: unknown): string => {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content, null, 1));
  return path;
};

const minimal = {
  name: 'agilicus',
  kind: 'agilicus',
  url: 'https://api.example.org',
  token: './token.txt',
};

/** What is read of a file with these sources, paths without the folder. */
const read = async (...sources: readonly unknown[]) => {
  put('token.txt', 'a-token\n');
  put('account.json', document);
  const { sources: usable, problems } = await readSources(put('sources.json', { sources }));
  return {
    usable,
    names: usable.map(({ name }) => name),
    messages: problems.map(({ message }) => message.replaceAll(`${folder}/`, '')),
    of: problems.map(({ source }) => source),
  };
};

describe('what is written', () => {
  test('all of it', async () => {
    const { usable, messages } = await read({
      name: 'harbour',
      kind: 'agilicus',
      url: 'https://api.example.org/',
      document: './account.json',
      org_id: 'org-harbour',
      from: '2026-01-31',
      every: '5m',
      overlap: '1h',
      directory: false,
    });
    expect(messages).toEqual([]);
    expect(usable).toEqual([
      {
        name: 'harbour',
        kind: 'agilicus',
        url: 'https://api.example.org',
        organisation: 'org-harbour',
        from: { instant: BigInt(Date.UTC(2026, 0, 31)) * 1_000n },
        everyMs: 300_000,
        overlap: 3_600_000_000n,
        directory: false,
        credential: {
          kind: 'document',
          document: {
            id: account.id,
            userId: account.userId,
            organisation: account.organisation,
            issuerUrl: 'https://auth.example.org',
            expires: BigInt(account.expires.getTime()) * 1_000n,
            key: document.status.key.trim(),
          },
        },
        ca: undefined,
      },
    ]);
  });

  test('what is left out', async () => {
    expect((await read(minimal)).usable).toEqual([
      {
        name: 'agilicus',
        kind: 'agilicus',
        url: 'https://api.example.org',
        organisation: undefined,
        from: { days: 90 },
        everyMs: 60_000,
        overlap: 1_800_000_000n,
        directory: true,
        credential: { kind: 'token', token: 'a-token' },
        ca: undefined,
      },
    ]);
  });

  test('the organisation is that of the document', async () => {
    const { token: _, ...source } = minimal;
    const { usable } = await read({ ...source, document: 'account.json' });
    expect(usable).toMatchObject([{ organisation: 'org-harbour' }]);
  });

  test.each([
    'http://127.0.0.1:8081',
    'http://localhost:1',
    'http://[::1]:1',
    'https://example.org/agilicus',
  ])('%s is an address', async (url) =>
    expect((await read({ ...minimal, url })).usable).toMatchObject([{ url }]),
  );
});

describe('what is wrong is told with its line', () => {
  test.each<[Record<string, unknown>, string]>([
    [{ evry: '60s' }, 'line 8: “evry” is nothing that is known here.'],
    [
      { url: 'http://api.example.org' },
      'line 6: “url” must begin with https://: http:// is for this machine alone.',
    ],
    [
      { url: 'http://localhost.example.org' },
      'line 6: “url” must begin with https://: http:// is for this machine alone.',
    ],
    [{ url: 'api.example.org' }, 'line 6: “url” must be an address such as https://api.example.org.'],
    [{ url: 'https://me:pw@example.org' }, 'line 6: “url” must have no name or password in it.'],
    [{ url: undefined }, 'line 3: “url” is missing: it must be an address such as https://api.example.org.'],
    [{ kind: 'okta' }, 'line 5: “kind” must be "agilicus".'],
    [{ name: 'a b' }, 'line 4: “name” must be 1 to 63 letters, digits, “-”, “_” and “.”.'],
    [{ name: 'webhook' }, 'line 4: “name” must be another: “webhook” is what senders post to.'],
    [{ every: '60' }, 'line 8: “every” must be a time such as "60s", from 5s to 24h.'],
    [{ every: '1s' }, 'line 8: “every” must be a time such as "60s", from 5s to 24h.'],
    [{ every: 60 }, 'line 8: “every” must be a time such as "60s", from 5s to 24h.'],
    [{ overlap: '25h' }, 'line 8: “overlap” must be a time such as "30m", from 0m to 24h.'],
    [
      { from: '90' },
      'line 8: “from” must be days such as "90d", or a date of the past such as "2026-01-31".',
    ],
    [
      { from: '2999-01-01' },
      'line 8: “from” must be days such as "90d", or a date of the past such as "2026-01-31".',
    ],
    [{ directory: 'no' }, 'line 8: “directory” must be true or false.'],
    [{ org_id: '' }, 'line 8: “org_id” must not be empty.'],
    [{ document: 'account.json' }, 'line 3: needs either a “document” or a “token” to sign in with.'],
    [{ token: undefined }, 'line 3: needs either a “document” or a “token” to sign in with.'],
    [
      { token: 'nowhere.txt' },
      'line 7: “token” must be the path of a file that holds a token, and what it names does not exist.',
    ],
    [
      { token: '.' },
      'line 7: “token” must be the path of a file that holds a token, and what it names is no file.',
    ],
    [{ token: 'sources.json' }, 'line 7: “token” names a file that must hold a token and nothing else.'],
    [{ ca: 'nowhere.pem' }, 'line 8: “ca” names nowhere.pem, which does not exist.'],
    [{ ca: 'token.txt' }, 'line 8: “ca” names token.txt, which must hold certificates as PEM.'],
    [
      { token: undefined, document: 'nowhere.json' },
      'line 7: “document” names nowhere.json, which does not exist.',
    ],
    [
      { token: undefined, document: 'account.json', org_id: 'org-other' },
      'line 8: “org_id” is org-other, but the document is of the organisation org-harbour.',
    ],
  ])('%j', async (given, message) => {
    const { messages, names } = await read({ ...minimal, ...given });
    expect(messages).toEqual([`sources.json, ${message}`]);
    expect(names).toEqual([]);
  });

  test('a certificate that is damaged', async () => {
    put('ca.pem', '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n');
    expect((await read({ ...minimal, ca: 'ca.pem' })).messages).toEqual([
      'sources.json, line 8: “ca” names ca.pem, which holds a certificate that is damaged.',
    ]);
  });

  test('in the document, each member that is wrong', async () => {
    put('broken.json', { ...document, spec: { ...document.spec, user_id: 7, org_id: undefined } });
    const { token: _, ...source } = minimal;
    const { messages, of } = await read({ ...source, document: 'broken.json' });
    expect(messages).toEqual([
      'broken.json, line 7: “spec.user_id” must be a text.',
      'broken.json, line 6: “spec.org_id” is missing.',
    ]);
    expect(of).toEqual(['agilicus', 'agilicus']);
  });

  test('and leaves the others in force', async () => {
    const { names, of } = await read(
      { ...minimal, name: 'a', org_id: '1' },
      { ...minimal, name: 'b', org_id: '2', every: 'x' },
      7,
      { ...minimal, name: 'a', org_id: '3' },
      { ...minimal, name: 'd', org_id: '1' },
      { ...minimal, name: 'e', org_id: '2' },
    );
    expect(names).toEqual(['a', 'e']);
    expect(of).toEqual(['b', undefined, 'a', 'd']);
  });

  test.each<[string, string]>([
    ['{ "sources": [\n}', 'sources.json, line 2: is no JSON: a value was expected.'],
    ['[]', 'sources.json, line 1: must be an object such as { "sources": [] }.'],
    ['{ "sources": {} }', 'sources.json, line 1: “sources” must be a list of sources.'],
    ['{ "sources": [],\n"source": [] }', 'sources.json, line 2: “source” is nothing that is known here.'],
  ])('a file that is broken is one problem: %j', async (text, message) => {
    const { sources, problems } = await readSources(put('sources.json', text));
    expect(sources).toEqual([]);
    expect(problems.map((problem) => problem.message.replaceAll(`${folder}/`, ''))).toEqual([message]);
  });

  test('no file', async () => {
    const path = join(folder, 'nowhere.json');
    expect(await readSources(path)).toEqual({
      sources: [],
      problems: [{ message: `${path} does not exist.` }],
    });
  });
});

test('no message holds a secret that stands where a path belongs, or beside what is wrong', async () => {
  const opaque = 'Zx81mQ0pW7rT5vB3';
  const jwt = 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.c2lnbmF0dXJl';
  put('two-tokens.txt', `${opaque}\n${opaque}`);
  put('key.json', { ...document, status: { key: document.status.key.slice(0, 120) } });
  const { token: _, ...source } = minimal;
  const { messages } = await read(
    { ...minimal, token: opaque },
    { ...minimal, token: jwt },
    { ...minimal, token: 'two-tokens.txt' },
    { ...source, document: document.status.key },
    { ...source, document: jwt },
    { ...source, document: 'key.json' },
    { ...minimal, ca: document.status.key },
  );
  expect(messages).toHaveLength(7);
  const secrets = [opaque, ...jwt.split('.'), ...document.status.key.split('\n').slice(1, -2)];
  for (const secret of secrets) expect(messages.join('\n')).not.toContain(secret);
});

describe('watching', () => {
  const watch = () => {
    const told: ReadSources[] = [];
    onTestFinished(watchSources(join(folder, 'sources.json'), (reading) => told.push(reading), 5));
    return {
      told,
      /** The names in force and how many problems there are, once so much was told. */
      after: async (count: number) => {
        await vi.waitFor(() => expect(told.length).toBeGreaterThanOrEqual(count), { timeout: 60_000 });
        const last = told[count - 1];
        return [last?.sources.map(({ name }) => name).join(), last?.problems.length];
      },
    };
  };
  const write = (...sources: readonly unknown[]): string => put('sources.json', { sources });
  const [a, b] = [
    { ...minimal, name: 'a', org_id: '1' },
    { ...minimal, name: 'b', org_id: '2' },
  ];

  test('a change is told once, what is broken leaves the old in force, and what is removed goes', async () => {
    put('token.txt', 'first');
    write(a, b);
    const { told, after } = watch();
    expect(await after(1)).toEqual(['a,b', 0]);
    put('sources.json', '{ "sources": [');
    expect(await after(2)).toEqual(['a,b', 1]);
    write(a, { ...b, every: 'soon' });
    expect(await after(3)).toEqual(['a,b', 1]);
    write(a, { ...b, every: '10s' });
    expect(await after(4)).toEqual(['a,b', 0]);
    expect(told[3]?.sources[1]?.everyMs).toBe(10_000);
    write(b);
    expect(await after(5)).toEqual(['b', 0]);
    expect(told).toHaveLength(5);
  });

  test('another token in the same file is a change', async () => {
    put('token.txt', 'first');
    write(a);
    const { told, after } = watch();
    await after(1);
    put('token.txt', 'second');
    await after(2);
    expect(told.map(({ sources }) => sources[0]?.credential)).toEqual([
      { kind: 'token', token: 'first' },
      { kind: 'token', token: 'second' },
    ]);
    rmSync(join(folder, 'token.txt'));
    mkdirSync(join(folder, 'token.txt'));
    await vi.waitFor(() => expect(told.at(-1)?.problems).toHaveLength(1), { timeout: 60_000 });
    expect(told.at(-1)?.sources).toMatchObject([{ credential: { token: 'second' } }]);
  });

  test('a file that is made later', async () => {
    put('token.txt', 'first');
    const { after } = watch();
    expect(await after(1)).toEqual(['', 1]);
    write(a);
    const made = await after(2);
    expect(made[0] === 'a' || made[1] === 1).toBe(true); // or was seen half written
  });
});
