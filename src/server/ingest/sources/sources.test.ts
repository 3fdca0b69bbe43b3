import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { formatInstant, microsOfMs } from '../../../contract/instant.ts';
import type { Source } from '../../../contract/sources.ts';
import { Platform } from '../../demo/platform/platform.ts';
import { createServiceAccount, documentOf } from '../../demo/platform/service-account.ts';
import { openStore } from '../../store/open.ts';
import { anybody } from '../../store/questions/scope.ts';
import { testPatience } from '../../test-support/patience.ts';
import { type Writer, createWriter } from '../writer.ts';
import { Sources, type SourcesOptions } from './sources.ts';

const account = createServiceAccount();

const record = (index: number, more: object = {}) => {
  const time = microsOfMs(Date.now() - index * 60_000);
  return {
    time,
    record: {
      time: formatInstant(time),
      event_name: 'Token',
      result: 'Create',
      org_id: account.organisation,
      ...more,
    },
  };
};

/** A platform with twenty records, and a server’s sources that are configured by a file. */
const begin = async ({
  submit,
  ...more
}: Partial<SourcesOptions> & { submit?: (writer: Writer) => Writer['submit'] } = {}) => {
  const platform = await Platform.start({
    accounts: [account],
    records: Array.from({ length: 20 }, (_, index) => record(index)),
  });
  const folder = await mkdtemp(join(tmpdir(), 'audit-sources-'));
  const data = join(folder, 'data');
  await mkdir(data);
  const store = await openStore({ folder: data, reserveBytes: 0 });
  const writer = createWriter(store);
  const warned: string[] = [];
  const write = async (name: string, content: unknown): Promise<void> =>
    writeFile(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  await write('document.json', documentOf(account, platform.url));
  const source = (name: string, own: object = {}) => ({
    name,
    kind: 'agilicus',
    url: platform.url,
    document: './document.json',
    from: '1d',
    every: '5s',
    overlap: '5m',
    directory: false,
    ...own,
  });
  await write('sources.json', { sources: [source('first')] });
  const sources = new Sources({
    path: join(folder, 'sources.json'),
    folder: data,
    store,
    writer: submit ? { submit: submit(writer) } : writer,
    warn: (message, details) => void warned.push(`${message} ${JSON.stringify(details)}`),
    ...more,
  });
  onTestFinished(async () => {
    await sources.close();
    await store.close();
    await platform.stop();
    await rm(folder, { recursive: true, force: true });
  });
  const reported = async (): Promise<Record<string, Source>> =>
    Object.fromEntries((await sources.report()).sources.map((each) => [each.name, each]));
  const until = async (check: () => Promise<void>): Promise<void> =>
    vi.waitFor(check, { timeout: testPatience, interval: 50 });
  const count = async (): Promise<number> => store.events.count({}, anybody);
  return { platform, store, data, sources, warned, write, source, reported, until, count };
};

test('sources are read as the file says, while it changes', { timeout: testPatience }, async () => {
  const { sources, warned, write, source, reported, until, count } = await begin();
  await until(async () => expect((await reported())['first']?.state).toBe('current'));
  expect(await count()).toBe(20);
  // the same place under another name is refused; a further one is begun beside what runs
  await write('token.txt', 'a-token-that-nobody-knows');
  const other = source('other', { document: undefined, token: './token.txt', org_id: 'o2' });
  await write('sources.json', { sources: [source('first'), other] });
  await until(async () => expect((await reported())['other']?.state).toBe('failing'));
  expect((await reported())['first']?.state).toBe('current');
  expect((await reported())['other']?.details?.error?.message).toMatch(/401/);
  // what is broken leaves in force what was
  await write('sources.json', '{ "sources": [');
  await until(async () => expect((await sources.report()).problems).toHaveLength(1));
  expect(Object.keys(await reported())).toEqual(['first', 'other']);
  expect(warned).toHaveLength(1);
  await write('sources.json', { sources: [source('first')] });
  await until(async () => expect(Object.keys(await reported())).toEqual(['first']));
  expect((await sources.report()).problems).toEqual([]);
  await write('sources.json', { sources: [source('first', { every: '10s' })] });
  await until(async () => expect((await reported())['first']?.details?.every_seconds).toBe(10));
  await until(async () => expect((await reported())['first']?.state).toBe('current'));
  expect(await count()).toBe(20);
});

test(
  'a pull that does nothing any more is started anew, and says so',
  { timeout: testPatience },
  async () => {
    let isStuck = true;
    const { warned, reported, until, count, sources } = await begin({
      // never answered, whatever is done
      submit: (writer) => async (events, bytes) =>
        isStuck ? new Promise<never>(() => {}) : writer.submit(events, bytes),
      watching: { everyMs: 100, silenceMs: () => 500 },
    });
    await until(async () => {
      expect(warned.join()).toMatch(/A pull was started anew/);
      isStuck = false;
      expect((await reported())['first']?.state).toBe('current');
    });
    expect(await count()).toBe(20);
    expect((await reported())['first']?.details?.notes).toEqual([
      expect.stringMatching(/^It did nothing from .+ on, and was started anew at /),
    ]);
    expect((await sources.report()).sources).toHaveLength(1);
  },
);

test('no secret is told of anywhere, whatever a platform says', { timeout: testPatience }, async () => {
  const { platform, warned, data, reported, until, write, sources } = await begin();
  platform.add([record(2, { user_id: { an: 'object' } })]);
  await until(async () => expect((await reported())['first']?.details?.refused).toBe(1));
  const { key } = documentOf(account, platform.url).status;
  const line = key.split('\n').find((each) => each.length > 40 && !each.startsWith('-')) ?? '';
  const body = `Who sends ${key} or ${line} or eyJhbGciOiJFUzI1NiJ9.e30.x is refused.`;
  platform.fault = () => ({ status: 500, body });
  await until(async () =>
    expect((await reported())['first']?.details?.error?.message).toMatch(/answered 500/),
  );
  await write('sources.json', {
    sources: [{ name: 'first', kind: 'agilicus', url: 'https://me:pass-word@example.net' }],
  });
  await until(async () => expect((await sources.report()).problems.length).toBeGreaterThan(0));
  const files = (await readdir(data)).filter((name) => name.endsWith('.jsonl'));
  expect(files).toEqual(['refused-first.jsonl']);
  const told = [
    JSON.stringify(await sources.report()),
    warned.join('\n'),
    await readFile(join(data, 'refused-first.jsonl'), 'utf8'),
  ].join('\n');
  for (const secret of [line, 'BEGIN', 'eyJ', 'pass-word']) expect(told).not.toContain(secret);
});
