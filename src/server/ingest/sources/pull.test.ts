import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Micros, formatInstant, micros, microsOfMs, parseInstant } from '../../../contract/instant.ts';
import { type AuditHabits, type PlatformRecord, answerAudits } from '../../demo/platform/answer-audits.ts';
import { type Held, withStore } from '../../store/conformance/harness.ts';
import { noFilters } from '../../../contract/filters.ts';
import { openStore } from '../../store/open.ts';
import { anybody } from '../../store/questions/scope.ts';
import type { SourceStore } from '../../store/source-store.ts';
import { type Fault, type Happening, VirtualPlatform } from '../../test-support/virtual-platform.ts';
import { prepareEvent } from '../prepare.ts';
import { createWriter } from '../writer.ts';
import type { SourceConfig } from './config.ts';
import { Pull } from './pull.ts';
import { RefusedRecords } from './refused-records.ts';
import { readRemembered } from './remembered.ts';
import { type Run, runsWithout } from '../../store/windows.ts';

const begin = Date.parse('2026-03-18T09:00:00Z');
const minute = 60_000;
const config: SourceConfig = {
  name: 'agilicus',
  kind: 'agilicus',
  url: 'https://api.example.net',
  organisation: undefined,
  from: { instant: micros(microsOfMs(begin - 13 * 60 * minute)) },
  everyMs: 2 * minute,
  overlap: micros(microsOfMs(10 * minute)),
  directory: false,
  credential: { kind: 'token', token: 'a-token-for-a-test' },
  ca: undefined,
};

const never = new Promise<never>(() => {});

/** A pull that is killed at a moment: whatever it waits for never comes. */
const startPull = (
  { store, folder }: Held,
  platform: VirtualPlatform,
  {
    kept = store.sources,
    lives = Infinity,
    name = 'refused',
  }: { kept?: SourceStore; lives?: number; name?: string } = {},
) => {
  let left = lives;
  let isDead = false;
  const mortal =
    <Given extends readonly unknown[], Answer>(work: (...given: Given) => Promise<Answer>) =>
    async (...given: Given): Promise<Answer> => {
      if (isDead || (left -= 1) < 0) return never;
      const answer = await work(...given);
      if (isDead || (left -= 1) < 0) return never;
      return answer;
    };
  const writer = createWriter(store);
  const pull = new Pull(
    {
      config,
      api: { get: mortal((path, params) => platform.api.get(path, params)) },
      writer: { submit: mortal((events, bytes) => writer.submit(events, bytes)) },
      kept: {
        all: () => kept.all(),
        save: mortal((source, text) => kept.save(source, text)),
        reached: () => {},
        keptFrom: () => undefined,
      },
      refused: new RefusedRecords(join(folder, `${name}.jsonl`)),
      clock: {
        now: () => platform.now(),
        sleep: mortal((ms: number, signal: AbortSignal) => platform.sleep(ms, signal)),
      },
    },
    new AbortController().signal,
  );
  void pull.run();
  return { pull, isAlive: () => left >= 0, kill: () => (isDead = true) };
};

type Drawn = { at: number; micros: number; step: number; person: number };

const steps = [
  { event_name: 'Authentication Request', result: 'InProgress' },
  { event_name: 'Token', result: 'Create' },
  { event_name: 'Refresh', result: 'Success' },
  { event_name: 'A thing of its own', result: 'Weird' },
  { stage: 'Login', event: 'Success' },
];

/** Times lie near each other, so that pages end within instants. */
const recordOf = ({ at, micros: within, step, person }: Drawn, ahead: number): PlatformRecord => {
  const time = micros(microsOfMs(begin + ahead + at * minute) + BigInt(within));
  const record = { time: formatInstant(time), ...steps[step], user_id: `u${person}`, client_id: 'app' };
  return { time, record };
};

