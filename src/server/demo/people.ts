import { firstNames, lastNames } from './names.ts';
import {
  type Application,
  type Organisation,
  type Provider,
  applicationsOf,
  organisations,
} from './organisations.ts';
import { Random, hashOf } from './random.ts';
import { deskBrowsers, phoneBrowsers, programs } from './user-agents.ts';

/** Somebody or some program that signs in. */
export type DemoPerson = {
  readonly userId: string;
  readonly organisation: Organisation;
  /** What the upstream provider calls them; programs have none. */
  readonly email?: string;
  /** Where they prove who they are; programs bring a document instead. */
  readonly provider?: Provider;
  /** The more often used first. */
  readonly applications: readonly Application[];
  readonly addresses: readonly string[];
  readonly userAgents: readonly string[];
};

const byShare = organisations.flatMap((each) => Array.from({ length: each.share }, () => each));

const officeAddress = (random: Random, { network }: Organisation): string =>
  `${network}.${10 + random.below(20)}.${2 + random.below(250)}`;

/** Homes are in one of 64 networks of either family, /16 and /32; nobody who attacks is in one of them. */
const homeAddress = (random: Random): string =>
  random.chance(0.4)
    ? `3fff:${(1 + random.below(64)).toString(16)}:${random.hex(4)}:${random.hex(2)}00::${1 + random.below(9)}`
    : `100.${64 + random.below(64)}.${random.below(256)}.${1 + random.below(254)}`;

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** The person of a name, with what follows from it; the same for the same seed. */
export const personNamed = (
  seed: number,
  name: string,
  organisation: Organisation,
  provider: Provider | undefined = organisation.providers[0],
): DemoPerson => {
  const email = `${name}@${organisation.domain}`;
  const random = new Random(seed, hashOf(email));
  return {
    userId: random.uuid(),
    organisation,
    email,
    ...(provider === undefined ? {} : { provider }),
    applications: applicationsOf(organisation),
    addresses: [officeAddress(random, organisation), homeAddress(random), homeAddress(random)],
    userAgents: [deskBrowsers[random.rank(deskBrowsers.length)] ?? '', random.pick(phoneBrowsers)],
  };
};

/** How many people a data set of so many events has. */
export const peopleFor = (events: number): number =>
  Math.min(firstNames.length * lastNames.length, Math.max(40, Math.round(400 * Math.sqrt(events / 200_000))));

/** The first `size` people of a seed, the more active first. Whoever is in a smaller directory is in a larger one. */
export const directory = (seed: number, size: number): readonly DemoPerson[] => {
  const pairs = firstNames.length * lastNames.length;
  const start = new Random(seed, hashOf('directory')).below(pairs);
  return Array.from({ length: size }, (_, index) => {
    // a stride without a common factor visits every pair of names once
    const pair = (start + index * 3_571) % pairs;
    const first = firstNames[pair % firstNames.length] ?? '';
    const last = lastNames[Math.floor(pair / firstNames.length)] ?? '';
    const random = new Random(seed, hashOf('membership'), index);
    const organisation = random.pick(byShare);
    const provider = random.chance(0.85) ? organisation.providers[0] : organisation.providers.at(-1);
    return personNamed(seed, `${first}.${last}`.toLowerCase(), organisation, provider);
  });
};

/** A program of an organisation that signs in with a document of its own. */
export const serviceNamed = (seed: number, name: string, organisation: Organisation): DemoPerson => {
  const random = new Random(seed, hashOf(`service ${name}`));
  const server = random.chance(0.5)
    ? `${organisation.network}.0.${2 + random.below(60)}`
    : `build-${twoDigits(1 + random.below(12))}.${organisation.domain}`;
  return {
    userId: `svc-${name}`,
    organisation,
    applications: applicationsOf(organisation),
    addresses: [server],
    userAgents: [random.pick(programs)],
  };
};

const serviceNames = [
  'roster-sync',
  'backup',
  'invoice-import',
  'monitoring',
  'label-printer',
  'nightly-report',
];

/** The programs of a seed. */
export const services = (seed: number): readonly DemoPerson[] =>
  organisations.flatMap((organisation, at) =>
    serviceNames
      .slice(0, 5 - at)
      .map((name) => serviceNamed(seed, `${name}-${organisation.id.slice(4)}`, organisation)),
  );
