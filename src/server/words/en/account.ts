import { type Micros, formatInstant } from '../../../contract/instant.ts';
import type { AccountState } from '../../diagnosis/account.ts';
import { brief, clockTime } from './grammar.ts';

const states: Readonly<Partial<Record<string, string>>> = {
  active: 'Active',
  pending: 'Pending',
  disabled: 'Disabled',
};

/** What a directory says of an account now, as its source has it. */
export const accountSentence = (state: AccountState, zone: string): string => {
  const { source, status, disabledAt, listedUntil } = state;
  const at = (instant: bigint): string => clockTime(formatInstant(instant), zone);
  const directory = `the directory (${brief(source)})`;
  if (listedUntil !== undefined) return `No longer listed in ${directory} since ${at(listedUntil)}.`;
  if (status === undefined) return `Listed in ${directory}.`;
  const word = states[status] ?? `“${brief(status)}”`;
  const since = status === 'disabled' && disabledAt !== undefined ? ` since ${at(disabledAt)}` : '';
  return `${word} in ${directory}${since}.`;
};

/** That an account was disabled between a success and an attempt after it. */
export const disabledMeanwhile = (source: string, disabledAt: Micros, zone: string): string =>
  `Since then the account was disabled: in the directory (${brief(source)}) it is so since ${clockTime(formatInstant(disabledAt), zone)}.`;
