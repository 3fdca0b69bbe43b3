import { expect } from 'vitest';
import { bucketEdges, piecesOf } from '../../../contract/buckets.ts';
import { micros } from '../../../contract/instant.ts';
import { judgeWhole } from '../../diagnosis/events.ts';
import type { AttemptFacetsQuestion, AttemptScope, AttemptsQuestion } from '../questions/attempts.ts';
import type { Store } from '../store.ts';
import type { AttemptModel } from './attempt-model.ts';
import { minute, span, start } from './attempt-samples.ts';
import { anybody } from '../questions/scope.ts';

const walk = async (store: Store, question: AttemptsQuestion) => {
  const seen: Awaited<ReturnType<Store['attempts']['page']>>['attempts'][number][] = [];
  for (let after = question.after; ;) {
    const { attempts, more } = await store.attempts.page(after ? { ...question, after } : question, anybody);
    seen.push(...attempts);
    const last = attempts.at(-1);
    if (!more || !last) return seen;
    expect(attempts.length).toBe(question.limit);
    after = last.place;
  }
};

/** A walk over all pages, told as `wantedPages` tells it. */
export const foundPages = async (store: Store, question: AttemptsQuestion) =>
  (await walk(store, question)).map(({ requestId, start, last, count, outcome, events }) => ({
    requestId,
    stretch: [start, last],
    count,
    outcome,
    read: [events.length, judgeWhole(events, question.settled).outcome],
  }));

export const wantedPages = (model: AttemptModel, { order, ...scope }: AttemptsQuestion) => {
  const ascending = model
    .within(scope)
    .toSorted((a, b) => Number(a.start - b.start) || (a.requestId < b.requestId ? -1 : 1));
  return (order === 'asc' ? ascending : ascending.toReversed()).map(({ requestId, start, last, events }) => {
    const { outcome } = judgeWhole(events, scope.settled);
    const count = events.length;
    return { requestId, stretch: [start, last], count, outcome, read: [count, outcome] };
  });
};

const [low, high] = [micros(start - 60n * minute), micros(start + (span + 60n) * minute)];

/** Attempts counted in every way there is, told as `wantedCounts` tells it. */
export const foundCounts = async (store: Store, scope: AttemptScope) => {
  const { from = low, to = high } = scope;
  const pieces = piecesOf(from < to ? bucketEdges(from, to, '6h', 'Europe/Berlin') : []);
  const counts = from < to ? await store.attempts.histogram({ ...scope, from, to, pieces }, anybody) : [];
  const { users } = await store.attempts.users({ ...scope, limit: 100 }, anybody);
  return {
    histogram: new Map(counts.map(({ bucket, outcome, count }) => [`${bucket} ${outcome}`, count])),
    ofUsers: users.reduce((sum, { count }) => sum + count, 0),
    sketches: (await store.attempts.sketches(scope, anybody)).length,
  };
};

export const wantedCounts = (model: AttemptModel, scope: AttemptScope) => {
  const { from = low, to = high } = scope;
  const edges = from < to ? bucketEdges(from, to, '6h', 'Europe/Berlin') : [];
  const histogram = new Map<string, number>();
  for (const { start, events } of from < to ? model.within({ ...scope, from, to }) : []) {
    const bucket = edges.findLastIndex((edge) => edge <= start);
    const key = `${bucket} ${judgeWhole(events, scope.settled).outcome}`;
    histogram.set(key, (histogram.get(key) ?? 0) + 1);
  }
  const count = model.within(scope).length;
  return { histogram, ofUsers: count, sketches: count };
};

export const wantedFacets = (model: AttemptModel, question: AttemptFacetsQuestion) =>
  Object.fromEntries(question.properties.map((property) => [property, model.facet(question, property)]));
