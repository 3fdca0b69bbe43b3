import { expect, test } from 'vitest';
import { micros, microsPerDay } from '../../../contract/instant.ts';
import type { FoundDay, KeptFinding } from '../questions/findings.ts';
import { anybody } from '../questions/scope.ts';
import type { PreparedEvent, Store } from '../store.ts';
import { dayOf } from '../windows.ts';
import { type OpenStore, withStore } from './harness.ts';
import { instant, prepared } from './samples.ts';

const hour = microsPerDay / 24n;
const first = instant('2026-03-01T00:00:00Z');
const at = (day: number, hours = 12) => micros(first + BigInt(day) * microsPerDay + BigInt(hours) * hour);
const dayAt = (day: number): number => dayOf(at(day));

const settled = at(30);
let count = 0;

/** An attempt of one event. */
const attemptAt = (day: number, more: object = {}): PreparedEvent => {
  count += 1;
  const time = new Date(Number(at(day) / 1_000n)).toISOString();
  return prepared({ time, request_id: `r${count}`, event_name: 'Token', ...more }, `id${count}`);
};

const found = (day: number, kind: string, gravity = 1, length = 0): KeptFinding => ({
  kind,
  gravity,
  first: at(day),
  last: at(day, 12 + length),
  facts: `${kind} of day ${day}, “ünï\u0000code” ${gravity} ${length}`,
});

/** What was found of a day, which two days later nothing can change. */
const of = (day: number, ...findings: readonly KeptFinding[]): FoundDay => ({
  day: dayAt(day),
  until: at(day + 2, 0),
  found: findings,
  untold: {},
});

const keep = async (store: Store, days: readonly FoundDay[], signature = 'rules'): Promise<boolean> => {
  await store.findingKeeping.begin();
  return store.findingKeeping.keep(signature, days);
};

const kept = async (store: Store, from = at(0, 0), to = at(20), most = 100, signature = 'rules') => {
  const answer = await store.findings.kept({ signature, from, to, settled, most }, anybody);
  return {
    missing: answer.missing.map((day) => day - dayAt(0)),
    facts: answer.found.map(({ kind, facts }) => (facts.startsWith(kind) ? facts.slice(0, 20) : 'mistaken')),
    totals: answer.totals,
    settled: answer.settled,
  };
};

const missing = async (store: Store): Promise<readonly number[]> => (await kept(store)).missing;

