import type { EndTable } from '../../words.ts';
import { application, loginOrg, when, who, withApplication } from '../values.ts';

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
  },
  token_denied: {
    title: 'Token refused',
    reason: 'The identity was fine, but the token was refused.',
    causes: [(known) => `Probably no permission in ${loginOrg(known)}.`],
    next: (known) => `Check the user’s permissions in ${loginOrg(known)}.`,
  },
  session_ended: {
    title: 'Session ended, sign in again',
    reason: 'The session had ended.',
    causes: ['This is normal: sessions end.'],
    next: 'Sign in again.',
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
  },
  not_renewed: {
    title: 'Session could not be renewed',
    opening: (known) =>
      `The session of ${who(known)}${withApplication(known)} was to be renewed at ${when(known)}.`,
    reason: 'The session could not be renewed.',
    causes: ['It has probably ended.', 'Or it was revoked.', 'Or the user was disabled.'],
    next: 'Sign in again. If that fails too: an admin checks the user and the session.',
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
  },
} satisfies Partial<EndTable>;
