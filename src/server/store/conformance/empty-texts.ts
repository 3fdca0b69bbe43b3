import { expect, test } from 'vitest';
import { fields } from '../../../contract/fields.ts';
import { evenBucketsOf } from '../../../contract/buckets.ts';
import { type Filters, noFilters } from '../../../contract/filters.ts';
import { micros } from '../../../contract/instant.ts';
import type { Store } from '../store.ts';
import { type OpenStore, walk, withStore } from './harness.ts';
import { instant, prepared } from './samples.ts';
import { anybody } from '../questions/scope.ts';

const [from, to] = [instant('2026-03-29'), instant('2026-03-30')];
const settled = micros(to);

const empty = { ...Object.fromEntries(fields.map(({ name }) => [name, ''])), own: '' };
const saying = { event_name: 'Token', result: 'Success' };

/** Strangers who have nothing in common but that nothing is said of them, and one whose stage is told the old way. */
export const emptyTexts = [
  prepared({ ...empty, ...saying, time: '2026-03-29T10:00:00Z', upstream_user_id: 'ann@x.example' }, 'ann'),
  prepared({ ...empty, ...saying, time: '2026-03-29T10:00:01Z', upstream_user_id: 'bob@x.example' }, 'bob'),
  prepared({ ...empty, event_name: ' ', time: '2026-03-29T10:00:02Z' }, 'nobody'),
  prepared(
    {
      ...empty,
      stage: 'Token',
      event: 'Success',
      time: '2026-03-29T10:00:03Z',
      request_id: 'r',
      user_id: 'u',
    },
    'old',
  ),
];
const all = emptyTexts.map(({ id }) => id);

const found = async (store: Store, filters: Partial<Filters>): Promise<string[]> =>
  (await walk(store, { filters: { ...noFilters, ...filters }, order: 'asc' }, [3])).map(({ id }) => id);

/** What a store must say of `emptyTexts`, however and whenever they came. */
export const expectEmptyTexts = async (store: Store): Promise<void> => {
  const said = new Set([
    'upstream_user_id',
    'event_name',
    'result',
    'stage',
    'event',
    'request_id',
    'user_id',
  ]);
  const silent = [...fields.map(({ name }) => name), 'x.own'].filter((name) => !said.has(name));
  expect((await walk(store, { filters: noFilters, order: 'asc' }, [3])).map(({ record }) => record)).toEqual(
    emptyTexts.map(({ record }) => record),
  );
  const asked = { filters: noFilters, properties: [...silent, 'user_id', 'request_id'], limit: 5 };
  const nothing = { values: [], more: false, missing: all.length };
  const facets = await store.events.facets(asked, anybody);
  for (const property of silent) {
    expect(await found(store, { missing: [property] })).toEqual(all);
    expect(await found(store, { any: { [property]: [''] } })).toEqual([]);
    expect(await found(store, { none: { [property]: [''] } })).toEqual(all);
    expect([property, facets[property]]).toEqual([property, nothing]);
    const histogram = { filters: noFilters, from, to, by: property, evenBuckets: evenBucketsOf([from, to]) };
    expect(await store.events.histogram(histogram, anybody)).toEqual([
      { bucket: 0, rest: 'missing', count: all.length },
    ]);
  }
  const readings = await store.events.facets({ ...asked, properties: ['step', 'step_result'] }, anybody);
  expect(readings).toEqual({
    step: {
      values: [
        { value: 'Token', count: 3 },
        { value: ' ', count: 1 },
      ],
      more: false,
      missing: 0,
    },
    step_result: { values: [{ value: 'Success', count: 3 }], more: false, missing: 1 },
  });
  expect(await found(store, { any: { step_result: ['Success'] } })).toEqual(['ann', 'bob', 'old']);
  expect(await found(store, { any: { result: ['Success'] } })).toEqual(['ann', 'bob']);
  expect(await found(store, { missing: ['step_result'] })).toEqual(['nobody']);
  expect(facets['user_id']).toEqual({ values: [{ value: 'u', count: 1 }], more: false, missing: 3 });
  expect(await found(store, { any: { email: ['ANN@x.example'] } })).toEqual(['ann']);
  expect(await found(store, { missing: ['email'] })).toEqual(['nobody', 'old']);
  expect(await store.events.emails({ userIds: ['', 'u'] }, anybody)).toEqual({});
  const scope = { filters: noFilters, settled };
  const { attempts } = await store.attempts.page({ ...scope, order: 'asc', limit: 5 }, anybody);
  expect(attempts.map(({ requestId, count, outcome }) => [requestId, count, outcome])).toEqual([
    ['r', 1, 'signed_in'],
  ]);
  expect((await store.attempts.named({ requestIds: [''], settled, limit: 5 }, anybody)).attempts).toEqual([]);
  expect(await store.attempts.unlinked({ filters: noFilters }, anybody)).toBe(3);
  const seen = await store.attempts.seen(
    { ...scope, properties: ['source_ip', 'user_id'], limit: 5 },
    anybody,
  );
  expect(seen.map(({ property, value }) => [property, value])).toEqual([['user_id', 'u']]);
  const { people } = await store.attempts.people({ ...scope, limit: 5 }, anybody);
  expect(people).toMatchObject([{ person: { id: 'u', isUserId: true } }]);
  const counted = await store.attempts.facets(
    { ...scope, properties: ['application_name'], limit: 5 },
    anybody,
  );
  expect(counted).toEqual({ application_name: { ...nothing, missing: 1 } });
};

/** An empty text says nothing: it is told as it came, and in every question it is as if it were not there. */
export const describeEmptyTexts = (open: OpenStore): void => {
  test('an empty text is told as it came, and is not recorded wherever something is asked', async () =>
    withStore(open, async (held) => {
      await held.store.append(emptyTexts);
      await expectEmptyTexts(held.store);
      await held.store.tidy();
      await expectEmptyTexts(held.store);
      await held.reopen();
      await expectEmptyTexts(held.store);
      expect(await held.store.append(emptyTexts)).toEqual(all.map(() => 'duplicate'));
    }));
};
