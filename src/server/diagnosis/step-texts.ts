import type { WaitingFor } from '../../contract/outcome.ts';
import type { Text } from './end-texts.ts';

/** Steps: what is said of an attempt that stopped there, and of a step in a timeline. */
export const stepTexts = {
  started: {
    title: 'Sign-in started',
    reason: 'Only the start is recorded: the first page was shown.',
    causes: ['The page was probably left at once.', 'Or the page did not load, or was opened twice.'],
    next: { owner: 'user', text: 'Try again.' },
  },
  started_unnamed: {
    title: 'Sign-in started',
    reason: 'Only the start is recorded: nobody gave a name.',
    causes: [
      'Something probably only looked whether anybody answers: a scanner, a monitor.',
      'Or somebody left before giving a name.',
    ],
    next: {
      owner: 'help_desk',
      text: 'Nothing, unless somebody reports it. Many of these from one address are a scan.',
    },
  },
  request_accepted: {
    title: 'Request accepted',
    reason: 'The last step recorded: the request was accepted.',
  },
  code_issued: {
    title: 'Accepted, waiting for the application',
    left: 'Accepted, waiting for the application',
    reason: 'Everything was accepted, but the application never collected its token.',
    causes: [
      'There is probably an error in the application.',
      'Or its redirect address or client secret is wrong.',
      'Or the browser was closed at that moment.',
    ],
    next: { owner: 'application_owner', text: 'Look at the log of {application} around {time}.' },
  },
  sent_to_idp: {
    title: 'Sent to {idp}',
    reason: 'Sent to {idp}, and not back since: nothing is confirmed before the return.',
    causes: [
      'The page was probably closed at {idp}.',
      'Or the password was wrong at {idp}.',
      'Or {idp} was down. We cannot see inside it.',
    ],
    next: { owner: 'identity_provider_admin', text: 'Check {idp}’s own log around {time}.' },
  },
  redirected: {
    title: 'Sent to {idp}: the redirect was made',
    left: 'Sent to {idp}, waiting for the user there',
    reason: 'Sent to {idp}, and not back since: nothing is confirmed before the return.',
    causes: [
      'The page was probably closed at {idp}.',
      'Or the password was wrong at {idp}.',
      'Or {idp} was down. We cannot see inside it.',
    ],
    next: { owner: 'identity_provider_admin', text: 'Check {idp}’s own log around {time}.' },
  },
  idp_confirmed: {
    title: '{idp} confirmed the identity',
    reason: 'The last step recorded: {idp} confirmed the identity.',
  },
  returned: {
    title: 'Returned from {idp} as {upstream}',
    reason: 'The last step recorded: the return from {idp}.',
  },
  policy_allowed: { title: 'Policy allowed it', reason: 'The last step recorded: policy allowed it.' },
  policy_again: {
    title: 'Policy asked to sign in again',
    reason: 'Policy asked to sign in, which is normal, and nobody did.',
    causes: ['The page was probably left instead.'],
    next: { owner: 'user', text: 'Try again, and sign in when asked.' },
  },
  policy_second_step: {
    title: 'Policy asked for a second step',
    left: 'Waiting for the second step',
    reason: 'Policy asked for a second step, which is normal, and it was not answered.',
    causes: ['The page was probably left.', 'Or no method for the second step is enrolled.'],
    next: { owner: 'user', text: 'Try again; check the methods for the second step.' },
  },
  mfa_waiting: {
    title: 'Waiting for the second step',
    left: 'Waiting for the second step',
    reason: 'The second step was not answered.',
    causes: ['The phone was probably not at hand.', 'Or no method is enrolled.', 'Or the page was closed.'],
    next: { owner: 'user', text: 'Try again; check the methods for the second step.' },
  },
  mfa_passed: {
    title: 'Second step passed',
    reason: 'The second step was passed: the person did their part.',
    causes: ['The platform probably did not go on.', 'Or the page was closed at that moment.'],
    next: { owner: 'admin', text: 'Escalate with the trace ID: {trace_id}.' },
  },
  challenge_token: { title: 'Waiting for the second step: a token for its challenge' },
  closing: { title: 'Sign-in closed: {result}' },
  closed_well: { title: 'Signed in: the attempt is closed' },
  other_step: { title: 'At {stage}: {result}', reason: 'The last step recorded: “{stage}”, {result}.' },
  no_result: {
    title: '{stage}, result not recorded',
    reason: 'The last step recorded, “{stage}”, has no result.',
  },
  not_recognised: {
    title: '{stage}: {result} (not recognised)',
    reason: 'The last step recorded, “{stage}” with “{result}”, is not recognised.',
    causes: ['What it means is not known here, so it decides nothing.'],
    next: { owner: 'help_desk', text: 'Escalate with the request ID and the trace ID.' },
  },
} satisfies Record<string, Text>;

/** What is said of a step that has no words of its own when an attempt stops there. */
export const stoppedText = {
  causes: [
    'The page was probably closed here.',
    'Or the next step did not answer, or its record is missing.',
  ],
  next: { owner: 'help_desk', text: 'Try again; if it stops here again, escalate with the trace ID.' },
} satisfies Partial<Text>;

/** Behind the title and the first sentence of an attempt that nothing ended: who is waited for. */
export const waitTexts: Readonly<Record<WaitingFor, string>> = {
  user: 'waiting for the user',
  identity_provider: 'waiting for {idp}',
  user_at_provider: 'waiting for the user at {idp}',
  second_step: 'waiting for the second step',
  platform: 'waiting for the platform',
  application: 'waiting for the application',
};
