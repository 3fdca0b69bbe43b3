import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { noFilters } from '../../../contract/filters.ts';
import type { PreparedEvent } from '../store.ts';
import { foundCounts, foundPages, wantedCounts, wantedFacets, wantedPages } from './attempt-answers.ts';
import { AttemptModel } from './attempt-model.ts';
import { attemptEvents, attemptScopes, facetQuestions, pageQuestions } from './attempt-samples.ts';
import { type Held, type OpenStore, withStore } from './harness.ts';
import { anybody } from '../questions/scope.ts';

/** What happens to a store: so many events come, then something is done with it, then it is asked. */
const steps = fc.array(
  fc.record({
    events: fc.integer({ min: 1, max: 40 }),
    afterwards: fc.constantFrom('nothing', 'tidy', 'reopen', 'tidy and reopen'),
    page: pageQuestions,
    scope: attemptScopes,
    facets: facetQuestions,
  }),
  { minLength: 3, maxLength: 6 },
);
type Step = typeof steps extends fc.Arbitrary<readonly (infer Each)[]> ? Each : never;

const play = async (held: Held, arrived: PreparedEvent[], coming: PreparedEvent[], step: Step) => {
  const batch = coming.splice(0, step.events);
  await held.store.append(batch);
  arrived.push(...batch);
  if (step.afterwards.includes('tidy')) await held.store.tidy();
  if (step.afterwards.includes('reopen')) await held.reopen();
};

/** Events that come late and out of order, between tidying and opening again, must never make an answer wrong. */
export const describeHistories = (open: OpenStore): void => {
  test('attempts are those of a naive model, whatever came when', async () => {
    await fc.assert(
      fc.asyncProperty(attemptEvents({ min: 150, max: 250 }), steps, async (events, history) =>
        withStore(open, async (held) => {
          const arrived: PreparedEvent[] = [];
          const coming = [...events];
          for (const step of history) {
            await play(held, arrived, coming, step);
            const model = new AttemptModel(arrived);
            const all = { filters: noFilters, settled: step.scope.settled };
            expect(await foundCounts(held.store, all)).toEqual(wantedCounts(model, all));
            expect(await foundPages(held.store, step.page)).toEqual(wantedPages(model, step.page));
            expect(await foundCounts(held.store, step.scope)).toEqual(wantedCounts(model, step.scope));
            expect(await held.store.attempts.facets(step.facets, anybody)).toEqual(
              wantedFacets(model, step.facets),
            );
          }
        }),
      ),
      { numRuns: 12, interruptAfterTimeLimit: 60_000 },
    );
  });
};
