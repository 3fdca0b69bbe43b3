import type { FindingKind, Thresholds } from '../../../contract/findings.ts';
import { brief, lengthOf } from '../../words/en/grammar.ts';

/** What a finding’s sentence is filled from: all texts, numbers too. */
export type FindingParams = Readonly<Record<string, string>>;

/** How a kind is told, and how when something more is known. */
export const findingCodes = [
  'brute_force',
  'spray',
  'second_step_fatigue',
  'second_step_fatigue_signed_in',
  'provider_stands_out',
  'application_stands_out',
  'new_address',
  'new_browser',
  'retrying',
] as const;
export type FindingCode = (typeof findingCodes)[number];

const standsOut =
  '{rate} of the attempts {by} {value} did not succeed ({unsuccessful} of {count}); in {history_days} days up to the day before, {history_rate} ({history_unsuccessful} of {history_count}).';

/** The sentences. They say what was counted, and leave to the reader what it means. */
const sentences: Readonly<Record<FindingCode, string>> = {
  brute_force: '{count} failed attempts of {user} from {source_ip} {span}.',
  spray: '{people} users failed to sign in from {source_ip} {span}, in {count} attempts.',
  second_step_fatigue: '{user} was asked for a second step {count} times {span}.',
  second_step_fatigue_signed_in:
    '{user} was asked for a second step {count} times {span}, and signed in then or soon after.',
  provider_stands_out: standsOut.replace('{by}', 'by'),
  application_stands_out: standsOut.replace('{by}', 'to'),
  new_address: '{user} signed in from {source_ip}, which is in none of their last {looked} sign-ins.',
  new_browser: '{user} signed in with {browser}, which is in none of their last {looked} sign-ins.',
  retrying:
    '{application_name} tried {count} times as {user} from {source_ip}, every {interval}: a program, with an old password or guessing.',
};

/** What a value is called that was not recorded. */
const unrecorded: FindingParams = {
  application_name: 'An application that gave no name',
  source_ip: 'an unrecorded address',
};

/** Params that are counts: of 1,176 and not of 1176, as everywhere on the screen. */
const counts = new Set([
  'count',
  'people',
  'unsuccessful',
  'history_unsuccessful',
  'history_count',
  'looked',
]);
const grouped = (value: string): string => Number(value).toLocaleString('en-US');

/** The sentence of a finding. */
export const findingSentence = (code: FindingCode, params: FindingParams): string =>
  sentences[code].replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name] ?? unrecorded[name] ?? '';
    return counts.has(name) && /^\d+$/.test(value) ? grouped(value) : brief(value);
  });

const minutes = (value: number): string => (value === 1 ? 'one minute' : `${value} minutes`);

const stands = ({ stands_out: set }: Thresholds): string =>
  `In stretches of ${minutes(set.minutes)} with ${set.attempts} decided attempts or more, ${set.users} users among the unsuccessful: ${set.times} times the rate of ` +
  `${set.history_days} days up to the day before, or more, and ${set.points} percentage points above it, or more; of a history of ` +
  `${set.history_attempts} decided attempts or more.`;

const firstSeen = ({ first_seen: set }: Thresholds): string =>
  `Not seen in the last ${set.successes} sign-ins of a user who has ${set.known} or more before it, as far as ` +
  `${set.history_days} days before the range.`;

/** What each kind must cross, in words. */
export const thresholdTexts: Readonly<Record<FindingKind, (thresholds: Thresholds) => string>> = {
  brute_force: ({ brute_force: set }) =>
    `More than ${set.attempts} failed attempts on one account from one address within ${minutes(set.minutes)}.`,
  spray: ({ spray: set }) =>
    `${set.users} or more users failing from one address within ${minutes(set.minutes)}.`,
  second_step_fatigue: ({ second_step_fatigue: set }) =>
    `${set.challenges} or more second-step requests for one user within ${minutes(set.minutes)}.`,
  provider_stands_out: stands,
  application_stands_out: stands,
  new_address: firstSeen,
  new_browser: firstSeen,
  retrying: ({ retrying: set }) =>
    `${set.attempts} or more unsuccessful attempts of one user, application and address at near-equal intervals.`,
};

/** How long something took: “in 6 min”, “at once”. */
export const spanOf = (first: bigint, last: bigint): string =>
  last - first < 1_000_000n ? 'at once' : `in ${lengthOf(last - first)}`;

/** A share as people read it: “96%”, “0.4%”; never rounded to nothing or to all. */
export const rateOf = (part: number, whole: number): string => {
  const percent = (100 * part) / whole;
  if (percent > 0 && percent < 1) return `${Math.max(percent, 0.1).toFixed(1)}%`;
  if (percent > 99 && percent < 100) return `${Math.min(percent, 99.9).toFixed(1)}%`;
  return `${Math.round(percent)}%`;
};
