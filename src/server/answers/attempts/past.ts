import { evenBucketsOf } from '../../../contract/buckets.ts';
import { noFilters } from '../../../contract/filters.ts';
import { type Micros, micros, microsPerDay, representable } from '../../../contract/instant.ts';
import { type UsedWay, browserOf } from '../../diagnosis/places.ts';
import { mapped } from '../../store/breath.ts';
import { placeNetworkOf } from '../../store/place-network.ts';
import type { SignInWay, Visits } from '../../store/questions/attempts.ts';
import { dayOf } from '../../store/windows.ts';
import { groupedInTurns } from '../grouped-by.ts';
import { personKey, personOfKey } from '../person.ts';
import { type Looking, distinctOf, stretch } from './around.ts';

/** The network that an attempt came from, as far as its address is recorded. */
export const networkAt = (address: string | undefined): string | undefined =>
  address === undefined ? undefined : placeNetworkOf(address);

/** A way in which a person signs in, to which application and with which program. */
export type KnownWay = UsedWay & Pick<SignInWay, 'application' | 'userAgent'>;

/** How people signed in (as `personKey` tells them), and who came from networks and addresses, in the days up to attempts. */
export type Past = {
  readonly waysOf: (user: string) => readonly KnownWay[];
  readonly networkVisits: (network: string, before: bigint) => readonly Visits[];
  readonly addressVisits: (address: string, before: bigint) => readonly Visits[];
};

const visitsByPlace = (visits: readonly Visits[], days: number) => {
  const places = new Map<string, Visits[]>();
  for (const each of visits) {
    const own = places.get(each.place);
    if (own) own.push(each);
    else places.set(each.place, [each]);
  }
  // days are whole: that of the instant itself does not count, so that an attack does not make its own place known
  return (place: string, before: bigint): readonly Visits[] =>
    (places.get(place) ?? []).filter(({ day }) => day < dayOf(before) && day >= dayOf(before) - days);
};

const waysByUser = async (ways: readonly SignInWay[]): Promise<ReadonlyMap<string, readonly KnownWay[]>> => {
  const known = await mapped(ways, ({ person, address, ...way }) => ({
    ...way,
    user: personKey(person),
    network: networkAt(address),
    browser: browserOf(way.userAgent),
  }));
  return groupedInTurns(known, ({ user }) => user);
};

/** Three questions for all of the attempts. */
export const pastOf = async (
  { store, settled, thresholds, asking }: Looking,
  asked: {
    readonly times: readonly Micros[];
    readonly users: readonly string[];
    readonly networks: readonly string[];
    readonly addresses: readonly string[];
  },
): Promise<Past> => {
  const { days } = thresholds.places;
  const [one] = asked.times;
  // of a hundred thousand, to put them in order would hold up others
  const first = asked.times.reduce(
    (least, time) => (least === undefined || time < least ? time : least),
    one,
  );
  const last = asked.times.reduce((most, time) => (most === undefined || time > most ? time : most), one);
  if (first === undefined || last === undefined)
    return { waysOf: () => [], networkVisits: () => [], addressVisits: () => [] };
  const range = stretch(first, BigInt(days + 1) * microsPerDay, last - first);
  const sorted = (values: readonly string[]): string[] => distinctOf(values).toSorted();
  const visits = async (by: 'network' | 'address', among: readonly string[]) =>
    among.length === 0 ? [] : store.attempts.visits({ by, among: sorted(among), ...range, settled }, asking);
  const [byUser, networks, addresses] = await Promise.all([
    asked.users.length === 0
      ? new Map<string, readonly KnownWay[]>()
      : waysByUser(
          await store.attempts.ways(
            { people: sorted(asked.users).map(personOfKey), ...range, settled },
            asking,
          ),
        ),
    visits('network', asked.networks),
    visits('address', asked.addresses),
  ]);
  return {
    waysOf: (user) => byUser.get(user) ?? [],
    networkVisits: visitsByPlace(networks, days),
    addressVisits: visitsByPlace(addresses, days),
  };
};

/** The part of the attempts at a provider that signed in, in the days up to the one before; undefined without any. */
export const usualShare = async (
  { store, settled, thresholds, asking }: Looking,
  provider: string,
  before: Micros,
): Promise<number | undefined> => {
  const to = micros(BigInt(dayOf(before)) * microsPerDay);
  const from = representable(micros(to - BigInt(thresholds.places.days) * microsPerDay));
  const counts = await store.attempts.histogram(
    {
      filters: { ...noFilters, any: { upstream_idp: [provider] } },
      from,
      to,
      renewal: false,
      settled,
      evenBuckets: evenBucketsOf([from, to]),
    },
    asking,
  );
  const all = counts.reduce((sum, { outcome, count }) => sum + (outcome === 'in_progress' ? 0 : count), 0);
  const through = counts.reduce((sum, { outcome, count }) => sum + (outcome === 'signed_in' ? count : 0), 0);
  return all === 0 ? undefined : through / all;
};
