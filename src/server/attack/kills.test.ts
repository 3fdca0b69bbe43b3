import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, test, vi } from 'vitest';
import { noFilters } from '../../contract/filters.ts';
import { formatInstant, micros, microsPerDay, parseInstant } from '../../contract/instant.ts';
import { Random } from '../demo/random.ts';
import { lossIn, noLoss } from '../test-support/senders.ts';
import { withFolder } from '../test-support/spawn-server.ts';
import { prepared } from '../store/conformance/samples.ts';
import { walk } from '../store/conformance/harness.ts';
import { openStore } from '../store/open.ts';
import type { StoredEvent } from '../records/stored-event.ts';
import type { Store } from '../store/store.ts';
import { anybody } from '../store/questions/scope.ts';
import { testPatience } from '../test-support/patience.ts';

// Kills of what writes: of the store and its keeper, and of the importer; `process/crash.test.ts` has those of a server.
// For more: KILLS=100 npx vitest run src/server/attack/kills.test.ts
const kills = Number(process.env['KILLS'] ?? 3);
const root = resolve(import.meta.dirname, '../../..');
const random = new Random(20_260_318, 1);

const run = (script: string, folder: string, args: readonly string[]): ChildProcess =>
  spawn(process.execPath, ['--import', 'tsx', script, ...args], {
    cwd: root,
    env: { PATH: process.env['PATH'] ?? '', AUTH_AUDIT_DATA: folder },
    stdio: ['ignore', 'pipe', 'ignore'],
  });

/** Kill a process after a while, in milliseconds: at any moment of its work, which is what is tested. */
const killSoon = async (child: ChildProcess, after = random.below(1_000)): Promise<void> => {
  const exited = once(child, 'exit');
  setTimeout(() => child.kill('SIGKILL'), after);
  await exited;
};

const eventsIn = (store: Store): Promise<StoredEvent[]> =>
  walk(store, { filters: noFilters, order: 'asc' }, [500]);

const attemptsIn = async (store: Store) => {
  const everything = { filters: noFilters, settled: parseInstant('2026-04-01T00:00:00Z') ?? micros(0n) };
  const properties = ['outcome', 'user_id', 'result'];
  const { attempts, more } = await store.attempts.page({ ...everything, order: 'asc', limit: 400 }, anybody);
  return {
    facets: await store.attempts.facets({ ...everything, properties, limit: 20 }, anybody),
    page: attempts.map(({ requestId, start, last, count, outcome }) => [
      requestId,
      start,
      last,
      count,
      outcome,
    ]),
    more,
  };
};

/** What a new store tells of attempts that is given the same events. */
const attemptsAnew = async (folder: string, events: readonly StoredEvent[]) => {
  const fresh = await openStore({ folder, reserveBytes: 0 });
  try {
    await fresh.append(
      events.map(({ id, time, record }, n) => ({
        id,
        time,
        record,
        contentHash: n.toString(16).padStart(64, '0'),
      })),
    );
    return await attemptsIn(fresh);
  } finally {
    await fresh.close();
  }
};

test(
  `after ${kills} kills of a store that writes and keeps days, every event is there once and attempts are right`,
  { timeout: 600_000 + kills * 30_000 },
  async () =>
    withFolder(async (folder) => {
      const data = join(folder, 'data');
      const acknowledged = new Set<string>();
      for (let kill = 1; kill <= kills; kill += 1) {
        const child = run('src/server/attack/write-and-keep.ts', data, [data, `k${kill}`]);
        let printed = '';
        child.stdout?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
        await vi.waitFor(() => expect(printed.split('\n').length).toBeGreaterThan(600), {
          timeout: testPatience,
          interval: 5,
        });
        await killSoon(child);
        // the last line may have been cut off
        for (const id of printed.split('\n').slice(0, -1)) acknowledged.add(id);
        const store = await openStore({ folder: data, reserveBytes: 0 });
        try {
          const events = await eventsIn(store);
          expect(
            lossIn(
              events.map(({ id }) => id),
              acknowledged,
            ),
          ).toEqual(noLoss);
          expect(await attemptsIn(store)).toEqual(await attemptsAnew(join(folder, `anew${kill}`), events));
        } finally {
          await store.close();
        }
      }
    }),
);

