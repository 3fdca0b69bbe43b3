import { expect } from 'vitest';
import { bucketEdges, evenBucketsOf } from '../../../contract/buckets.ts';
import { micros } from '../../../contract/instant.ts';
import type {
  AttemptFacetsQuestion,
  AttemptScope,
  AttemptsQuestion,
  StoredAttempt,
} from '../questions/attempts.ts';
import { anybody } from '../questions/scope.ts';
import type { Store } from '../store.ts';
import { type AttemptModel, type ModelAttempt, byCodePoints, modelOutcome } from './attempt-model.ts';
import { microsPerMinute, span, samplesStart } from './attempt-samples.ts';

const walk = async (store: Store, question: AttemptsQuestion) => {
  const seen: StoredAttempt[] = [];
  for (let after = question.after; ;) {
    const { attempts, more } = await store.attempts.page(after ? { ...question, after } : question, anybody);
    seen.push(...attempts);
    const last = attempts.at(-1);
    if (!more || !last) return seen;
    expect(attempts.length).toBe(question.limit);
    after = last.place;
  }
};

/** An attempt as storage tells it, in what can be held against the model. */
export const comparedAttempt = ({
  requestId,
  start,
  last,
  count,
  outcome,
  judgement,
  events,
}: StoredAttempt) => ({
  requestId,
  stretch: [start, last],
  count,
  outcome,
  ended: judgement.ended,
  waitingFor: judgement.waitingFor,
  renews: judgement.renews,
  ids: events.map(({ id }) => id).toSorted(),
});

export const wantedOf = (attempt: ModelAttempt, settled: bigint) => ({
  requestId: attempt.requestId,
  stretch: [attempt.start, attempt.last],
  count: attempt.events.length,
  outcome: modelOutcome(attempt, settled),
  ended: attempt.judgement.outcome,
  waitingFor: attempt.judgement.waitingFor,
  renews: attempt.judgement.renews,
  ids: attempt.events.map(({ id }) => id).toSorted(),
});

/** A walk over all pages, told as `wantedPages` tells it. */
export const foundPages = async (store: Store, question: AttemptsQuestion) =>
  (await walk(store, question)).map((attempt) => comparedAttempt(attempt));

export const wantedPages = (model: AttemptModel, { order, ...scope }: AttemptsQuestion) => {
  const ascending = model
    .within(scope)
    .toSorted((a, b) => Number(a.start - b.start) || byCodePoints(a.requestId, b.requestId));
  return (order === 'asc' ? ascending : ascending.toReversed()).map((each) => wantedOf(each, scope.settled));
};

const [low, high] = [
  micros(samplesStart - 60n * microsPerMinute),
  micros(samplesStart + (span + 60n) * microsPerMinute),
];

/** Attempts counted in every way there is, told as `wantedCounts` tells it. */
export const foundCounts = async (store: Store, scope: AttemptScope) => {
  const { from = low, to = high } = scope;
  const evenBuckets = evenBucketsOf(from < to ? bucketEdges(from, to, '6h', 'Europe/Berlin') : []);
  const counts =
    from < to ? await store.attempts.histogram({ ...scope, from, to, evenBuckets }, anybody) : [];
  const { people } = await store.attempts.people({ ...scope, limit: 100 }, anybody);
  return {
    histogram: new Map(counts.map(({ bucket, outcome, count }) => [`${bucket} ${outcome}`, count])),
    ofPeople: people.reduce((sum, { count }) => sum + count, 0),
    sketches: (await store.attempts.sketches(scope, anybody)).length,
  };
};

export const wantedCounts = (model: AttemptModel, scope: AttemptScope) => {
  const { from = low, to = high } = scope;
  const edges = from < to ? bucketEdges(from, to, '6h', 'Europe/Berlin') : [];
  const histogram = new Map<string, number>();
  for (const attempt of from < to ? model.within({ ...scope, from, to }) : []) {
    const bucket = edges.findLastIndex((edge) => edge <= attempt.start);
    const key = `${bucket} ${modelOutcome(attempt, scope.settled)}`;
    histogram.set(key, (histogram.get(key) ?? 0) + 1);
  }
  const count = model.within(scope).length;
  return { histogram, ofPeople: count, sketches: count };
};

export const wantedFacets = (model: AttemptModel, question: AttemptFacetsQuestion) =>
  Object.fromEntries(question.properties.map((property) => [property, model.facet(question, property)]));
