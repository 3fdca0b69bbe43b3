import type { EndTable } from '../../words.ts';
import { application, ip, rhythm } from '../values.ts';

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
  },
} satisfies Partial<EndTable>;
