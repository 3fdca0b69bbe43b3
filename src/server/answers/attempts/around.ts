import { groupedBy } from '../grouped-by.ts';
import type { Parties } from '../../../contract/attempts.ts';
import type { Thresholds } from '../../../contract/thresholds.ts';
import {
  type Micros,
  micros,
  microsPerHour,
  representable,
  microsOfMinutes,
} from '../../../contract/instant.ts';
import type { Outcome } from '../../../contract/outcome.ts';
import { browserOf } from '../../diagnosis/places.ts';
import { refusalsOf } from '../../diagnosis/refusals.ts';
import { between } from '../../diagnosis/sorted.ts';
import { mapped } from '../../store/breath.ts';
import type { PlacedRefusal } from '../../diagnosis/turn.ts';
import type { AttemptTrail } from '../../store/questions/attempts.ts';
import type { Person } from '../../store/questions/people.ts';
import type { Asking } from '../../store/questions/scope.ts';
import type { Store } from '../../store/store.ts';
import { placeNetworkOf } from '../../store/place-network.ts';
import { personOfKey, userOf } from '../person.ts';

/** An attempt around which it is looked. */
export type Centre = {
  readonly requestId: string;
  readonly start: Micros;
  /** When it was decided. */
  readonly time: Micros;
  readonly outcome: Outcome;
  readonly parties: Parties;
  /** As whom it is counted, as `personKey` tells them; undefined where nobody is named. */
  readonly user: string | undefined;
};

export type Looking = {
  readonly store: Store;
  readonly settled: Micros;
  readonly thresholds: Thresholds;
  readonly asking: Asking;
};

type Stretch = { readonly from: Micros; readonly to: Micros };

/** A stretch around an instant, that instant included. */
export const stretch = (time: Micros, before: bigint, after: bigint): Stretch => ({
  from: representable(micros(time - before)),
  to: representable(micros(time + after + 1n)),
});

/** A bound of what is read: attempts may have begun so long before what was refused in them. */
const lasting = microsPerHour;

/** A trail with what was refused in it. */
export type ReadTrail = PlacedTrail & { readonly refusals: readonly PlacedRefusal[] };

/** A trail with its network and its browser, and of whom it is, as `personKey` tells them. */
type PlacedTrail = AttemptTrail & {
  readonly user: string | undefined;
  readonly network: string | undefined;
  readonly browser: string | undefined;
};

const placed = (trail: AttemptTrail): PlacedTrail => ({
  ...trail,
  user: userOf(trail),
  network: trail.address === undefined ? undefined : placeNetworkOf(trail.address),
  browser: browserOf(trail.userAgent),
});

const read = (trail: AttemptTrail): ReadTrail => {
  const own = placed(trail);
  const { network, browser } = own;
  const refusals = refusalsOf(trail.steps, trail.outcome !== 'in_progress');
  return { ...own, refusals: refusals.map((refusal) => ({ ...refusal, network, browser })) };
};

export const distinctOf = <Value>(values: readonly (Value | undefined)[]): Value[] => [
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
  /** Whether only those matter that did not go well: hardly any beside the others. */
  readonly troubled: boolean;
};

/** Two questions, whatever the number of people and addresses. */
const gather = async ({ store, settled, asking }: Looking, among: Among): Promise<NearbyTrails> => {
  const { troubled } = among;
  const [users, addresses] = [distinctOf(among.users).toSorted(), distinctOf(among.addresses).toSorted()];
  const ask = async (
    of: { readonly people: readonly Person[] } | { readonly addresses: readonly string[] },
    around: readonly Stretch[],
  ): Promise<readonly ReadTrail[]> => {
    if (Object.values(of).every((values) => values.length === 0)) return [];
    const trails = await store.attempts.trails({ ...of, around, troubled, settled }, asking);
    return mapped(trails, read);
  };
  const [ofUsers, atAddresses] = await Promise.all([
    ask({ people: users.map(personOfKey) }, among.aroundUsers),
    ask({ addresses }, among.aroundAddresses),
  ]);
  const byUser = groupedBy(ofUsers, ({ user }) => user);
  const byAddress = groupedBy(atAddresses, ({ address }) => address);
  return {
    ofUser: (user) => byUser.get(user) ?? [],
    atAddress: (address) => byAddress.get(address) ?? [],
  };
};

/** In which attempts of the person, and attempts from the address, began that can turn an attempt’s verdict. */
const stretchesOf = ({ time, outcome }: Centre, { worth_a_look: look, retrying }: Thresholds) => {
  const rhythmic = microsOfMinutes(retrying.hours * 60);
  const others = microsOfMinutes(look.others_minutes);
  return outcome === 'signed_in'
    ? { user: stretch(time, microsOfMinutes(look.minutes) + lasting, 0n), address: stretch(time, others, 0n) }
    : { user: stretch(time, rhythmic, rhythmic), address: stretch(time, others, others) };
};

/** What is near attempts, as far as it can turn their verdicts: of each attempt what is near it alone. */
export const neighboursOf = async (
  looking: Looking,
  centres: readonly Centre[],
): Promise<(centre: Centre) => NearbyTrails> => {
  const { thresholds } = looking;
  const all = await gather(looking, {
    users: centres.map(({ user }) => user),
    addresses: centres.map(({ parties }) => parties.source_ip),
    aroundUsers: centres.map((centre) => stretchesOf(centre, thresholds).user),
    aroundAddresses: centres.map((centre) => stretchesOf(centre, thresholds).address),
    troubled: true,
  });
  // they stand in the order of their starts
  const within = (trails: readonly ReadTrail[], { from, to }: Stretch): readonly ReadTrail[] =>
    between(trails, from, to, ({ start }) => start);
  return (centre) => {
    const stretches = stretchesOf(centre, thresholds);
    return {
      ofUser: (user) => within(all.ofUser(user), stretches.user),
      atAddress: (address) => within(all.atAddress(address), stretches.address),
    };
  };
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
    troubled: false,
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

/** Attempts of other people that were refused at the address of one; who got in after a slip of theirs is none of them. */
export const failedOthers = (
  { parties: { source_ip: address }, user: own }: Centre,
  { atAddress }: NearbyTrails,
): readonly ReadTrail[] =>
  (address === undefined ? [] : atAddress(address)).filter(
    ({ user, outcome, refusals }) =>
      user !== undefined &&
      user !== own &&
      outcome !== 'signed_in' &&
      refusals.some(({ isAnswered }) => isAnswered),
  );
