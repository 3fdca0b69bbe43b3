import type { Owner } from '../../contract/outcome.ts';

/**
 * What a verdict says, by code, with `{x}` filled from its params.
 * - `title`: a few words; `left`: the same of an attempt that stopped there, where it names who is waited for itself
 * - `reason`: the sentence after “who could not sign in to what, when”
 * - `confirmed`: the reason when an identity provider had confirmed the identity before
 * - `causes`: inferences, the likeliest first
 */
export type Text = {
  readonly title: string;
  readonly left?: string;
  readonly reason?: string;
  readonly confirmed?: string;
  readonly causes?: readonly string[];
  readonly next?: { readonly text: string; readonly owner: Owner };
};

export const next = (owner: Owner, text: string) => ({ owner, text });

export const again = next('user', 'Start again from the application.');
export const fault = next('admin', 'Escalate with the trace ID: {trace_id}.');

/** Attempts that let somebody in. */
const successes = {
  signed_in: { title: 'Signed in' },
  signed_in_after_failures: {
    title: 'Signed in after {failed_tries}',
    reason: 'It took {failed_tries} first.',
  },
  service_signed_in: { title: 'Service account signed in' },
  renewed: { title: 'Session renewed' },
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
} satisfies Record<string, Text>;

/** Attempts that an event ended. */
const ends = {
  request_invalid: {
    title: 'The application’s request is not valid',
    reason: 'The request that the application sent was not valid.',
    causes: [
      'The application’s client ID, redirect address or scope is probably set up wrongly.',
      'Look at other users of this client: if they fail too, it is the application.',
    ],
    next: next('application_owner', 'Check the client ID, redirect address and scopes of {application}.'),
  },
  start_not_allowed: {
    title: 'Not allowed to start',
    reason: 'The sign-in was not allowed to start.',
    causes: ['The organisation or the application is probably not permitted here.'],
    next: next('admin', 'Check that {org} may use {application}.'),
  },
  start_stale: {
    title: 'Took too long, or a stale page',
    reason: 'The sign-in page was too old when it was used.',
    causes: ['Probably a bookmarked sign-in page.', 'Or the back button, or a page left open for long.'],
    next: again,
  },
  flat_idp_failed: {
    title: '{idp} did not confirm the identity',
    reason: '{idp} did not confirm the identity.',
    causes: [
      'The credentials were most likely refused there: a wrong password, or an unknown name.',
      'Or {idp} was not available: look whether others failed too.',
      'Or its set-up is wrong.',
    ],
    next: next(
      'user',
      'Check the name and password, then try again. If others fail too: {idp}’s administrator.',
    ),
  },
  flat_timeout: {
    title: 'Took too long',
    reason: 'The attempt was not completed in time.',
    causes: ['Whoever connected probably never answered.', 'Or the network was too slow.'],
    next: next('user', 'Try again.'),
  },
  flat_denied: {
    title: 'Not allowed',
    reason: 'The attempt was turned away.',
    causes: [
      'There were probably too many tries.',
      'Or this user or this address is not permitted.',
      'Or the organisation or the application is not.',
    ],
    next: next(
      'admin',
      'If this is somebody you know, check what is permitted for them. If not: look at what else comes from {ip}.',
    ),
  },
  idp_not_confirmed: {
    title: '{idp} did not confirm the identity',
    reason: '{idp} did not confirm the identity.',
    causes: [
      'The credentials were probably refused there.',
      'Or {idp} was not available: look whether others failed too.',
      'Or its set-up is wrong.',
    ],
    next: next('user', 'Try again with the right account. If others fail too: {idp}’s administrator.'),
  },
  idp_not_allowed: {
    title: '{idp} is not allowed here',
    reason: '{idp} is not allowed here.',
    causes: ['Probably the wrong identity provider was chosen: compare with the last success.'],
    next: next('user', 'Choose the usual identity provider.'),
  },
  no_such_user: {
    title: 'Signed in at {idp} as {upstream}, which matches no user here',
    reason: '{idp} confirmed {upstream}, but that matches no user here.',
    causes: [
      'Most likely the wrong account was used at {idp}, such as a private one.',
      'Or this user has not been added yet.',
      'Or the user belongs to a different organisation.',
    ],
    next: next('user', 'Sign out of {idp} and use the work account. If it was the right one: add the user.'),
  },
  callback_error: {
    title: '{idp} sent back an error',
    reason: '{idp} sent back an error.',
    causes: [
      'Consent was probably cancelled there.',
      'Or a clock or a certificate is wrong.',
      'Or {idp}’s settings do not fit.',
    ],
    next: next('identity_provider_admin', 'Look at {idp}’s own log around {time}.'),
  },
  callback_not_accepted: {
    title: 'The return from {idp} was not accepted',
    reason: 'The return from {idp} was not accepted.',
    causes: [
      'The account may be disabled, or not permitted here.',
      'Or the answer did not fit the request: a second tab, a changed setting.',
    ],
    next: next('identity_provider_admin', 'Compare {idp}’s own log around {time} with this attempt.'),
  },
  callback_late: {
    title: 'Came back too late',
    reason: 'The return from {idp} came too late.',
    causes: ['Probably a tab was left open.'],
    next: again,
  },
  policy_denied: {
    title: 'Blocked by policy',
    reason: 'Policy blocked it.',
    confirmed: 'Policy blocked it after {idp} had confirmed the identity.',
    causes: [
      'A rule about group, network, application or organisation probably applies: see what differs from the last success.',
      'The name of the rule is not in the data.',
    ],
    next: next('policy_admin', 'Find the rule that applies to {who} and {application} from {ip}.'),
  },
  policy_fault: {
    title: 'Policy could not be evaluated',
    reason: 'Policy could not be evaluated.',
    causes: ['Probably a fault of the system, not of the user.'],
    next: fault,
  },
  mfa_failed: {
    title: 'Second step not accepted',
    reason: 'The second step was not accepted.',
    causes: ['Probably a wrong or old code.', 'Or a device that is not the enrolled one.'],
    next: next('user', 'Try again with a fresh code; if that fails too, enrol the device again.'),
  },
  mfa_denied: {
    title: 'Second step refused',
    reason: 'The second step was refused.',
    causes: ['Probably the user pressed deny: ask “was it you?”.', 'Or this method is not allowed.'],
    next: next('help_desk', 'Ask the user whether it was them. If not: reset the credentials first.'),
  },
  mfa_timeout: {
    title: 'No answer in time',
    reason: 'The second step was not answered in time.',
    causes: ['The phone was probably off or out of reach.', 'Or its notifications are off.'],
    next: next('user', 'Try again, or use another method for the second step.'),
  },
  token_failed: {
    title: 'Identity fine, token not issued',
    reason: 'The identity was fine, but no token was issued.',
    causes: [
      'The application’s client secret or redirect address is probably wrong.',
      'Or the code had expired.',
    ],
    next: next('application_owner', 'Check the client secret and redirect address of {application}.'),
  },
  token_denied: {
    title: 'Token refused',
    reason: 'The identity was fine, but the token was refused.',
    causes: ['Probably no permission in {login_org}.'],
    next: next('admin', 'Check the user’s permissions in {login_org}.'),
  },
  session_ended: {
    title: 'Session ended, sign in again',
    reason: 'The session had ended.',
    causes: ['This is normal: sessions end.'],
    next: next('user', 'Sign in again.'),
  },
  session_ended_early: {
    title: 'Session ended, sign in again',
    reason: 'The session ended within five minutes of signing in.',
    causes: [
      'A clock is probably wrong.',
      'Or cookies are blocked.',
      'Or the session length is set too short.',
    ],
    next: next(
      'user',
      'Sign in again. If it ends early again: an admin checks clock, cookies and session length.',
    ),
  },
  not_renewed: {
    title: 'Session could not be renewed',
    reason: 'The session could not be renewed.',
    causes: ['It has probably ended.', 'Or it was revoked.', 'Or the user was disabled.'],
    next: next('user', 'Sign in again. If that fails too: an admin checks the user and the session.'),
  },
  service_refused: {
    title: 'Service account refused',
    reason: 'The service account’s assertion was refused.',
    causes: [
      'Its document has probably expired or been revoked.',
      'Or a clock is wrong.',
      'Or its permission was removed.',
    ],
    next: next('integration_owner', 'Check the document of this service account, and renew it.'),
  },
} satisfies Record<string, Text>;

/** Ends in the words of the event that decided. */
export const endTexts = { ...successes, ...ends };
