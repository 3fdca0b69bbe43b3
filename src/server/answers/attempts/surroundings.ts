import { isBrowser } from '../../diagnosis/browser.ts';
import { browserOf, habitsOf, isShared, waysBefore } from '../../diagnosis/places.ts';
import { microsPerDay, microsOfMinutes } from '../../../contract/instant.ts';
import { isFailure } from '../../../contract/outcome.ts';
import { type Rhythm, retryPattern } from '../../diagnosis/retry-pattern.ts';
import type { PlacedRefusal, Surroundings, Turning } from '../../diagnosis/turn.ts';
import { turnOf } from '../../diagnosis/turn.ts';
import type { Turn } from '../../diagnosis/turn.ts';
import { placeNetworkOf } from '../../store/place-network.ts';
import type { AttemptTrail } from '../../store/questions/attempts.ts';
import {
  type Centre,
  type Looking,
  type NearbyTrails,
  type ReadTrail,
  failedOthers,
  neighboursOf,
  ownTrails,
} from './around.ts';
import { type KnownWay, type Past, pastOf } from './past.ts';
import { type Courses, atProviders, coursesOf, keptBeside } from './provider-course.ts';
import { breather } from '../../store/breath.ts';

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

const isSameClient = (
  centre: Centre,
  { application, browser }: Pick<KnownWay, 'application' | 'browser'>,
): boolean => application === applicationOf(centre) && browser === browserOf(centre.parties.user_agent);

const nearOf = (
  { thresholds }: Looking,
  centre: Turnable,
  neighbours: NearbyTrails,
  trailsAt: (provider: string) => readonly AttemptTrail[],
): Near => {
  const { source_ip: address, upstream_idp: provider } = centre.parties;
  const own = ownTrails(centre, neighbours);
  const failing = failedOthers(centre, neighbours);
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

/** Whether its provider kept enough others around an attempt to be the trouble. */
const isTroubled = ({ thresholds }: Pick<Looking, 'thresholds'>, { beside }: Near): boolean =>
  beside.length >= thresholds.provider_trouble.others;

/** Whether what is near an attempt can turn it, whatever its person’s habits: most attempts need no further question. */
const mayTurn = ({ thresholds }: Looking, { time, turning }: Turnable, near: Near): boolean => {
  const { worth_a_look: look, guessing, retrying } = thresholds;
  const secondSteps = near.refusals.filter(
    (each) => each.of === 'second_step' && each.time >= time - microsOfMinutes(look.minutes),
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
    isTroubled({ thresholds }, near)
  );
};

/** The instant before which a person’s habits count: that of the first refusal in the hours before, or its own start. */
const before = ({ start }: Centre, { refusals }: Near): bigint => {
  const first = refusals[0]?.time;
  return first !== undefined && first < start ? first : start;
};

/** @param ways of the person, of which those of the days before the first refusal count */
const isKnownClient = (
  centre: Centre,
  ways: readonly KnownWay[],
  network: string | undefined,
  until: bigint,
  thresholds: Looking['thresholds'],
): boolean => {
  const agent = centre.parties.user_agent;
  // without a name a client could be any
  if (agent === undefined) return false;
  return waysBefore(ways, until, thresholds).some(
    (each) =>
      isSameClient(centre, each) &&
      (!isBrowser(agent) || (network !== undefined && each.network === network)),
  );
};

/** @param since when the first event is stored */
const factsOf = async (
  looking: Looking,
  centre: Turnable,
  near: Near,
  past: Past,
  courses: Courses,
  since: bigint,
): Promise<Surroundings> => {
  const { source_ip: address, upstream_idp: provider } = centre.parties;
  const network = address === undefined ? undefined : placeNetworkOf(address);
  const ways = centre.user === undefined ? [] : past.waysOf(centre.user);
  const crowdOf = (of: string) => past.networkVisits(of, centre.time);
  // of places nothing can be told before there is a history of them
  const isYoung = since > centre.time - BigInt(looking.thresholds.places.shared_days) * microsPerDay;
  const until = before(centre, near);
  const habits = habitsOf(ways, isYoung ? undefined : crowdOf, until, looking.thresholds);
  return {
    time: centre.time,
    refusals: near.refusals,
    ofClient: near.ofClient,
    network,
    habits,
    othersBefore: isYoung ? 0 : near.othersBefore,
    othersAround: isYoung ? 0 : near.othersAround,
    isSharedAddress: network !== undefined && isShared(crowdOf(network), looking.thresholds),
    isKnownClient: isKnownClient(centre, ways, network, until, looking.thresholds),
    provider:
      provider !== undefined && isTroubled(looking, near)
        ? await courses(centre, provider, near.beside, past)
        : undefined,
  };
};

/** What surrounds an attempt, as its verdict takes it. */
export type Surrounded = {
  readonly turn?: Turn;
  /** The rhythm in which attempts of the same person, application and address failed, this one among them. */
  readonly rhythm?: Rhythm | undefined;
};

const rhythmOf = (
  { thresholds }: Looking,
  centre: Turnable,
  neighbours: NearbyTrails,
): Rhythm | undefined => {
  if (!isFailure(centre.outcome) || centre.user === undefined) return undefined;
  const own = neighbours
    .ofUser(centre.user)
    .filter(
      ({ outcome, application, address }) =>
        isFailure(outcome) && application === applicationOf(centre) && address === centre.parties.source_ip,
    );
  const starts = new Set(own.map(({ start }) => start));
  return retryPattern([...starts], centre.start, thresholds.retrying);
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
  const [neighboursNear, trailsAt] = await Promise.all([
    neighboursOf(looking, centres),
    atProviders(looking, kept, true),
  ]);
  const breathe = breather();
  const surrounded = new Map<string, Surrounded>();
  const suspects: { readonly centre: Turnable; readonly near: Near }[] = [];
  for (const centre of centres) {
    const neighbours = neighboursNear(centre);
    surrounded.set(centre.requestId, { rhythm: rhythmOf(looking, centre, neighbours) });
    const near = nearOf(looking, centre, neighbours, trailsAt);
    if (mayTurn(looking, centre, near)) suspects.push({ centre, near });
    await breathe();
  }
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
  const troubled = suspects.filter(({ near }) => isTroubled(looking, near)).map(({ centre }) => centre);
  const courses = coursesOf(looking, await atProviders(looking, troubled, false));
  const since = (await looking.store.events.extent({}, looking.asking))?.first ?? 0n;
  for (const { centre, near } of suspects) {
    await breathe();
    const facts = await factsOf(looking, centre, near, past, courses, since);
    const turn = turnOf(centre.turning, facts, looking.thresholds);
    if (turn) surrounded.set(centre.requestId, { turn });
  }
  return surrounded;
};
