import { type Micros, microsPerDay } from '../../../contract/instant.ts';
import { type Habits, habitsOf, isShared } from '../../diagnosis/places.ts';
import { between } from '../../diagnosis/sorted.ts';
import { placeNetworkOf } from '../../store/place-network.ts';
import { type KnownSignIn, networkAt, pastOf } from '../attempts/past.ts';
import { type FindingSearch, lookingOf } from './finder.ts';

/** What people and places were known for before an instant, as verdicts judge it. */
export type KnownBefore = {
  readonly habitsBefore: (user: string, before: bigint) => Habits;
  /** The sign-ins of a person before an instant, oldest first, as far back as habits go. */
  readonly signInsBefore: (user: string, before: bigint) => readonly KnownSignIn[];
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
    networks: asked.addresses.flatMap((address) => networkAt(address) ?? []),
    addresses: [],
  });
  const habitsBefore = (user: string, before: bigint): Habits =>
    habitsOf(past.signInsOf(user), (network) => past.networkVisits(network, before), before, thresholds);
  const placeOf = (user: string, address: string | undefined, before: bigint) =>
    habitsBefore(user, before).placeOf(networkAt(address));
  return {
    habitsBefore,
    signInsBefore: (user, before) => {
      const since = before - BigInt(thresholds.places.days) * microsPerDay;
      return between(past.signInsOf(user), since, before, ({ start }) => start);
    },
    isStrange: (user, address, before) => ['strange', 'foreign'].includes(placeOf(user, address, before)),
    isStrangeTo: (user, address, before) => placeOf(user, address, before) === 'strange',
    isOwn: (user, address, before) => placeOf(user, address, before) === 'own',
    isSharedAt: (address, before) =>
      isShared(past.networkVisits(placeNetworkOf(address), before), thresholds),
  };
};
