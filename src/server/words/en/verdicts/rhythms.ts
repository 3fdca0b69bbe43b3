import type { EndTable } from '../../words.ts';
import { application, beat, ip, rhythm, time, toApplication } from '../values.ts';

/** Failures that keep time, as no person does. Which of the two, what else is recorded tells; both are inferences. */
export const rhythmWords = {
  retrying: {
    title: 'Probably an application with an old password',
    reason: (known) =>
      `It failed ${rhythm(known)}: no person tries so. The same client signed in from there before.`,
    causes: [
      'An application or a device probably still uses an old password.',
      'Or somebody is guessing passwords from the same place.',
    ],
    next: (known) =>
      `Find what runs at ${ip(known)} for ${application(known)}, and give it the new password or switch it off.`,
    reply: {
      what: (known) =>
        `Something tries to sign in${toApplication(known)} with your account again and again: ${beat(known)}, last seen at ${time(known)}. It is probably an application or a device of yours that still has an old password.`,
      can: 'If you changed your password, enter the new one wherever the old one is saved. If you know of nothing that could be, tell us at once.',
    },
  },
  guessing: {
    title: 'Tried by a machine: somebody may be guessing',
    reason: (known) => `It failed ${rhythm(known)}: no person tries so.`,
    causes: [
      'Somebody is probably guessing.',
      'Or an application or a device has had an old password for long.',
    ],
    next: (known) =>
      `Ask whether a program of theirs runs at ${ip(known)}. Until that is known, take it for an attack: secure the account.`,
    reply: {
      what: (known) =>
        `Someone, or a program, tried to sign in${toApplication(known)} with your account: ${beat(known)}, last seen at ${time(known)}. Was that you, or a program of yours?`,
      can: 'If it was, see that the right password is saved there. If it was not, or you are not sure, tell us at once and approve nothing that you did not ask for: we will help you to secure your account.',
    },
  },
} satisfies Partial<EndTable>;
