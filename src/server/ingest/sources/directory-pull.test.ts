import { expect, test } from 'vitest';
import {
  type Micros,
  formatInstant,
  micros,
  microsPerDay,
  microsPerHour,
} from '../../../contract/instant.ts';
import { type PlatformUser, answerGuids, answerUsers } from '../../demo/platform/directory.ts';
import { withStore } from '../../store/conformance/harness.ts';
import { openStore } from '../../store/open.ts';
import { anybody } from '../../store/questions/scope.ts';
import type { Store } from '../../store/store.ts';
import { DirectoryPull } from './directory-pull.ts';
import { PlatformError } from './platform-error.ts';
import type { RememberedDirectory } from './remembered.ts';

const noon = micros(1_773_835_200_000_000n);
const after = (hours: number): Micros => micros(noon + BigInt(hours) * microsPerHour);

const user = (id: string, more: Partial<PlatformUser> = {}): PlatformUser => ({
  id,
  email: `${id}@example.net`,
  org_id: 'o1',
  type: 'user',
  status: 'active',
  display_name: `The ${id}`,
  created: formatInstant(noon),
  updated: formatInstant(noon),
  ...more,
});

type Params = Readonly<Record<string, string>>;
type Asked = { readonly path: string; readonly params: Params };

/** A directory, what is asked of it, and what is answered in place of what would be. */
class Simulated {
  users: readonly PlatformUser[];
  asked: Asked[] = [];
  instead: (asked: Asked) => unknown = () => undefined;

  constructor(users: readonly PlatformUser[]) {
    this.users = users;
  }

  get = async (path: string, params: Params) => {
    const asked = { path, params };
    this.asked.push(asked);
    const limited = { ...params, limit: '2' };
    const usual = path === '/users' ? answerUsers(this.users, limited) : answerGuids(this.users, limited);
    const body: unknown = JSON.parse(JSON.stringify(this.instead(asked) ?? usual));
    return { body, date: undefined, bytes: 100 };
  };

  since(): (string | undefined)[] {
    const all = this.asked.map(({ params }) => params['updated_since']);
    this.asked = [];
    return [...new Set(all)];
  }
}

const read = { signal: new AbortController().signal };

const withDirectory = (
  users: readonly PlatformUser[],
  use: (given: {
    directory: Simulated;
    store: Store;
    /** As a process that has just started. */
    start: () => DirectoryPull;
    names: (...ids: string[]) => Promise<Record<string, string | undefined>>;
  }) => Promise<void>,
): Promise<void> =>
  withStore(
    async (folder) => openStore({ folder, reserveBytes: 0 }),
    async ({ store }) => {
      const directory = new Simulated(users);
      await use({
        directory,
        store,
        start: () => new DirectoryPull({ name: 'agilicus', organisation: 'o1' }, directory, store.directory),
        names: async (...userIds) =>
          Object.fromEntries(
            Object.entries(await store.directory.people({ userIds }, anybody)).map(
              ([id, { displayName }]) => [id, displayName],
            ),
          ),
      });
    },
  );

const update = (pull: DirectoryPull, now: Micros, before?: RememberedDirectory) =>
  pull.update(now, read.signal, { before, alive: () => {} });

test('everybody is read page by page, from both lists, and it is seen to be alive at each', async () =>
  withDirectory(
    ['a', 'b', 'c', 'd', 'e'].map((id) => user(id)),
    async ({ directory, start, names }) => {
      let pages = 0;
      const pull = start();
      const kept = await pull.update(noon, read.signal, { before: undefined, alive: () => (pages += 1) });
      expect(kept).toEqual({ read: noon, everybody: noon, people: 5 });
      expect(Object.keys(await names('a', 'b', 'c', 'd', 'e', 'f'))).toEqual(['a', 'b', 'c', 'd', 'e']);
      expect(directory.asked.map(({ path }) => path)).toEqual([
        ...Array(3).fill('/users'),
        ...Array(3).fill('/users/guids'),
      ]);
      expect(directory.asked[0]?.params).toEqual({ limit: '500', org_id: 'o1', previous_email: '' });
      expect(directory.asked[3]?.params).toEqual({ limit: '500', org_id: 'o1', page_at_id: '' });
      expect(pages).toBe(6);
      expect(pull.reading).toEqual({ error: undefined, refused: undefined });
    },
  ));

