import type {
  Fatigue,
  FindingCode,
  FindingParams,
  FindingWords,
  FirstSeenOnce,
  GotIn,
  Repeated,
  StandsOut,
} from '../finding-words.ts';
import { brief, counted, grouped, lengthOf } from './grammar.ts';
import { findingTitle } from './finding-titles.ts';
import { findingLabel, goingOnSentence, thresholdSentence, tieSentence } from './thresholds.ts';

const standsOut = (which: string, params: StandsOut, count: number): string =>
  `${params.rate} of the attempts ${which} ${brief(params.value)} did not succeed ` +
  `(${grouped(params.unsuccessful)} of ${grouped(count)}); ` +
  `in ${params.history_days} days up to the day before, ${params.history_rate} ` +
  `(${grouped(params.history_unsuccessful)} of ${grouped(params.history_count)}).`;

/** “…, and m.reader signed in 21 min later”; nothing where nobody got in. */
const gotIn = ({ entered, entered_others: others = 0, entered_later: later }: Partial<GotIn>): string => {
  if (entered === undefined) return '';
  const more = others > 0 ? ` and ${counted(others, 'other', 'others')}` : '';
  return `, and ${brief(entered)}${more} signed in from there ${later === undefined ? 'meanwhile' : `${later} later`}`;
};

const repeatedly = (
  { user, application_name: application, source_ip: address, interval }: Repeated,
  count: number,
): string =>
  `${brief(application ?? 'An application that gave no name')} was refused ${grouped(count)} times as ${brief(user)} ` +
  `from ${brief(address ?? 'an unrecorded address')}, every ${interval}`;

/** What makes a sign-in from a new place suspicious, in sentences of their own. */
const companions = ({
  refusals = 0,
  hours = 0,
  people = 0,
  second_steps: usual = 0,
}: FirstSeenOnce): string =>
  [
    refusals > 0
      ? ` ${counted(refusals, 'try', 'tries')} of theirs from there ${refusals === 1 ? 'was' : 'were'} refused ` +
        `in the ${hours} hours before.`
      : '',
    people > 0 ? ` That network is new to ${grouped(people)} people who signed in from this address.` : '',
    usual > 0 ? ` There was no second step; each of the ${grouped(usual)} sign-ins before had one.` : '',
  ].join('');

const fatigue = ({ user, challenges, span }: Fatigue): string =>
  `${grouped(challenges)} second steps of ${brief(user)} were refused or not answered ${span}`;

/** They say what was counted, and leave to the reader what it means. */
const sentences: {
  readonly [Code in FindingCode]: (params: FindingParams[Code], count: number) => string;
} = {
  brute_force: ({ user, source_ip: address, span, ...entered }, count) =>
    `${grouped(count)} attempts of ${brief(user)} from ${brief(address)} were refused ${span}${gotIn(entered)}.`,
  guessing: (params, count) => `${repeatedly(params, count)}${gotIn(params)}: probably somebody guessing.`,
  spray: ({ people, source_ip: address, span, ...entered }, count) =>
    `${grouped(people)} users were refused at ${brief(address)} ${span}, in ${grouped(count)} attempts${gotIn(entered)}.`,
  second_step_fatigue: (params) => `${fatigue(params)}.`,
  second_step_fatigue_accepted: ({ source_ip: address, entered_later: later, ...params }) =>
    `${fatigue(params)}, and one was accepted ${later === undefined ? 'meanwhile' : `${later} later`}` +
    `${address === undefined ? '' : ` from ${brief(address)}`}.`,
  provider_stands_out: (params, count) => standsOut('by', params, count),
  application_stands_out: (params, count) => standsOut('to', params, count),
  new_device: (params) =>
    `${brief(params.user)} signed in from ${brief(params.source_ip)} with ${brief(params.browser)}: neither that ` +
    `network nor that browser is in their last ${grouped(params.looked)} sign-ins.${companions(params)}`,
  new_address: (params) =>
    `${brief(params.user)} signed in from ${brief(params.source_ip)}, whose network is in none of their last ` +
    `${grouped(params.looked)} sign-ins.${companions(params)}`,
  retrying: (params, count) => `${repeatedly(params, count)}: probably an old password that was saved.`,
  machine: (params, count) => `${repeatedly(params, count)}: a program, with an old password or guessing.`,
};

const spanOf = (length: bigint): string => (length < 1_000_000n ? 'at once' : `in ${lengthOf(length)}`);

const rateOf = (part: number, whole: number): string => {
  const percent = (100 * part) / whole;
  if (percent > 0 && percent < 1) return `${Math.max(percent, 0.1).toFixed(1)}%`;
  if (percent > 99 && percent < 100) return `${Math.min(percent, 99.9).toFixed(1)}%`;
  return `${Math.round(percent)}%`;
};

export const findingWords: FindingWords = {
  findingKind: findingLabel,
  threshold: thresholdSentence,
  finding: (code, params, count) => sentences[code](params, count),
  findingTitle,
  tie: tieSentence,
  goingOn: goingOnSentence,
  span: spanOf,
  rate: rateOf,
};
