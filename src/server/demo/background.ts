import { type At, minute } from './clock.ts';
import { type Flow, flows, localFlows, personFlows, serviceFlows, successes } from './flows.ts';
import { privateDomains } from './names.ts';
import { type Person, directory, peopleFor, services } from './people.ts';
import { type Era, type Play, type Visit, player } from './play.ts';
import { Random, hashOf } from './random.ts';
import type { Outage } from './stories/outage.ts';

const stream = hashOf('background');

const totalOf = (table: readonly (readonly [Flow, number])[]): number =>
  table.reduce((sum, [, weight]) => sum + weight, 0);
const totals = new Map([personFlows, localFlows, serviceFlows].map((table) => [table, totalOf(table)]));

const pickFlow = (random: Random, table: readonly (readonly [Flow, number])[]): Flow => {
  let left = random.unit() * (totals.get(table) ?? 1);
  for (const [flow, weight] of table) {
    left -= weight;
    if (left < 0) return flow;
  }
  return 'plain';
};

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

const visitOf = (random: Random, id: string, person: Person, era: Era): Visit => {
  const [device, mobile] = [random.chance(0.8) ? 0 : 1, random.chance(0.02)];
  return {
    id,
    person,
    application:
      person.applications[random.rank(person.applications.length)] ?? random.pick(person.applications),
    address: mobile
      ? `vpn-gw-${1 + random.below(3)}.${person.organisation.domain}`
      : (person.addresses[device === 0 && random.chance(0.6) ? 0 : 1 + random.below(2)] ??
        random.pick(person.addresses)),
    userAgent: person.userAgents[device] ?? random.pick(person.userAgents),
    requestId: random.uuid(),
    traceId: random.hex(32),
    session: random.uuid(),
    era,
    ...(random.chance(0.03) ? { extras: extrasFor(random) } : {}),
  };
};

/** What comes of a session later: another application without being asked again, and tokens renewed. */
const follow = (play: Play, visit: Visit, random: Random, signedIn: At): void => {
  const requestId = (): string => random.uuid();
  if (random.chance(0.5)) {
    const application = random.pick(visit.person.applications);
    const again = {
      ...visit,
      id: `${visit.id}-again`,
      application,
      requestId: requestId(),
      traceId: random.hex(32),
    };
    play(flows.silent, again, random, signedIn + minute + random.below(20 * minute));
  }
  for (let renewed = random.below(4), at = signedIn; renewed > 0; renewed -= 1) {
    at += 50 * minute + random.below(9 * minute);
    play(flows.refreshed, { ...visit, id: `${visit.id}-${renewed}`, requestId: requestId() }, random, at);
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
    const program = random.chance(0.14);
    const person = program
      ? random.pick(programs)
      : (people[random.rank(people.length)] ?? random.pick(people));
    const old = index / attempts;
    const era = old < 0.03 ? 'legacy' : old < 0.06 ? 'both' : 'current';
    const visit = visitOf(random, `demo-${seed}-${index.toString(36)}`, person, era);
    const down = person.provider === outage.provider && at >= outage.from && at < outage.to;
    const table = program ? serviceFlows : person.provider === 'local' ? localFlows : personFlows;
    const flow = down ? 'providerDown' : pickFlow(random, table);
    const stranger = `${visit.person.email?.split('@')[0] ?? ''}@${random.pick(privateDomains)}`;
    const end = play(flows[flow], flow === 'wrongAccount' ? { ...visit, stranger } : visit, random, at);
    if (successes.has(flow)) follow(play, visit, random, end);
  };
};

/** About how many events an attempt makes: played with the first ones. */
export const eventsAnAttempt = (attempt: Background): number => {
  const sample = 4_000;
  let events = 0;
  const play = player(() => {
    events += 1;
  });
  for (let index = 0; index < sample; index += 1) attempt(play, index, sample, 0, 1);
  return events / sample;
};
