import type { EndTable } from '../../words.ts';
import { needNothing, weAreOnIt, weCheckAccess, youTried } from '../to-person.ts';
import { application, loginOrg, time, when, who, withApplication } from '../values.ts';

/** Attempts that ended at a token, a session or a service account. */
export const tokenWords = {
  token_failed: {
    title: 'Identity fine, token not issued',
    reason: 'The identity was fine, but no token was issued.',
    causes: [
      'The application’s client secret or redirect address is probably wrong.',
      'Or the code had expired.',
    ],
    next: (known) => `Check the client secret and redirect address of ${application(known)}.`,
    reply: {
      what: (known) =>
        `${youTried(known)} Your identity was confirmed, but ${application(known)} was not given what it needs to let you in.`,
      can: `${needNothing} ${weAreOnIt}`,
    },
  },
  token_denied: {
    title: 'Token refused',
    reason: 'The identity was fine, but the token was refused.',
    causes: [(known) => `Probably no permission in ${loginOrg(known)}.`],
    next: (known) => `Check the user’s permissions in ${loginOrg(known)}.`,
    reply: {
      what: (known) =>
        `${youTried(known)} Your identity was confirmed, but a permission is probably missing.`,
      can: weCheckAccess,
    },
  },
  session_ended: {
    title: 'Session ended, sign in again',
    reason: 'The session had ended.',
    causes: ['This is normal: sessions end.'],
    next: 'Sign in again.',
    reply: {
      what: (known) => `Your session${withApplication(known)} had ended by ${time(known)}.`,
      can: 'This is normal: sessions end. Sign in again.',
    },
  },
  session_ended_early: {
    title: 'Session ended, sign in again',
    reason: 'The session ended within five minutes of signing in.',
    causes: [
      'A clock is probably wrong.',
      'Or cookies are blocked.',
      'Or the session length is set too short.',
    ],
    next: 'Sign in again. If it ends early again: an admin checks clock, cookies and session length.',
    reply: {
      what: (known) =>
        `Your session${withApplication(known)} ended at ${time(known)}, soon after you had signed in.`,
      can: 'Sign in again. If it ends early again, check that the clock of your device is right and that your browser accepts cookies, then tell us.',
    },
  },
  not_renewed: {
    title: 'Session could not be renewed',
    opening: (known) =>
      `The session of ${who(known)}${withApplication(known)} was to be renewed at ${when(known)}.`,
    reason: 'The session could not be renewed.',
    causes: ['It has probably ended.', 'Or it was revoked.', 'Or the user was disabled.'],
    next: 'Sign in again. If that fails too: an admin checks the user and the session.',
    reply: {
      what: (known) => `Your session${withApplication(known)} could not be continued at ${time(known)}.`,
      can: 'Sign in again. If that fails too, tell us.',
    },
  },
  service_refused: {
    title: 'Service account refused',
    reason: 'The service account’s assertion was refused.',
    causes: [
      'Its document has probably expired or been revoked.',
      'Or a clock is wrong.',
      'Or its permission was removed.',
    ],
    next: 'Check the document of this service account, and renew it.',
    reply: { none: 'service_account' },
  },
} satisfies Partial<EndTable>;
