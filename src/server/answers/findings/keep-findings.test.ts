import * as fc from 'fast-check';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Filters, noFilters } from '../../../contract/filters.ts';
import { findingKinds } from '../../../contract/finding-kinds.ts';
import { type Micros, micros, microsPerDay, parseInstant } from '../../../contract/instant.ts';
import type { AuditRecord } from '../../../contract/record.ts';
import { thresholdsSchema } from '../../../contract/thresholds.ts';
import { anybody } from '../../store/questions/scope.ts';
import { openStore } from '../../store/open.ts';
import type { Store } from '../../store/store.ts';
import { store as storeRecords } from '../../test-support/findings-fixture.ts';
import { settledAt } from '../attempts/attempt-scope.ts';
import { dayOf } from '../../store/windows.ts';
import { findIn } from './find-in.ts';
import { type FoundByKind, findOfDays } from './find-of-days.ts';
import type { FindingSearch } from './finder.ts';
import { startFindingKeeper } from './keep-findings.ts';
import { findingSignature } from './signature.ts';

const start = parseInstant('2026-03-01T00:00:00Z') ?? micros(0n);
const now = micros(start + 20n * microsPerDay);
const minute = 60_000_000n;

/** Low enough for few attempts to cross them, and a history of few days. */
const thresholds = thresholdsSchema.parse({
  brute_force: { attempts: 3, minutes: 30 },
  spray: { users: 3, minutes: 30 },
  second_step_fatigue: { challenges: 3, strange: 1, minutes: 20 },
  stands_out: {
    minutes: 60,
    attempts: 2,
    history_days: 3,
    history_attempts: 2,
    times: 1,
    points: 5,
    users: 1,
  },
  first_seen: { successes: 4, relay: 3, known: 1, history_days: 3, people: 2 },
  retrying: { attempts: 3, hours: 4 },
  places: { days: 3, known: 1, shared_people: 2, shared_days: 1 },
});

const steps = {
  refused: [{ event_name: 'Identity Provider Authentication', result: 'Failure' }],
  signedIn: [{ event_name: 'Token', result: 'Success' }],
  denied: [
    { event_name: 'MFA Challenge', result: 'InProgress' },
    { event_name: 'MFA Challenge', result: 'Denied' },
  ],
  confirmed: [
    { event_name: 'MFA Challenge', result: 'Success' },
    { event_name: 'Token', result: 'Success' },
  ],
} as const;

/** What somebody, or several, do from somewhere, again and again. */
const episodes = fc.record({
  flow: fc.constantFrom(
    ...(Object.keys(steps) as (keyof typeof steps)[]),
    'refused' as const,
    'signedIn' as const,
  ),
  at: fc.oneof(
    fc.integer({ min: 0, max: 12 * 24 * 60 }),
    fc.integer({ min: 0, max: 12 }).map((day) => day * 1_440 - 5),
  ),
  count: fc.constantFrom(1, 3, 5, 5, 8, 30),
  gap: fc.constantFrom(0.5, 3, 10, 45, 70, 150),
  jitter: fc.constantFrom(0, 0, 0.4),
  people: fc.constantFrom(1, 1, 1, 4),
  user: fc.constantFrom('ann', 'bob', 'eve'),
  naming: fc.constantFrom('id', 'id', 'both', 'address'),
  ip: fc.constantFrom('10.1.0.1', '10.1.0.1', '10.2.0.7', '198.51.100.4', '203.0.113.9'),
  agent: fc.constantFrom('Firefox/1', 'curl/8', 'Safari/3'),
  application: fc.constantFrom('Payroll', 'Wiki'),
  provider: fc.constantFrom('Okta', 'Entra'),
  batch: fc.integer({ min: 0, max: 2 }),
});
type Episode = typeof episodes extends fc.Arbitrary<infer Each> ? Each : never;

const recordsOf = (episode: Episode, index: number): readonly AuditRecord[] =>
  Array.from({ length: episode.count }, (_, nth): readonly AuditRecord[] => {
    const { at, gap, jitter, people, user, naming } = episode;
    const who = people === 1 ? user : `${user}${nth % people}`;
    const offset = at + nth * gap + ((nth * nth) % 3) * gap * jitter;
    const began = start + BigInt(Math.round(offset * Number(minute)));
    return steps[episode.flow].map((step, of) => ({
      time: new Date(Number(began / 1_000n) + of * 2_000).toISOString(),
      request_id: `r${index}-${nth}`,
      ...(naming === 'address' ? {} : { user_id: `u-${who}` }),
      ...(naming === 'id' ? {} : { upstream_user_id: `${who}@example.org` }),
      source_ip: episode.ip,
      user_agent: episode.agent,
      application_name: episode.application,
      upstream_idp: episode.provider,
      ...step,
    }));
  }).flat();

const filtered: readonly Filters['any'][] = [
  { application_name: ['Payroll'] },
  { source_ip: ['10.1.0.1', '203.0.113.9'], upstream_idp: ['Okta'] },
];

/** The store without what is kept: all of it is looked for. */
const forgetful = (store: Store): Store => ({
  ...store,
  findings: {
    ...store.findings,
    kept: async (question, asking) => store.findings.kept({ ...question, signature: 'another' }, asking),
  },
});

