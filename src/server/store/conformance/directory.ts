import { describe, expect, test } from 'vitest';
import type { DirectoryPerson } from '../directory-store.ts';
import { anybody } from '../questions/scope.ts';
import type { Store } from '../store.ts';
import { type OpenStore, withStore } from './harness.ts';
import { instant, prepared } from './samples.ts';

const at = instant('2026-03-29T12:00:00Z');
const later = instant('2026-03-30T12:00:00Z');

const marta: DirectoryPerson = {
  userId: 'u1',
  orgId: 'o1',
  email: 'M.Almeida@acme.example',
  firstName: 'Marta',
  lastName: 'Almeida',
  status: 'disabled',
  disabledAt: at,
  type: 'user',
  created: at,
  updated: at,
};
const joao: DirectoryPerson = { userId: 'u2', displayName: 'João “<b>” da Silva', status: 'active' };

const known = async (store: Store, ...userIds: readonly string[]) =>
  store.directory.people({ userIds }, anybody);
const named = async (store: Store, text: string) =>
  (await store.events.names({ words: text.split(' '), limit: 9 }, anybody)).map(
    ({ property, value, count }) => [property, value, count],
  );
const idsOf = async (store: Store, email: string) =>
  (
    await store.events.list(
      { filters: { any: { email: [email] }, none: {}, missing: [] }, order: 'asc', limit: 9 },
      anybody,
    )
  ).events.map(({ id }) => id);

