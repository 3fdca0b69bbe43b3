import { micros, microsOfMinutes } from '../../../contract/instant.ts';
import { between } from '../../diagnosis/sorted.ts';
import type { AttemptTrail } from '../../store/questions/attempts.ts';
import type { Burst } from '../../store/questions/findings.ts';
import type { GotIn } from '../../words/finding-words.ts';
import { groupedInTurns } from '../grouped-by.ts';
import { userOf } from '../person.ts';
import type { FindingSearch, Unsaid } from './finder.ts';
import { backgroundOf } from './habits.ts';

/** Where somebody was refused again and again. */
export type Assault = Pick<Burst, 'first' | 'last'> & { readonly address: string };

/** Who got in, before it is said. */
export type EnteredLater = Omit<GotIn, keyof Unsaid> &
  Pick<Unsaid, 'entered'> &
  Partial<Pick<Unsaid, 'entered_later'>>;

/**
 * Who signed in where others, or they themselves, had just been refused, and to whom the place is strange.
 * `user` as `personKey` tells them.
 */
export type StrangeEntries = (assault: Assault, user?: string) => readonly AttemptTrail[];

/** A few questions for all of the assaults. */
export const entriesAfter = async (
  search: FindingSearch,
  assaults: readonly Assault[],
): Promise<StrangeEntries> => {
  const { store, scope, thresholds, asking } = search;
  if (assaults.length === 0) return () => [];
  const after = microsOfMinutes(thresholds.worth_a_look.others_minutes);
  const addresses = [...new Set(assaults.map(({ address }) => address))].toSorted();
  const around = assaults.map(({ first, last }) => ({ from: first, to: micros(last + after + 1n) }));
  const trails = (
    await store.attempts.trails(
      { addresses, around, outcomes: ['signed_in'], settled: scope.settled },
      asking,
    )
  ).filter(({ isRenewal, person }) => !isRenewal && person);
  const background = await backgroundOf(search, {
    times: assaults.map(({ first }) => first),
    users: trails.flatMap((trail) => userOf(trail) ?? []),
    addresses,
  });
  const byAddress = await groupedInTurns(trails, ({ address }) => address);
  return ({ address, first, last }, only) =>
    between(byAddress.get(address) ?? [], first, last + after + 1n, ({ start }) => start).filter((trail) => {
      const user = userOf(trail);
      return (
        user !== undefined &&
        (only === undefined || user === only) &&
        background.isStrange(user, address, first)
      );
    });
};

/** The same, to be said: who was the first, how many more there were, and how long after the last refusal. */
export const gotInOf = (entries: readonly AttemptTrail[], last: bigint): EnteredLater | undefined => {
  const [first] = entries;
  if (!first?.person) return undefined;
  const others = new Set(entries.map(userOf)).size - 1;
  return {
    entered: first.person,
    ...(others > 0 ? { entered_others: others } : {}),
    entered_request_id: first.requestId,
    ...(first.start > last ? { entered_later: Number(first.start - last) } : {}),
  };
};
