import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { Senders, listIds, lossIn, noLoss, post } from '../test-support/senders.ts';
import { spawnServer, withFolder } from '../test-support/spawn-server.ts';
import { patience } from '../test-support/patience.ts';

test('stopped under load, it ends by itself, and what was acknowledged is there', async () =>
  withFolder(async (folder) => {
    const server = await spawnServer(folder);
    const senders = new Senders(() => server.url, 8, 100);
    await vi.waitFor(() => expect(senders.acknowledged.size).toBeGreaterThan(3_000), {
      timeout: patience,
      interval: 5,
    });
    expect(await server.end('SIGTERM')).toBe(0);
    await senders.done();
    expect(existsSync(join(folder, 'server.json'))).toBe(false);
    expect([...senders.statuses.keys()].filter((status) => ![201, 429, 503].includes(status))).toEqual([]);
    const again = await spawnServer(folder);
    expect(lossIn(await listIds(again.url), senders.acknowledged)).toEqual(noLoss);
    expect(await again.end('SIGINT')).toBe(0);
  }));

test('an answer that has begun is given to its end', async () =>
  withFolder(async (folder) => {
    const server = await spawnServer(folder);
    const count = 6_000;
    for (let at = 0; at < count; at += 1_000)
      await post(
        server.url,
        Array.from({ length: 1_000 }, (_, n) => `e${at + n}`),
        2_000,
      );
    const response = await fetch(`${server.url}/v1/auth_audits/export?format=ndjson`, {
      headers: { 'accept-encoding': 'identity' },
    });
    const reader = response.body?.getReader();
    let text = new TextDecoder().decode((await reader?.read())?.value);
    const ended = server.end('SIGTERM');
    // it has heard the signal
    await vi.waitFor(() => expect(existsSync(join(folder, 'server.json'))).toBe(false), {
      timeout: patience,
    });
    for (let chunk = await reader?.read(); chunk && !chunk.done; chunk = await reader?.read())
      text += new TextDecoder().decode(chunk.value);
    expect(text.trimEnd().split('\n')).toHaveLength(count);
    expect(await ended).toBe(0);
  }));

test('a client that never takes its answer does not keep it from ending', async () =>
  withFolder(async (folder) => {
    const server = await spawnServer(folder);
    await post(server.url, ['a']);
    const stalled = connect(Number(new URL(server.url).port), '127.0.0.1');
    await once(stalled, 'connect');
    stalled.on('error', () => undefined); // cut off, as it should be
    stalled.write(
      'POST /v1/bulk_audit_events HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n',
    );
    stalled.write('Content-Length: 1000\r\n\r\n{');
    expect(await listIds(server.url)).toEqual(['a']);
    expect(await server.end('SIGTERM')).toBe(0);
  }));
