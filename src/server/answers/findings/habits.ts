import { type Micros, micros, microsPerDay, representable } from '../../../contract/instant.ts';
import { type Habits, type SignIn, browserOf, habitsOf, isShared } from '../../diagnosis/places.ts';
import { breather } from '../../process/breath.ts';
import { placeNetworkOf } from '../../store/place-network.ts';
import type { SignInWay } from '../../store/questions/attempts.ts';
import { pastOf } from '../attempts/past.ts';
import { personKey, personOfKey } from '../person.ts';
import { type FindingSearch, lookingOf } from './finder.ts';

/** The network that an attempt came from, as far as its address is recorded. */
export const networkAt = (address: string | undefined): string | undefined =>
  address === undefined ? undefined : placeNetworkOf(address);

/** A sign-in of a person, and the way in which they came. */
type KnownSignIn = SignIn & Pick<SignInWay, 'application' | 'userAgent'>;

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

/** The sign-ins of people in the days up to each of some instants, by `personKey`, oldest first. */
const signInsOf = async (
  { store, scope, thresholds, asking }: FindingSearch,
  users: readonly string[],
  times: readonly Micros[],
): Promise<ReadonlyMap<string, readonly KnownSignIn[]>> => {
  const sorted = times.toSorted((a, b) => Number(a - b));
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined || users.length === 0) return new Map();
  const people = [...new Set(users)].toSorted().map(personOfKey);
  const from = representable(micros(first - BigInt(thresholds.places.days) * microsPerDay));
  const ways = await store.attempts.ways({ people, from, to: last, settled: scope.settled }, asking);
  const byUser = new Map<string, KnownSignIn[]>();
  const breathe = breather();
  for (const { person, starts, address, ...way } of ways) {
    const own = byUser.get(personKey(person)) ?? [];
    byUser.set(personKey(person), own);
    const came = { ...way, network: networkAt(address), browser: browserOf(way.userAgent) };
    for (const start of starts) own.push({ start, ...came });
    await breathe();
  }
  for (const own of byUser.values()) own.sort((a, b) => Number(a.start - b.start));
  return byUser;
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
  const byUser = await signInsOf(search, asked.users, asked.times);
  const past = await pastOf(lookingOf(search), {
    times: asked.times,
    users: [],
    networks: asked.addresses.flatMap((address) => networkAt(address) ?? []),
    addresses: [],
  });
  const known = (user: string): readonly KnownSignIn[] => byUser.get(user) ?? [];
  const habitsBefore = (user: string, before: bigint): Habits =>
    habitsOf(known(user), (network) => past.networkVisits(network, before), before, thresholds);
  const placeOf = (user: string, address: string | undefined, before: bigint) =>
    habitsBefore(user, before).placeOf(networkAt(address));
  return {
    habitsBefore,
    signInsBefore: (user, before) => {
      const since = before - BigInt(thresholds.places.days) * microsPerDay;
      return known(user).filter(({ start }) => start >= since && start < before);
    },
    isStrange: (user, address, before) => ['strange', 'foreign'].includes(placeOf(user, address, before)),
    isStrangeTo: (user, address, before) => placeOf(user, address, before) === 'strange',
    isOwn: (user, address, before) => placeOf(user, address, before) === 'own',
    isSharedAt: (address, before) =>
      isShared(past.networkVisits(placeNetworkOf(address), before), thresholds),
  };
};