const drawn = fc.record({
  at: fc.integer({ min: -240, max: 38 }),
  micros: fc.oneof(fc.constant(0), fc.integer({ min: -2_100, max: 2_100 })),
  step: fc.nat(steps.length - 1),
  person: fc.nat(3),
});

const fault: fc.Arbitrary<Fault> = fc.oneof(
  { weight: 8, arbitrary: fc.constant('none' as const) },
  fc.constantFrom<Fault>('cut', 'busy', 'unavailable', 'unauthorized', 'hangs', 'html', 'too_large'),
);

const habits: fc.Arbitrary<AuditHabits> = fc.record(
  {
    cap: fc.record({ records: fc.integer({ min: 4, max: 16 }), isHidden: fc.boolean() }),
    times: fc.constantFrom('rounded' as const, 'truncated' as const),
    bounds: fc.constantFrom('rounded' as const, 'truncated' as const),
    turnsTies: fc.boolean(),
  },
  { requiredKeys: ['cap'] },
);

const change = fc.record({
  at: fc.integer({ min: 1, max: 38 }),
  which: fc.nat(1_000),
  kind: fc.constantFrom('property' as const, 'value' as const, 'late' as const, 'sent' as const),
});

type Content = Readonly<Record<string, unknown>>;
const keyOf = (record: Content): string => {
  const time = parseInstant(String(record['time']));
  const own = Object.entries(record).filter(([name]) => name !== 'time');
  return JSON.stringify([String(time), ...own.toSorted(([a], [b]) => (a < b ? -1 : 1))]);
};
const countsOf = (records: readonly Content[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const record of records) counts.set(keyOf(record), (counts.get(keyOf(record)) ?? 0) + 1);
  return counts;
};

const storedRecords = async ({ store }: Held): Promise<Content[]> => {
  const { events } = await store.events.list({ filters: noFilters, order: 'asc', limit: 100_000 }, anybody);
  return events.map(({ record }) => record);
};

/** Records as the platform answers them. */
const asAnswered = (records: readonly PlatformRecord[], habits: AuditHabits): readonly Content[] => {
  const { cap: _, ...uncapped } = habits;
  const { body } = answerAudits(records, {}, uncapped, Number.MAX_SAFE_INTEGER / 1000);
  return 'auth_audits' in body ? body.auth_audits : [];
};

/** Every version that was ever answered or sent, as often as one answer had it, without those that others stand for. */
const expectedOf = (platform: VirtualPlatform, sent: readonly Content[]): Map<string, number> => {
  const most = countsOf(sent);
  for (const list of platform.answered)
    for (const [key, count] of countsOf(list)) most.set(key, Math.max(count, most.get(key) ?? 0));
  const now = [...countsOf(asAnswered(platform.records, platform.habits))].filter(([key]) => most.has(key));
  const left = new Map(now);
  for (const [key, count] of most) {
    const members = JSON.parse(key) as unknown[];
    const able = now.reduce((sum, [other, each]) => {
      const own = (JSON.parse(other) as unknown[]).map((member) => JSON.stringify(member));
      return own.length > members.length && members.every((each) => own.includes(JSON.stringify(each)))
        ? sum + each
        : sum;
    }, 0);
    most.set(key, count - Math.min(Math.max(0, count - (left.get(key) ?? 0)), able));
  }
  return new Map([...most].filter(([, count]) => count > 0));
};

/** What the pull says is read, but for instants of which it says that more may be there. */
const settledIn = async ({ store }: Held): Promise<readonly Run[]> => {
  const text = (await store.sources.all()).get(config.name) ?? '';
  const remembered = readRemembered(text, JSON.stringify([config.kind, config.url, '']));
  return remembered ? runsWithout(remembered.settled, remembered.unproven) : [];
};

const isWithin = (time: Micros | undefined, { from, to }: Run): boolean =>
  time !== undefined && time >= from && time < to;

