import type { Known, KnownInZone, TurnTable } from '../../words.ts';
import { clockTime, counted, lengthOf } from '../grammar.ts';
import { accountWords } from './accounts.ts';
import { youTried, yourProvider } from '../to-person.ts';
import { application, firstIdp, idp, ip, time, toApplication } from '../values.ts';

/*
 * What the surroundings of an attempt make of it. Each is an inference, says what it counted, and comes with what else
 * it may be. What to do first stands first, and the person is asked before anybody is blamed.
 */

const refused = ({ count = 0 }: Known): string =>
  `${counted(count, 'second step', 'second steps')} ${count === 1 ? 'was' : 'were'} refused or not answered`;

const over = ({ span }: Known): string =>
  span === undefined || span < 1_000_000n ? 'at once' : `within ${lengthOf(span)}`;

const every = ({ interval }: Known): string =>
  interval === undefined ? '' : `, about every ${lengthOf(interval)}`;

const inTheTimeBefore = ({ before }: Known): string =>
  before === undefined || before < 1_000_000n ? 'Just before' : `In the ${lengthOf(before)} before`;

const others = ({ people = 0, within }: Known, when: string): string =>
  `${counted(people, 'other person', 'other people')}${within === undefined ? '' : ` ${when} ${lengthOf(within)}`}`;

const person = ({ who }: Known): string => who ?? 'the person';

/** “between 09:00 and 09:39 UTC on 21 Nov 2026”. */
const between = ({ from, to, zone }: KnownInZone): string => {
  if (from === undefined || to === undefined) return 'around that time';
  const [first, last] = [clockTime(from, zone), clockTime(to, zone)];
  return first === last ? `at ${last}` : `between ${first.slice(0, 5)} and ${last}`;
};

const isNobody = ({ failed, all }: Known): boolean => failed === all;

const ask = (known: Known): string =>
  known.service
    ? `Ask whoever runs ${person(known)} whether it was their program.`
    : `Ask ${person(known)}, in another way than by e-mail, whether it was them.`;

const secure = 'end the sessions, reset the password, and look at what was done since';

const youSignedIn = (known: KnownInZone): string => `You signed in${toApplication(known)} at ${time(known)}.`;
const somebodyTried = (known: KnownInZone): string =>
  `Somebody tried to sign in${toApplication(known)} with your account at ${time(known)}.`;
const sayNo = 'If it was not you, tell us at once, and approve no request that you did not ask for.';

const afterAll: TurnTable['worth_a_look_address'] = {
  title: 'Signed in, and worth a look',
  reason: (known) => `The same address had failed on ${others(known, 'in the')} before.`,
  causes: ['Somebody may have guessed this password, too.', 'Or it is an address that many people share.'],
  next: (known) => `${ask(known)} If not: ${secure}.`,
  reply: {
    what: (known) => `${youSignedIn(known)} Was that you?`,
    can: sayNo,
  },
};

const isMachine =
  'Or it is somebody guessing passwords: take it for an attack until it is known what runs there.';

