import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bucketEdges, piecesOf } from '../../../contract/buckets.ts';
import { noFilters } from '../../../contract/filters.ts';
import { formatInstant, micros } from '../../../contract/instant.ts';
import type { AuditRecord } from '../../../contract/record.ts';
import { judge } from '../../diagnosis/events.ts';
import { decide } from '../../diagnosis/rules.ts';
import type { AttemptFacetsQuestion, AttemptScope, AttemptsQuestion } from '../attempt-questions.ts';
import type { PreparedEvent, Store } from '../store.ts';
import { AttemptModel } from './attempt-model.ts';
import { attemptCountable, attemptEvents, attemptScopes, minute, span, start } from './attempt-samples.ts';
import { type Held, type OpenStore, withStore } from './harness.ts';
import { prepared } from './samples.ts';

const walk = async (store: Store, question: AttemptsQuestion) => {
  const seen: Awaited<ReturnType<Store['attempts']['page']>>['attempts'][number][] = [];
  for (let after = question.after; ;) {
    const { attempts, more } = await store.attempts.page(after ? { ...question, after } : question);
    seen.push(...attempts);
    const last = attempts.at(-1);
    if (!more || !last) return seen;
    expect(attempts.length).toBe(question.limit);
    after = { start: last.start, requestId: last.requestId };
  }
};

/** A walk over all pages, told as `wantedPages` tells it. */
const foundPages = async (store: Store, question: AttemptsQuestion) =>
  (await walk(store, question)).map(({ requestId, start, last, count, outcome, events }) => ({
    requestId,
    stretch: [start, last],
    count,
    outcome,
    read: [events.length, decide(judge(events), question.settled).outcome],
  }));

const wantedPages = (model: AttemptModel, { order, ...scope }: AttemptsQuestion) => {
  const ascending = model
    .within(scope)
    .toSorted((a, b) => Number(a.start - b.start) || (a.requestId < b.requestId ? -1 : 1));
  return (order === 'asc' ? ascending : ascending.toReversed()).map(({ requestId, start, last, events }) => {
    const { outcome } = decide(events, scope.settled);
    const count = events.length;
    return { requestId, stretch: [start, last], count, outcome, read: [count, outcome] };
  });
};

const [low, high] = [micros(start - 60n * minute), micros(start + (span + 60n) * minute)];

/** Attempts counted in every way there is, told as `wantedCounts` tells it. */
const foundCounts = async (store: Store, scope: AttemptScope) => {
  const { from = low, to = high } = scope;
  const pieces = piecesOf(from < to ? bucketEdges(from, to, '6h', 'Europe/Berlin') : []);
  const counts = from < to ? await store.attempts.histogram({ ...scope, from, to, pieces }) : [];
  const { users } = await store.attempts.users({ ...scope, limit: 100 });
  return {
    histogram: new Map(counts.map(({ bucket, outcome, count }) => [`${bucket} ${outcome}`, count])),
    ofUsers: users.reduce((sum, { count }) => sum + count, 0),
    sketches: (await store.attempts.sketches(scope)).length,
  };
};

const wantedCounts = (model: AttemptModel, scope: AttemptScope) => {
  const { from = low, to = high } = scope;
  const edges = from < to ? bucketEdges(from, to, '6h', 'Europe/Berlin') : [];
  const histogram = new Map<string, number>();
  for (const { start, events } of from < to ? model.within({ ...scope, from, to }) : []) {
    const bucket = edges.findLastIndex((edge) => edge <= start);
    const key = `${bucket} ${decide(events, scope.settled).outcome}`;
    histogram.set(key, (histogram.get(key) ?? 0) + 1);
  }
  const count = model.within(scope).length;
  return { histogram, ofUsers: count, sketches: count };
};

const facetQuestions: fc.Arbitrary<AttemptFacetsQuestion> = fc
  .record({
    scope: attemptScopes,
    properties: fc.uniqueArray(attemptCountable, { minLength: 1, maxLength: 3 }),
    limit: fc.integer({ min: 1, max: 5 }),
    contains: fc.option(fc.constantFrom('', 'U', 'wiki', '192', '%'), { nil: undefined }),
  })
  .map(({ scope, contains, ...rest }) => ({
    ...scope,
    ...rest,
    ...(contains === undefined ? {} : { contains }),
  }));