const searchOf = async (
  store: Store,
  from: Micros,
  to: Micros,
  filters = noFilters,
): Promise<FindingSearch> => {
  const settled = await settledAt({ store, now, asking: anybody });
  return { store, scope: { filters, from, to, settled }, thresholds, asking: anybody };
};

/** What is found in a range, in an order of its own. */
const foundIn = async (store: Store, from: Micros, to: Micros, filters = noFilters): Promise<object> => {
  // of now, however long that takes
  const { foundBy } = await findIn(await searchOf(store, from, to, filters), Infinity, true);
  return inOrder(foundBy);
};

/** The same, all of it looked for among what passes the filters. */
const lookedIn = async (store: Store, from: Micros, to: Micros, filters: Filters): Promise<object> => {
  const days = { from: dayOf(from) - 1, to: dayOf(to - 1n) + 1 };
  const foundBy = await findOfDays(await searchOf(store, from, to, filters), days);
  const found: FoundByKind = {};
  for (const kind of findingKinds) {
    const own = foundBy[kind]?.found.filter(({ burst }) => burst.last >= from && burst.first < to) ?? [];
    if (own.length > 0) found[kind] = { found: own, total: own.length };
  }
  return inOrder(found);
};

const inOrder = (foundBy: FoundByKind): object =>
  Object.fromEntries(
    Object.entries(foundBy).map(([kind, each]) => [
      kind,
      { total: each.total, found: each.found.map((facts) => textOf(facts)).toSorted() },
    ]),
  );

const textOf = (facts: object): string =>
  JSON.stringify(facts, (_, value: unknown) => {
    if (typeof value === 'bigint') return `${value}`;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  });

const ranges = fc
  .tuple(fc.integer({ min: -1, max: 12 * 24 }), fc.constantFrom(1, 12, 24, 72, 400))
  .map(([from, hours]) => {
    const at = micros(start + BigInt(from) * 60n * minute);
    return { from: at, to: micros(at + BigInt(hours) * 60n * minute) };
  });

const inStore = async (use: (store: Store) => Promise<void>): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'audit-findings-'));
  const store = await openStore({ folder, reserveBytes: 0 });
  try {
    await use(store);
  } finally {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  }
};

test('what is kept day by day is what is found when all of it is looked for, late events included', async () => {
  let [read, told, passed] = [0, 0, 0];
  await fc.assert(
    fc.asyncProperty(
      fc.array(episodes, { minLength: 8, maxLength: 30 }),
      fc.array(ranges, { minLength: 2, maxLength: 2 }),
      async (history, asked) =>
        inStore(async (store) => {
          const warnings: string[] = [];
          const keeper = startFindingKeeper({
            store,
            thresholds,
            now: () => now,
            warn: (message, details) => warnings.push(`${message} ${JSON.stringify(details)}`),
          });
          try {
            for (const batch of [0, 1, 2]) {
              const own = history
                .map((episode, index) => ({ episode, index }))
                .filter(({ episode }) => episode.batch === batch)
                .flatMap(({ episode, index }) => recordsOf(episode, index));
              await storeRecords(store, own);
              for (const isKept of [false, true]) {
                if (isKept) await keeper.keepAll();
                for (const { from, to } of asked) {
                  const found = await foundIn(store, from, to);
                  expect(found).toEqual(await foundIn(forgetful(store), from, to));
                  told += Object.keys(found).length;
                  for (const any of isKept ? filtered : []) {
                    const filters = { ...noFilters, any };
                    const own = await foundIn(store, from, to, filters);
                    expect(own).toEqual(await lookedIn(store, from, to, filters));
                    passed += Object.keys(own).filter((kind) => kind.startsWith('new_')).length;
                  }
                }
                if (!isKept) continue;
                expect(await keeper.waiting()).toBe(0);
                const signature = findingSignature(thresholds);
                const kept = await store.findings.kept(
                  { signature, from: start, to: now, settled: now, most: Infinity },
                  anybody,
                );
                read += kept.found.length;
                // all but the last days
                expect(kept.missing.length).toBeLessThan(5);
              }
            }
            expect(warnings).toEqual([]);
          } finally {
            await keeper.stop();
          }
        }),
    ),
    { numRuns: 4, endOnFailure: true },
  );
  expect(told).toBeGreaterThan(20);
  expect(read).toBeGreaterThan(20);
  expect(passed).toBeGreaterThan(0);
}, 600_000);

test('while something comes all the time, what is to be kept waits until it rests', async () =>
  inStore(async (store) => {
    const pace = { everyMs: 1, restMs: 3_000, patienceMs: 3_600_000 };
    const keeper = startFindingKeeper({ store, thresholds, now: () => now, warn: () => {}, pace });
    try {
      const time = (nth: number) => new Date(Number(start / 1_000n) + nth * 1_000).toISOString();
      const later = { time: time(10 * 86_400), request_id: 'later', ...steps.signedIn[0] };
      await storeRecords(store, [later]); // what is days ago by then can be kept
      const end = performance.now() + 2 * pace.restMs;
      for (let nth = 0; performance.now() < end; nth += 1)
        await storeRecords(store, [{ time: time(nth), request_id: `r${nth}`, ...steps.signedIn[0] }]);
      expect(await keeper.waiting()).toBe(1);
      await expect.poll(() => keeper.waiting()).toBe(0);
    } finally {
      await keeper.stop();
    }
  }));
