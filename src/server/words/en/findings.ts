import { brief, lengthOf } from './grammar.ts';

type StandsOut = {
  readonly value: string;
  readonly rate: string;
  readonly unsuccessful: number;
  readonly history_days: number;
  readonly history_from: string;
  readonly history_rate: string;
  readonly history_unsuccessful: number;
  readonly history_count: number;
};

type FirstSeenOnce = { readonly user: string; readonly looked: number; readonly request_id: string };

/** What each code’s sentence is filled from, besides how many the evidence is: texts as recorded, counts as numbers. */
export type FindingParams = {
  brute_force: { readonly user: string; readonly source_ip: string; readonly span: string };
  spray: { readonly people: number; readonly source_ip: string; readonly span: string };
  second_step_fatigue: { readonly user: string; readonly span: string };
  second_step_fatigue_signed_in: { readonly user: string; readonly span: string };
  provider_stands_out: StandsOut;
  application_stands_out: StandsOut;
  new_address: FirstSeenOnce & { readonly source_ip: string };
  new_browser: FirstSeenOnce & { readonly browser: string; readonly user_agent: string };
  retrying: {
    readonly user: string;
    /** Without one: not recorded. */
    readonly application_name?: string;
    readonly source_ip?: string;
    readonly interval: string;
  };
};

/** What a finding says: its kind, or its kind and more that is known. */
export type FindingCode = keyof FindingParams;

/** A code with what its sentence is filled from. */
export type FindingText = {
  [Code in FindingCode]: { readonly code: Code; readonly params: FindingParams[Code] };
}[FindingCode];

/** A count as everywhere on the screen: 1,176 and not 1176. */
const grouped = (count: number): string => count.toLocaleString('en-US');

const standsOut = (which: string, params: StandsOut, count: number): string =>
  `${params.rate} of the attempts ${which} ${brief(params.value)} did not succeed ` +
  `(${grouped(params.unsuccessful)} of ${grouped(count)}); ` +
  `in ${params.history_days} days up to the day before, ${params.history_rate} ` +
  `(${grouped(params.history_unsuccessful)} of ${grouped(params.history_count)}).`;

/** They say what was counted, and leave to the reader what it means. */
const sentences: {
  readonly [Code in FindingCode]: (params: FindingParams[Code], count: number) => string;
} = {
  brute_force: ({ user, source_ip: address, span }, count) =>
    `${grouped(count)} failed attempts of ${brief(user)} from ${brief(address)} ${span}.`,
  spray: ({ people, source_ip: address, span }, count) =>
    `${grouped(people)} users failed to sign in from ${brief(address)} ${span}, in ${grouped(count)} attempts.`,
  second_step_fatigue: ({ user, span }, count) =>
    `${brief(user)} was asked for a second step ${grouped(count)} times ${span}.`,
  second_step_fatigue_signed_in: ({ user, span }, count) =>
    `${brief(user)} was asked for a second step ${grouped(count)} times ${span}, and signed in then or soon after.`,
  provider_stands_out: (params, count) => standsOut('by', params, count),
  application_stands_out: (params, count) => standsOut('to', params, count),
  new_address: ({ user, source_ip: address, looked }) =>
    `${brief(user)} signed in from ${brief(address)}, which is in none of their last ${grouped(looked)} sign-ins.`,
  new_browser: ({ user, browser, looked }) =>
    `${brief(user)} signed in with ${brief(browser)}, which is in none of their last ${grouped(looked)} sign-ins.`,
  retrying: ({ user, application_name: application, source_ip: address, interval }, count) =>
    `${brief(application ?? 'An application that gave no name')} tried ${grouped(count)} times as ${brief(user)} ` +
    `from ${brief(address ?? 'an unrecorded address')}, every ${interval}: a program, with an old password or guessing.`,
};

/** The sentence of a finding. @param count how many events or attempts are its evidence */
export const findingSentence = <Code extends FindingCode>(
  code: Code,
  params: FindingParams[Code],
  count: number,
): string => sentences[code](params, count);

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
