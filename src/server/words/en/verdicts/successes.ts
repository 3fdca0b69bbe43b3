import type { EndTable } from '../../words.ts';
import { failedTries, time, toApplication, when, who, withApplication } from '../values.ts';

/** Attempts that let somebody in. */
export const successWords = {
  signed_in: {
    title: 'Signed in',
    reply: { none: 'nothing_to_tell' },
  },
  signed_in_after_failures: {
    title: (known) => `Signed in after ${failedTries(known)}`,
    reason: (known) => `It took ${failedTries(known)} first.`,
    reply: {
      what: (known) => `You signed in${toApplication(known)} at ${time(known)}, after ${failedTries(known)}.`,
      can: 'If all of that was you, there is nothing to do. If it was not, tell us at once.',
    },
  },
  service_signed_in: {
    title: 'Service account signed in',
    reply: { none: 'service_account' },
  },
  renewed: {
    title: 'Session renewed',
    opening: (known) =>
      `The session of ${who(known)}${withApplication(known)} was renewed at ${when(known)}.`,
    reply: { none: 'nothing_to_tell' },
  },
  token_alone: {
    title: 'Signed in: a token on its own',
    reason: 'No sign-in of this session is stored, so this can also be a renewal of it.',
    reply: { none: 'nothing_to_tell' },
  },
  signed_in_flat: {
    title: 'Signed in',
    reason:
      'The log records no token: its last success is taken for the end, so this is likely rather than recorded.',
    causes: ['The credentials were accepted.', 'The log may leave out steps that came after.'],
    reply: { none: 'nothing_to_tell' },
  },
} satisfies Partial<EndTable>;
