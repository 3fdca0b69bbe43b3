import type { Micros } from '../../../contract/instant.ts';
import { type Habits, habitsOf, isShared, lastBefore, waysBefore } from '../../diagnosis/places.ts';
import { placeNetworkOf } from '../../store/place-network.ts';
import { distinctOf } from '../attempts/around.ts';
import { type KnownWay, networkAt, pastOf } from '../attempts/past.ts';
import { type FindingSearch, lookingOf } from './finder.ts';

/** What people and places were known for before an instant, as verdicts judge it. */
export type KnownBefore = {
  readonly habitsBefore: (user: string, before: bigint) => Habits;
  /** The ways in which a person signed in before an instant, as far back as habits go. */
  readonly waysBefore: (user: string, before: bigint) => readonly KnownWay[];
  /** The last sign-ins of a person before an instant, as far back as habits go: at most so many, ascending. */
  readonly lastBefore: (user: string, before: bigint, most: number) => readonly Micros[];
  /** Whether a network is strange to a person; where nobody at all signed in from, it is to whoever is new. */
  readonly isStrange: (user: string, address: string | undefined, before: bigint) => boolean;
  /** The same of people of whom enough is known alone. */
  readonly isStrangeTo: (user: string, address: string | undefined, before: bigint) => boolean;
  readonly isOwn: (user: string, address: string | undefined, before: bigint) => boolean;
  readonly isSharedAt: (address: string, before: bigint) => boolean;
};

/** A few questions for all of the people and addresses. */
export const backgroundOf = async (
  search: FindingSearch,
  asked: {
    readonly times: readonly Micros[];
    readonly users: readonly string[];
    readonly addresses: readonly (string | undefined)[];
  },
): Promise<KnownBefore> => {
  const { thresholds } = search;
  const past = await pastOf(lookingOf(search), {
    times: asked.times,
    users: asked.users,
    networks: distinctOf(asked.addresses).flatMap((address) => networkAt(address) ?? []),
    addresses: [],
  });
  const habitsBefore = (user: string, before: bigint): Habits =>
    habitsOf(past.waysOf(user), (network) => past.networkVisits(network, before), before, thresholds);
  const placeOf = (user: string, address: string | undefined, before: bigint) =>
    habitsBefore(user, before).placeOf(networkAt(address));
  return {
    habitsBefore,
    waysBefore: (user, before) => waysBefore(past.waysOf(user), before, thresholds),
    lastBefore: (user, before, most) => lastBefore(past.waysOf(user), before, thresholds, most),
    isStrange: (user, address, before) => ['strange', 'foreign'].includes(placeOf(user, address, before)),
    isStrangeTo: (user, address, before) => placeOf(user, address, before) === 'strange',
    isOwn: (user, address, before) => placeOf(user, address, before) === 'own',
    isSharedAt: (address, before) =>
      isShared(past.networkVisits(placeNetworkOf(address), before), thresholds),
  };
};