test(
  `after ${kills} kills of a store that removes what is old, nothing newer is lost, and the rest goes`,
  { timeout: 600_000 + kills * 30_000 },
  async () =>
    withFolder(async (folder) => {
      const data = join(folder, 'data');
      const start = parseInstant('2026-03-02T00:00:00Z') ?? micros(0n);
      const perDay = 3_000;
      const timeOf = (n: number) => micros(start + (BigInt(n) * microsPerDay) / BigInt(perDay));
      const days = 2 * kills + 2;
      const filled = await openStore({ folder: data, reserveBytes: 0 });
      for (let day = 0; day < days; day += 1)
        await filled.append(
          Array.from({ length: perDay }, (_, at) => {
            const n = day * perDay + at;
            const time = formatInstant(timeOf(n));
            const more = {
              request_id: `r${n - (n % 7)}`,
              user_id: `u${n % 50}`,
              user_agent: 'x'.repeat(300),
            };
            return prepared({ time, event_name: 'Token', result: 'Success', ...more }, `e${n}`);
          }),
        );
      await filled.tidy();
      await filled.close();
      for (let kill = 1; kill <= kills; kill += 1) {
        const floor = micros(start + BigInt(2 * kill) * microsPerDay);
        const child = run('src/server/attack/remove-old.ts', data, [data, String(floor)]);
        let printed = '';
        child.stdout?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
        await vi.waitFor(() => expect(printed).toContain('removing'), { timeout: testPatience, interval: 2 });
        await killSoon(child, random.below(200));
        const store = await openStore({ folder: data, reserveBytes: 0 });
        try {
          const ids = new Set((await eventsIn(store)).map(({ id }) => id));
          const newer = Array.from(
            { length: (days - 2 * kill) * perDay },
            (_, at) => `e${2 * kill * perDay + at}`,
          );
          expect(newer.filter((id) => !ids.has(id))).toEqual([]);
          const { removedBefore = start } = await store.retention();
          expect(ids.size).toBe(
            days * perDay -
              Array.from({ length: days * perDay }, (_, n) => n).filter((n) => timeOf(n) < removedBefore)
                .length,
          );
        } finally {
          await store.close();
        }
      }
      const floor = micros(start + BigInt(2 * kills) * microsPerDay);
      const child = run('src/server/attack/remove-old.ts', data, [data, String(floor)]);
      expect(await once(child, 'exit')).toEqual([0, null]);
      const store = await openStore({ folder: data, reserveBytes: 0 });
      try {
        const events = await eventsIn(store);
        expect(events).toHaveLength(2 * perDay);
        expect(await attemptsIn(store)).toEqual(await attemptsAnew(join(folder, 'anew'), events));
      } finally {
        await store.close();
      }
    }),
);

test(
  `after ${kills} kills of an importer, importing again takes every line once`,
  { timeout: 600_000 + kills * 30_000 },
  async () =>
    withFolder(async (folder) => {
      const [data, file] = [join(folder, 'data'), join(folder, 'events.jsonl')];
      const start = parseInstant('2026-03-02T00:00:00Z') ?? micros(0n);
      // every other line without an id of its own, some of them the same byte for byte
      const lines = Array.from({ length: 30_000 }, (_, n) => {
        const time = formatInstant(micros(start + BigInt(n - (n % 6)) * 1_000_000n));
        const event = { time, event_name: 'Token', result: 'Success', request_id: `r${n - (n % 6)}` };
        const own = { unique_id: `e${n}`, event: { ...event, user_id: `u${n}` } }; // else it would claim an equal one
        return JSON.stringify(n % 2 === 0 ? event : own);
      });
      await writeFile(file, `${lines.join('\n')}\n`);
      let child: ChildProcess | undefined;
      for (let kill = 1; kill <= kills; kill += 1) {
        child = run('src/server/ingest/cli/import.ts', data, [file]);
        await killSoon(child, 500 + random.below(2_500));
      }
      child = run('src/server/ingest/cli/import.ts', data, [file]);
      expect(await once(child, 'exit')).toEqual([0, null]);
      const store = await openStore({ folder: data, reserveBytes: 0 });
      try {
        expect(await store.events.count({}, anybody)).toBe(lines.length);
        const ids = (await eventsIn(store)).map(({ id }) => id);
        expect(new Set(ids).size).toBe(lines.length);
      } finally {
        await store.close();
      }
    }),
);
