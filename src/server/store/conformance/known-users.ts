import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { KnownUser, KnownUsersQuestion } from '../questions/events.ts';
import { anybody } from '../questions/scope.ts';
import type { Store } from '../store.ts';
import { Knowledge, textOf, withoutCase } from './filter-model.ts';
import { type OpenStore, walk, withStore } from './harness.ts';
import { Model } from './model.ts';
import { pools } from './rich-pools.ts';
import { historiesOf } from './rich-samples.ts';
import { eventScopes } from './rich-scopes.ts';

const asked = fc.record({
  scope: eventScopes,
  orgId: fc.constantFrom(undefined, 'o1', 'O1', `o'2`, 'nobody’s'),
  limit: fc.constantFrom(1, 2, 4, 50),
  since: fc.nat(150),
});

/** What is told of somebody; where a page of them ends is the engine’s to say. */
type Known = Omit<KnownUser, 'place'>;

/** Everybody whose address is known, by user_id, with the organisation asked for or that of the newest event with one. */
const wantedUsers = (model: Model, orgId: string | undefined): Map<string, Known> => {
  const rows = model.scope({ filters: { any: {}, none: {}, missing: [] } }, 'desc');
  const users = [...new Set(rows.flatMap(({ record }) => textOf(record, 'user_id') ?? []))];
  return new Map(
    users.flatMap((userId): [string, Known][] => {
      const email = model.emailOf(userId);
      const organisations = rows.flatMap(({ record }) =>
        textOf(record, 'user_id') === userId ? (textOf(record, 'org_id') ?? []) : [],
      );
      const told = orgId === undefined ? organisations[0] : organisations.find((each) => each === orgId);
      if (email === undefined || (orgId !== undefined && told === undefined)) return [];
      return [[userId, { userId, name: email, ...(told === undefined ? {} : { orgId: told }) }]];
    }),
  );
};

/** From page to page to the end. @param between done once, after the first page */
const walkUsers = async (
  store: Store,
  { after: begin, ...question }: KnownUsersQuestion,
  between = async (): Promise<void> => {},
): Promise<Known[]> => {
  const all: Known[] = [];
  for (let after = begin; ;) {
    const { users, more } = await store.events.knownUsers(
      { ...question, ...(after === undefined ? {} : { after }) },
      anybody,
    );
    expect(users.length === question.limit || (!more && users.length < question.limit)).toBe(true);
    if (all.length === 0) await between();
    all.push(
      ...users.map(({ userId, name, orgId }) => ({
        userId,
        name,
        ...(orgId === undefined ? {} : { orgId }),
      })),
    );
    const last = users.at(-1);
    if (!more || !last) return all;
    after = last.place;
  }
};

/** Who is known, by which address and in which organisation, against the naive model. */
export const describeKnownUsers = (open: OpenStore): void => {
  test('known users, their addresses and what has come since are those of a naive model', async () => {
    await fc.assert(
      fc.asyncProperty(
        historiesOf(40, 2),
        fc.array(asked, { minLength: 6, maxLength: 6 }),
        async ({ first, late }, questions) =>
          withStore(open, async ({ store }) => {
            const model = new Model();
            const come = async (events: typeof first) => {
              expect(await store.append(events)).toEqual(model.append(events));
            };
            await come(first);
            // who is known from the beginning is met once, whoever becomes known meanwhile
            const known = [...wantedUsers(model, undefined).keys()];
            const met = await walkUsers(store, { limit: 2 }, () => come(late));
            const ids = met.map(({ userId }) => userId);
            expect(new Set(ids).size).toBe(ids.length);
            expect(ids).toEqual(expect.arrayContaining(known));
            for (const round of ['as they came', 'tidied']) {
              if (round === 'tidied') await store.tidy();
              const users = [...new Set(['', 'nobody', 'constructor', ...model.userIds()])];
              const addresses = users.flatMap((user): [string, string][] => {
                const email = model.emailOf(user);
                return email === undefined ? [] : [[user, email]];
              });
              expect(await store.events.emails({ userIds: users }, anybody)).toEqual(
                Object.fromEntries(addresses),
              );
              const knowledge = new Knowledge(
                model.scope({ filters: { any: {}, none: {}, missing: [] } }).map(({ record }) => record),
              );
              const ids = ['nobody', 'constructor', ...pools.upstream_user_id.map((id) => withoutCase(id))];
              const owned = ids.flatMap((id): [string, string][] => {
                const owner = knowledge.ownerOf(id);
                return owner === undefined ? [] : [[id, owner]];
              });
              expect(await store.events.owners({ ids }, anybody)).toEqual(Object.fromEntries(owned));
              const told = await store.events.ownAddresses({ userIds: users }, anybody);
              for (const user of users) {
                const alone = knowledge.addressesOf(user).filter((each) => knowledge.ownerOf(each) === user);
                const folded = [...new Set(alone.map((each) => withoutCase(each)))].toSorted();
                expect((told[user] ?? []).map((each) => withoutCase(each)).toSorted()).toEqual(folded);
                expect(user in told).toBe(folded.length > 0);
              }
              for (const { scope, orgId, limit, since } of questions) {
                const question = { limit, ...(orgId === undefined ? {} : { orgId }) };
                const found = await walkUsers(store, question);
                const wanted = wantedUsers(model, orgId);
                expect(found).toHaveLength(wanted.size);
                expect(new Map(found.map((user) => [user.userId, user]))).toEqual(wanted);
                const own = model.scope(scope);
                const later = own.filter(({ arrival }) => arrival >= since);
                expect(await store.events.countSince({ ...scope, sequence: BigInt(since) }, anybody)).toBe(
                  later.length,
                );
                const listed = await walk(store, { ...scope, order: 'desc' }, [limit + 20]);
                expect(listed.map(({ id }) => id)).toEqual(own.map(({ id }) => id));
              }
            }
          }),
      ),
      { numRuns: 2, endOnFailure: true },
    );
  });
};
