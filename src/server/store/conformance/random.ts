import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { bucketEdges, evenBucketsOf } from '../../../contract/buckets.ts';
import type { KnownUser } from '../questions/events.ts';
import type { Store } from '../store.ts';
import { type OpenStore, walk, withStore } from './harness.ts';
import { Model, countKey } from './model.ts';
import { countable, scopes } from './sample-scopes.ts';
import { batches, instant, times } from './samples.ts';
import { anybody } from '../questions/scope.ts';

/** Questions of every kind about one scope. */
const questions = fc.record({
  scope: scopes,
  order: fc.constantFrom('asc' as const, 'desc' as const),
  sizes: fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 4 }),
  properties: fc.uniqueArray(countable, { minLength: 1, maxLength: 3 }),
  limit: fc.integer({ min: 1, max: 5 }),
  contains: fc.option(fc.constantFrom('', 's', 'U', '%', 'é', '"', '740993', '0.5', 'e-4'), {
    nil: undefined,
  }),
  by: countable,
  days: fc.integer({ min: 1, max: 60 }),
  start: times,
  interval: fc.constantFrom('3h' as const, '1d' as const, '7d' as const),
  since: fc.nat(60),
});
type Questions = typeof questions extends fc.Arbitrary<infer Value> ? Value : never;

const compareCounts = async (store: Store, model: Model, asked: Questions): Promise<void> => {
  const { scope, properties, limit, contains, by, interval, days, start } = asked;
  const question = { ...scope, properties, limit, ...(contains === undefined ? {} : { contains }) };
  expect(await store.events.facets(question, anybody)).toEqual(
    Object.fromEntries(properties.map((property) => [property, model.facet(question, property)])),
  );
  const [low, high] = [instant('0001-01-03'), instant('9999-12-30')];
  const from = start < low ? low : start > high ? high : start;
  const [edge] = bucketEdges(from, from, interval, 'Europe/Berlin');
  const to = bucketEdges(edge ?? from, from, '1d', 'Europe/Berlin').at(-1) ?? from;
  const end =
    instant('9999-12-31') > to + BigInt(days) * 86_400_000_000n ? to + BigInt(days) * 86_400_000_000n : to;
  const edges = bucketEdges(from, end as typeof to, interval, 'Europe/Berlin');
  const histogram = { ...scope, from, to: end as typeof to, by };
  const counted = await store.events.histogram({ ...histogram, evenBuckets: evenBucketsOf(edges) }, anybody);
  expect(new Map(counted.map((each) => [countKey(each), each.count]))).toEqual(
    model.histogram(histogram, edges),
  );
  expect(counted.reduce((sum, { count }) => sum + count, 0)).toBe(model.scope(histogram).length);
};

const compare = async (store: Store, model: Model, asked: Questions): Promise<void> => {
  const question = { ...asked.scope, order: asked.order };
  const walked = await walk(store, question, asked.sizes);
  expect(walked.map(({ id, time, record }) => ({ id, time, record }))).toEqual(model.list(question));
  await compareCounts(store, model, asked);
  const ids = walked.slice(0, 3).map(({ id }) => id);
  const byId = { ...question, eventIds: [...ids, 'no such id'] };
  expect((await walk(store, byId, [10])).map(({ id }) => id)).toEqual(model.list(byId).map(({ id }) => id));
  const arrived = model.scope(asked.scope).filter(({ arrival }) => arrival >= asked.since);
  expect(await store.events.countSince({ ...asked.scope, sequence: BigInt(asked.since) }, anybody)).toBe(
    arrived.length,
  );
};

/** Everybody whose address is known, from page to page, each with the page’s limit as it was asked. */
const walkUsers = async (store: Store): Promise<KnownUser[]> => {
  const all: KnownUser[] = [];
  for (let limit = 1; ; limit += 1) {
    const last = all.at(-1);
    const after = last === undefined ? {} : { after: last.place };
    const { users: found, more } = await store.events.knownUsers({ limit, ...after }, anybody);
    expect(found.length === limit || (!more && found.length < limit)).toBe(true);
    all.push(...found);
    if (!more) return all;
  }
};

const compareWhole = async (store: Store, model: Model): Promise<void> => {
  expect(await store.events.count({}, anybody)).toBe(model.rows.length);
  expect(await store.events.newest({}, anybody)).toBe(BigInt(model.rows.length));
  expect(await store.events.extent({}, anybody)).toEqual(model.extent());
  expect(await store.events.extras({}, anybody)).toEqual(model.extras());
  const users = [...new Set(['', 'constructor', 'nobody', ...model.userIds()])];
  const known = users.flatMap((user): [string, string][] => {
    const email = model.emailOf(user);
    return email === undefined ? [] : [[user, email]];
  });
  expect(await store.events.emails({ userIds: users }, anybody)).toEqual(Object.fromEntries(known));
  const walked = await walkUsers(store);
  expect(new Map(walked.map(({ userId, name }) => [userId, name]))).toEqual(
    new Map(known.filter(([user]) => user !== '')), // an empty id says nothing
  );
  expect(new Set(walked.map(({ userId }) => userId)).size).toBe(walked.length);
};

/** Random histories and random questions, against the plain model; the same after the store is opened again. @param runs how many */
export const describeRandom = (open: OpenStore, runs = 20): void => {
  test('answers what the plain model answers, before and after opening again', async () => {
    await fc.assert(
      fc.asyncProperty(
        batches,
        fc.array(questions, { minLength: 4, maxLength: 10 }),
        async (history, asked) =>
          withStore(open, async (held) => {
            const model = new Model();
            for (const batch of history) expect(await held.store.append(batch)).toEqual(model.append(batch));
            await compareWhole(held.store, model);
            for (const each of asked) await compare(held.store, model, each);
            await held.reopen();
            await compareWhole(held.store, model);
            for (const each of asked) await compare(held.store, model, each);
            const again = history.flat();
            expect(await held.store.append(again)).toEqual(model.append(again));
          }),
      ),
      { numRuns: runs, interruptAfterTimeLimit: 60_000 },
    );
  });
};
