import type { EndTable } from '../../words.ts';
import { ifNotYou, needNothing, weAreOnIt, weCheckAccess, youTried } from '../to-person.ts';
import { application, ip, openFor, org, pageAge } from '../values.ts';

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
    reply: {
      what: (known) =>
        `${youTried(known)} The sign-in could not begin, because of how ${application(known)} asked for it.`,
      can: `${needNothing} ${weAreOnIt}`,
    },
  },
  start_not_allowed: {
    title: 'Not allowed to start',
    reason: 'The sign-in was not allowed to start.',
    causes: ['The organisation or the application is probably not permitted here.'],
    next: (known) => `Check that ${org(known)} may use ${application(known)}.`,
    reply: {
      what: (known) =>
        `${youTried(known)} The sign-in was not allowed to start: probably your organisation is not set up for ${application(known)}.`,
      can: weCheckAccess,
    },
  },
  start_stale: {
    title: (known) => {
      const length = openFor(known);
      return length === undefined
        ? 'Took too long, or a stale page'
        : `The sign-in page lay open for ${length}`;
    },
    reason: pageAge,
    causes: ['Probably a bookmarked sign-in page.', 'Or the back button, or a page left open for long.'],
    next: 'Start again from the application.',
    reply: {
      what: (known) => `${youTried(known)} ${pageAge(known)}`,
      can: (known) =>
        `Open ${application(known)} afresh and sign in from there, not from a bookmark or with the back button.`,
    },
  },
  flat_timeout: {
    title: (known) => {
      const length = openFor(known);
      return length === undefined ? 'Took too long' : `Took too long: ${length}`;
    },
    reason: 'The attempt was not completed in time.',
    causes: ['Whoever connected probably never answered.', 'Or the network was too slow.'],
    next: 'Try again.',
    reply: {
      what: (known) => `${youTried(known)} The sign-in was not completed in time.`,
      can: `Try again, without a long pause in between. ${ifNotYou}`,
    },
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
    reply: {
      what: (known) => `${youTried(known)} The sign-in was turned away.`,
      can: `If you tried many times, wait a while before you try once more; if that fails too, answer this message. ${ifNotYou}`,
    },
  },
} satisfies Partial<EndTable>;
