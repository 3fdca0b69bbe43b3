import type { EndTable } from '../../words.ts';
import { failedTries, when, who, withApplication } from '../values.ts';

/** Attempts that let somebody in. */
export const successWords = {
  signed_in: { title: 'Signed in' },
  signed_in_after_failures: {
    title: (known) => `Signed in after ${failedTries(known)}`,
    reason: (known) => `It took ${failedTries(known)} first.`,
  },
  service_signed_in: { title: 'Service account signed in' },
  renewed: {
    title: 'Session renewed',
    opening: (known) =>
      `The session of ${who(known)}${withApplication(known)} was renewed at ${when(known)}.`,
  },
  token_alone: {
    title: 'Signed in: a token on its own',
    reason: 'No sign-in of this session is stored, so this can also be a renewal of it.',
  },
  signed_in_flat: {
    title: 'Signed in',
    reason:
      'The log records no token: its last success is taken for the end, so this is likely rather than recorded.',
    causes: ['The credentials were accepted.', 'The log may leave out steps that came after.'],
  },
} satisfies Partial<EndTable>;
