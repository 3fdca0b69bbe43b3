import { expect } from 'vitest';
import { bucketEdges, evenBucketsOf } from '../../../contract/buckets.ts';
import type { FieldName } from '../../../contract/fields.ts';
import { type Filters, noFilters } from '../../../contract/filters.ts';
import { micros } from '../../../contract/instant.ts';
import type { AttemptPosition, AttemptScope, SeenValue } from '../questions/attempts.ts';
import type { EventScope } from '../questions/scope.ts';
import { anybody } from '../questions/scope.ts';
import type { Store } from '../store.ts';
import { wantedCounts } from './attempt-answers.ts';
import { modelEventsIn, wantedPeople, wantedSeen } from './attempt-counts-model.ts';
import { type AttemptModel, byCodePoints, modelOutcome } from './attempt-model.ts';
import { microsPerMinute, samplesStart, span } from './attempt-samples.ts';
import { textOf } from './filter-model.ts';

/** Filters that name an identifier, as pages about people and addresses do, or others besides. */
const identifying: readonly Filters[] = [
  { ...noFilters, any: { email: ['ann@x.example'] } },
  { ...noFilters, any: { email: ['SOLO@x.example', 'solo.too@x.example'] } },
  { ...noFilters, any: { email: ['STRASSE@x.example'] }, missing: ['user_id'] },
  { ...noFilters, any: { user_id: ['u1'] } },
  { ...noFilters, any: { source_ip: ['192.0.2.1'] } },
  { ...noFilters, any: { source_ip: ['192.0.0.0/16'] } },
  { ...noFilters, any: { session: ['s1', 's2'], source_ip: ['192.0.2.1', '192.0.2.2'] } },
  { ...noFilters, any: { user_id: ['u2'], application_name: ['Payroll'] }, none: { result: ['Failure'] } },
  { ...noFilters, any: { source_ip: ['192.0.2.2'] }, hours: ['mon-fri 08-18 Europe/Berlin'] },
];

const whole = {
  from: micros(samplesStart - 60n * microsPerMinute),
  to: micros(samplesStart + (span + 60n) * microsPerMinute),
};

/** Values seen, of one property the newest first, against those of the model. */
export const compareValues = (
  seen: readonly SeenValue[],
  model: AttemptModel,
  scope: EventScope,
  { properties, limit }: { readonly properties: readonly FieldName[]; readonly limit: number },
): void => {
  expect(seen.map(({ last }) => last)).toEqual(
    seen.map(({ last }) => last).toSorted((a, b) => Number(b - a)),
  );
  for (const property of properties) {
    const own = seen.filter((each) => each.property === property);
    const wanted = wantedSeen(model, scope, [property]);
    // of those seen last in one instant it is open which are told
    expect(own.map(({ last }) => last)).toEqual(wanted.slice(0, limit + 1).map(({ last }) => last));
    expect(wanted).toEqual(expect.arrayContaining(own));
    expect(new Set(own.map(({ value }) => value)).size).toBe(own.length);
  }
};

const wantedNewest = (model: AttemptModel, scope: AttemptScope): Record<string, AttemptPosition> => {
  const newest: Record<string, AttemptPosition> = {};
  const ascending = model
    .within({ ...scope, renewal: false })
    .toSorted((a, b) => Number(a.start - b.start) || byCodePoints(a.requestId, b.requestId));
  for (const attempt of ascending)
    newest[modelOutcome(attempt, scope.settled)] = {
      requestId: attempt.requestId,
      start: micros(attempt.start),
    };
  return newest;
};

const wantedChallenges = (model: AttemptModel, scope: EventScope) => {
  const counts = new Map<string, number>();
  for (const { record } of modelEventsIn(model, scope)) {
    const [step, value] = [
      textOf(record, 'event_name') ?? textOf(record, 'stage'),
      textOf(record, 'result') ?? textOf(record, 'event'),
    ];
    if (step === 'MFA Challenge' && value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .toSorted((a, b) => b.count - a.count || byCodePoints(a.value, b.value));
};

/** What a profile puts together, of any scope and of one with an identifier, against what the model tells of each. */
export const compareProfiles = async (
  store: Store,
  model: AttemptModel,
  asked: {
    readonly scope: AttemptScope;
    readonly properties: readonly FieldName[];
    readonly limit: number;
    readonly places: readonly number[];
  },
): Promise<void> => {
  const { renewal: _renewal, ...scope } = asked.scope;
  const { properties, limit, places } = asked;
  const chosen = identifying[(places[0] ?? 0) % identifying.length] ?? noFilters;
  const { settled } = scope;
  for (const question of [scope, { ...scope, filters: chosen }, { settled, filters: chosen }]) {
    const { from, to } = { ...whole, ...question };
    const evenBuckets = evenBucketsOf(from < to ? bucketEdges(from, to, '6h', 'Europe/Berlin') : []);
    const ranged = { ...question, from, to };
    const profile = await store.attempts.profile(
      { ...ranged, evenBuckets, properties, limit, people: limit },
      anybody,
    );
    const counts = profile.counts.map(
      ({ bucket, outcome, count }) => [`${bucket} ${outcome}`, count] as const,
    );
    expect(new Map(counts)).toEqual(wantedCounts(model, ranged).histogram);
    expect(profile.renewals).toBe(model.within({ ...ranged, renewal: true }).length);
    expect(profile.newest).toEqual(wantedNewest(model, ranged));
    const { people, ...all } = wantedPeople(model, ranged);
    expect(profile.people).toEqual({ ...all, people: people.slice(0, limit) });
    compareValues(profile.seen, model, ranged, { properties, limit });
    expect(profile.challenges).toEqual(wantedChallenges(model, ranged));
  }
};
