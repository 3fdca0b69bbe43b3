import { expect, test, vi } from 'vitest';
import { Senders, listIds, lossIn, noLoss } from '../test-support/senders.ts';
import { spawnServer, withFolder } from '../test-support/spawn-server.ts';
import { patience } from '../test-support/patience.ts';

test('what was acknowledged is there, once, after ten kills in mid-ingest', async () =>
  withFolder(async (folder) => {
    let server = await spawnServer(folder);
    const senders = new Senders(() => server.url, 4, 25);
    for (let kill = 1; kill <= 10; kill += 1) {
      const before = senders.acknowledged.size;
      await vi.waitFor(() => expect(senders.acknowledged.size).toBeGreaterThan(before + kill * 60), {
        timeout: patience,
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
