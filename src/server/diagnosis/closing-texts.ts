import { type Text, again, fault, next } from './end-texts.ts';

/** Ends that the platform’s own documents do not describe: said as they are. */
const undocumented = {
  other_failed: {
    title: '{stage} failed',
    reason: 'The step “{stage}” failed.',
    causes: ['What this means is not documented: the record says only this.'],
    next: { owner: 'help_desk', text: 'Escalate with the request ID and the trace ID.' },
  },
  other_denied: {
    title: '{stage} was denied',
    reason: 'The step “{stage}” was denied.',
    causes: ['What this means is not documented: the record says only this.'],
    next: { owner: 'admin', text: 'Check what is permitted for this user and application.' },
  },
  other_timeout: {
    title: '{stage} took too long',
    reason: 'The step “{stage}” took too long.',
    causes: ['Probably something was slow or not reachable.', 'Or a page was left open.'],
    next: { owner: 'user', text: 'Try again; if it takes too long again, escalate with the trace ID.' },
  },
  other_expired: {
    title: 'Session expired at {stage}',
    reason: 'The session expired at the step “{stage}”.',
    causes: ['Probably a page was left open for too long.', 'Or the session length is set too short.'],
    next: { owner: 'user', text: 'Start again from the application.' },
  },
} satisfies Record<string, Text>;

/** What a record that closes an attempt says, when it is no end of its own: in the words of what it broke off. */
const closings = {
  closed_second_step: {
    title: 'Closed while the second step was not answered',
    reason: 'The sign-in was closed while the second step was not answered.',
    causes: ['The phone was probably not at hand.', 'Or no method is enrolled.', 'Or the page was closed.'],
    next: next('user', 'Try again; check the methods for the second step.'),
  },
  closed_provider: {
    title: 'Closed while nobody came back from {idp}',
    reason: 'The sign-in was closed while nobody had come back from {idp}.',
    causes: [
      'The page was probably closed at {idp}.',
      'Or the password was wrong at {idp}.',
      'Or {idp} was down. We cannot see inside it.',
    ],
    next: next('identity_provider_admin', 'Check {idp}’s own log around {time}.'),
  },
  closed_again: {
    title: 'Closed while the user had not signed in',
    reason: 'The sign-in was closed while policy was waiting for the user to sign in.',
    causes: ['The page was probably left.', 'Or a page was used that was too old.'],
    next: again,
  },
  closed_code: {
    title: 'Closed while the application had not collected its code',
    reason: 'Everything was accepted, but it was closed while the application had not collected its code.',
    causes: [
      'There is probably an error in the application.',
      'Or its redirect address or client secret is wrong.',
    ],
    next: next('application_owner', 'Look at the log of {application} around {time}.'),
  },
  broke_after: {
    title: 'The sign-in broke after “{step}”',
    reason: 'The sign-in broke after this step: {step}.',
    causes: ['Probably a fault of the system, not of the user.'],
    next: fault,
  },
  not_allowed_after: {
    title: 'Not allowed after “{step}”',
    reason: 'The sign-in was not allowed to go on after this step: {step}.',
    causes: ['The user, the organisation or the application is probably not permitted here.'],
    next: next('admin', 'Check what is permitted for {who} and {application}. The trace ID: {trace_id}.'),
  },
  broke_after_token: {
    title: 'The sign-in broke after the token was made',
    reason: 'The token was made, and then the sign-in broke.',
    causes: [
      'There is probably an error in the application.',
      'Or the way back to it is: its redirect address.',
    ],
    next: next('application_owner', 'Look at the log of {application} around {time}.'),
  },
} satisfies Record<string, Text>;

/** Failures that keep time, as no person does. Which of the two, what else is recorded tells; both are inferences. */
const rhythmic = {
  retrying: {
    title: 'Probably an application with an old password',
    reason:
      'It failed {count} times from {ip}, about every {interval}: no person tries so. The same client signed in from there before.',
    causes: [
      'An application or a device probably still uses an old password.',
      'Or somebody is guessing passwords from the same place.',
    ],
    next: next(
      'application_owner',
      'Find what runs at {ip} for {application}, and give it the new password or switch it off.',
    ),
  },
  guessing: {
    title: 'Tried by a machine: somebody may be guessing',
    reason: 'It failed {count} times from {ip}, about every {interval}: no person tries so.',
    causes: [
      'Somebody is probably guessing.',
      'Or an application or a device has had an old password for long.',
    ],
    next: next(
      'security',
      'Ask whether a program of theirs runs at {ip}. Until that is known, take it for an attack: secure the account.',
    ),
  },
} satisfies Record<string, Text>;

export const closingTexts = { ...undocumented, ...closings, ...rhythmic };
