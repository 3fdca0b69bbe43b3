import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noFilters } from '../../../contract/filters.ts';
import { formatInstant, micros } from '../../../contract/instant.ts';
import type { AuditRecord } from '../../../contract/record.ts';
import type { PreparedEvent, Store } from '../store.ts';
import { foundCounts, foundPages, wantedCounts, wantedFacets, wantedPages } from './attempt-answers.ts';
import { describeHistories } from './attempt-histories.ts';
import { AttemptModel } from './attempt-model.ts';
import {
  attemptEvents,
  attemptScopes,
  facetQuestions,
  microsPerMinute,
  pageQuestions,
  samplesStart,
} from './attempt-samples.ts';
import { type Held, type OpenStore, withStore } from './harness.ts';
import { prepared } from './samples.ts';
import { anybody } from '../questions/scope.ts';

const appendAll = async (store: Store, events: readonly PreparedEvent[]): Promise<void> => {
  for (let at = 0; at < events.length; at += 100) await store.append(events.slice(at, at + 100));
};

/** A large sample, asked much. */
const describeSample = (open: OpenStore, isTidied: boolean): void => {
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
          if (isTidied) await given.store.tidy();
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
    await fc.assert(
      fc.asyncProperty(pageQuestions, async (question) => {
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
        expect(await store().attempts.facets(question, anybody)).toEqual(wantedFacets(model, question));
      }),
      { numRuns: 60 },
    );
  });

  test('an attempt is found by its id alone, and is the same after a restart', async () => {
    const requestIds = ['r7', 'nobody', 'r8'];
    const ask = async () =>
      (await store().attempts.named({ requestIds, settled: micros(samplesStart), limit: 1_000 }, anybody))
        .attempts;
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
  describe('as they came', () => {
    describeSample(open, false);
  });
  describe('tidied', () => {
    describeSample(open, true);
  });
  describeHistories(open);

  test('a late event changes its attempt: the start, the outcome, the page it is on', async () =>
    withStore(open, async ({ store }) => {
      const put = async (id: string, minutes: bigint, record: AuditRecord) => {
        const time = formatInstant(samplesStart + minutes * microsPerMinute);
        await store.append([prepared({ ...record, request_id: 'late', time }, id)]);
      };
      const find = async (from: bigint, to: bigint) =>
        (
          await store.attempts.page(
            {
              filters: noFilters,
              from: micros(samplesStart + from * microsPerMinute),
              to: micros(samplesStart + to * microsPerMinute),
              settled: micros(samplesStart),
              order: 'asc',
              limit: 500,
            },
            anybody,
          )
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
