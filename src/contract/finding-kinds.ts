import type { Thresholds } from './thresholds.ts';

/*
 * Kinds of finding and their thresholds: numbers, what each number means to the API, and the sentences that say the
 * numbers on the screen and in the API. A number is said nowhere else.
 */

type Kind = {
  readonly label: string;
  /** What its findings are counted from, and how; begins in the middle of a sentence. */
  readonly counted: string;
  /** What a finding has crossed, in a sentence with the numbers as they are set. */
  readonly threshold: (thresholds: Thresholds) => string;
};

const minutes = (value: number): string => (value === 1 ? 'one minute' : `${value} minutes`);

const refusals =
  'attempts in which credentials were refused, by their start (of a spray, also a second step that was refused): never an ' +
  'expired session, a token, a callback or a policy; stretches that overlap are one finding.';

const gotIn = ({ worth_a_look: set }: Thresholds): string =>
  `High when somebody signs in from there to whom the network is strange, until ${minutes(set.others_minutes)} after.`;

const standsOut: Omit<Kind, 'label'> = {
  counted:
    'the share of the unsuccessful among decided attempts, in stretches from the local hour on, against the days up ' +
    'to the day before the stretch; both a ratio and a distance must be crossed, of enough attempts, so that neither ' +
    'a tiny rate that doubles nor one person’s failures count; adjoining stretches are one finding.',
  threshold: ({ stands_out: set, provider_trouble: trouble }) =>
    `In stretches of ${minutes(set.minutes)} with ${set.attempts} decided attempts or more, ${set.users} users among ` +
    `the unsuccessful: ${set.times} times the rate of ${set.history_days} days up to the day before, or more, and ` +
    `${set.points} percentage points above it, or more; of a history of ${set.history_attempts} decided attempts or more. ` +
    `Not told where less than ${Math.round(trouble.known * 100)}% of the unsuccessful come from addresses where somebody ` +
    'signed in lately: they are guesses.',
};

const firstSeen = ({ first_seen: set, places }: Thresholds): string =>
  `A network (IPv4 /16, IPv6 /32) that is in none of the last ${set.successes} sign-ins, of a user who has ${set.known} ` +
  `or more before it, as far as ${set.history_days} days before the range, and that is not shared (${places.shared_people} ` +
  `people or more on ${places.shared_days} days or more); not told where the networks of ${set.relay} or more of those ` +
  'were new, too.';

const companion = ({ first_seen: set }: Thresholds): string =>
  `the network is new to ${set.people} people or more who sign in from the address, or there is no second step, which ` +
  `the ${set.second_steps} sign-ins before had`;

const firstSeenCount = 'a sign-in; its history is all of the user’s, whatever the filters.';

/** Every kind, in the order in which they are looked for and listed. */
const kinds = {
  brute_force: {
    label: 'Brute force',
    counted: refusals,
    threshold: (thresholds) =>
      `More than ${thresholds.brute_force.attempts} attempts with refused credentials, of one account from one address ` +
      `within ${minutes(thresholds.brute_force.minutes)}, or ${thresholds.guessing.rhythm} or more at near-equal ` +
      `intervals from a strange network. ${gotIn(thresholds)}`,
  },
  spray: {
    label: 'Password spray',
    counted: refusals,
    threshold: (thresholds) =>
      `${thresholds.spray.users} or more users refused at one address within ${minutes(thresholds.spray.minutes)}; at ` +
      `a shared address, more than signed in there in the ${thresholds.spray.shared_days} days before, or ` +
      `${thresholds.spray.browser_users} or more with one browser that is new there. ${gotIn(thresholds)}`,
  },
  second_step_fatigue: {
    label: 'Second-step fatigue',
    counted:
      'attempts with second steps that were refused, or that nobody answered; of records that say the same challenge ' +
      'was sent, one counts.',
    threshold: ({ second_step_fatigue: set }) =>
      `${set.challenges} or more second steps of one user refused or not answered within ${minutes(set.minutes)}, or ` +
      `${set.strange} or more from a strange network. High when one is accepted from a strange network meanwhile, or ` +
      `until ${minutes(set.minutes)} after.`,
  },
  provider_stands_out: { label: 'Provider stands out', ...standsOut },
  application_stands_out: { label: 'Application stands out', ...standsOut },
  new_device: {
    label: 'New device',
    counted: firstSeenCount,
    threshold: (thresholds) =>
      `${firstSeen(thresholds)} And a browser, its user agent without the numbers, that is in none of them. Medium when ` +
      `they were refused there in the ${thresholds.first_seen.refusal_hours} hours before, ${companion(thresholds)}.`,
  },
  new_address: {
    label: 'New address',
    counted: firstSeenCount,
    threshold: (thresholds) => `${firstSeen(thresholds)} And ${companion(thresholds)}.`,
  },
  retrying: {
    label: 'A program retrying',
    counted:
      'attempts in which credentials were refused, of one user, application and address, each interval within a ' +
      'tenth, or a second, of the middle one; such stretches that meet are one finding.',
    threshold: ({ retrying: set }) =>
      `${set.attempts} or more attempts with refused credentials, of one user, application and address at near-equal ` +
      'intervals; from a strange network they are somebody guessing.',
  },
} satisfies Readonly<Record<string, Kind>>;
export type FindingKind = keyof typeof kinds;

export const findingKinds = Object.keys(kinds) as readonly FindingKind[];

/** What a kind of finding is called. */
export const findingLabel = (kind: FindingKind): string => kinds[kind].label;

/** What a finding of a kind has crossed, in a sentence with the numbers as they are set. */
export const thresholdSentence = (kind: FindingKind, thresholds: Thresholds): string =>
  kinds[kind].threshold(thresholds);

/** A text of every kind, each text once, with the kinds that share it. */
export const kindsByText = (
  textOf: (kind: FindingKind) => string,
): { readonly text: string; readonly kinds: readonly FindingKind[] }[] =>
  [...new Set(findingKinds.map(textOf))].map((text) => ({
    text,
    kinds: findingKinds.filter((kind) => textOf(kind) === text),
  }));

/** What each kind counts, for the API’s description. */
export const countingRules = kindsByText((kind) => kinds[kind].counted)
  .map(({ text, kinds: alike }) => `${alike.join(', ')}: ${text}`)
  .join(' ');

/** The worst first. */
export const severities = ['high', 'medium', 'low'] as const;
export type Severity = (typeof severities)[number];

/** How grave each kind is, for the API’s description. */
export const severityRules =
  'High: brute force and spray when somebody got in from a strange network, second-step fatigue when a second step was ' +
  'accepted from one, a provider of which half of the attempts or more are unsuccessful. Medium: other brute force, ' +
  'spray and fatigue, a provider or application that stands out, a new device with a companion (refusals there, others ' +
  'to whom the place is new, a second step that is missing). Low: the rest.';
