import type { AsideTable, StopTable } from '../../words.ts';
import { application, firstIdp, idp, resultName, stageName, time, traceId, upstream } from '../values.ts';

/** What is said of a step that tells nothing itself of why an attempt stops there. */
const unexplained = {
  causes: [
    'The page was probably closed here.',
    'Or the next step did not answer, or its record is missing.',
  ],
  next: 'Try again; if it stops here again, escalate with the trace ID.',
};

/** Steps at which an attempt stopped, or is. */
export const stopWords: StopTable = {
  started: {
    title: 'Sign-in started',
    within: 'sign-in started',
    reason: 'Only the start is recorded: the first page was shown.',
    causes: ['The page was probably left at once.', 'Or the page did not load, or was opened twice.'],
    next: 'Try again.',
  },
  started_unnamed: {
    title: 'Sign-in started',
    within: 'sign-in started',
    reason: 'Only the start is recorded: nobody gave a name.',
    causes: [
      'Something probably only looked whether anybody answers: a scanner, a monitor.',
      'Or somebody left before giving a name.',
    ],
    next: 'Nothing, unless somebody reports it. Many of these from one address are a scan.',
  },
  request_accepted: {
    title: 'Request accepted',
    within: 'request accepted',
    reason: 'The last step recorded: the request was accepted.',
    ...unexplained,
  },
  code_issued: {
    title: 'Accepted, waiting for the application',
    within: 'accepted',
    waiting: 'waiting for the application',
    reason: 'Everything was accepted, but the application never collected its token.',
    causes: [
      'There is probably an error in the application.',
      'Or its redirect address or client secret is wrong.',
      'Or the browser was closed at that moment.',
    ],
    next: (known) => `Look at the log of ${application(known)} around ${time(known)}.`,
  },
  sent_to_idp: {
    title: (known) => `Sent to ${idp(known)}`,
    within: (known) => `sent to ${idp(known)}`,
    reason: (known) => `Sent to ${idp(known)}, and not back since: nothing is confirmed before the return.`,
    causes: [
      (known) => `The page was probably closed at ${idp(known)}.`,
      (known) => `Or the password was wrong at ${idp(known)}.`,
      (known) => `Or ${idp(known)} was down. We cannot see inside it.`,
    ],
    next: (known) => `Check ${idp(known)}’s own log around ${time(known)}.`,
  },
  redirected: {
    title: (known) => `Sent to ${idp(known)}: the redirect was made`,
    within: (known) => `sent to ${idp(known)}`,
    waiting: 'waiting for the user there',
    reason: (known) => `Sent to ${idp(known)}, and not back since: nothing is confirmed before the return.`,
    causes: [
      (known) => `The page was probably closed at ${idp(known)}.`,
      (known) => `Or the password was wrong at ${idp(known)}.`,
      (known) => `Or ${idp(known)} was down. We cannot see inside it.`,
    ],
    next: (known) => `Check ${idp(known)}’s own log around ${time(known)}.`,
  },
  idp_confirmed: {
    title: (known) => `${firstIdp(known)} confirmed the identity`,
    within: (known) => `${idp(known)} confirmed the identity`,
    reason: (known) => `The last step recorded: ${idp(known)} confirmed the identity.`,
    ...unexplained,
  },
  returned: {
    title: (known) => `Returned from ${idp(known)} as ${upstream(known)}`,
    within: (known) => `returned from ${idp(known)} as ${upstream(known)}`,
    reason: (known) => `The last step recorded: the return from ${idp(known)}.`,
    ...unexplained,
  },
  policy_allowed: {
    title: 'Policy allowed it',
    within: 'policy allowed it',
    reason: 'The last step recorded: policy allowed it.',
    ...unexplained,
  },
  policy_again: {
    title: 'Policy asked to sign in again',
    within: 'policy asked to sign in again',
    reason: 'Policy asked to sign in, which is normal, and nobody did.',
    causes: ['The page was probably left instead.'],
    next: 'Try again, and sign in when asked.',
  },
  policy_second_step: {
    title: 'Policy asked for a second step',
    within: '',
    waiting: 'waiting for the second step',
    reason: 'Policy asked for a second step, which is normal, and it was not answered.',
    causes: ['The page was probably left.', 'Or no method for the second step is enrolled.'],
    next: 'Try again; check the methods for the second step.',
  },
  mfa_waiting: {
    title: 'Waiting for the second step',
    within: '',
    waiting: 'waiting for the second step',
    reason: 'The second step was not answered.',
    causes: ['The phone was probably not at hand.', 'Or no method is enrolled.', 'Or the page was closed.'],
    next: 'Try again; check the methods for the second step.',
  },
  mfa_passed: {
    title: 'Second step passed',
    within: 'second step passed',
    reason: 'The second step was passed: the person did their part.',
    causes: ['The platform probably did not go on.', 'Or the page was closed at that moment.'],
    next: (known) => `Escalate with the trace ID: ${traceId(known)}.`,
  },
  other_step: {
    title: (known) => `At ${stageName(known)}: ${resultName(known)}`,
    within: (known) => `At ${stageName(known)}: ${resultName(known)}`,
    reason: (known) => `The last step recorded: “${stageName(known)}”, ${resultName(known)}.`,
    ...unexplained,
  },
  no_result: {
    title: (known) => `${stageName(known)}, result not recorded`,
    within: (known) => `${stageName(known)}, result not recorded`,
    reason: (known) => `The last step recorded, “${stageName(known)}”, has no result.`,
    ...unexplained,
  },
  not_recognised: {
    title: (known) => `${stageName(known)}: ${resultName(known)} (not recognised)`,
    within: (known) => `${stageName(known)}: ${resultName(known)} (not recognised)`,
    reason: (known) =>
      `The last step recorded, “${stageName(known)}” with “${resultName(known)}”, is not recognised.`,
    causes: ['What it means is not known here, so it decides nothing.'],
    next: 'Escalate with the request ID and the trace ID.',
  },
};

/** Events that are neither an end nor a step. */
export const asideWords: AsideTable = {
  challenge_token: { title: 'Waiting for the second step: a token for its challenge' },
  closing: { title: (known) => `Sign-in closed: ${resultName(known)}` },
  closed_well: { title: 'Signed in: the attempt is closed' },
  not_at_hand: { title: 'not at hand' },
};
