import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bucketEdges, evenBucketsOf } from '../../../contract/buckets.ts';
import { noFilters } from '../../../contract/filters.ts';
import { type Micros, micros, microsPerDay } from '../../../contract/instant.ts';
import { anybody } from '../questions/scope.ts';
import type { PreparedEvent, Store } from '../store.ts';
import { foundCounts, foundPages } from './attempt-answers.ts';
import { attemptEvents, samplesStart } from './attempt-samples.ts';
import { noting } from './coverage.ts';
import { type OpenStore, walk } from './harness.ts';
import { batches, instant, prepared, requests, sampleUpstreams, users } from './samples.ts';

const rule = { count: 1, unit: 'd' } as const;

/** A clock by which a rule of a day keeps what is not before an instant, a midnight. */
const keepingFrom = (floor: Micros) => ({ rule, now: () => micros(floor + microsPerDay + 1n) });

const within = { from: instant('2026-01-01'), to: instant('2026-06-01') };
const evenBuckets = evenBucketsOf(bucketEdges(within.from, within.to, '1d', 'UTC'));

/** Thresholds that much crosses. */
const looked = {
  limit: 500,
  successes: 3,
  known: 1,
  relay: 9,
  historyDays: 3,
  peopleDays: 2,
  least: 2,
  tolerance: 0.1,
  within: 86_400_000_000n,
};

