import type { TurnCode } from '../../../diagnosis/codes.ts';
import type { Known, KnownInZone, TurnTable } from '../../words.ts';
import { brief, clockTime, lengthOf } from '../grammar.ts';
import { weCheckAccess, youTried } from '../to-person.ts';

type AccountCode = Extract<TurnCode, `account_${string}`>;

const directory = ({ source }: Known): string =>
  source === undefined ? 'the directory' : `the directory (${brief(source)})`;

const account = (known: Known): string =>
  known.who === undefined ? 'The account' : `The account of ${brief(known.who)}`;

/** “ since 09:02, 12 min before”; the date where it is another than the attempt’s. */
const since = ({ from, time, before, zone }: KnownInZone): string => {
  if (from === undefined) return '';
  const [began, decided] = [clockTime(from, zone), time === undefined ? '' : clockTime(time, zone)];
  const at = began.slice(5) === decided.slice(5) ? began.slice(0, 5) : began;
  return ` since ${at}${before === undefined || before < 1_000_000n ? '' : `, ${lengthOf(before)} before`}`;
};

const person = ({ who }: Known): string => (who === undefined ? 'the person' : brief(who));

/**
 * What a directory has recorded of the account: that is no inference. That it is why the attempt failed is one, so that
 * what the attempt says itself stands beside it.
 */
export const accountWords: Pick<TurnTable, AccountCode> = {
  account_disabled: {
    title: 'The account is disabled in the directory',
    reason: (known) => `${account(known)} is disabled in ${directory(known)}${since(known)}.`,
    causes: ['Whoever is disabled is not let in: that is probably why it failed.'],
    next: (known) =>
      `Ask whoever manages users whether ${person(known)} should have access. If so, enable the account in ${directory(known)} again.`,
    reply: {
      what: (known) => `${youTried(known)} Your account is disabled.`,
      can: weCheckAccess,
    },
  },
  account_pending: {
    title: 'The account is pending in the directory',
    reason: (known) => `${account(known)} is pending in ${directory(known)}.`,
    causes: ['It has probably not been accepted or activated yet: that may be why it failed.'],
    next: (known) =>
      `Ask whoever manages users to activate the account in ${directory(known)}, or ${person(known)} to accept the invitation.`,
    reply: {
      what: (known) => `${youTried(known)} Your account has not been activated yet.`,
      can: 'If you were sent an invitation, accept it and try again. If not, answer this message: we will look into it.',
    },
  },
};

export const isAccountTurn = (code: TurnCode): code is AccountCode => Object.hasOwn(accountWords, code);
