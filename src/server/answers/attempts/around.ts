import { evenBucketsOf } from '../../../contract/buckets.ts';
import type { Parties } from '../../../contract/attempts.ts';
import type { Thresholds } from '../../../contract/thresholds.ts';
import { noFilters } from '../../../contract/filters.ts';
import {
  type Micros,
  micros,
  microsPerDay,
  microsPerHour,
  representable,
} from '../../../contract/instant.ts';
import type { Outcome } from '../../../contract/outcome.ts';
import { browserOf } from '../../diagnosis/places.ts';
import { refusalsOf } from '../../diagnosis/refusals.ts';
import type { PlacedRefusal } from '../../diagnosis/turn.ts';
import type { AttemptTrail, Visits } from '../../store/questions/attempts.ts';
import type { Asking } from '../../store/questions/scope.ts';
import type { Store } from '../../store/store.ts';
import { placeNetworkOf } from '../../store/place-network.ts';
import { dayOf } from '../../store/windows.ts';

/** An attempt around which it is looked. */
export type Centre = {
  readonly requestId: string;
  readonly start: Micros;
  /** When it was decided. */
  readonly time: Micros;
  readonly outcome: Outcome;
  readonly parties: Parties;
  /** By whom it is counted; undefined where nobody is named. */
  readonly user: string | undefined;
};

export type Looking = {
  readonly store: Store;
  readonly settled: Micros;
  readonly thresholds: Thresholds;
  readonly asking: Asking;
};

type Stretch = { readonly from: Micros; readonly to: Micros };

export const microsOf = (minutes: number): bigint => BigInt(Math.round(minutes * 60e6));

/** A stretch around an instant, that instant included. */
export const stretch = (time: Micros, before: bigint, after: bigint): Stretch => ({
  from: representable(micros(time - before)),
  to: representable(micros(time + after + 1n)),
});

/** Attempts may have begun so long before what they hold. */
const lasting = microsPerHour;

/** How far around a failure others of the same person are looked at, to see whether they keep time. */
const rhythmic = 6n * microsPerHour;

/** A trail with what was refused in it. */
export type ReadTrail = AttemptTrail & { readonly refusals: readonly PlacedRefusal[] };

const read = (trail: AttemptTrail): ReadTrail => {
  const where = {
    network: trail.address === undefined ? undefined : placeNetworkOf(trail.address),
    browser: browserOf(trail.userAgent),
  };
  const refusals = refusalsOf(trail.steps, trail.outcome !== 'in_progress');
  return { ...trail, refusals: refusals.map((refusal) => ({ ...refusal, ...where })) };
};

const byKey = <Key extends string>(
  trails: readonly ReadTrail[],
  keyOf: (trail: ReadTrail) => Key | undefined,
): ReadonlyMap<Key, readonly ReadTrail[]> => {
  const groups = new Map<Key, ReadTrail[]>();
  for (const trail of trails) {
    const key = keyOf(trail);
    if (key === undefined) continue;
    const own = groups.get(key);
    if (own) own.push(trail);
    else groups.set(key, [trail]);
  }
  return groups;
};

const distinct = <Value>(values: readonly (Value | undefined)[]): Value[] => [
  ...new Set(values.filter((value) => value !== undefined)),
];

/** What people did, and what came from addresses, in the hours around attempts. */
export type NearbyTrails = {
  readonly ofUser: (user: string) => readonly ReadTrail[];
  readonly atAddress: (address: string) => readonly ReadTrail[];
};

type Among = {
  readonly users: readonly (string | undefined)[];
  readonly addresses: readonly (string | undefined)[];
  /** When the attempts of the users began, and those from the addresses. */
  readonly aroundUsers: readonly Stretch[];
  readonly aroundAddresses: readonly Stretch[];
};