/** Rows that may be told in any order. */
const inNoOrder = (rows: readonly object[]): readonly string[] =>
  rows
    .map((row) =>
      JSON.stringify(row, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
    )
    .toSorted();

/** Answers of every kind, as far as they do not tell in what order events came. */
const everything = async (store: Store, ids: readonly string[]) => {
  const settled = micros(samplesStart + microsPerDay);
  const all = { filters: noFilters, settled };
  const page = { order: 'asc', limit: 5 } as const;
  const listed = async (any: Readonly<Record<string, readonly string[]>>) =>
    (await walk(store, { filters: { ...noFilters, any }, order: 'desc' }, [7])).map(
      ({ id, time, record }) => ({
        id,
        time,
        record,
      }),
    );
  const named = async (property: string, values: readonly string[]) =>
    Promise.all(
      values.map(async (value) => {
        const filters = { ...noFilters, any: { [property]: [value] } };
        return [await listed(filters.any), await foundPages(store, { ...all, ...page, filters })];
      }),
    );
  return {
    counts: [
      await store.events.count({}, anybody),
      await store.attempts.unlinked({ filters: noFilters }, anybody),
    ],
    extent: await store.events.extent({}, anybody),
    emails: await store.events.emails({ userIds: users }, anybody),
    owners: await store.events.owners({ ids: sampleUpstreams }, anybody),
    own: await store.events.ownAddresses({ userIds: users }, anybody),
    known: await store.events.knownUsers({ limit: 100 }, anybody),
    events: await listed({}),
    facets: await store.events.facets(
      { filters: noFilters, properties: ['result', 'user_id'], limit: 9 },
      anybody,
    ),
    found: [
      await named('email', sampleUpstreams.slice(0, 3)),
      await named('user_id', users.slice(0, 2)),
      await named('request_id', [...requests, ...ids]),
    ],
    attempts: await foundPages(store, { ...all, ...page }),
    counted: await foundCounts(store, all),
    outcomes: await store.attempts.facets(
      { ...all, properties: ['outcome', 'source_ip'], limit: 9 },
      anybody,
    ),
    findings: [
      inNoOrder((await store.findings.firstSeen({ ...all, ...within, ...looked }, anybody)).found),
      inNoOrder((await store.findings.bruteForce({ ...all, ...within, ...looked }, anybody)).found),
      inNoOrder(await store.findings.tries({ ...all, ...within, ...looked }, anybody)),
    ],
    overview: [
      ...Object.values(await store.overview.stops({ ...all, ...within }, anybody)).map((each) =>
        inNoOrder(each),
      ),
      await store.overview.secondStep({ ...all, ...within }, anybody),
      inNoOrder(await store.overview.steps({ ...all, ...within }, anybody)),
      inNoOrder(await store.overview.numbers({ ...all, ...within, evenBuckets }, anybody)),
    ],
  };
};

const rowsOf = async (store: Store) =>
  (await walk(store, { filters: noFilters, order: 'asc' }, [500])).toSorted((a, b) =>
    Number(a.sequence - b.sequence),
  );

type History = {
  readonly batches: readonly (readonly PreparedEvent[])[];
  readonly floor: Micros;
  readonly isTidied: boolean;
};

/**
 * Keep a history, remove what is older than a rule, have all of it come again: the store is as one that only ever had what
 * was left.
 * @returns its answers when it is opened again, and those of the other
 */
const forget = async (open: OpenStore, { batches: history, floor, isTidied }: History) => {
  const folder = await mkdtemp(join(tmpdir(), 'retention-'));
  const [own, other] = [join(folder, 'own'), join(folder, 'other')];
  let store = noting(await open(own));
  const only = noting(await open(other));
  try {
    for (const batch of history) await store.append(batch);
    if (isTidied) await store.tidy();
    const rows = await rowsOf(store);
    const left = rows.filter(({ time }) => time >= floor);
    await only.append(left.map(({ id, record }) => prepared(record, id)));
    const newest = await store.events.newest({}, anybody);
    await store.close();

    store = noting(await open(own, keepingFrom(floor)));
    const version = await store.version(anybody);
    expect(await store.retention()).toEqual({ rule, keptFrom: floor });
    expect(store.sources.keptFrom()).toBe(floor);
    await store.tidy();
    const ids = [...new Set(history.flat().flatMap(({ record }) => record['request_id'] ?? []))].slice(0, 3);
    expect(await everything(store, ids)).toEqual(await everything(only, ids));
    if (left.length < rows.length) {
      expect(await store.version(anybody)).not.toBe(version);
      expect(await store.retention()).toEqual({ rule, keptFrom: floor, removedBefore: floor });
    }

    const again = history.flat();
    const answers = await store.append(again);
    expect(
      answers.filter((_, at) => (again[at]?.time ?? floor) < floor).every((each) => each === 'too_old'),
    ).toBe(true);
    const late = again.filter(({ time }) => time >= floor);
    expect(answers.filter((each) => each !== 'too_old')).toEqual(await only.append(late));
    const wanted = await everything(only, ids);
    expect(await everything(store, ids)).toEqual(wanted);
    await store.close();

    store = noting(await open(own));
    expect(await store.retention()).toMatchObject({ rule });
    expect(await store.events.newest({}, anybody)).toBeGreaterThanOrEqual(newest);
    return { found: await everything(store, ids), wanted };
  } finally {
    await store.close();
    await only.close();
    await rm(folder, { recursive: true, force: true });
  }
};

const dayAfter = (day: number): Micros =>
  micros((samplesStart / microsPerDay) * microsPerDay + BigInt(day) * microsPerDay);

/** What a rule removes is gone from every answer, and comes back by none. */
export const describeRetention = (open: OpenStore): void => {
  const isTidied = fc.boolean();
  describe('what is older than the rule', () => {
    test('goes from every answer, whatever came when, and is not taken again', async () => {
      const floors = fc.constantFrom(
        ...['2026-03-29', '2026-03-30', '2026-03-28', '2026-03-01', '2026-05-20', '9999-12-31'].map((day) =>
          instant(day),
        ),
      );
      await fc.assert(
        fc.asyncProperty(batches, floors, isTidied, async (history, floor, tidied) => {
          const { found, wanted } = await forget(open, { batches: history, floor, isTidied: tidied });
          expect(found).toEqual(wanted);
        }),
        { numRuns: 4, interruptAfterTimeLimit: 60_000, endOnFailure: true },
      );
    });

    test('takes the part of an attempt that lies before it: the rest is as if it had begun there', async () => {
      await fc.assert(
        fc.asyncProperty(
          attemptEvents({ min: 100, max: 200 }),
          fc.integer({ min: 0, max: 4 }),
          isTidied,
          async (events, day, tidied) => {
            const history = { batches: [events], floor: dayAfter(day), isTidied: tidied };
            const { found, wanted } = await forget(open, history);
            expect(found).toEqual(wanted);
          },
        ),
        { numRuns: 3, interruptAfterTimeLimit: 60_000, endOnFailure: true },
      );
    });
  });
};
