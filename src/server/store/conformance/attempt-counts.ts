import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { micros } from '../../../contract/instant.ts';
import type { FieldName } from '../../../contract/fields.ts';
import { outcomes } from '../../../contract/outcome.ts';
import type { AttemptScope, AttemptQuestions } from '../questions/attempts.ts';
import type { Person } from '../questions/people.ts';
import { anybody } from '../questions/scope.ts';
import type { Store } from '../store.ts';
import {
  foundCounts,
  foundPages,
  comparedAttempt,
  wantedCounts,
  wantedFacets,
  wantedOf,
  wantedPages,
} from './attempt-answers.ts';
import {
  personOf,
  sketchesTold,
  wantedSignIns,
  wantedSketches,
  wantedUnlinked,
  wantedPeople,
} from './attempt-counts-model.ts';
import { trailsTold, wantedTrails, wantedVisits, wantedWays, waysTold } from './attempt-trails-model.ts';
import { AttemptModel } from './attempt-model.ts';
import type { OpenStore } from './harness.ts';
import { textOf } from './filter-model.ts';
import { compareProfiles, compareValues } from './profiles.ts';
import { placeOf } from './naive-judge.ts';
import { historiesOf } from './rich-samples.ts';
import { eventScopes, instants, ranges, richScopes } from './rich-scopes.ts';
import { withLateEvents } from './with-late-events.ts';

const seenProperties = ['user_id', 'source_ip', 'user_agent', 'application_name', 'session'] as const;

/** Questions of every kind. Whom and what they name is taken from what is stored, by places. */
const attemptQuestions = fc.record({
  scope: richScopes,
  events: eventScopes,
  limit: fc.constantFrom(1, 2, 5, 50),
  order: fc.constantFrom('asc' as const, 'desc' as const),
  properties: fc.uniqueArray(fc.constantFrom<FieldName>(...seenProperties), { minLength: 1, maxLength: 3 }),
  counted: fc.uniqueArray(
    fc.constantFrom('outcome', 'x.place', 'session', 'step', 'step_result', ...seenProperties),
    {
      minLength: 1,
      maxLength: 2,
    },
  ),
  contains: fc.constantFrom(undefined, undefined, 'U', '7777', '%', '"'),
  places: fc.uniqueArray(fc.nat(80), { minLength: 1, maxLength: 6 }),
  around: fc.oneof(
    fc.array(ranges, { minLength: 1, maxLength: 2 }),
    instants.map((at) => [
      { from: micros(at - 180_000_000n), to: micros(at) },
      { from: micros(at + 600_000_000n), to: micros(at + 3_000_000_000n) },
    ]),
  ),
  settled: instants,
  outcomes: fc.option(fc.subarray([...outcomes], { minLength: 2 }), { nil: undefined }),
  troubled: fc.boolean(),
  by: fc.constantFrom('address' as const, 'network' as const),
});
type Questions = typeof attemptQuestions extends fc.Arbitrary<infer Each> ? Each : never;

const pick = <Item>(items: readonly Item[], places: readonly number[]): Item[] => [
  ...new Set(places.flatMap((place) => (items.length === 0 ? [] : [items[place % items.length] as Item]))),
];

const compareNamed = async (store: Store, model: AttemptModel, asked: Questions): Promise<void> => {
  const { places, settled, limit } = asked;
  const wanted = pick(model.attempts, places);
  const requestIds = [...wanted.map(({ requestId }) => requestId), 'nobody', ''];
  const { attempts, more } = await store.attempts.named({ requestIds, settled, limit }, anybody);
  expect(more).toBe(false);
  expect(attempts.map(({ start }) => start)).toEqual(
    wanted.map(({ start }) => start).toSorted((a, b) => Number(a - b)),
  );
  for (const attempt of attempts) {
    const own = wanted.find(({ requestId }) => requestId === attempt.requestId);
    if (!own) throw new Error(`${attempt.requestId} was not asked for.`);
    const { ids, ...told } = comparedAttempt(attempt);
    const { ids: all, ...summary } = wantedOf(own, settled);
    expect(told).toEqual(summary);
    // of those in one place it is open which are told
    const placed = (told: readonly string[]): readonly string[] =>
      own.events.flatMap((event) => (told.includes(event.id) ? [`${event.time} ${placeOf(event)}`] : []));
    expect(placed(ids)).toEqual(placed(own.events.slice(-limit).map(({ id }) => id)));
    expect(all).toEqual(expect.arrayContaining(ids));
    if (all.length <= limit) continue;
    const decisive = own.events.find(({ id }) => id === attempt.decisive?.id);
    const { ending } = own.judgement;
    expect([decisive?.time, decisive?.step, decisive?.end]).toEqual([ending.time, ending.step, ending.end]);
  }
};

const comparePeople = async (
  store: Store,
  model: AttemptModel,
  { scope, limit }: { readonly scope: AttemptScope; readonly limit: number },
): Promise<void> => {
  const { people, ...whole } = wantedPeople(model, scope);
  expect(await store.attempts.people({ ...scope, limit }, anybody)).toEqual({
    ...whole,
    people: people.slice(0, limit),
  });
};

const compareSeen = async (store: Store, model: AttemptModel, asked: Questions): Promise<void> => {
  const { events, properties, limit } = asked;
  const seen = await store.attempts.seen({ ...events, properties, limit }, anybody);
  compareValues(seen, model, events, { properties, limit });
};

