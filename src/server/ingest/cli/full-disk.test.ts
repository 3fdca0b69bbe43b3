import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, statfs, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { buildApp } from '../../app.ts';
import { canMakeDisks, takeSpace, withDisk } from '../../test-support/small-disk.ts';
import { proofRoutes } from '../../routes/proof.ts';
import { prepared } from '../../store/conformance/samples.ts';
import { openStore } from '../../store/open.ts';
import { StoreError } from '../../store/store-error.ts';
import { announceServer, newIdentity } from '../../process/server-file.ts';
import { serverSink } from '../server-sink.ts';
import { runImport } from './run-import.ts';
import { anybody } from '../../store/questions/scope.ts';
import { createWriter } from '../writer.ts';

let folder: string;
const ends: (() => unknown)[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'import-full-disk-'));
});
afterEach(async () => {
  vi.useRealTimers();
  for (const end of ends.splice(0).toReversed()) await end();
  await rm(folder, { recursive: true });
});

const mebibyte = 1024 * 1024;
const whyFull = 'The disk is full: 3 MiB are free, 64 MiB must stay free.';
const event = prepared({ time: '2026-03-29T12:00:00Z', event_name: 'Token' }, 'a');

/** A server that can store nothing. Its words are as hostile as a terminal may meet. */
const serveFull = async (words = whyFull): Promise<string> => {
  const store = await openStore({ folder });
  const append = () => Promise.reject(new StoreError('unwritable', words));
  const full = { ...store, append };
  const app = await buildApp({ store: full, writer: createWriter(full), version: '0.0.0' });
  ends.push(() => app.close());
  const identity = newIdentity();
  await app.register(proofRoutes(identity));
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  await announceServer(folder, url, identity);
  return url;
};

const run = (files: readonly string[], data: string, told: (text: string) => void, signal: AbortSignal) =>
  runImport({
    files,
    folder,
    data,
    stdin: Readable.from([]),
    out: { write: told },
    err: { write: told, isTTY: true, columns: 120 },
    signal,
  });

test('what is waited for is said in place of a remaining time, and for how long at most', async () => {
  await serveFull(`${whyFull}\u009B2J\u202E`);
  await writeFile(join(folder, 'a.jsonl'), '{"time":"2026-01-23T10:00:00Z","event_name":"Token"}\n');
  const stop = new AbortController();
  let printed = '';
  const status = await run(
    ['a.jsonl'],
    folder,
    (text) => {
      printed += text;
      if (text.includes('Waiting')) stop.abort();
    },
    stop.signal,
  );
  expect(status).toBe(130);
  expect(printed).toMatch(
    /Waiting, at most (1 min 0 s|60 s) more: Nothing can be stored now\. The disk is full: 3 MiB are free, 64 MiB/,
  );
  expect(printed).not.toMatch(/[\u009b\u202e]/);
});

test('after that time it gives up, and says why', async () => {
  const waits: [string, boolean][] = [];
  const sink = serverSink({
    url: await serveFull(),
    whyNot: async () => undefined,
    patienceMs: 300,
    onWait: (reason, leftMs) => waits.push([reason, leftMs > 0 && leftMs <= 300]),
  });
  const start = performance.now();
  await expect(sink.send([event])).rejects.toThrow(
    /^The server at http:\S+ has taken nothing for 1 s: Nothing can be stored now\. The disk is full/,
  );
  expect(performance.now() - start).toBeLessThan(4_000); // its Retry-After is 5 seconds
  expect(waits).toEqual([[`Nothing can be stored now. ${whyFull}`, true]]);
});

test('a server that takes a batch and never answers is not waited for longer, and it is said meanwhile', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const server = createServer(() => vi.advanceTimersByTime(5_000)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  ends.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  const waits: string[] = [];
  const sink = serverSink({
    url,
    whyNot: async () => undefined,
    patienceMs: 300,
    onWait: (reason) => waits.push(reason),
  });
  await expect(sink.send([event])).rejects.toThrow(`The server at ${url} has not answered for 1 s.`);
  expect(waits).toEqual([`The server at ${url} has not answered yet.`]);
});

test.skipIf(!canMakeDisks)(
  'into the folder itself no more is written than leaves the reserve free, which ends it with a sentence',
  async () =>
    withDisk(200, async (disk) => {
      const data = join(disk, 'data');
      await mkdir(data);
      await takeSpace(disk, 100); // 36 MiB more than must stay free
      const lines = Array.from({ length: 4_000 }, (_, n) =>
        JSON.stringify({
          time: '2026-01-23T10:00:00Z',
          event_name: 'Token',
          user_id: `u-${n}`,
          noise: randomBytes(10_000).toString('base64'),
        }),
      );
      await writeFile(join(folder, 'a.jsonl'), `${lines.join('\n')}\n`);
      let printed = '';
      const signal = new AbortController().signal;
      expect(await run(['a.jsonl'], data, (text) => (printed += text), signal)).toBe(2);
      expect(printed).toMatch(/It ended early: The disk is full: \d+ MiB are free, 64 MiB must stay free\./);
      expect(printed).toContain('What was added stays.');
      const { bavail, bsize } = await statfs(disk);
      expect((bavail * bsize) / mebibyte).toBeGreaterThanOrEqual(64);
      const store = await openStore({ folder: data });
      expect(await store.events.count({}, anybody)).toBeGreaterThan(300);
      await store.close();
    }),
);
