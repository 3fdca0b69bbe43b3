import { join } from 'node:path';
import { noFilters } from '../../contract/filters.ts';
import { formatInstant, micros, microsOfMs } from '../../contract/instant.ts';
import type { AuditHabits, PlatformRecord } from '../demo/platform/answer-audits.ts';
import { type Held, withStore } from '../store/conformance/harness.ts';
import { openStore } from '../store/open.ts';
import type { Keeping } from '../store/retention.ts';
import { anybody } from '../store/questions/scope.ts';
import { VirtualPlatform } from './virtual-platform.ts';
import { createWriter } from '../ingest/writer.ts';
import type { SourceConfig } from '../ingest/sources/config.ts';
import { Pull } from '../ingest/sources/pull.ts';
import type { PullOptions } from '../ingest/sources/pull-options.ts';
import { RefusedRecords } from '../ingest/sources/refused-records.ts';
import { reportOf } from '../ingest/sources/report.ts';

export const begin = Date.parse('2026-03-18T09:00:00Z');
export const minute = 60_000;
export const hour = 60 * minute;

export const config: SourceConfig = {
  name: 'agilicus',
  kind: 'agilicus',
  url: 'https://api.example.net',
  organisation: 'o1',
  from: { days: 2 },
  everyMs: 2 * minute,
  overlap: micros(microsOfMs(10 * minute)),
  directory: false,
  credential: { kind: 'token', token: 'a-token-for-a-test' },
  ca: undefined,
};

/** For stories of days. */
export const slow = { ...config, everyMs: hour / 2, overlap: micros(microsOfMs(hour)) };

export const record = (at: number, more: object = {}): PlatformRecord => {
  const time = microsOfMs(at);
  return { time, record: { time: formatInstant(time), event_name: 'Token', result: 'Create', ...more } };
};

/** One a quarter of an hour. */
export const history = (from: number, to: number): PlatformRecord[] =>
  Array.from({ length: Math.ceil((to - from) / (15 * minute)) }, (_, index) =>
    record(from + index * 15 * minute),
  );

export const platformWith = (records: readonly PlatformRecord[], habits: AuditHabits = {}, at = begin) =>
  new VirtualPlatform(at, records, { ignores: ['org_id'], ...habits }, []);

export const startPull = (
  { store, folder }: Held,
  platform: VirtualPlatform,
  more: Partial<PullOptions> = {},
) => {
  const ending = new AbortController();
  const pull = new Pull(
    {
      config,
      api: platform.api,
      writer: createWriter(store),
      kept: store.sources,
      refused: new RefusedRecords(join(folder, 'refused.jsonl')),
      clock: platform,
      ...more,
    },
    ending.signal,
  );
  const ended = pull.run();
  return {
    pull,
    end: async () => {
      ending.abort(new Error('The test ends it.'));
      await ended;
    },
  };
};

export const pullFor = async (
  held: Held,
  platform: VirtualPlatform,
  ms: number,
  more: Partial<PullOptions> = {},
): Promise<Pull> => {
  const { pull, end } = startPull(held, platform, more);
  await platform.until(platform.now() + ms);
  await end();
  return pull;
};

export const storedTimes = async ({ store }: Held): Promise<string[]> =>
  (await store.events.list({ filters: noFilters, order: 'asc', limit: 5_000 }, anybody)).events.map(
    ({ record: { time } }) => String(time),
  );

export const told = (pull: Pull, now: number) =>
  reportOf(pull, { now, catchingUp: undefined, documentExpires: undefined, directory: undefined, notes: [] });

export const at = (ms: number): string => formatInstant(microsOfMs(ms));

/** What lies before it is read by a pull that just ended. */
export const seenTo = (platform: VirtualPlatform): number => platform.now() - 5 * minute;

export const withHeld = (use: (held: Held) => Promise<void>, keeping?: Keeping): Promise<void> =>
  withStore(async (folder) => openStore({ folder, reserveBytes: 0, ...(keeping ? { keeping } : {}) }), use);

/** The times of each answer that had records. */
export const timesOf = (platform: VirtualPlatform): string[][] =>
  platform.answered.filter((list) => list.length > 0).map((list) => list.map(({ time }) => String(time)));
