import type { EvenBuckets } from '../../../contract/buckets.ts';
import { type Micros, floorDiv } from '../../../contract/instant.ts';
import type { Outcome } from '../../../contract/outcome.ts';
import type {
  AttemptCount,
  AttemptPosition,
  CountedPeople,
  Profile,
  ProfileQuestion,
  SeenValue,
} from '../questions/attempts.ts';
import type { Person } from '../questions/people.ts';
import { type Counted, countedPeopleOf } from './people-tally.ts';
import { type Row, instantIn, textOrNoneIn } from './sql.ts';

/*
 * What a profile tells, counted from a few rows as the engine counts it from many.
 */

/** So many results of second steps are told. */
export const mostResults = 100;
export const secondStep = 'MFA Challenge';

/** An attempt in scope, as it is counted. */
export type Few = AttemptPosition & {
  readonly outcome: Outcome;
  readonly renews: string | undefined;
  readonly sessions: readonly string[];
  readonly person: Person | undefined;
  readonly upstream: string | undefined;
};

const bucketAt = (evenBuckets: readonly EvenBuckets[], time: bigint): number | undefined => {
  const run = evenBuckets.find(({ to }) => time < to) ?? evenBuckets.at(-1);
  return run && run.first + Number(floorDiv(time - run.from, run.step));
};

/** Attempts by the bucket of their start and by outcome. */
export const countsOf = (
  attempts: readonly Few[],
  evenBuckets: readonly EvenBuckets[],
): readonly AttemptCount[] => {
  const counts = new Map<string, AttemptCount>();
  for (const { start, outcome } of attempts) {
    const bucket = bucketAt(evenBuckets, start);
    if (bucket === undefined) continue;
    const key = `${bucket} ${outcome}`;
    counts.set(key, { bucket, outcome, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()];
};

/** The people of attempts, which come oldest first. */
export const peopleAmong = (attempts: readonly Few[], limit: number): CountedPeople => {
  const counts = new Map<string, Counted>();
  for (const { person, outcome, start, upstream } of attempts) {
    const key = JSON.stringify([person, outcome]);
    const known = counts.get(key);
    const isTold = upstream !== undefined && !(known?.told === start && (known.upstream ?? '') >= upstream);
    counts.set(key, {
      person,
      outcome,
      count: (known?.count ?? 0) + 1,
      first: known?.first ?? start,
      last: start,
      upstream: isTold ? upstream : known?.upstream,
      told: isTold ? start : known?.told,
    });
  }
  const inOrder = [...counts.values()].toSorted(
    (a, b) => Number(a.last - b.last) || (a.outcome < b.outcome ? -1 : 1),
  );
  return countedPeopleOf(inOrder, limit);
};

const byBytes = (one: string, other: string): number => Buffer.compare(Buffer.from(one), Buffer.from(other));

/** Values in events, of each property the newest first. */
export const seenAmong = (
  events: readonly Row[],
  { properties, limit }: Pick<ProfileQuestion, 'properties' | 'limit'>,
): readonly SeenValue[] =>
  properties.flatMap((property, index) => {
    const byValue = new Map<string, { first: Micros; last: Micros; events: number; ids: Set<string> }>();
    for (const row of events) {
      const value = textOrNoneIn(row, `value_${index}`);
      if (value === undefined) continue;
      const time = instantIn(row, 'time');
      const own = byValue.get(value) ?? { first: time, last: time, events: 0, ids: new Set() };
      byValue.set(value, own);
      own.events += 1;
      if (time < own.first) own.first = time;
      if (time > own.last) own.last = time;
      const id = textOrNoneIn(row, 'request_id');
      if (id !== undefined) own.ids.add(id);
    }
    return [...byValue]
      .toSorted(([one, a], [other, b]) => Number(b.last - a.last) || byBytes(one, other))
      .slice(0, limit + 1)
      .map(([value, { ids, ...own }]) => ({ property, value, ...own, attempts: ids.size }));
  });

/** How often second steps had each result in events. */
export const challengesAmong = (events: readonly Row[]): Profile['challenges'] => {
  const counts = new Map<string, number>();
  for (const row of events) {
    const value = textOrNoneIn(row, 'step_result');
    if (row['step'] === secondStep && value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .toSorted((a, b) => b.count - a.count || byBytes(a.value, b.value))
    .slice(0, mostResults);
};
