import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { micros } from '../../../contract/instant.ts';
import type {
  BurstQuestion,
  FindingScope,
  FindingQuestions,
  FirstSeenQuestion,
  NewestFindings,
  RecordedPerson,
  StandoutQuestion,
  TriesQuestion,
} from '../questions/findings.ts';
import { anybody } from '../questions/scope.ts';
import type { Store } from '../store.ts';
import { dayOf } from '../windows.ts';
import { AttemptModel } from './attempt-model.ts';
import { textOf, withoutCase } from './filter-model.ts';
import { triesKey, wantedFirstSeen, wantedStandouts, wantedTries } from './finding-history-model.ts';
import {
  bruteForceKey,
  challengedKey,
  endedIn,
  modelPersonKey,
  wantedBruteForce,
  wantedChallenged,
  wantedSpray,
} from './finding-model.ts';
import type { OpenStore } from './harness.ts';
import { historiesOf } from './rich-samples.ts';
import { ranges, richScopes, wideRanges } from './rich-scopes.ts';
import { withLateEvents } from './with-late-events.ts';

const second = 1_000_000n;
const hour = 3_600n * second;

const findingQuestions = fc
  .record({
    scope: richScopes,
    range: fc.oneof(ranges, wideRanges),
    limit: fc.constantFrom(1, 2, 100, 100),
    least: fc.constantFrom(1, 2, 2, 3),
    within: fc.constantFrom(0n, 60n * second, 300n * second, 6n * hour, 30n * hour),
    standout: fc.record({
      by: fc.constantFrom('upstream_idp' as const, 'application_name' as const),
      step: fc.constantFrom(hour / 3n, 6n * hour, 24n * hour),
      history: fc.integer({ min: 1, max: 6 }),
      gap: fc.integer({ min: 0, max: 2 }),
      least: fc.constantFrom(1, 2),
      users: fc.constantFrom(1, 2),
      historyLeast: fc.constantFrom(1, 2),
      times: fc.constantFrom(0, 1, 2),
      points: fc.constantFrom(0, 0, 20),
    }),
    early: fc.constantFrom(0n, 1n, hour / 4n),
    firstSeen: fc.record({
      // as many as the places between which a crowd changes, among others
      successes: fc.constantFrom(1, 2, 3, 3, 3, 4),
      known: fc.constantFrom(0, 0, 1, 2),
      relay: fc.constantFrom(1, 2, 3, 100),
    }),
    historyDays: fc.constantFrom(0, 1, 1, 3),
    peopleDays: fc.constantFrom(1, 1, 2, 4),
    count: fc.constantFrom(2, 3, 4),
    tolerance: fc.constantFrom(0.1, 0.1, 0.4),
  })
  .map(
    ({
      scope,
      range,
      limit,
      least,
      within,
      standout,
      early,
      firstSeen,
      historyDays,
      peopleDays,
      count,
      tolerance,
    }) => {
      const asked: FindingScope = { ...scope, ...range, limit };
      const burst: BurstQuestion = { ...asked, least, within };
      const { step } = standout;
      const anchor = micros(range.from - (early < step ? early : 0n));
      return {
        burst,
        standouts: { ...asked, ...standout, anchor } satisfies StandoutQuestion,
        firstSeen: { ...asked, ...firstSeen, historyDays, peopleDays } satisfies FirstSeenQuestion,
        tries: { ...asked, least: count, tolerance },
      };
    },
  );
type Questions = typeof findingQuestions extends fc.Arbitrary<infer Each> ? Each : never;
type Compare = (store: Store, model: AttemptModel, asked: Questions) => Promise<void>;

const descending = (values: readonly bigint[]): bigint[] => values.toSorted((a, b) => Number(b - a));

/** The newest first, at most `limit`; of those of one instant it is open which are told. */
const expectFound = <Finding extends object>(
  { found, total }: NewestFindings<Finding>,
  wanted: readonly Finding[],
  limit: number,
  instantOf: (finding: Finding) => bigint,
): void => {
  expect(total).toBe(wanted.length);
  expect(found.map(instantOf)).toEqual(descending(wanted.map(instantOf)).slice(0, limit));
  for (const each of found) expect(wanted).toContainEqual(each);
  expect(new Set(found.map((each) => JSON.stringify(Object.values(each).map(String)))).size).toBe(
    found.length,
  );
};

/** Who is known by an upstream id alone is told with it as it was recorded, or without. */
const expectRecorded = (model: AttemptModel, { id, isUserId, upstream }: RecordedPerson): void => {
  if (upstream === undefined) return;
  expect(model.events.map(({ record }) => textOf(record, 'upstream_user_id'))).toContain(upstream);
  if (!isUserId) expect(withoutCase(upstream)).toBe(id);
};

const lastOf = ({ last }: { readonly last: bigint }): bigint => last;

/** @returns the addresses told */
const compareBruteForce = async (
  store: Store,
  model: AttemptModel,
  question: BurstQuestion,
): Promise<readonly string[]> => {
  const { found, total } = await store.findings.bruteForce(question, anybody);
  for (const { person } of found) expectRecorded(model, person);
  const told = found.map(({ person, address, ...each }) => ({
    key: bruteForceKey(person, address),
    ...each,
  }));
  expectFound({ found: told, total }, wantedBruteForce(model, question), question.limit, lastOf);
  return found.map(({ address }) => address);
};

