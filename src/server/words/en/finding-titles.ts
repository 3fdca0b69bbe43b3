import type {
  FindingCode,
  FindingParams,
  FirstSeenOnce,
  GotIn,
  Repeated,
  StandsOut,
} from '../finding-words.ts';
import { brief, counted, grouped } from './grammar.ts';

/*
 * A finding in one line, whom or what it is about first. Its kind stands before it, its time behind it.
 */

/** As much of a value as a line has room for. */
const value = (text: string): string => brief(text, 60);

const standsOut = (params: StandsOut, count: number): string =>
  `${value(params.value)}: ${grouped(params.unsuccessful)} of ${grouped(count)} attempts failed ` +
  `(${params.rate}; usually ${params.history_rate})`;

const gotIn = ({ entered, entered_others: others = 0, entered_later: later }: Partial<GotIn>): string => {
  if (entered === undefined) return '';
  const who = `${value(entered)}${others > 0 ? ` and ${counted(others, 'other', 'others')}` : ''}`;
  return later === undefined ? `, meanwhile ${who} signed in` : `, then ${who} signed in`;
};

/** The same of the one account that was tried. */
const sameGotIn = ({ entered, entered_later: later }: Partial<GotIn>): string => {
  if (entered === undefined) return '';
  return later === undefined ? ', meanwhile signed in from there' : ', then signed in from there';
};

const repeated = ({ user, source_ip: address, interval }: Repeated, count: number): string =>
  `${value(user)}: refused ${grouped(count)} times from ${value(address ?? 'an unrecorded address')}, every ${interval}`;

const inApplication = ({ user, application_name: application, interval }: Repeated, count: number): string =>
  `${value(user)}${application === undefined ? '' : ` in ${value(application)}`}: refused ${grouped(count)} times, ` +
  `every ${interval}`;

const firstSeen = ({ user, source_ip: address, people = 0 }: FirstSeenOnce): string =>
  `${value(user)}${people > 1 ? ` and ${counted(people - 1, 'other', 'others')}` : ''} from ${value(address)}`;

const titles: {
  readonly [Code in FindingCode]: (params: FindingParams[Code], count: number) => string;
} = {
  brute_force: ({ user, source_ip: address, ...entered }, count) =>
    `${value(user)}: ${grouped(count)} attempts refused from ${value(address)}${sameGotIn(entered)}`,
  guessing: (params, count) => `${repeated(params, count)}${sameGotIn(params)}`,
  spray: ({ people, source_ip: address, ...entered }) =>
    `${value(address)}: ${grouped(people)} users refused${gotIn(entered)}`,
  second_step_fatigue: ({ user, challenges }) =>
    `${value(user)}: ${grouped(challenges)} second steps refused or not answered`,
  second_step_fatigue_accepted: ({ user, challenges, entered_later: later }) =>
    `${value(user)}: ${grouped(challenges)} second steps refused or not answered, ` +
    (later === undefined ? 'one accepted' : 'then one accepted'),
  provider_stands_out: standsOut,
  application_stands_out: standsOut,
  new_device: firstSeen,
  new_address: firstSeen,
  retrying: inApplication,
  machine: inApplication,
};

export const findingTitle = <Code extends FindingCode>(
  code: Code,
  params: FindingParams[Code],
  count: number,
): string => titles[code](params, count);