/** Whatever never changed and lies where all is said to be read is stored. @returns how much that is */
const expectSettled = async (
  held: Held,
  original: readonly PlatformRecord[],
  { records, habits }: VirtualPlatform,
): Promise<number> => {
  const settled = await settledIn(held);
  const stored = countsOf(await storedRecords(held));
  const untouched = asAnswered(
    records.filter((each) => original.includes(each)),
    habits,
  ).filter(({ time }) => settled.some((run) => isWithin(parseInstant(String(time)), run)));
  const lacking = [...countsOf(untouched)].filter(([key, count]) => (stored.get(key) ?? 0) < count);
  expect(lacking).toEqual([]);
  return untouched.length;
};

const history = fc.record({
  records: fc.array(drawn, { minLength: 10, maxLength: 50 }),
  habits,
  faults: fc.array(fault, { maxLength: 200 }),
  changes: fc.array(change, { maxLength: 12 }),
  lives: fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 6 }),
  ahead: fc.constantFrom(0, 0, -7 * 60 * minute, 3 * 60 * minute),
});

/** What changes on the platform, and what it sends besides. */
const happeningsOf = (
  changes: readonly { at: number; which: number; kind: 'property' | 'value' | 'late' | 'sent' }[],
  { store }: Held,
  sent: Content[],
): Happening[] => {
  const touched = new Set<PlatformRecord>();
  return changes.map(({ at, which, kind }, index) => ({
    at: begin + at * minute,
    happen: async (platform) => {
      const chosen = platform.records[which % Math.max(1, platform.records.length)];
      if (!chosen || touched.has(chosen)) return;
      const { record } = chosen;
      if (kind === 'late') platform.add({ ...chosen, record: { ...record, request_id: `late-${index}` } });
      if (kind === 'property' || kind === 'value') {
        platform.replace(
          chosen,
          kind === 'value' ? { ...record, user_id: 'another' } : { ...record, trace_id: 'added' },
        );
        const now = platform.records.find((each) => each.time === chosen.time && each.record !== record);
        if (now && kind === 'property') touched.add(now);
      }
      if (kind === 'sent') {
        const event = prepareEvent({ unique_id: `sent-${index}`, event: record });
        if ('refused' in event) throw new Error(event.message);
        touched.add(chosen);
        sent.push(record);
        await store.append([event]);
      }
    },
  }));
};

test('whatever the history, the faults and the moments of its death, a pull ends with all that was answered, once', async () => {
  let seen = 0;
  await fc.assert(
    fc.asyncProperty(history, async ({ records, habits, faults, changes, lives, ahead }) =>
      withStore(
        (folder) => openStore({ folder, reserveBytes: 0 }),
        async (held) => {
          const sent: Content[] = [];
          const happenings = happeningsOf(changes, held, sent);
          const original = records.map((each) => recordOf(each, ahead));
          const platform = new VirtualPlatform(begin, original, habits, happenings);
          platform.ahead = ahead;
          platform.faults = faults[Symbol.iterator]();
          for (const each of [...lives, Infinity]) {
            const life = startPull(held, platform, { lives: each });
            const until = platform.until(begin + 40 * minute);
            while (life.isAlive() && platform.now() < begin + 40 * minute)
              await Promise.race([until, setImmediate()]);
            life.kill();
          }
          seen += await expectSettled(held, original, platform);
          platform.faults = undefined;
          const fresh = new Map<string, string>();
          const kept: SourceStore = {
            all: async () => fresh,
            save: async (source, text) => void fresh.set(source, text),
            reached: () => {},
            keptFrom: () => undefined,
          };
          const last = startPull(held, platform, { kept });
          await platform.until(begin + 70 * minute);
          last.kill();
          expect(last.pull.retries.failing).toBeUndefined();
          expect(countsOf(await storedRecords(held))).toEqual(expectedOf(platform, sent));
        },
      ),
    ),
    { numRuns: 10, endOnFailure: true },
  );
  // what is said to be read was looked at
  expect(seen).toBeGreaterThan(100);
}, 600_000);
