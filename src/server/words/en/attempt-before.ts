import { microsPerSecond } from '../../../contract/instant.ts';
import type { Before, Earlier } from '../words.ts';
import { brief, counted } from './grammar.ts';

/** A length of time in one unit, rounded up, so that what lies within it does: “90 seconds”, “8 minutes”, “2 hours”. */
const roundLength = (micros: bigint): string => {
  const seconds = Math.max(1, Math.ceil(Number(micros) / Number(microsPerSecond)));
  if (seconds < 120) return counted(seconds, 'second', 'seconds');
  const minutes = Math.ceil(seconds / 60);
  return minutes < 120 ? `${minutes} minutes` : `${Math.ceil(minutes / 60)} hours`;
};

const times = (count: number): string => (count === 1 ? 'once' : `${count} times`);

const inTheTime = (...told: readonly Earlier[]): string => {
  const first = told.reduce((most, { since }) => (since > most ? since : most), 0n);
  return `in the ${roundLength(first)} before`;
};

const secondSteps = ({ refusedSecondSteps: refused, unansweredSecondSteps: left }: Before): string[] => {
  if (refused.count + left.count === 0) return [];
  const steps = refused.count + left.count === 1 ? 'second step' : 'second steps';
  const kinds = [
    ...(refused.count > 0 ? [`${refused.count} refused`] : []),
    ...(left.count > 0 ? [`${left.count} unanswered`] : []),
  ];
  return [`${kinds.join(' and ')} ${steps} ${inTheTime(refused, left)}`];
};

const signIns = ({ signIns: count, lastSignIn: last }: Before): string[] => {
  if (!last) return [];
  const { address, isHere, before } = last;
  const from = isHere ? ' from the same address' : address === undefined ? '' : ` from ${brief(address)}`;
  return [`signed in${count > 1 ? ` ${count} times, last` : ''}${from} ${roundLength(before)} before`];
};

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** Just before: the gravest first. */
export const beforeSentence = (before: Before): string => {
  const { refusedCredentials: credentials, othersFailed: others, withoutSignIn, isInferred } = before;
  const refused = [
    ...secondSteps(before),
    ...(credentials.count > 0
      ? [`credentials refused ${times(credentials.count)} ${inTheTime(credentials)}`]
      : []),
  ];
  const told = [
    ...refused,
    ...(others.count > 0
      ? [
          `this address failed on ${counted(others.count, 'other person', 'other people')} ${inTheTime(others)}`,
        ]
      : []),
    ...signIns(before),
    // whatever was refused is among them, and told
    ...(refused.length === 0 && withoutSignIn.count > 0
      ? [
          `${counted(withoutSignIn.count, 'attempt', 'attempts')} without a sign-in ${inTheTime(withoutSignIn)}`,
        ]
      : []),
  ];
  const text = told.length === 0 ? `nothing in the ${roundLength(before.within)} before` : told.join('; ');
  return isInferred ? `From the same address, nobody named: ${text}.` : `${capital(text)}.`;
};