const compareTrails = async (store: Store, model: AttemptModel, asked: Questions): Promise<void> => {
  const keys = model.attempts.flatMap((attempt) => JSON.stringify(personOf(attempt, model)) ?? []);
  const people = pick([...new Set(keys)].toSorted(), asked.places).map((key) => JSON.parse(key) as Person);
  const { places, around, settled, troubled } = asked;
  const among = [
    {},
    { people },
    { addresses: ['192.0.2.1', `'; --`] },
    { people, addresses: ['2001:db8::1', 'nowhere'], providers: ['Okta', 'Entra_%'] },
  ][places.length % 4];
  const narrowing = { troubled, ...(asked.outcomes ? { outcomes: asked.outcomes } : {}) };
  const question = { around, settled, ...among, ...narrowing };
  const trails = await store.attempts.trails(question, anybody);
  expect(trailsTold(trails)).toEqual(wantedTrails(model, question));
  expect(trails.map(({ start }) => start)).toEqual(
    trails.map(({ start }) => start).toSorted((a, b) => Number(a - b)),
  );
};

const compareWays = async (store: Store, model: AttemptModel, asked: Questions): Promise<void> => {
  const [range] = asked.around;
  if (!range) throw new Error('No range was made.');
  const keys = model.attempts.flatMap((attempt) => JSON.stringify(personOf(attempt, model)) ?? []);
  const people = pick([...new Set(keys)].toSorted(), asked.places).map((key) => JSON.parse(key) as Person);
  const question = { people, ...range, settled: asked.settled };
  const ways = await store.attempts.ways(question, anybody);
  expect(waysTold(ways)).toEqual(wantedWays(model, question));
  for (const { starts } of ways) expect(starts).toEqual(starts.toSorted((a, b) => Number(a - b)));
  const told = ways.map((way) => JSON.stringify({ ...way, starts: [] }));
  expect(new Set(told).size).toBe(ways.length);
};

const compareVisits = async (store: Store, model: AttemptModel, asked: Questions): Promise<void> => {
  const [range] = asked.around;
  if (!range) throw new Error('No range was made.');
  const own =
    asked.by === 'address' ? ['192.0.2.1', '192.0.2.2', `'; --`] : ['192.0.0.0/16', '2001:db8::/32', `'; --`];
  const question = { by: asked.by, among: [...own, 'nowhere'], ...range, settled: asked.settled };
  const told = (visits: readonly object[]): string[] => visits.map((each) => JSON.stringify(each)).toSorted();
  expect(told(await store.attempts.visits(question, anybody))).toEqual(told(wantedVisits(model, question)));
};

type Compare = (store: Store, model: AttemptModel, asked: Questions) => Promise<void>;

/** Each question of the port, asked of the store and of the model. */
const attemptComparisons: Readonly<Record<keyof AttemptQuestions, Compare>> = {
  page: async (store, model, { scope, limit, order }) => {
    const page = { ...scope, limit: limit === 1 ? 3 : limit, order };
    expect(await foundPages(store, page)).toEqual(wantedPages(model, page));
  },
  histogram: async (store, model, { scope }) => {
    expect(await foundCounts(store, scope)).toEqual(wantedCounts(model, scope));
  },
  facets: async (store, model, { scope, limit, counted, contains }) => {
    const facets = { ...scope, properties: counted, limit, ...(contains === undefined ? {} : { contains }) };
    expect(await store.attempts.facets(facets, anybody)).toEqual(wantedFacets(model, facets));
  },
  named: compareNamed,
  sketches: async (store, model, { scope }) => {
    const sketches = await store.attempts.sketches(scope, anybody);
    expect(sketchesTold(sketches)).toEqual(wantedSketches(model, scope));
  },
  trails: compareTrails,
  visits: compareVisits,
  ways: compareWays,
  people: comparePeople,
  profile: compareProfiles,
  seen: compareSeen,
  signIns: async (store, model, { settled, places }) => {
    const known = [...new Set(model.events.flatMap(({ record }) => textOf(record, 'session') ?? []))];
    const sessions = [...pick(known.toSorted(), places), 'nobody’s', ''];
    const found = await store.attempts.signIns({ sessions, settled }, anybody);
    expect(found).toEqual(wantedSignIns(model, sessions));
  },
  unlinked: async (store, model, { events }) => {
    expect(await store.attempts.unlinked(events, anybody)).toBe(wantedUnlinked(model, events));
  },
};

/** What is told of attempts in a few words, and of the events that they are made of, against the naive model. */
export const describeAttemptCounts = (open: OpenStore): void => {
  test('sketches, users, values seen, sign-ins, trails, visits and named attempts are those of a naive model', async () => {
    await fc.assert(
      fc.asyncProperty(
        historiesOf(80),
        fc.array(attemptQuestions, { minLength: 5, maxLength: 5 }),
        async (history, asked) =>
          withLateEvents(open, history, async (store, arrived) => {
            const model = new AttemptModel(arrived);
            expect(model.attempts).not.toEqual([]);
            for (const each of asked)
              for (const compare of Object.values(attemptComparisons)) await compare(store, model, each);
          }),
      ),
      { numRuns: 2, endOnFailure: true },
    );
  });
};