/** Two questions, whatever the number of people and addresses. */
const gather = async ({ store, settled, asking }: Looking, among: Among): Promise<NearbyTrails> => {
  const [users, addresses] = [distinct(among.users).toSorted(), distinct(among.addresses).toSorted()];
  const ask = async (
    of: { readonly users: readonly string[] } | { readonly addresses: readonly string[] },
    around: readonly Stretch[],
  ): Promise<readonly ReadTrail[]> => {
    if (Object.values(of).every((values) => values.length === 0)) return [];
    const trails = await store.attempts.trails({ ...of, around, settled }, asking);
    return trails.map((trail) => read(trail));
  };
  const [ofUsers, atAddresses] = await Promise.all([
    ask({ users }, among.aroundUsers),
    ask({ addresses }, among.aroundAddresses),
  ]);
  const byUser = byKey(ofUsers, ({ user }) => user);
  const byAddress = byKey(atAddresses, ({ address }) => address);
  return {
    ofUser: (user) => byUser.get(user) ?? [],
    atAddress: (address) => byAddress.get(address) ?? [],
  };
};

/** What is near attempts, as far as it can turn their verdicts. */
export const neighboursOf = async (looking: Looking, centres: readonly Centre[]): Promise<NearbyTrails> => {
  const { worth_a_look: look } = looking.thresholds;
  const others = microsOf(look.others_minutes);
  return gather(looking, {
    users: centres.map(({ user }) => user),
    addresses: centres.map(({ parties }) => parties.source_ip),
    aroundUsers: centres.map(({ time, outcome }) =>
      outcome === 'signed_in'
        ? stretch(time, microsOf(look.minutes) + lasting, 0n)
        : stretch(time, rhythmic, rhythmic),
    ),
    aroundAddresses: centres.map(({ time, outcome }) =>
      stretch(time, others, outcome === 'signed_in' ? 0n : others),
    ),
  });
};

/** What is near an attempt in so many microseconds before it was decided, attempts that began earlier included. */
export const neighboursBefore = (
  looking: Looking,
  { time, user, parties }: Centre,
  within: bigint,
): Promise<NearbyTrails> => {
  const around = [stretch(time, within + lasting, 0n)];
  return gather(looking, {
    users: [user],
    addresses: [parties.source_ip],
    aroundUsers: around,
    aroundAddresses: around,
  });
};

/** The person’s attempts; whom nobody names is known by the address. */
export const ownTrails = (
  { parties: { source_ip: address }, user }: Centre,
  { ofUser, atAddress }: NearbyTrails,
): readonly ReadTrail[] => {
  if (user !== undefined) return ofUser(user);
  return address === undefined ? [] : atAddress(address).filter((trail) => trail.user === undefined);
};

/** Sign-ins of people, and who came from networks and addresses, in the days up to attempts. */
export type Past = {
  readonly signInsOf: (user: string) => readonly ReadTrail[];
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
  const times = asked.times.toSorted((a, b) => Number(a - b));
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined)
    return { signInsOf: () => [], networkVisits: () => [], addressVisits: () => [] };
  const range = stretch(first, BigInt(days + 1) * microsPerDay, last - first);
  const sorted = (values: readonly string[]): string[] => distinct(values).toSorted();
  const visits = async (by: 'network' | 'address', among: readonly string[]) =>
    among.length === 0 ? [] : store.attempts.visits({ by, among: sorted(among), ...range, settled }, asking);
  const signIns = async () =>
    asked.users.length === 0
      ? []
      : store.attempts.trails(
          { users: sorted(asked.users), around: [range], outcomes: ['signed_in'], settled },
          asking,
        );
  const [own, networks, addresses] = await Promise.all([
    signIns(),
    visits('network', asked.networks),
    visits('address', asked.addresses),
  ]);
  const byUser = byKey(
    own.filter(({ isRenewal }) => !isRenewal).map((trail) => read(trail)),
    ({ user }) => user,
  );
  return {
    signInsOf: (user) => byUser.get(user) ?? [],
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
      pieces: evenBucketsOf([from, to]),
    },
    asking,
  );
  const all = counts.reduce((sum, { outcome, count }) => sum + (outcome === 'in_progress' ? 0 : count), 0);
  const through = counts.reduce((sum, { outcome, count }) => sum + (outcome === 'signed_in' ? count : 0), 0);
  return all === 0 ? undefined : through / all;
};