const wantedFacets = (model: AttemptModel, question: AttemptFacetsQuestion) =>
  Object.fromEntries(question.properties.map((property) => [property, model.facet(question, property)]));

const appendAll = async (store: Store, events: readonly PreparedEvent[]): Promise<void> => {
  for (let at = 0; at < events.length; at += 100) await store.append(events.slice(at, at + 100));
};

const orders = fc.constantFrom('asc' as const, 'desc' as const);

/** A large sample, asked much. */
const describeSample = (open: OpenStore): void => {
  const [events = []] = fc.sample(attemptEvents({ min: 900, max: 900 }), { numRuns: 1, seed: 4 });
  const model = new AttemptModel(events);
  let held: Held | undefined;
  let release = () => {};
  let closed: Promise<void> = Promise.resolve();
  const store = (): Store => {
    if (!held) throw new Error('The store is not open.');
    return held.store;
  };
  beforeAll(
    async () =>
      new Promise<void>((ready, fail) => {
        closed = withStore(open, async (given) => {
          held = given;
          await appendAll(given.store, events);
          ready();
          await new Promise<void>((done) => {
            release = done;
          });
        });
        closed.catch(fail);
      }),
  );
  afterAll(async () => {
    release();
    await closed;
  });

  test('pages hold exactly the attempts of a naive model, whole, in order, with the outcome of the rules', async () => {
    const questions = fc
      .tuple(attemptScopes, orders, fc.integer({ min: 1, max: 25 }))
      .map(([scope, order, limit]) => ({ ...scope, order, limit }));
    await fc.assert(
      fc.asyncProperty(questions, async (question) => {
        expect(await foundPages(store(), question)).toEqual(wantedPages(model, question));
      }),
      { numRuns: 60 },
    );
  });

  test('the histogram, users and sketches count the same attempts, each once', async () => {
    await fc.assert(
      fc.asyncProperty(attemptScopes, async (scope) => {
        expect(await foundCounts(store(), scope)).toEqual(wantedCounts(model, scope));
      }),
      { numRuns: 40 },
    );
  });

  test('facets count attempts by every value that any of their events has', async () => {
    await fc.assert(
      fc.asyncProperty(facetQuestions, async (question) => {
        expect(await store().attempts.facets(question)).toEqual(wantedFacets(model, question));
      }),
      { numRuns: 60 },
    );
  });

  test('an attempt is found by its id alone, and is the same after a restart', async () => {
    const ask = () =>
      store().attempts.named({ requestIds: ['r7', 'nobody', 'r8'], settled: micros(start), limit: 1_000 });
    const found = await ask();
    expect(found.map(({ requestId }) => requestId).toSorted()).toEqual(['r7', 'r8']);
    await held?.reopen();
    expect((await ask()).map(({ requestId, count }) => [requestId, count])).toEqual(
      found.map(({ requestId, count }) => [requestId, count]),
    );
  });
};

/** What is asked of attempts: whole, exact, however late their events come. */
export const describeAttempts = (open: OpenStore): void => {
  describeSample(open);

  test('a late event changes its attempt: the start, the outcome, the page it is on', async () =>
    withStore(open, async ({ store }) => {
      const put = async (id: string, minutes: bigint, record: AuditRecord) => {
        const time = formatInstant(start + minutes * minute);
        await store.append([prepared({ ...record, request_id: 'late', time }, id)]);
      };
      const find = async (from: bigint, to: bigint) =>
        (
          await store.attempts.page({
            filters: noFilters,
            from: micros(start + from * minute),
            to: micros(start + to * minute),
            settled: micros(start),
            order: 'asc',
            limit: 500,
          })
        ).attempts.find(({ requestId }) => requestId === 'late');
      await put('late-1', 1_000n, { event_name: 'MFA Challenge', result: 'Failure' });
      expect(await find(990n, 1_010n)).toMatchObject({ outcome: 'failed', count: 1 });
      await put('late-2', 400n, { event_name: 'Authentication Request', result: 'InProgress' });
      expect(await find(990n, 1_010n)).toBeUndefined();
      expect(await find(390n, 410n)).toMatchObject({ outcome: 'failed', count: 2 });
      await put('late-3', 2_000n, { event_name: 'Token', result: 'Success' });
      expect(await find(390n, 410n)).toMatchObject({ outcome: 'signed_in', count: 3 });
      expect(await find(401n, 3_000n)).toBeUndefined();
    }));
};
