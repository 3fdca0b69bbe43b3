import type { FindingKind } from '../../../contract/finding-kinds.ts';
import type { Thresholds } from '../../../contract/thresholds.ts';
import type { Tie } from '../finding-words.ts';

/*
 * What each kind of finding is called, and the sentence that says its thresholds: every number of a finding as it is set.
 */

type KindWords = {
  readonly label: string;
  /** What a finding has crossed, in a sentence with the numbers as they are set. */
  readonly threshold: (thresholds: Thresholds) => string;
};

const minutes = (value: number): string => (value === 1 ? 'one minute' : `${value} minutes`);

const percent = (part: number): string => `${Math.round(part * 100)}%`;

const gotIn = ({ worth_a_look: set }: Thresholds): string =>
  `High when somebody signs in from there to whom the network is strange, until ${minutes(set.others_minutes)} after.`;

const standsOut = ({ stands_out: set, provider_trouble: trouble }: Thresholds): string =>
  `In stretches of ${minutes(set.minutes)} with ${set.attempts} decided attempts or more, ${set.users} users among ` +
  `the unsuccessful: ${set.times} times the rate of ${set.history_days} days up to the day before, or more, and ` +
  `${set.points} percentage points above it, or more; of a history of ${set.history_attempts} decided attempts or more. ` +
  `Not told where less than ${percent(trouble.known)} of the unsuccessful come from addresses where somebody ` +
  `signed in lately: they are guesses. Of a provider, high when ${percent(set.high)} or more did not succeed.`;

const firstSeen = ({ first_seen: set, places }: Thresholds): string =>
  `A network (IPv4 /16, IPv6 /32) that is in none of the last ${set.successes} sign-ins, of a user who has ${set.known} ` +
  `or more before it, as far as ${set.history_days} days before its own (UTC), and that is not shared (${places.shared_people} ` +
  `people or more on ${places.shared_days} days or more); not told where the networks of ${set.relay} or more of those ` +
  'were new, too.';

const companion = ({ first_seen: set }: Thresholds): string =>
  `the network is new to ${set.people} people or more who sign in from the address within ${set.people_days} days, or there is no second step, which ` +
  `the ${set.second_steps} sign-ins before had`;

const kinds: { readonly [Kind in FindingKind]: KindWords } = {
  brute_force: {
    label: 'Brute force',
    threshold: (thresholds) =>
      `More than ${thresholds.brute_force.attempts} attempts with refused credentials, of one account from one address ` +
      `within ${minutes(thresholds.brute_force.minutes)}, or ${thresholds.guessing.rhythm} or more at near-equal ` +
      `intervals from a strange network. ${gotIn(thresholds)}`,
  },
  spray: {
    label: 'Password spray',
    threshold: (thresholds) =>
      `${thresholds.spray.users} or more users refused at one address within ${minutes(thresholds.spray.minutes)}; at ` +
      `a shared address, more than signed in there in the ${thresholds.spray.shared_days} days before, or ` +
      `${thresholds.spray.browser_users} or more with one browser that is new there. ${gotIn(thresholds)}`,
  },
  second_step_fatigue: {
    label: 'Second-step fatigue',
    threshold: ({ second_step_fatigue: set }) =>
      `${set.challenges} or more second steps of one user refused or not answered within ${minutes(set.minutes)}, or ` +
      `${set.strange} or more from a strange network. High when one is accepted from a strange network meanwhile, or ` +
      `until ${minutes(set.minutes)} after.`,
  },
  provider_stands_out: { label: 'Provider stands out', threshold: standsOut },
  application_stands_out: { label: 'Application stands out', threshold: standsOut },
  new_device: {
    label: 'New device',
    threshold: (thresholds) =>
      `${firstSeen(thresholds)} And a browser, its user agent without the numbers, that is in none of them. Medium when ` +
      `they were refused there in the ${thresholds.first_seen.refusal_hours} hours before, ${companion(thresholds)}.`,
  },
  new_address: {
    label: 'New address',
    threshold: (thresholds) => `${firstSeen(thresholds)} And ${companion(thresholds)}.`,
  },
  retrying: {
    label: 'A program retrying',
    threshold: ({ retrying: set }) =>
      `${set.attempts} or more attempts with refused credentials, of one user, application and address at near-equal ` +
      `intervals, each within ${percent(set.tolerance)} of the middle one, or a second; from a strange network they are ` +
      'somebody guessing.',
  },
};

export const findingLabel = (kind: FindingKind): string => kinds[kind].label;

export const thresholdSentence = (kind: FindingKind, thresholds: Thresholds): string =>
  kinds[kind].threshold(thresholds);

const ties: { readonly [Each in Tie]: (thresholds: Thresholds) => string } = {
  day_after_day: () =>
    'Together with it: the same on the days before and after. What lasts longer than a day is told by the day (UTC).',
  place_or_person: ({ incidents: set }) =>
    'Together with it: what is about the same address or user, or about a user tried at that address, up to ' +
    `${minutes(set.minutes)} before or after.`,
  sign_in: () => 'Together with it: the sign-in that followed.',
  same_hours: ({ incidents: set }) =>
    `Together with it: what failed at the same time, for ${percent(set.share)} of the shorter time or more, where ` +
    `${percent(set.share)} of the failures or more can be the same attempts.`,
  new_place: () =>
    'Together with it: others who signed in from the same address, and to whom its network is new, too.',
};

export const tieSentence = (tie: Tie, thresholds: Thresholds): string => ties[tie](thresholds);

export const goingOnSentence = ({ incidents: set }: Thresholds): string =>
  `Still going: the time looked at ends now, and the last of it was less than ${minutes(set.going_on_minutes)} ago.`;
