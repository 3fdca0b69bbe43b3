import { isBrowser } from '../../diagnosis/browser.ts';
import { browserOf, habitsOf, isShared } from '../../diagnosis/places.ts';
import type { Micros } from '../../../contract/instant.ts';
import { isFailure } from '../../../contract/outcome.ts';
import type { PlacedRefusal, Surroundings, Turning } from '../../diagnosis/turn.ts';
import { turnOf } from '../../diagnosis/turn.ts';
import type { Turn } from '../../diagnosis/turn.ts';
import { placeNetworkOf } from '../../store/place-network.ts';
import type { AttemptTrail } from '../../store/questions/attempts.ts';
import {
  type Centre,
  type Looking,
  type NearbyTrails,
  type Past,
  type ReadTrail,
  microsOf,
  neighboursOf,
  ownTrails,
  pastOf,
} from './around.ts';
import { atProviders, courseOf, keptBeside } from './provider-course.ts';

/** An attempt with what its own events say of what it can be turned into. */
export type Turnable = Centre & { readonly turning: Turning };

/** What is near an attempt: the person’s refusals, and who else failed from its address. */
type Near = {
  readonly refusals: readonly PlacedRefusal[];
  readonly ofClient: Surroundings['ofClient'];
  readonly othersBefore: number;
  readonly othersAround: number;
  readonly beside: readonly AttemptTrail[];
};

const applicationOf = ({ parties }: Centre): string | undefined =>
  parties.application_name ?? parties.client_id;

const inOrder = (refusals: readonly PlacedRefusal[]): readonly PlacedRefusal[] =>
  refusals.toSorted((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));

const isSameClient = (centre: Centre, trail: AttemptTrail): boolean =>
  trail.application === applicationOf(centre) &&
  browserOf(trail.userAgent) === browserOf(centre.parties.user_agent);

const nearOf = (
  { thresholds }: Looking,
  centre: Turnable,
  neighbours: NearbyTrails,
  trailsAt: (provider: string) => readonly AttemptTrail[],
): Near => {
  const { source_ip: address, upstream_idp: provider } = centre.parties;
  const own = ownTrails(centre, neighbours);
  const failing = (address === undefined ? [] : neighbours.atAddress(address)).filter(
    ({ user, refusals }) => user !== undefined && user !== centre.user && refusals.length > 0,
  );
  const people = (trails: readonly ReadTrail[]): number => new Set(trails.map(({ user }) => user)).size;
  const ofClient = own
    .filter((trail) => trail.address === address && isSameClient(centre, trail))
    .flatMap(({ refusals }) => refusals.filter(({ of }) => of === 'credentials').map(({ time }) => time));
  const isKept = centre.turning.isAtProvider && provider !== undefined;
  return {
    refusals: inOrder(own.flatMap(({ refusals }) => refusals)),
    ofClient: ofClient.toSorted((a, b) => Number(a - b)),
    othersBefore: people(failing.filter(({ start }) => start < centre.time)),
    othersAround: people(failing),
    beside: isKept ? keptBeside(centre, trailsAt(provider), thresholds.provider_trouble.minutes) : [],
  };
};

/** Whether what is near an attempt can turn it, whatever its person’s habits: most attempts need no further question. */
const mayTurn = ({ thresholds }: Looking, { time, turning }: Turnable, near: Near): boolean => {
  const { worth_a_look: look, guessing, retrying } = thresholds;
  const secondSteps = near.refusals.filter(
    (each) => each.of === 'second_step' && each.time >= time - microsOf(look.minutes),
  ).length;
  if (turning.outcome === 'signed_in')
    return (
      secondSteps >= Math.min(look.strange_new_browser, look.anywhere) || near.othersBefore >= look.others
    );
  return (
    (turning.refused !== undefined && near.othersAround >= look.others) ||
    (turning.refused === 'second_step' && secondSteps >= look.strange) ||
    (turning.refused === 'credentials' &&
      near.refusals.length >= Math.min(guessing.refusals, guessing.rhythm, retrying.attempts)) ||
    near.beside.length >= thresholds.provider_trouble.others
  );
};

/** The instant before which a person’s habits count: that of the first refusal in the hours before. */
const before = ({ time }: Centre, { refusals }: Near): bigint => {
  const first = refusals[0]?.time;
  return first !== undefined && first < time ? first : time;
};

