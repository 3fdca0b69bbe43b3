import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { evenBucketsOf, bucketEdges } from '../../contract/buckets.ts';
import { noFilters } from '../../contract/filters.ts';
import { micros, microsPerDay } from '../../contract/instant.ts';
import { attemptEvents, microsPerMinute, span, samplesStart } from '../store/conformance/attempt-samples.ts';
import { type Held, type OpenStore, walk, withStore } from '../store/conformance/harness.ts';
import { failStatements } from '../store/duckdb/failing-statements.ts';
import { openStore } from '../store/open.ts';
import type { PreparedEvent, Store } from '../store/store.ts';
import { anybody } from '../store/questions/scope.ts';

// Histories in which writes fail at any of their statements, batches come again, and stores are opened again, must leave
// what a store has that never failed. For more of them, and others:
// HISTORIES=500 PROPERTY_SEED=random npx vitest run src/server/attack/histories.test.ts
const histories = Number(process.env['HISTORIES'] ?? 4);

const open: OpenStore = (folder) => openStore({ folder, reserveBytes: 0 });

afterEach(() => vi.restoreAllMocks());

const fatal = 'FATAL Error: Failed: database has been invalidated because of a previous fatal error';

const step = fc.record({
  events: fc.integer({ min: 1, max: 40 }),
  fails: fc.option(
    fc.record({
      nth: fc.integer({ min: 1, max: 9 }),
      count: fc.integer({ min: 1, max: 3 }),
      message: fc.constantFrom('this statement fails', fatal),
    }),
    { freq: 4, nil: undefined },
  ),
  /** What is done between a batch that was refused and its coming again, and after it. */
  between: fc.constantFrom('nothing', 'tidy', 'reopen', 'ask'),
  afterwards: fc.constantFrom('nothing', 'nothing', 'tidy', 'reopen'),
});
type Step = typeof step extends fc.Arbitrary<infer Each> ? Each : never;

const everything = { filters: noFilters, settled: micros(samplesStart + span * microsPerMinute) };
const [from, to] = [micros(samplesStart - microsPerDay), micros(samplesStart + 6n * microsPerDay)];
const pieces = evenBucketsOf(bucketEdges(from, to, '6h', 'Europe/Berlin'));
const users = ['u1', 'u2', 'u3', 'u9'];

/** Everything that a store tells, but in which order equals came. */
const answersOf = async (store: Store) => {
  const { attempts } = await store.attempts.page({ ...everything, order: 'asc', limit: 500 }, anybody);
  const properties = ['result', 'user_id', 'source_ip', 'x.place'];
  const bySession = { any: { user_id: ['u1'] }, none: {}, missing: [] };
  return {
    size: await store.events.count({}, anybody),
    ids: (await walk(store, { filters: noFilters, order: 'asc' }, [500])).map(({ id }) => id).toSorted(),
    found: (await walk(store, { filters: bySession, order: 'desc' }, [7])).map(({ id }) => id).toSorted(),
    extent: await store.events.extent({}, anybody),
    extras: await store.events.extras({}, anybody),
    newest: await store.events.newest({}, anybody),
    attempts: attempts.map(({ requestId, start: begun, last, count, outcome }) => [
      requestId,
      begun,
      last,
      count,
      outcome,
    ]),
    outcomes: await store.attempts.facets(
      {
        ...everything,
        properties: ['outcome', ...properties],
        limit: 20,
      },
      anybody,
    ),
    facets: await store.events.facets({ filters: noFilters, properties, limit: 20 }, anybody),
    histogram: new Set(
      (await store.events.histogram({ filters: noFilters, from, to, by: 'result', pieces }, anybody)).map(
        (each) => JSON.stringify(each),
      ),
    ),
    over: new Set(
      (await store.attempts.histogram({ ...everything, from, to, pieces }, anybody)).map((each) =>
        JSON.stringify(each),
      ),
    ),
    emails: Object.keys(await store.events.emails({ userIds: users }, anybody)),
    byEmail: await store.events.countSince(
      { filters: { ...noFilters, any: { email: ['one@X.example'] } }, sequence: 0n },
      anybody,
    ),
  };
};

const doBetween = async (held: Held, what: string): Promise<void> => {
  if (what === 'tidy') await held.store.tidy();
  if (what === 'reopen') await held.reopen();
  if (what === 'ask') await answersOf(held.store);
};

const play = async (held: Held, batch: readonly PreparedEvent[], { fails, between, afterwards }: Step) => {
  const stop = fails ? failStatements(fails.nth, fails.count, fails.message) : () => undefined;
  const first = await held.store.append(batch).then(
    () => 'stored',
    () => 'refused',
  );
  stop();
  await doBetween(held, between);
  // what its sender does with a batch that was refused, or of which it has heard nothing
  const again = await held.store.append(batch);
  const wanted = first === 'refused' ? 'success' : 'duplicate';
  expect(again).toEqual(batch.map(() => wanted));
  await doBetween(held, afterwards);
};

test(
  'whatever fails and comes again, answers are those of a store that never failed',
  { timeout: 600_000 + histories * 30_000 },
  async () => {
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(
        attemptEvents({ min: 120, max: 200 }),
        fc.array(step, { minLength: 4, maxLength: 8 }),
        async (events, steps) =>
          withStore(open, async (held) =>
            withStore(open, async (fresh) => {
              let at = 0;
              for (const each of steps) {
                const batch = events.slice(at, (at += each.events));
                if (batch.length === 0) break;
                await play(held, batch, each);
                await fresh.store.append(batch);
                refused += each.fails ? 1 : 0;
              }
              const wanted = await answersOf(fresh.store);
              expect(await answersOf(held.store)).toEqual(wanted);
              await held.reopen();
              expect(await answersOf(held.store)).toEqual(wanted);
              await held.store.tidy();
              expect(await answersOf(held.store)).toEqual(wanted);
            }),
          ),
      ),
      // a counterexample is not made smaller: each try takes seconds
      { numRuns: histories, endOnFailure: true },
    );
    expect(refused).toBeGreaterThan(0);
  },
);