/** What was found is kept, and forgotten with whatever may change it. */
export const describeKeptFindings = (open: OpenStore): void => {
  test('what is kept of days is told where it overlaps, the gravest first, and after a restart', async () =>
    withStore(open, async (held) => {
      await held.store.append([1, 2, 3, 5].map((day) => attemptAt(day)));
      expect(await kept(held.store)).toEqual({ missing: [1, 2, 3, 5], facts: [], totals: {}, settled });
      const version = await held.store.version(anybody);
      const days = [
        of(1, found(1, 'spray', 1, 13), found(1, 'spray', 0)),
        { ...of(2, found(2, 'spray', 1), found(2, 'brute', 2)), untold: { brute: 7 } },
        of(3),
      ];
      expect(await keep(held.store, days)).toBe(true);
      expect(await held.store.version(anybody)).not.toBe(version);
      for (const round of ['as kept', 'reopened']) {
        if (round === 'reopened') await held.reopen();
        const all = { missing: [5], totals: { spray: 3, brute: 8 }, settled };
        const facts = [
          'spray of day 1, “ünï',
          'spray of day 2, “ünï',
          'spray of day 1, “ünï',
          'brute of day 2, “ünï',
        ];
        expect(await kept(held.store)).toEqual({ ...all, facts });
        expect(await kept(held.store, undefined, undefined, 1)).toEqual({
          ...all,
          facts: [facts[0], facts[3]],
        });
        expect(await kept(held.store, at(2, 0), at(2, 6))).toEqual({
          missing: [],
          facts: [facts[0]],
          totals: { spray: 1, brute: 7 },
          settled,
        });
        expect((await kept(held.store, undefined, undefined, 9, 'others')).missing).toEqual([1, 2, 3, 5]);
      }
      // kept anew, and under other rules
      expect(await keep(held.store, [of(1, found(1, 'brute'))])).toBe(true);
      expect((await kept(held.store, at(0), at(2, 0))).facts).toEqual(['brute of day 1, “ünï']);
      expect(await keep(held.store, [of(3, found(3, 'spray'))], 'others')).toBe(true);
      expect(await missing(held.store)).toEqual([1, 2, 3, 5]);
      expect(await kept(held.store, undefined, undefined, 9, 'others')).toMatchObject({
        missing: [1, 2, 5],
        facts: ['spray of day 3, “ünï'],
      });
    }));

  test('an event forgets what it can change, and nothing else', async () =>
    withStore(open, async (held) => {
      const { store } = held;
      const events = [1, 2, 3, 4, 5].map((day) => attemptAt(day));
      await store.append(events);
      await keep(
        store,
        [1, 2, 3, 4].map((day) => of(day, found(day, 'spray'))),
      );
      await store.append([...events, attemptAt(9), attemptAt(9, { request_id: undefined })]);
      expect(await missing(store)).toEqual([5, 9]);
      // day 3 is settled at the beginning of day 5, day 4 a day later
      await store.append([attemptAt(5)]);
      expect(await missing(store)).toEqual([4, 5, 9]);
      // a late event of an attempt that began before
      await store.append([attemptAt(9, { request_id: String(events[2]?.record['request_id']) })]);
      expect(await missing(store)).toEqual([2, 3, 4, 5, 9]);
      await held.reopen();
      expect(await missing(held.store)).toEqual([2, 3, 4, 5, 9]);
      expect((await kept(held.store)).totals).toEqual({ spray: 1 });
    }));

  test('nothing is kept of what has changed since it was looked for', async () =>
    withStore(open, async ({ store }) => {
      await store.append([1, 2, 5].map((day) => attemptAt(day)));
      await store.findingKeeping.begin();
      await store.append([attemptAt(6)]);
      expect(await store.findingKeeping.keep('rules', [of(1)])).toBe(true);
      await store.findingKeeping.begin();
      await store.append([attemptAt(2)]);
      expect(await store.findingKeeping.keep('rules', [of(1), of(2)])).toBe(false);
      expect(await missing(store)).toEqual([1, 2, 5, 6]);
    }));

  test('whose an address is changes what was found since it was first recorded', async () =>
    withStore(open, async ({ store }) => {
      const named = { upstream_user_id: 'Ann@Example.org' };
      await store.append([1, 2, 3, 4, 9].map((day) => attemptAt(day, day === 3 ? named : {})));
      const days = [1, 2, 3, 4].map((day) => of(day));
      const after = async (change: () => Promise<unknown>): Promise<readonly number[]> => {
        await keep(store, days);
        expect(await missing(store)).toEqual([9]);
        await change();
        return missing(store);
      };
      const saved = async (email: string) => store.directory.save('file', [{ userId: 'u1', email }]);
      expect(await after(async () => saved('bob@example.org'))).toEqual([9]);
      // day 1 is settled before, and 2 is not
      expect(await after(async () => saved('ann@example.org'))).toEqual([2, 3, 4, 9]);
      expect(await after(async () => saved('ann@example.org'))).toEqual([9]);
      expect(await after(async () => saved('eve@example.org'))).toEqual([2, 3, 4, 9]);
      const teaches = { user_id: 'u7', upstream_user_id: 'ANN@example.org' };
      expect(await after(async () => store.append([attemptAt(9, teaches)]))).toEqual([2, 3, 4, 9]);
    }));

  test('what a source has not told yet is not settled, nor is what it takes back', async () =>
    withStore(open, async ({ store }) => {
      await store.append([1, 2, 3, 9].map((day) => attemptAt(day)));
      await keep(store, [of(1), of(2), of(3)]);
      store.sources.reached('agilicus', at(8));
      expect(await missing(store)).toEqual([9]);
      expect((await kept(store)).settled < at(8)).toBe(true);
      store.sources.reached('agilicus', at(4));
      expect(await missing(store)).toEqual([3, 9]);
    }));
};