export const turnWords: TurnTable = {
  ...accountWords,
  worth_a_look_second_steps: {
    title: 'Signed in, and worth a look',
    reason: (known) => `${inTheTimeBefore(known)}, ${refused(known)}.`,
    causes: [
      'Somebody who knows the password may have asked until the second step was accepted.',
      'Or the person was travelling, or had trouble with a phone.',
    ],
    next: (known) => `${ask(known)} If not: ${secure}.`,
    reply: {
      what: (known) => `${youSignedIn(known)} ${inTheTimeBefore(known)}, ${refused(known)}. Was that you?`,
      can: sayNo,
    },
  },
  worth_a_look_address: afterAll,
  second_step_attack: {
    title: 'Probably somebody else who knows the password',
    reason: (known) => `From places they do not sign in from, ${refused(known)} ${over(known)}.`,
    causes: [
      'Somebody probably has the password, and is trying to get past the second step.',
      'Or the person is travelling, and has trouble with the second step.',
    ],
    next: (known) => `Secure the account first: ${secure}. Then ask ${person(known)} whether it was them.`,
    reply: {
      what: (known) => `${somebodyTried(known)} In all, ${refused(known)} ${over(known)}. Was that you?`,
      can: sayNo,
    },
  },
  address_guessing: {
    title: 'Probably somebody guessing',
    reason: (known) => `The same address failed on ${others(known, 'within')} before and after.`,
    causes: [
      'Somebody at this address is probably trying names and passwords.',
      'Or many people share it, who did not sign in from there lately.',
    ],
    next: (known) =>
      `Look at what else comes from ${ip(known)}, and block it if nobody knows it. Secure the accounts that signed in from there.`,
    reply: { what: (known) => `${somebodyTried(known)} Was that you?`, can: sayNo },
  },
  guessing: {
    title: 'Probably somebody guessing',
    reason: (known) =>
      `${known.stranger ? 'From where nobody signed in lately' : 'From a place they do not sign in from'}, ${counted(known.count ?? 0, 'try', 'tries')} with wrong credentials ` +
      `${known.count === 1 ? 'was' : 'were'} refused ${over(known)}${every(known)}.`,
    causes: ['Somebody is probably guessing passwords.', 'Or a program somewhere has an old password.'],
    next: (known) =>
      known.who === undefined
        ? `Look at what else comes from ${ip(known)}, and block it if nobody knows it.`
        : `Secure the account first: see that its password is a strong one. Then look at what else comes from ${ip(known)}.`,
    reply: { what: (known) => `${somebodyTried(known)} Was that you?`, can: sayNo },
  },
  provider_trouble: {
    title: (known) =>
      isNobody(known)
        ? `${firstIdp(known)} confirmed nobody’s identity`
        : `${known.failed ?? 0} of ${known.all ?? 0} failed at ${idp(known)}`,
    reason: (known) =>
      isNobody(known)
        ? `${firstIdp(known)} confirmed nobody’s identity ${between(known)}: ${known.failed ?? 0} tried.`
        : `${known.failed ?? 0} of ${known.all ?? 0} failed at ${idp(known)} ${between(known)}.`,
    causes: [
      (known) => `${firstIdp(known)} was probably not available, or not reached from here.`,
      (known) => `Or something was changed in the settings of ${idp(known)}.`,
    ],
    next: (known) =>
      `Look at the state and the log of ${idp(known)} for that time. The password is not the trouble.`,
    reply: {
      what: (known) =>
        `${youTried(known)} Others could not sign in with ${yourProvider(known)} then, either: it is probably not your password.`,
      can: 'Please try again later.',
    },
  },
  retrying: {
    title: 'Probably a saved old password',
    reason: (known) =>
      `${counted(known.count ?? 0, 'try', 'tries')} from ${ip(known)} ${over(known)}${every(known)}: no person tries so. The same client signed in before.`,
    causes: ['An application or a device probably still uses an old password.', isMachine],
    next: (known) =>
      `Find what runs at ${ip(known)} for ${application(known)}, and give it the new password or switch it off.`,
    reply: {
      what: (known) =>
        `Something keeps trying to sign in${toApplication(known)} with your account, last at ${time(known)}. It is probably a program or a device of yours that still has an old password.`,
      can: 'If you changed your password, enter the new one wherever the old one is saved. If you know of nothing that could be, tell us at once.',
    },
  },
  machine: {
    title: 'Tried by a machine',
    reason: (known) =>
      `${counted(known.count ?? 0, 'try', 'tries')} from ${ip(known)} ${over(known)}${every(known)}: no person tries so.`,
    causes: ['An old password may be saved in a program or a device somewhere.', isMachine],
    next: (known) => `Ask ${person(known)} first whether a program of theirs runs at ${ip(known)}.`,
    reply: {
      what: (known) =>
        `Something keeps trying to sign in${toApplication(known)} with your account, last at ${time(known)}. Is that a program or a device of yours?`,
      can: 'If it is, see that the right password is saved there. If it is not, or you are not sure, tell us at once.',
    },
  },
};