/** Each question of the port, asked of the store and of the model. */
const findingComparisons: Readonly<Record<keyof FindingQuestions, Compare>> = {
  bruteForce: async (store, model, { burst }) => {
    const [address] = await compareBruteForce(store, model, burst);
    if (address === undefined) return;
    // of two addresses of an attempt, only the one looked for is told
    const any = { ...burst.filters.any, source_ip: [address] };
    await compareBruteForce(store, model, { ...burst, filters: { ...burst.filters, any } });
  },
  spray: async (store, model, { burst }) => {
    const { found, total } = await store.findings.spray(burst, anybody);
    const told = found.map(({ address, ...each }) => ({ key: address, ...each }));
    expectFound({ found: told, total }, wantedSpray(model, burst), burst.limit, lastOf);
  },
  challenged: async (store, model, { burst }) => {
    const told = await store.findings.challenged(burst, anybody);
    for (const { person } of told) expectRecorded(model, person);
    const keys = told.map(({ person, requestId, outcome, address, userAgent, steps }) => {
      const times = steps.map(({ time }) => time);
      return challengedKey({ requestId, key: modelPersonKey(person), outcome, address, userAgent, times });
    });
    expect(keys.toSorted()).toEqual(wantedChallenged(model, burst));
    expect(descending(told.map(({ start }) => start)).toReversed()).toEqual(told.map(({ start }) => start));
  },
  standouts: async (store, model, { standouts }) => {
    const found = await store.findings.standouts(standouts, anybody);
    const wanted = wantedStandouts(model, standouts).map((each) => ({
      ...each,
      history: { ...each.history },
    }));
    expectFound<(typeof wanted)[number]>(found, wanted, standouts.limit, ({ last = 0n }) => last);
  },
  firstSeen: async (store, model, { firstSeen }) => {
    const { found, total } = await store.findings.firstSeen(firstSeen, anybody);
    for (const { person } of found) expectRecorded(model, person);
    const told = found.map(({ person, userAgent, ...each }) => ({
      key: modelPersonKey(person),
      userAgent,
      ...each,
    }));
    const wanted = wantedFirstSeen(model, firstSeen);
    expectFound<(typeof wanted)[number]>(
      { found: told, total },
      wanted,
      firstSeen.limit,
      ({ start }) => start,
    );
  },
  signedIn: async (store, model, { burst }) => {
    const some = model.attempts.map(({ requestId }) => requestId).filter((_, at) => at % 3 > 0);
    const found = await store.findings.signedIn({ ...burst, requestIds: [...some, 'of none'] }, anybody);
    const wanted = endedIn(model, burst, ['signed_in']).map(({ requestId }) => requestId);
    expect(found.toSorted()).toEqual(wanted.filter((id) => some.includes(id)).toSorted());
  },
  tries: async (store, model, { tries }) => {
    const found = await store.findings.tries(tries, anybody);
    const wanted = wantedTries(model, tries);
    const told = new Map<string, readonly bigint[]>();
    for (const { person, application, address, starts } of found) {
      expectRecorded(model, person);
      const key = triesKey(person, application, address);
      expect(told.has(key)).toBe(false);
      told.set(key, starts);
      expect(starts).toEqual(wanted.get(key));
      expect(starts.length).toBeGreaterThanOrEqual(tries.least);
    }
    for (const [key, starts] of wanted) if (isRegular(starts, tries)) expect([...told.keys()]).toContain(key);
  },
  // what is kept has a property of its own
  kept: async (store, model, { tries: { from, to, settled } }) => {
    const kept = await store.findings.kept({ signature: 'none', from, to, settled, most: 10 }, anybody);
    const days = model.events.map(({ time }) => dayOf(time));
    const missing = new Set(days.filter((day) => day >= dayOf(from) - 1 && day <= dayOf(to - 1n)));
    expect(kept).toEqual({
      missing: [...missing].toSorted((a, b) => a - b),
      found: [],
      totals: {},
      settled,
    });
  },
};

/** Whether so many in a row come at intervals that differ by no more than twice the tolerance of the longest, or two seconds. */
const isRegular = (starts: readonly bigint[], { least, tolerance }: TriesQuestion): boolean =>
  starts.some((_, at) => {
    const row = starts.slice(at, at + least);
    const gaps = row.slice(1).map((start, index) => Number(start - (row[index] ?? start)));
    const [widest, narrowest] = [Math.max(...gaps), Math.min(...gaps)];
    return (
      row.length === least && widest >= 1e6 && widest - narrowest <= 2 * Math.max(1e6, widest * tolerance)
    );
  });

/** The questions behind what deserves a look, against the naive model. */
export const describeFindings = (open: OpenStore): void => {
  test('every question behind a finding is answered as by a naive model', async () => {
    await fc.assert(
      fc.asyncProperty(
        historiesOf(50, 14),
        fc.array(findingQuestions, { minLength: 8, maxLength: 8 }),
        async (history, asked) =>
          withLateEvents(open, history, async (store, arrived) => {
            const model = new AttemptModel(arrived);
            expect(model.attempts).not.toEqual([]);
            for (const each of asked)
              for (const compare of Object.values(findingComparisons)) await compare(store, model, each);
          }),
      ),
      { numRuns: 3, endOnFailure: true },
    );
  });
};