const isKnownClient = (centre: Centre, signIns: readonly ReadTrail[], network: string | undefined): boolean =>
  signIns.some(
    (each) =>
      each.start < centre.start &&
      isSameClient(centre, each) &&
      (!isBrowser(centre.parties.user_agent) ||
        (each.address !== undefined && placeNetworkOf(each.address) === network)),
  );

const factsOf = async (
  looking: Looking,
  centre: Turnable,
  near: Near,
  past: Past,
  trailsAt: (provider: string) => readonly AttemptTrail[],
): Promise<Surroundings> => {
  const { source_ip: address, upstream_idp: provider } = centre.parties;
  const network = address === undefined ? undefined : placeNetworkOf(address);
  const signIns = centre.user === undefined ? [] : past.signInsOf(centre.user);
  const crowdOf = (of: string) => past.networkVisits(of, centre.time);
  const habits = habitsOf(
    signIns.map((each) => ({
      time: each.start,
      network: each.address === undefined ? undefined : placeNetworkOf(each.address),
      browser: browserOf(each.userAgent),
    })),
    crowdOf,
    before(centre, near),
    looking.thresholds,
  );
  const isTroubled =
    provider !== undefined && near.beside.length >= looking.thresholds.provider_trouble.others;
  return {
    time: centre.time,
    refusals: near.refusals,
    ofClient: near.ofClient,
    network,
    habits,
    othersBefore: near.othersBefore,
    othersAround: near.othersAround,
    isSharedAddress: network !== undefined && isShared(crowdOf(network), looking.thresholds),
    isKnownClient: isKnownClient(centre, signIns, network),
    provider: isTroubled
      ? await courseOf(looking, centre, provider, near.beside, trailsAt(provider), past)
      : undefined,
  };
};

/** What surrounds an attempt, as its verdict takes it. */
export type Surrounded = {
  readonly turn?: Turn;
  /** Starts of the failed attempts of the same person, application and address, this one included, each once. */
  readonly failedStarts: readonly Micros[];
};

const failedStarts = (centre: Turnable, neighbours: NearbyTrails): readonly Micros[] => {
  if (!isFailure(centre.outcome) || centre.user === undefined) return [];
  const own = neighbours
    .ofUser(centre.user)
    .filter(
      ({ outcome, application, address }) =>
        isFailure(outcome) && application === applicationOf(centre) && address === centre.parties.source_ip,
    );
  return [...new Set(own.map(({ start }) => start))];
};

/**
 * What surrounds attempts, by request_id. A few questions for all of them, and only of those few that something can turn
 * are habits looked up.
 */
export const surroundingsOf = async (
  looking: Looking,
  centres: readonly Turnable[],
): Promise<ReadonlyMap<string, Surrounded>> => {
  const kept = centres.filter(({ turning }) => turning.isAtProvider && turning.outcome !== 'in_progress');
  const [neighbours, trailsAt] = await Promise.all([
    neighboursOf(looking, centres),
    atProviders(looking, kept),
  ]);
  const surrounded = new Map<string, Surrounded>(
    centres.map((centre) => [centre.requestId, { failedStarts: failedStarts(centre, neighbours) }]),
  );
  const suspects = centres.flatMap((centre) => {
    const near = nearOf(looking, centre, neighbours, trailsAt);
    return mayTurn(looking, centre, near) ? [{ centre, near }] : [];
  });
  const addressNetwork = ({ parties }: Centre): readonly string[] =>
    parties.source_ip === undefined ? [] : [placeNetworkOf(parties.source_ip)];
  const past = await pastOf(looking, {
    times: suspects.map(({ centre }) => centre.time),
    users: suspects.flatMap(({ centre }) => centre.user ?? []),
    networks: suspects.flatMap(({ centre, near }) => [
      ...near.refusals.flatMap(({ network }) => network ?? []),
      ...addressNetwork(centre),
    ]),
    addresses: suspects.flatMap(({ near }) => near.beside.flatMap(({ address }) => address ?? [])),
  });
  for (const { centre, near } of suspects) {
    const facts = await factsOf(looking, centre, near, past, trailsAt);
    const turn = turnOf(centre.turning, facts, looking.thresholds);
    if (turn)
      surrounded.set(centre.requestId, { failedStarts: [], ...surrounded.get(centre.requestId), turn });
  }
  return surrounded;
};
