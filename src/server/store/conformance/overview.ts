import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { bucketEdges, evenBucketsOf } from '../../../contract/buckets.ts';
import { micros } from '../../../contract/instant.ts';
import { breakdownNames } from '../../../contract/overview.ts';
import type {
  BreakdownQuestion,
  OverviewScope,
  OverviewQuestions,
  ValueOutcomes,
} from '../questions/overview.ts';
import { anybody } from '../questions/scope.ts';
import type { Store } from '../store.ts';
import { AttemptModel } from './attempt-model.ts';
import type { OpenStore } from './harness.ts';
import {
  attemptsOf,
  endKey,
  unsuccessfulModelOutcomes,
  quantile,
  waitsBetweenStages,
  wantedHours,
  wantedNumbers,
  wantedSecondSteps,
  wantedShares,
  wantedStops,
} from './overview-model.ts';
import { historiesOf } from './rich-samples.ts';
import { ranges, richScopes } from './rich-scopes.ts';
import { withLateEvents } from './with-late-events.ts';

const zones = ['UTC', 'Europe/Berlin', 'America/St_Johns', 'Asia/Kathmandu', 'Pacific/Kiritimati'];

const overviewQuestions = fc.record({
  scope: fc
    .tuple(richScopes, ranges, fc.constantFrom(0n, 1n, 1n, 2n), fc.constantFrom(undefined, 1n, 2n))
    .map(([scope, { from, to }, stretches, parts]): OverviewScope => {
      if (stretches === 0n) return { ...scope, from, to };
      const before = micros(from - (to - from) / stretches);
      // the period before may end earlier than the range begins
      const end = parts === undefined ? {} : { beforeEnd: micros(before + (from - before) / parts) };
      return { ...scope, from, to, before, ...end };
    }),
  zone: fc.constantFrom(...zones),
  interval: fc.constantFrom('1h' as const, '6h' as const, '1d' as const),
  by: fc.constantFrom(...breakdownNames),
  limit: fc.constantFrom(1, 3, 50),
});
type Questions = typeof overviewQuestions extends fc.Arbitrary<infer Each> ? Each : never;
type Compare = (store: Store, model: AttemptModel, asked: Questions) => Promise<void>;

const close = (value: number | undefined): unknown =>
  value === undefined ? undefined : expect.closeTo(value, 1);

const rankOf = ({ now }: { readonly now: Readonly<Record<string, number | undefined>> }): number[] => {
  const sum = (outcomes: readonly string[]) =>
    outcomes.reduce((total, outcome) => total + (now[outcome] ?? 0), 0);
  return [sum(unsuccessfulModelOutcomes), sum(Object.keys(now))];
};

const compareShares = async (
  store: Store,
  model: AttemptModel,
  question: BreakdownQuestion,
): Promise<readonly ValueOutcomes[]> => {
  const { shares, total } = await store.overview.breakdown(question, anybody);
  const wanted = wantedShares(model, question);
  const ranks = wanted.map(rankOf).toSorted(([a = 0, b = 0], [c = 0, d = 0]) => c - a || d - b);
  expect(total).toBe(wanted.length);
  // of those of one rank it is open which are told
  expect(shares.map(rankOf)).toEqual(ranks.slice(0, question.limit));
  for (const each of shares) expect(wanted).toContainEqual(each);
  expect(new Set(shares.map(({ value, isUserId }) => `${isUserId} ${value}`)).size).toBe(shares.length);
  return shares;
};