/** Who is who, as directories tell it. */
export const describeDirectory = (open: OpenStore): void => {
  describe('directory', () => {
    test('people are kept as told, are told again after a restart, and change what answers are kept under', async () =>
      withStore(open, async (held) => {
        const version = await held.store.version(anybody);
        expect(await held.store.directory.save('file', [marta, joao])).toEqual({
          added: 2,
          changed: 0,
          unchanged: 0,
        });
        expect(await held.store.version(anybody)).not.toBe(version);
        for (const round of ['as told', 'reopened']) {
          if (round === 'reopened') await held.reopen();
          expect(await known(held.store, 'u1', 'u2', 'constructor')).toEqual({
            u1: { ...marta, source: 'file' },
            u2: { ...joao, source: 'file' },
          });
          expect(await held.store.directory.sources({}, anybody)).toEqual([
            { source: 'file', listed: 2, gone: 0 },
          ]);
        }
      }));

    test('what is not told again stays, a state goes with its time, and who is listed no more stays known', async () =>
      withStore(open, async (held) => {
        const { directory } = held.store;
        await directory.save('file', [marta, joao]);
        expect(
          await directory.save('file', [{ userId: 'u1', status: 'active' }, { userId: 'u3' }, joao]),
        ).toEqual({ added: 1, changed: 1, unchanged: 1 });
        const { disabledAt: _, ...active } = marta;
        expect(await known(held.store, 'u1')).toEqual({
          u1: { ...active, status: 'active', source: 'file' },
        });
        expect(await directory.endListing('file', new Set(['u1']), later)).toBe(2);
        expect(await directory.endListing('file', new Set(['u1']), instant('2026-04-30T12:00:00Z'))).toBe(0);
        await held.reopen();
        expect(await known(held.store, 'u2')).toEqual({
          u2: { ...joao, source: 'file', listedUntil: later },
        });
        expect(await held.store.directory.sources({}, anybody)).toEqual([
          { source: 'file', listed: 1, gone: 2 },
        ]);
        await held.store.directory.save('file', [{ userId: 'u2' }]);
        expect(await known(held.store, 'u2')).toEqual({ u2: { ...joao, source: 'file' } });
      }));

    test('sources are kept apart and told as one: who lists somebody goes before who does not', async () =>
      withStore(open, async ({ store }) => {
        await store.directory.save('a', [marta]);
        await store.directory.save('b', [{ userId: 'u1', displayName: 'Marta A.', status: 'active' }]);
        await store.directory.endListing('a', new Set(), later);
        const { disabledAt: _, ...rest } = marta;
        expect(await known(store, 'u1')).toEqual({
          u1: { ...rest, displayName: 'Marta A.', status: 'active', source: 'b' },
        });
        await store.directory.endListing('b', new Set(), at);
        expect((await known(store, 'u1'))['u1']?.listedUntil).toBe(later);
      }));

    test('the addresses of a person are those of their user_id, until the directory has others', async () =>
      withStore(open, async (held) => {
        const time = '2026-03-29T12:00:00Z';
        await held.store.append([
          prepared({ time, event_name: 'Token', user_id: 'u1' }, 'e1'),
          prepared({ time, event_name: 'Token', upstream_user_id: 'm.almeida@acme.example' }, 'e2'),
          prepared({ time, event_name: 'Token', upstream_user_id: 'marta@acme.example' }, 'e3'),
          prepared({ time, event_name: 'Token' }, 'e4'),
        ]);
        expect(await held.store.events.emails({ userIds: ['u1'] }, anybody)).toEqual({});
        await held.store.directory.save('file', [marta]);
        for (const round of ['as told', 'reopened']) {
          if (round === 'reopened') await held.reopen();
          const { events } = held.store;
          expect(await events.emails({ userIds: ['u1'] }, anybody)).toEqual({ u1: marta.email });
          expect(await events.owners({ ids: ['m.almeida@acme.example'] }, anybody)).toEqual({
            'm.almeida@acme.example': 'u1',
          });
          expect(await events.ownAddresses({ userIds: ['u1'] }, anybody)).toEqual({ u1: [marta.email] });
          expect(await idsOf(held.store, 'm.almeida@ACME.example')).toEqual(['e1', 'e2']);
          const without = { any: {}, none: {}, missing: ['email'] };
          expect(await events.countSince({ filters: without, sequence: 0n }, anybody)).toBe(1);
          const sought = { any: {}, none: {}, missing: [], q: 'm.ALMEIDA@' };
          expect(await events.countSince({ filters: sought, sequence: 0n }, anybody)).toBe(2);
        }
        await held.store.directory.save('file', [{ userId: 'u1', email: 'marta@acme.example' }]);
        expect(await idsOf(held.store, 'm.almeida@acme.example')).toEqual(['e2']);
        expect(await idsOf(held.store, 'marta@acme.example')).toEqual(['e1', 'e3']);
        // whose address two people have, it is of neither alone
        await held.store.directory.save('file', [{ userId: 'u2', email: 'Marta@acme.example' }]);
        expect(await held.store.events.owners({ ids: ['marta@acme.example'] }, anybody)).toEqual({});
      }));

    test('are counted once, whichever address of theirs was recorded', async () =>
      withStore(open, async ({ store }) => {
        const time = '2026-03-29T12:00:00Z';
        await store.append([
          prepared({ time, event_name: 'Token', result: 'Success', request_id: 'r1', user_id: 'u1' }, 'e1'),
          prepared(
            {
              time,
              event_name: 'Token',
              result: 'Success',
              request_id: 'r2',
              upstream_user_id: 'm.almeida@acme.example',
            },
            'e2',
          ),
        ]);
        await store.directory.save('file', [marta]);
        const filters = { any: {}, none: {}, missing: [] };
        const { shares } = await store.overview.breakdown(
          { from: at, to: later, filters, settled: later, by: 'user', limit: 9, renewal: false },
          anybody,
        );
        expect(shares.map(({ value, isUserId }) => [value, isUserId])).toEqual([['u1', true]]);
      }));

    test('people are found by name, whatever the order, case and accents, and whether they occur in records', async () =>
      withStore(open, async ({ store }) => {
        const time = '2026-03-29T12:00:00Z';
        await store.append([
          prepared({ time, event_name: 'Token', user_id: 'u1' }, 'e1'),
          prepared({ time, event_name: 'Token', user_id: 'u1', upstream_user_id: 'x@acme.example' }, 'e2'),
          prepared({ time, event_name: 'Token', upstream_user_id: 'm.almeida@acme.example' }, 'e3'),
        ]);
        await store.directory.save('file', [marta, joao, { userId: 'u3', displayName: 'Zoë Ångström' }]);
        expect(await named(store, 'almeida MARTA')).toEqual([
          ['person', 'u1', 3],
          ['upstream_user_id', 'm.almeida@acme.example', 1],
        ]);
        expect(await named(store, 'Hello Marta Almeida cannot open Payroll since this morning')).toEqual([
          ['person', 'u1', 3],
          ['upstream_user_id', 'm.almeida@acme.example', 1],
        ]);
        expect(await named(store, 'silva joao')).toEqual([['person', 'u2', 0]]);
        expect(await named(store, 'angstrom')).toEqual([['person', 'u3', 0]]);
        await store.directory.endListing('file', new Set(), later);
        expect(await named(store, 'zoe')).toEqual([['person', 'u3', 0]]);
      }));

    test('people of a directory are among the users who are known', async () =>
      withStore(open, async ({ store }) => {
        const time = '2026-03-29T12:00:00Z';
        await store.append([prepared({ time, event_name: 'Token', user_id: 'u2', org_id: 'o9' }, 'e1')]);
        await store.directory.save('file', [marta, joao, { userId: 'u3' }]);
        const asked = async (orgId?: string) =>
          (
            await store.events.knownUsers({ limit: 9, ...(orgId === undefined ? {} : { orgId }) }, anybody)
          ).users.map(({ place: _place, ...user }) => user);
        const [one, two] = [
          { userId: 'u1', name: marta.email, orgId: 'o1' },
          { userId: 'u2', name: joao.displayName, orgId: 'o9' },
        ];
        expect(await asked()).toEqual([one, two]);
        expect(await asked('o1')).toEqual([one]);
        expect(await asked('o9')).toEqual([two]);
      }));

    test('a hundred thousand people are kept, and one of them is found at once', async () =>
      withStore(open, async (held) => {
        const everybody = Array.from({ length: 100_000 }, (_, at) => ({
          userId: `user-${at}`,
          email: `person.${at}@acme.example`,
          displayName: `Person Number ${at}`,
          status: 'active',
        }));
        for (let from = 0; from < everybody.length; from += 10_000)
          await held.store.directory.save('file', everybody.slice(from, from + 10_000));
        const again = await held.store.directory.save('file', everybody);
        expect(again).toEqual({ added: 0, changed: 0, unchanged: 100_000 });
        await held.reopen();
        expect(await held.store.directory.endListing('file', new Set(['user-7']), later)).toBe(99_999);
        expect((await known(held.store, 'user-99999'))['user-99999']?.displayName).toBe(
          'Person Number 99999',
        );
        const found = await named(held.store, 'number 54321 person');
        expect(found[0]).toEqual(['person', 'user-54321', 0]);
      }));
  });
};
