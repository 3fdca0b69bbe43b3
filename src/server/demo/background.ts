import { type At, oneMinute } from './clock.ts';
import { type Flow, type FlowOrder, closed, closingsOf, flows } from './flows.ts';
import {
  type Mix,
  flatMix,
  localMix,
  personMix,
  pickFlow,
  serviceMix,
  sessionEndMix,
  successes,
} from './mixes.ts';
import { privateDomains } from './names.ts';
import type { Application } from './organisations.ts';
import { type DemoPerson, directory, peopleFor, services } from './people.ts';
import type { Play, Visit } from './play.ts';
import { Random, hashOf } from './random.ts';
import type { FlowStep } from './steps.ts';
import type { Outage } from './stories/outage.ts';

const stream = hashOf('background');

/** The first shares of all attempts: those that have only the deprecated names, and those in the older order. */
const oldest = { legacy: 0.03, older: 0.06 };
/** The share of later ones that some installation still records in the older order. */
const laggards = 0.02;

/** Properties beyond the contract, of every JSON type, as some installations add them. */
const extrasFor = (random: Random): Readonly<Record<string, unknown>> => ({
  risk_score: random.below(100),
  managed_device: random.chance(0.7),
  connector: random.pick(['edge-north', 'edge-south']),
  location: {
    country: random.pick(['CA', 'DE', 'JP', 'KE']),
    rounded: [random.below(90), random.below(180)],
  },
  amr: random.pick([['pwd'], ['pwd', 'otp'], ['hwk']]),
});

/** Who signs in to what. A client of an application without steps is no browser, and brings a password of ours. */
const partiesOf = (
  person: DemoPerson,
  application: Application,
  userAgent: string,
): Pick<Visit, 'person' | 'application' | 'userAgent'> =>
  application.isFlat && person.provider !== undefined
    ? { person: { ...person, provider: 'local' }, application }
    : { person, application, userAgent };

const visitOf = (random: Random, id: string, person: DemoPerson): Visit => {
  const [device, mobile] = [random.chance(0.8) ? 0 : 1, random.chance(0.02)];
  const application =
    person.applications[random.rank(person.applications.length)] ?? random.pick(person.applications);
  const userAgent = person.userAgents[device] ?? random.pick(person.userAgents);
  return {
    id,
    address: mobile
      ? `vpn-gw-${1 + random.below(3)}.${person.organisation.domain}`
      : (person.addresses[device === 0 && random.chance(0.6) ? 0 : 1 + random.below(2)] ??
        random.pick(person.addresses)),
    requestId: random.uuid(),
    traceId: random.hex(32),
    session: random.uuid(),
    ...partiesOf(person, application, userAgent),
    ...(random.chance(0.03) ? { extras: extrasFor(random) } : {}),
  };
};

const mixOf = ({ person, application }: Visit): Mix => {
  if (person.provider === undefined) return serviceMix;
  if (application.isFlat) return flatMix;
  return person.provider === 'local' ? localMix : personMix;
};

/** About every other attempt that can be closed is. The older order closed nothing. */
const stepsOf = (flow: Flow, order: FlowOrder, random: Random): readonly FlowStep[] => {
  const steps = flows[order][flow];
  const closings = order === 'today' ? closingsOf(steps) : [];
  return closings.length > 0 && random.chance(0.5) ? closed(steps, random.pick(closings)) : steps;
};

/** What comes of a session later: another application without being asked again, renewals, and sometimes its end. */
const follow = (play: Play, visit: Visit, order: FlowOrder, random: Random, signedIn: At): void => {
  const ways = flows[order];
  const later = (what: string): Visit => ({
    ...visit,
    id: `${visit.id}-${what}`,
    requestId: random.uuid(),
    traceId: random.hex(32),
  });
  if (random.chance(0.5)) {
    const other = random.pick(visit.person.applications);
    const again = { ...later('again'), application: other.isFlat ? visit.application : other };
    play(ways.silent, again, random, signedIn + oneMinute + random.below(20 * oneMinute));
  }
  let at = signedIn;
  const pause = (): At => (at += 50 * oneMinute + random.below(9 * oneMinute));
  const renewals = random.below(4);
  const renewal = order === 'older' || random.chance(0.15) ? 'reissued' : 'renewed';
  for (let renewed = 1; renewed <= renewals; renewed += 1)
    play(ways[renewal], later(String(renewed)), random, pause());
  if (renewals > 0 && random.chance(0.1)) {
    const end = order === 'older' ? 'expired' : pickFlow(sessionEndMix, random);
    play(ways[end], later('end'), random, pause());
  }
};

/** Everyday sign-ins: attempt `index` of `attempts`, at an instant. The same for a seed but for its time. */
export type Background = (play: Play, index: number, attempts: number, from: At, to: At) => void;

/** The everyday sign-ins of a seed, with as many people as so many events deserve. */
export const background = (seed: number, events: number, outage: Outage): Background => {
  const people = directory(seed, peopleFor(events));
  const programs = services(seed);
  return (play, index, attempts, from, to) => {
    const random = new Random(seed, stream, index);
    const at = Math.floor(from + random.unit() * (to - from));
    const someone = random.chance(0.14)
      ? random.pick(programs)
      : (people[random.rank(people.length)] ?? random.pick(people));
    const usual = visitOf(random, `demo-${seed}-${index.toString(36)}`, someone);
    const { person } = usual;
    const age = index / attempts;
    const order = age < oldest.older || random.chance(laggards) ? 'older' : 'today';
    const visit: Visit =
      age < oldest.older ? { ...usual, era: age < oldest.legacy ? 'legacy' : 'both' } : usual;
    const isDown = person.provider === outage.provider && at >= outage.from && at < outage.to;
    const flow = isDown ? 'providerRefused' : pickFlow(mixOf(visit), random);
    const stranger = `${person.email?.split('@')[0] ?? ''}@${random.pick(privateDomains)}`;
    const steps = stepsOf(flow, order, random);
    const end = play(steps, flow === 'wrongAccount' ? { ...visit, stranger } : visit, random, at);
    if (successes.has(flow)) follow(play, visit, order, random, end);
  };
};

/**
 * About how many events each of the attempts makes that make so many: the steps of the first ones are counted. Where
 * few are asked for these are all of them, since few differ more from the average.
 */
export const eventsAnAttempt = (attempt: Background, events: number): number => {
  const sample = Math.max(1, Math.min(16_000, Math.ceil(events / 11)));
  let counted = 0;
  const count: Play = (steps, _visit, _random, start) => {
    counted += steps.length;
    return start;
  };
  for (let index = 0; index < sample; index += 1) attempt(count, index, sample, 0, 1);
  return counted / sample;
};
