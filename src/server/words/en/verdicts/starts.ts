import type { EndTable } from '../../words.ts';
import { application, ip, org } from '../values.ts';

/** Attempts that ended where they began: at the application’s request. */
export const startWords = {
  request_invalid: {
    title: 'The application’s request is not valid',
    reason: 'The request that the application sent was not valid.',
    causes: [
      'The application’s client ID, redirect address or scope is probably set up wrongly.',
      'Look at other users of this client: if they fail too, it is the application.',
    ],
    next: (known) => `Check the client ID, redirect address and scopes of ${application(known)}.`,
  },
  start_not_allowed: {
    title: 'Not allowed to start',
    reason: 'The sign-in was not allowed to start.',
    causes: ['The organisation or the application is probably not permitted here.'],
    next: (known) => `Check that ${org(known)} may use ${application(known)}.`,
  },
  start_stale: {
    title: 'Took too long, or a stale page',
    reason: 'The sign-in page was too old when it was used.',
    causes: ['Probably a bookmarked sign-in page.', 'Or the back button, or a page left open for long.'],
    next: 'Start again from the application.',
  },
  flat_timeout: {
    title: 'Took too long',
    reason: 'The attempt was not completed in time.',
    causes: ['Whoever connected probably never answered.', 'Or the network was too slow.'],
    next: 'Try again.',
  },
  flat_denied: {
    title: 'Not allowed',
    reason: 'The attempt was turned away.',
    causes: [
      'There were probably too many tries.',
      'Or this user or this address is not permitted.',
      'Or the organisation or the application is not.',
    ],
    next: (known) =>
      `If this is somebody you know, check what is permitted for them. If not: look at what else comes from ${ip(known)}.`,
  },
} satisfies Partial<EndTable>;
