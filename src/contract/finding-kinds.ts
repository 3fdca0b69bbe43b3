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

const failures = 'attempts that failed, by their start; stretches that overlap are one finding.';

const standsOut: Omit<Kind, 'label'> = {
  counted:
    'the share of the unsuccessful among decided attempts, in stretches from the local hour on, against the days up ' +
    'to the day before the stretch; both a ratio and a distance must be crossed, of enough attempts, so that neither ' +
    'a tiny rate that doubles nor one person’s failures count; adjoining stretches are one finding.',
  threshold: ({ stands_out: set }) =>
    `In stretches of ${minutes(set.minutes)} with ${set.attempts} decided attempts or more, ${set.users} users among ` +
    `the unsuccessful: ${set.times} times the rate of ${set.history_days} days up to the day before, or more, and ` +
    `${set.points} percentage points above it, or more; of a history of ${set.history_attempts} decided attempts or more.`,
};

const firstSeen: Omit<Kind, 'label'> = {
  counted:
    'a sign-in from what none of the last successes used, whatever the filters; a browser is its user agent without ' +
    'the numbers.',
  threshold: ({ first_seen: set }) =>
    `Not seen in the last ${set.successes} sign-ins of a user who has ${set.known} or more before it, as far as ` +
    `${set.history_days} days before the range.`,
};

/** Every kind, in the order in which they are looked for and listed. */
const kinds = {
  brute_force: {
    label: 'Brute force',
    counted: failures,
    threshold: ({ brute_force: set }) =>
      `More than ${set.attempts} failed attempts on one account from one address within ${minutes(set.minutes)}.`,
  },
  spray: {
    label: 'Password spray',
    counted: failures,
    threshold: ({ spray: set }) =>
      `${set.users} or more users failing from one address within ${minutes(set.minutes)}.`,
  },
  second_step_fatigue: {
    label: 'Second-step fatigue',
    counted:
      'events Create or DoMfa of MFA Challenge, so filters are those of events, and nothing is told under filters ' +
      'that only attempts have.',
    threshold: ({ second_step_fatigue: set }) =>
      `${set.challenges} or more second-step requests for one user within ${minutes(set.minutes)}.`,
  },
  provider_stands_out: { label: 'Provider stands out', ...standsOut },
  application_stands_out: { label: 'Application stands out', ...standsOut },
  new_address: { label: 'First success from an address', ...firstSeen },
  new_browser: { label: 'First success from a browser', ...firstSeen },
  retrying: {
    label: 'An application retrying',
    counted:
      'one user, application and address, each interval within a tenth, or a second, of the middle one; such ' +
      'stretches that meet are one finding.',
    threshold: ({ retrying: set }) =>
      `${set.attempts} or more unsuccessful attempts of one user, application and address at near-equal intervals.`,
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
  'High: brute force, spray, a provider of which half of the attempts or more are unsuccessful, second-step ' +
  'fatigue when a sign-in follows within its minutes. Medium: other second-step fatigue, a provider or ' +
  'application that stands out. Low: the rest.';