test('what has changed is asked for between, everybody once a week, whatever restarts', async () =>
  withDirectory([user('a'), user('b')], async ({ directory, store, start, names }) => {
    let kept = await update(start(), noon);
    directory.asked = [];
    expect(await update(start(), micros(noon + microsPerHour / 4n), kept)).toBeUndefined();
    expect(directory.asked).toEqual([]);
    directory.users = [user('a', { display_name: 'Ana', updated: formatInstant(after(3)) })];
    kept = (await update(start(), after(4), kept)) ?? kept;
    expect(directory.since()).toEqual([formatInstant(after(-1))]);
    expect(kept).toEqual({ read: after(4), everybody: noon, people: 2 });
    expect(await names('a', 'b')).toEqual({ a: 'Ana', b: 'The b' });
    const whole = micros(noon + 7n * microsPerDay);
    kept = await update(start(), whole, kept);
    expect(directory.since()).toEqual([undefined]);
    expect(kept).toEqual({ read: whole, everybody: whole, people: 1 });
    const people = await store.directory.people({ userIds: ['a', 'b'] }, anybody);
    expect(people['a']?.listedUntil).toBeUndefined();
    expect(people['b']).toMatchObject({ displayName: 'The b', listedUntil: whole });
  }));

test('a list of nobody is none: nobody is gone, and everybody is asked for again', async () =>
  withDirectory([user('a')], async ({ directory, store, start }) => {
    const pull = start();
    const kept = await update(pull, noon);
    const [week, later] = [
      micros(noon + 7n * microsPerDay),
      micros(noon + 7n * microsPerDay + microsPerHour),
    ];
    directory.users = [];
    expect(await update(pull, week, kept)).toBeUndefined();
    expect((await store.directory.people({ userIds: ['a'] }, anybody))['a']?.listedUntil).toBeUndefined();
    directory.asked = [];
    directory.users = [user('a')];
    expect(await update(pull, later, kept)).toEqual({ read: later, everybody: later, people: 1 });
  }));

test.each<[string, (asked: Asked) => unknown, RegExp]>([
  [
    'a mark that comes again',
    ({ path }) => (path === '/users' ? { users: [user('a')], next_page_email: 'a@example.net' } : undefined),
    /\/users answered a page mark a second time/,
  ],
  ['another shape', ({ path }) => (path === '/users/guids' ? { list: [] } : undefined), /guid_to_name_list/],
  ['a page', () => 'hello', /another shape/],
  [
    'a failure',
    () => {
      throw new PlatformError('forbidden', 'It may not be read.', { status: 403 });
    },
    /It may not be read/,
  ],
])(
  '%s is told, nobody is gone by it, and it is tried again half an hour later',
  async (_, instead, message) =>
    withDirectory([user('a'), user('b')], async ({ directory, store, start }) => {
      const kept = await update(start(), noon);
      const pull = start();
      const week = micros(noon + 7n * microsPerDay);
      directory.instead = instead;
      expect(await update(pull, week, kept)).toBeUndefined();
      expect(pull.reading.error).toMatch(message);
      expect((await store.directory.people({ userIds: ['b'] }, anybody))['b']?.listedUntil).toBeUndefined();
      directory.asked = [];
      directory.instead = () => undefined;
      expect(await update(pull, micros(week + microsPerHour / 4n), kept)).toBeUndefined();
      expect(directory.asked).toEqual([]);
      expect(await update(pull, micros(week + microsPerHour), kept)).toMatchObject({ people: 2 });
      expect(pull.reading.error).toBeUndefined();
    }),
);

test('an entry without an id holds the others not up, and is told of until the next reading', async () =>
  withDirectory([user('a')], async ({ directory, start, names }) => {
    directory.instead = ({ path }) =>
      path === '/users' ? { users: [{ email: 'no@example.net' }, 7, user('a')] } : undefined;
    const pull = start();
    expect(await update(pull, noon)).toMatchObject({ people: 1 });
    expect(await names('a')).toEqual({ a: 'The a' });
    expect(pull.reading.refused?.count).toBe(2);
    expect(pull.reading.refused?.first).toMatch(/^\/users: .*id/);
    directory.instead = () => undefined;
    await update(pull, after(1));
    expect(pull.reading.refused).toBeUndefined();
  }));

test('what ends the pull ends it', async () =>
  withDirectory([user('a')], async ({ directory, start }) => {
    const ending = new AbortController();
    directory.instead = () => {
      ending.abort(new Error('ended'));
      throw new Error('ended');
    };
    const reading = start().update(noon, ending.signal, { before: undefined, alive: () => {} });
    await expect(reading).rejects.toThrow('ended');
  }));