/** Each question of the port, asked of the store and of the model. */
const overviewComparisons: Readonly<Record<keyof OverviewQuestions, Compare>> = {
  numbers: async (store, model, { scope, interval, zone }) => {
    const edges = bucketEdges(scope.from, scope.to, interval, zone);
    const found = await store.overview.numbers({ ...scope, pieces: evenBucketsOf(edges) }, anybody);
    const wanted = wantedNumbers(model, scope, edges);
    expect(found).toHaveLength(wanted.length);
    for (const each of wanted) {
      const own = found.filter(({ period, bucket }) => period === each.period && bucket === each.bucket);
      expect(own).toEqual([{ ...each, median: close(each.median) }]);
    }
  },
  breakdown: async (store, model, { scope, by, limit }) => {
    const shares = await compareShares(store, model, { ...scope, by, limit });
    // of what is filtered by, only the values looked for are told
    const [share] = shares.filter(({ value }) => value !== undefined);
    if (share?.value === undefined) return;
    const property = by === 'user' ? (share.isUserId ? 'user_id' : 'email') : by;
    const any = { ...scope.filters.any, [property]: [share.value] };
    await compareShares(store, model, { ...scope, by, limit, filters: { ...scope.filters, any } });
  },
  stops: async (store, model, { scope: { before: _before, beforeEnd: _end, ...scope } }) => {
    const { reached, ends } = await store.overview.stops(scope, anybody);
    const found = {
      reached: new Map(reached.filter(({ count }) => count > 0).map(({ stage, count }) => [stage, count])),
      ends: new Map(
        ends.map(({ stage, result, outcome, waitingFor, count }) => [
          endKey(stage, result, outcome, waitingFor),
          count,
        ]),
      ),
    };
    expect(found).toEqual(wantedStops(model, scope));
    expect(found.ends.size).toBe(ends.length);
  },
  hours: async (store, model, { scope: { before: _before, beforeEnd: _end, ...scope }, zone }) => {
    const hours = await store.overview.hours({ ...scope, zone }, anybody);
    const found = hours.map(
      ({ weekday, hour, outcome, count }) => [`${weekday} ${hour} ${outcome}`, count] as const,
    );
    expect(new Map(found)).toEqual(wantedHours(model, scope, zone));
  },
  secondStep: async (store, model, { scope }) => {
    const found = await store.overview.secondStep(scope, anybody);
    const before = wantedSecondSteps(attemptsOf(model, scope, 'before'));
    expect(found.now).toEqual(wantedSecondSteps(attemptsOf(model, scope, 'now')));
    expect(found.before).toEqual(before.asked === 0 ? undefined : before);
  },
  steps: async (store, model, { scope }) => {
    const found = await store.overview.steps(scope, anybody);
    const waits = waitsBetweenStages(attemptsOf(model, scope, 'now'));
    const earlier = waitsBetweenStages(attemptsOf(model, scope, 'before'));
    expect(found).toHaveLength(waits.size);
    expect(found.map(({ median }) => median)).toEqual(
      found.map(({ median }) => median).toSorted((a, b) => b - a),
    );
    for (const { slowest, ...each } of found) {
      const key = endKey(each.fromStage, each.toStage);
      const own = waits.get(key) ?? [];
      const of = own.map(({ wait }) => wait);
      const max = of.toSorted((a, b) => Number(b - a))[0] ?? -1n;
      expect(each).toEqual({
        fromStage: each.fromStage,
        toStage: each.toStage,
        count: own.length,
        median: close(quantile(of, 0.5)),
        p95: close(quantile(of, 0.95)),
        max,
        beforeMedian: close(
          quantile(
            (earlier.get(key) ?? []).map(({ wait }) => wait),
            0.5,
          ),
        ),
      });
      // of equally slow ones the newest is told; of those of one start it is open which
      const slow = own.filter(({ wait }) => wait === max).map(({ attempt }) => attempt);
      const newest = slow.toSorted((a, b) => Number(b.start - a.start))[0]?.start;
      expect(
        slow.filter(({ requestId }) => requestId === slowest.requestId).map(({ start }) => start),
      ).toContain(newest);
      expect(slowest.start).toBe(newest);
    }
  },
};

/** What the overview asks, against the naive model. */
export const describeOverview = (open: OpenStore): void => {
  test('every question of the overview is answered as by a naive model', async () => {
    await fc.assert(
      fc.asyncProperty(
        historiesOf(80),
        fc.array(overviewQuestions, { minLength: 8, maxLength: 8 }),
        async (history, asked) =>
          withLateEvents(open, history, async (store, arrived) => {
            const model = new AttemptModel(arrived);
            expect(model.attempts).not.toEqual([]);
            for (const each of asked)
              for (const compare of Object.values(overviewComparisons)) await compare(store, model, each);
          }),
      ),
      { numRuns: 2, endOnFailure: true },
    );
  });
};
