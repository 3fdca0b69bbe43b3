import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { formatInstant, micros, microsOfMs } from '../../contract/instant.ts';
import type { SourcesAnswer } from '../../contract/sources.ts';
import type { PlatformRecord } from '../demo/platform/answer-audits.ts';
import { type PlatformFault, Platform } from '../demo/platform/platform.ts';
import { createServiceAccount, documentOf } from '../demo/platform/service-account.ts';
import { testPatience } from '../test-support/patience.ts';
import { listIds } from '../test-support/senders.ts';
import { type Spawned, spawnServer, withFolder } from '../test-support/spawn-server.ts';

const count = 12_000;
const days = 30;

/** Sign-ins over the days before now, some of them many at one instant. */
const recordsBefore = (now: number): PlatformRecord[] =>
  Array.from({ length: count }, (_, index) => {
    const place = index % 40 < 20 ? index - (index % 20) : index;
    const time = micros(
      microsOfMs(now - 60_000 - Math.floor((days * 86_400_000 * place) / (count + 1_000))) + 7n,
    );
    const record = {
      time: formatInstant(time),
      event_name: 'Token',
      result: 'Create',
      user_id: `u${index % 97}`,
      request_id: `r${index}`,
    };
    return { time, record };
  });

/** Something goes wrong with every so many requests, each time something else. */
const faultsOf = (): Platform['fault'] => {
  const kinds: readonly PlatformFault[] = [
    { status: 503, headers: { 'retry-after': '0' } },
    { cutAfter: 200 },
    { status: 429, headers: { 'retry-after': '-5' } },
    { status: 401 },
    { status: 200, headers: { 'content-type': 'text/html' }, body: '<p>Sign in</p>' },
  ];
  let asked = 0;
  return ({ path }) => {
    if (path !== '/v1/auth_audits') return undefined;
    asked += 1;
    return asked % 13 === 0 ? kinds[(asked / 13) % kinds.length] : undefined;
  };
};

const sourcesOf = async ({ url }: Spawned): Promise<SourcesAnswer> =>
  (await (await fetch(`${url}/v1/sources`)).json()) as SourcesAnswer;

test('a pull that is killed again and again ends with every record of the platform, once', async () =>
  withFolder(async (folder) => {
    const account = createServiceAccount();
    const platform = await Platform.start({
      accounts: [account],
      records: recordsBefore(Date.now()),
      answerMs: 15,
    });
    platform.habits = { ignores: ['org_id'] };
    platform.fault = faultsOf();
    try {
      await writeFile(join(folder, 'account.json'), JSON.stringify(documentOf(account, platform.url)));
      const file = join(folder, 'sources.json');
      const source = { name: 'agilicus', kind: 'agilicus', url: platform.url, document: './account.json' };
      await writeFile(
        file,
        JSON.stringify({ sources: [{ ...source, from: `${days}d`, every: '5s', directory: false }] }),
      );
      const variables = { AUTH_AUDIT_SOURCES: file };
      let server = await spawnServer(folder, variables);
      let before = 0;
      for (let kill = 1; kill <= 4; kill += 1) {
        const wanted = platform.count('/v1/auth_audits') + 8;
        await vi.waitFor(() => expect(platform.count('/v1/auth_audits')).toBeGreaterThan(wanted), {
          timeout: testPatience,
          interval: 10,
        });
        await server.end('SIGKILL');
        server = await spawnServer(folder, variables);
        // what was read is not asked for again: it goes on where it was
        const stored = (await listIds(server.url)).length;
        expect(stored).toBeGreaterThanOrEqual(before);
        before = stored;
      }
      await vi.waitFor(
        async () => expect((await sourcesOf(server)).sources[0]).toMatchObject({ state: 'current' }),
        { timeout: testPatience, interval: 100 },
      );
      const ids = await listIds(server.url);
      expect([ids.length, new Set(ids).size]).toEqual([count, count]);
      const { sources, gaps, problems } = await sourcesOf(server);
      expect([gaps, problems]).toEqual([[], []]);
      expect(sources[0]?.details).toMatchObject({ refused: 0, late: 0, notes: [] });
      // about as many requests as there are pages, not as often as it was killed
      expect(platform.count('/v1/auth_audits')).toBeLessThan(400);
      expect(await server.end('SIGTERM')).toBe(0);
    } finally {
      await platform.stop();
    }
  }));
