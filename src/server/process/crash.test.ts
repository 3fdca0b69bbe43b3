import { setTimeout as pause } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { Senders, listIds, lossIn, noLoss, post } from '../test-support/senders.ts';
import { spawnServer, withFolder } from '../test-support/spawn-server.ts';
import { testPatience } from '../test-support/patience.ts';

test('what was acknowledged is there, once, after ten kills in mid-ingest', async () =>
  withFolder(async (folder) => {
    let server = await spawnServer(folder);
    const senders = new Senders(() => server.url, 4, 25);
    for (let kill = 1; kill <= 10; kill += 1) {
      const before = senders.acknowledged.size;
      await vi.waitFor(() => expect(senders.acknowledged.size).toBeGreaterThan(before + kill * 60), {
        timeout: testPatience,
        interval: 5,
      });
      expect(await server.end('SIGKILL')).toBe('SIGKILL');
      server = await spawnServer(folder);
    }
    await senders.done();
    const stored = await listIds(server.url);
    expect(lossIn(stored, senders.acknowledged)).toEqual(noLoss);
    expect(senders.acknowledged.size).toBeGreaterThan(3_000);
    // and no more than was sent: at most one batch a sender was under way
    expect(stored.length).toBeLessThanOrEqual(senders.acknowledged.size + 4 * 25);
    expect(await server.end('SIGTERM')).toBe(0);
  }));

test.each(['SIGKILL', 'SIGTERM'] as const)(
  'what is sent to a server that has only begun is there, once, if it was acknowledged: %s',
  async (signal) =>
    withFolder(async (folder) => {
      const all = Array.from({ length: 2_000 }, (_, n) => `e${n}`);
      const first = await spawnServer(folder);
      expect((await post(first.url, all)).status).toBe(201);
      expect(await first.end('SIGKILL')).toBe('SIGKILL');
      const acknowledged = new Set(all);
      for (let round = 0; round < 6; round += 1) {
        const server = await spawnServer(folder);
        // some that are stored, and new ones: before all that is stored is known, or after
        const sent = [...all.slice(round * 100, round * 100 + 50), `new${round}`, `new${round}-again`];
        const answered = post(server.url, sent).then(
          ({ status }) => status === 201,
          () => false,
        );
        await pause(round * 12); // not waited for: each round it is killed at another moment of its start
        expect(await server.end(signal)).toBe(signal === 'SIGTERM' ? 0 : signal);
        if (await answered) for (const id of sent) acknowledged.add(id);
      }
      const last = await spawnServer(folder);
      const stored = await listIds(last.url);
      expect(lossIn(stored, acknowledged)).toEqual(noLoss);
      expect(new Set(stored).size).toBe(stored.length);
      expect(await last.end('SIGTERM')).toBe(0);
    }),
);
