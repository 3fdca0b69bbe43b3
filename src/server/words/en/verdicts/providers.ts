import type { EndTable, Known } from '../../words.ts';
import { brief } from '../grammar.ts';
import { ifNotYou, weLook, youTried, yourProvider, yourProviderFirst } from '../to-person.ts';
import { application, firstIdp, idp, time, upstream } from '../values.ts';

/** The account that was used at the identity provider, where the person would know it. */
const asAccount = ({ upstream: account }: Known): string =>
  account === undefined ? '' : ` as ${brief(account)}`;

/** Attempts that ended at an identity provider, or on the way back from it. */
export const providerWords = {
  flat_idp_failed: {
    title: (known) => `${firstIdp(known)} did not confirm the identity`,
    reason: (known) => `${firstIdp(known)} did not confirm the identity.`,
    causes: [
      'The credentials were most likely refused there: a wrong password, or an unknown name.',
      (known) => `Or ${idp(known)} was not available: look whether others failed too.`,
      'Or its set-up is wrong.',
    ],
    next: (known) =>
      `Check the name and password, then try again. If others fail too: ${idp(known)}’s administrator.`,
    reply: {
      what: (known) =>
        `${youTried(known)} ${yourProviderFirst(known)} did not accept the sign-in: most likely the name and the password did not match.`,
      can: `Check the name and the password, then try again. If that fails too, tell us. ${ifNotYou}`,
    },
  },
  idp_not_confirmed: {
    title: (known) => `${firstIdp(known)} did not confirm the identity`,
    reason: (known) => `${firstIdp(known)} did not confirm the identity.`,
    causes: [
      'The credentials were probably refused there.',
      (known) => `Or ${idp(known)} was not available: look whether others failed too.`,
      'Or its set-up is wrong.',
    ],
    next: (known) => `Try again with the right account. If others fail too: ${idp(known)}’s administrator.`,
    reply: {
      what: (known) => `${youTried(known)} ${yourProviderFirst(known)} did not confirm that it was you.`,
      can: `Try again with the account that you usually use. If that fails too, tell us. ${ifNotYou}`,
    },
  },
  idp_not_allowed: {
    title: (known) => `${firstIdp(known)} is not allowed here`,
    reason: (known) => `${firstIdp(known)} is not allowed here.`,
    causes: ['Probably the wrong identity provider was chosen: compare with the last success.'],
    next: 'Choose the usual identity provider.',
    reply: {
      what: (known) =>
        `${youTried(known)} You came through ${yourProvider(known)}, which cannot be used there.`,
      can: 'Go back, and choose the way to sign in that you usually use.',
    },
  },
  no_such_user: {
    title: (known) => `Signed in at ${idp(known)} as ${upstream(known)}, which matches no user here`,
    reason: (known) => `${firstIdp(known)} confirmed ${upstream(known)}, but that matches no user here.`,
    causes: [
      (known) => `Most likely the wrong account was used at ${idp(known)}, such as a private one.`,
      'Or this user has not been added yet.',
      'Or the user belongs to a different organisation.',
    ],
    next: (known) =>
      `Sign out of ${idp(known)} and use the work account. If it was the right one: add the user.`,
    reply: {
      what: (known) =>
        `${youTried(known)} You signed in at ${yourProvider(known)}${asAccount(known)}, and that account is not known to us.`,
      can: (known) =>
        `Sign out of ${yourProvider(known)}, then sign in with your work account. If it was your work account, answer this message with your name and organisation: we will check.`,
    },
  },
  callback_error: {
    title: (known) => `${firstIdp(known)} sent back an error`,
    reason: (known) => `${firstIdp(known)} sent back an error.`,
    causes: [
      'Consent was probably cancelled there.',
      'Or a clock or a certificate is wrong.',
      (known) => `Or ${idp(known)}’s settings do not fit.`,
    ],
    next: (known) => `Look at ${idp(known)}’s own log around ${time(known)}.`,
    reply: {
      what: (known) => `${youTried(known)} ${yourProviderFirst(known)} sent you back with an error.`,
      can: (known) => `Try again, and agree if ${yourProvider(known)} asks for your consent. ${weLook}`,
    },
  },
  callback_not_accepted: {
    title: (known) => `The return from ${idp(known)} was not accepted`,
    reason: (known) => `The return from ${idp(known)} was not accepted.`,
    causes: [
      'The account may be disabled, or not permitted here.',
      'Or the answer did not fit the request: a second tab, a changed setting.',
    ],
    next: (known) => `Compare ${idp(known)}’s own log around ${time(known)} with this attempt.`,
    reply: {
      what: (known) =>
        `${youTried(known)} You came back from ${yourProvider(known)}, but the sign-in was not accepted.`,
      can: (known) => `Close other sign-in pages, then start again from ${application(known)}. ${weLook}`,
    },
  },
  callback_late: {
    title: 'Came back too late',
    reason: (known) => `The return from ${idp(known)} came too late.`,
    causes: ['Probably a tab was left open.'],
    next: 'Start again from the application.',
    reply: {
      what: (known) =>
        `${youTried(known)} You came back from ${yourProvider(known)} too late: the sign-in had run out of time.`,
      can: (known) => `Start again from ${application(known)}, without a long pause in between.`,
    },
  },
} satisfies Partial<EndTable>;
