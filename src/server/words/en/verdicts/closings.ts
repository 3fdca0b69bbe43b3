import type { EndTable } from '../../words.ts';
import { application, idp, stepName, time, traceId, who } from '../values.ts';

/** A record that closes an attempt, when it is no end of its own: in the words of what it broke off. */
export const closingWords = {
  closed_second_step: {
    title: 'Closed while the second step was not answered',
    reason: 'The sign-in was closed while the second step was not answered.',
    causes: ['The phone was probably not at hand.', 'Or no method is enrolled.', 'Or the page was closed.'],
    next: 'Try again; check the methods for the second step.',
  },
  closed_provider: {
    title: (known) => `Closed while nobody came back from ${idp(known)}`,
    reason: (known) => `The sign-in was closed while nobody had come back from ${idp(known)}.`,
    causes: [
      (known) => `The page was probably closed at ${idp(known)}.`,
      (known) => `Or the password was wrong at ${idp(known)}.`,
      (known) => `Or ${idp(known)} was down. We cannot see inside it.`,
    ],
    next: (known) => `Check ${idp(known)}’s own log around ${time(known)}.`,
  },
  closed_again: {
    title: 'Closed while the user had not signed in',
    reason: 'The sign-in was closed while policy was waiting for the user to sign in.',
    causes: ['The page was probably left.', 'Or a page was used that was too old.'],
    next: 'Start again from the application.',
  },
  closed_code: {
    title: 'Closed while the application had not collected its code',
    reason: 'Everything was accepted, but it was closed while the application had not collected its code.',
    causes: [
      'There is probably an error in the application.',
      'Or its redirect address or client secret is wrong.',
    ],
    next: (known) => `Look at the log of ${application(known)} around ${time(known)}.`,
  },
  broke_after: {
    title: (known) => `The sign-in broke after “${stepName(known)}”`,
    reason: (known) => `The sign-in broke after this step: ${stepName(known)}.`,
    causes: ['Probably a fault of the system, not of the user.'],
    next: (known) => `Escalate with the trace ID: ${traceId(known)}.`,
  },
  not_allowed_after: {
    title: (known) => `Not allowed after “${stepName(known)}”`,
    reason: (known) => `The sign-in was not allowed to go on after this step: ${stepName(known)}.`,
    causes: ['The user, the organisation or the application is probably not permitted here.'],
    next: (known) =>
      `Check what is permitted for ${who(known)} and ${application(known)}. The trace ID: ${traceId(known)}.`,
  },
  broke_after_token: {
    title: 'The sign-in broke after the token was made',
    reason: 'The token was made, and then the sign-in broke.',
    causes: [
      'There is probably an error in the application.',
      'Or the way back to it is: its redirect address.',
    ],
    next: (known) => `Look at the log of ${application(known)} around ${time(known)}.`,
  },
} satisfies Partial<EndTable>;
