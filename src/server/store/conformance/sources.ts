import { expect, test } from 'vitest';
import { noFilters } from '../../../contract/filters.ts';
import { type Micros, formatInstant, micros, microsPerSecond } from '../../../contract/instant.ts';
import { derivedId } from '../derived-id.ts';
import { anybody } from '../questions/scope.ts';
import type { PreparedEvent, Store } from '../store.ts';
import { isRefusal, prepareRecord, withId } from '../../ingest/prepare.ts';
import { type OpenStore, withStore } from './harness.ts';

const noon = micros(1_773_835_200_000_000n);
const minute = 60n * microsPerSecond;
const at = (minutes: number): Micros => micros(noon + BigInt(minutes) * minute);

type Record = Readonly<{ [name: string]: unknown }>;
const signIn = (more: Record = {}): Record => ({
  time: formatInstant(noon),
  event_name: 'Token',
  result: 'Create',
  user_id: 'u1',
  ...more,
});

/** As a source answers it: `whole` where that is all of the instant. */
const read = (record: Record, occurrence = 1, isWhole = true): PreparedEvent => {
  const prepared = prepareRecord(record);
  if (isRefusal(prepared)) throw new Error(prepared.message);
  const event = withId(prepared, derivedId(prepared.contentHash, occurrence));
  return { ...event, source: 'agilicus', ...(isWhole ? { isWholeInstant: true } : {}) };
};

const sent = (record: Record, id: string): PreparedEvent => {
  const prepared = prepareRecord(record);
  if (isRefusal(prepared)) throw new Error(prepared.message);
  return withId(prepared, id);
};

const stored = async (store: Store) =>
  (await store.events.list({ filters: noFilters, order: 'asc', limit: 100 }, anybody)).events;

const outcomeOf = async (store: Store, requestId: string, settled: Micros) => {
  const question = { requestIds: [requestId], settled, limit: 10 };
  const scope = { filters: noFilters, settled, outcomes: ['in_progress' as const] };
  const named = (await store.attempts.named(question, anybody)).attempts[0]?.outcome;
  const { attempts } = await store.attempts.page({ ...scope, order: 'asc', limit: 10 }, anybody);
  return [named, attempts.some((each) => each.requestId === requestId)];
};

/** What is read from sources: what they remember, what stands for what, and until when they are complete. */
export const describeSources = (open: OpenStore): void => {
  test('what a source remembers is there after a restart, the last of it', async () =>
    withStore(open, async (held) => {
      await held.store.sources.save('a', 'one');
      await held.store.sources.save('b', '{"of":"ünïcode"}');
      await held.store.sources.save('a', 'two');
      await held.reopen();
      expect([...(await held.store.sources.all())].toSorted(([a], [b]) => (a < b ? -1 : 1))).toEqual([
        ['a', 'two'],
        ['b', '{"of":"ünïcode"}'],
      ]);
    }));

  const added = { trace_id: 'added', extra: ['x'.repeat(400)] };

  test('a record with something added stands for what an instant no longer has', async () =>
    withStore(open, async (held) => {
      const other = signIn({ user_id: 'u2' });
      await held.store.append([read(signIn()), read(other)]);
      await held.store.append([read(signIn(added)), read(other)]);
      expect((await stored(held.store)).map(({ record }) => record)).toEqual([other, signIn(added)]);
      expect(await held.store.events.count({}, anybody)).toBe(2);
      await held.reopen();
      // what it was is known when it comes again, from wherever
      expect(await held.store.append([read(signIn(), 1, false)])).toEqual(['duplicate']);
      expect(await held.store.append([sent(signIn(), 'own-1')])).toEqual(['duplicate']);
      expect(await held.store.append([sent(signIn(), 'own-2')])).toEqual(['success']);
      expect((await stored(held.store)).map(({ id, record }) => [id, record])).toEqual([
        [expect.stringMatching(/^sha256-/), other],
        ['own-1', signIn(added)],
        ['own-2', signIn()],
      ]);
    }));

  test('what a sender called an event keeps its id when the record has something added', async () =>
    withStore(open, async ({ store }) => {
      await store.append([sent(signIn(), 'own-1')]);
      await store.append([read(signIn(added))]);
      expect((await stored(store)).map(({ id, record }) => [id, record])).toEqual([['own-1', signIn(added)]]);
      expect(await store.append([sent(signIn(), 'own-1')])).toEqual(['duplicate']);
    }));

  test.each([
    ['what is answered still stays', [read(signIn()), read(signIn(added))], [signIn(), signIn(added)]],
    [
      'another value is another record',
      [read(signIn({ user_id: 'u3' }))],
      [signIn(), signIn({ user_id: 'u3' })],
    ],
    [
      'of a part of an instant nothing is concluded',
      [read(signIn(added), 1, false)],
      [signIn(), signIn(added)],
    ],
    [
      'something added that came in a part stands once all is read',
      [read(signIn(added), 1, false), 'again'],
      [signIn(added)],
    ],
    ['one stands for one', [read(signIn(added))], [signIn(), signIn(added)], 2],
  ] as [string, (PreparedEvent | 'again')[], Record[], number?][])(
    '%s',
    async (_, batch, records, times = 1) =>
      withStore(open, async ({ store }) => {
        await store.append(Array.from({ length: times }, (_each, index) => read(signIn(), index + 1)));
        for (const each of batch.includes('again') ? [batch[0], read(signIn(added))] : [batch])
          await store.append([each].flat().filter((event) => typeof event === 'object'));
        expect((await stored(store)).map(({ record }) => record)).toEqual(records);
      }),
  );

  test('something added that came in a part of the same batch stands for what was', async () =>
    withStore(open, async ({ store }) => {
      await store.append([read(signIn())]);
      await store.append([read(signIn(added), 1, false), read(signIn(added))]);
      expect((await stored(store)).map(({ record }) => record)).toEqual([signIn(added)]);
    }));

  test('a later addition stands for what stood for another', async () =>
    withStore(open, async ({ store }) => {
      const [once, twice] = [signIn({ trace_id: 't' }), signIn({ trace_id: 't', session: 's' })];
      for (const each of [signIn(), once, twice]) await store.append([read(each)]);
      expect((await stored(store)).map(({ record }) => record)).toEqual([twice]);
      for (const each of [signIn(), once])
        expect(await store.append([sent(each, 'one')])).toEqual(['duplicate']);
      expect(await stored(store)).toHaveLength(1);
    }));

  test('an attempt that is read from a source alone is unfinished up to where that is complete', async () =>
    withStore(open, async ({ store }) => {
      const begun = (requestId: string) =>
        signIn({ event_name: 'Authentication Request', result: 'InProgress', request_id: requestId });
      await store.append([read(begun('read')), sent(begun('sent'), 'e1'), read(begun('both'))]);
      await store.append([sent({ ...begun('both'), time: formatInstant(at(1)) }, 'e2')]);
      const before = await store.version(anybody);
      expect(await outcomeOf(store, 'read', at(20))).toEqual(['did_not_finish', false]);
      store.sources.reached('agilicus', at(5));
      expect(await store.version(anybody)).not.toBe(before);
      expect(await outcomeOf(store, 'read', at(20))).toEqual(['in_progress', true]);
      expect(await outcomeOf(store, 'sent', at(20))).toEqual(['did_not_finish', false]);
      expect(await outcomeOf(store, 'both', at(20))).toEqual(['did_not_finish', false]);
      store.sources.reached('agilicus', at(30));
      expect(await outcomeOf(store, 'read', at(20))).toEqual(['did_not_finish', false]);
      store.sources.reached('agilicus', at(5));
      // what is kept of past days is judged alike
      await store.tidy();
      expect(await outcomeOf(store, 'read', at(20))).toEqual(['in_progress', true]);
      store.sources.reached('agilicus', undefined);
      expect(await outcomeOf(store, 'read', at(20))).toEqual(['did_not_finish', false]);
    }));
};
