import type { AsideTable, ReplyWords, StopTable } from '../../words.ts';
import {
  ifNotYou,
  needNothing,
  phoneAtHand,
  weAreOnIt,
  weLook,
  youBegan,
  yourProvider,
} from '../to-person.ts';
import { application, firstIdp, idp, resultName, stageName, time, traceId, upstream } from '../values.ts';

/** What is said of a step that tells nothing itself of why an attempt stops there. */
const unexplained = {
  causes: [
    'The page was probably closed here.',
    'Or the next step did not answer, or its record is missing.',
  ],
  next: 'Try again; if it stops here again, escalate with the trace ID.',
};

const stoppedReply: ReplyWords = {
  what: (known) => `${youBegan(known)} The sign-in did not go on from there.`,
  can: `Try again. ${weLook}`,
};

const awayReply: ReplyWords = {
  what: (known) =>
    `${youBegan(known)} You were sent on to ${yourProvider(known)}, and did not come back from there.`,
  can: (known) =>
    `Try again, and sign in at ${yourProvider(known)}. If you cannot get in there, tell us what it says. ${ifNotYou}`,
};

const secondStepReply: ReplyWords = {
  what: (known) => `${youBegan(known)} The second step was not answered.`,
  can: `${phoneAtHand} ${ifNotYou}`,
};

/** Steps at which an attempt stopped, or is. */
export const stopWords: StopTable = {
  started: {
    title: 'Sign-in started',
    within: 'sign-in started',
    reason: 'Only the start is recorded: the first page was shown.',
    causes: ['The page was probably left at once.', 'Or the page did not load, or was opened twice.'],
    next: 'Try again.',
    reply: {
      what: (known) => `${youBegan(known)} You did not get past the first page.`,
      can: 'Try again. If the page does not load, tell us what you see instead.',
    },
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
    reply: { none: 'nobody_named' },
  },
  request_accepted: {
    title: 'Request accepted',
    within: 'request accepted',
    reason: 'The last step recorded: the request was accepted.',
    ...unexplained,
    reply: stoppedReply,
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
    reply: {
      what: (known) =>
        `${youBegan(known)} You did your part, but ${application(known)} did not go on from there.`,
      can: `${needNothing} ${weAreOnIt}`,
    },
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
    reply: awayReply,
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
    reply: awayReply,
  },
  idp_confirmed: {
    title: (known) => `${firstIdp(known)} confirmed the identity`,
    within: (known) => `${idp(known)} confirmed the identity`,
    reason: (known) => `The last step recorded: ${idp(known)} confirmed the identity.`,
    ...unexplained,
    reply: stoppedReply,
  },
  returned: {
    title: (known) => `Returned from ${idp(known)} as ${upstream(known)}`,
    within: (known) => `returned from ${idp(known)} as ${upstream(known)}`,
    reason: (known) => `The last step recorded: the return from ${idp(known)}.`,
    ...unexplained,
    reply: stoppedReply,
  },
  policy_allowed: {
    title: 'Policy allowed it',
    within: 'policy allowed it',
    reason: 'The last step recorded: policy allowed it.',
    ...unexplained,
    reply: stoppedReply,
  },
  policy_again: {
    title: 'Policy asked to sign in again',
    within: 'policy asked to sign in again',
    reason: 'Policy asked to sign in, which is normal, and nobody did.',
    causes: ['The page was probably left instead.'],
    next: 'Try again, and sign in when asked.',
    reply: {
      what: (known) => `${youBegan(known)} You were asked to sign in once more, and that did not happen.`,
      can: 'Try again, and sign in when you are asked to.',
    },
  },
  policy_second_step: {
    title: 'Second step requested',
    within: '',
    waiting: 'waiting for the second step',
    reason: 'Policy asked for a second step, which is normal, and it was not answered.',
    causes: ['The page was probably left.', 'Or no method for the second step is enrolled.'],
    next: 'Try again; check the methods for the second step.',
    reply: secondStepReply,
  },
  mfa_waiting: {
    title: 'Second step sent',
    within: '',
    waiting: 'waiting for the second step',
    reason: 'The second step was not answered.',
    causes: ['The phone was probably not at hand.', 'Or no method is enrolled.', 'Or the page was closed.'],
    next: 'Try again; check the methods for the second step.',
    reply: secondStepReply,
  },
  mfa_passed: {
    title: 'Second step passed',
    within: 'second step passed',
    reason: 'The second step was passed: the person did their part.',
    causes: ['The platform probably did not go on.', 'Or the page was closed at that moment.'],
    next: (known) => `Escalate with the trace ID: ${traceId(known)}.`,
    reply: {
      what: (known) =>
        `${youBegan(known)} You did your part, the second step too, but the sign-in did not go on from there.`,
      can: weAreOnIt,
    },
  },
  other_step: {
    title: (known) => `At ${stageName(known)}: ${resultName(known)}`,
    within: (known) => `At ${stageName(known)}: ${resultName(known)}`,
    reason: (known) => `The last step recorded: “${stageName(known)}”, ${resultName(known)}.`,
    ...unexplained,
    reply: stoppedReply,
  },
  no_result: {
    title: (known) => `${stageName(known)}, result not recorded`,
    within: (known) => `${stageName(known)}, result not recorded`,
    reason: (known) => `The last step recorded, “${stageName(known)}”, has no result.`,
    ...unexplained,
    reply: stoppedReply,
  },
  not_recognised: {
    title: (known) => `${stageName(known)}: ${resultName(known)} (not recognised)`,
    within: (known) => `${stageName(known)}: ${resultName(known)} (not recognised)`,
    reason: (known) =>
      `The last step recorded, “${stageName(known)}” with “${resultName(known)}”, is not recognised.`,
    causes: ['What it means is not known here, so it decides nothing.'],
    next: 'Escalate with the request ID and the trace ID.',
    reply: stoppedReply,
  },
};

/** Events that are neither an end nor a step. */
export const asideWords: AsideTable = {
  challenge_token: { title: 'Token for the second step' },
  closing: { title: (known) => `Sign-in closed: ${resultName(known)}` },
  closed_well: { title: 'Signed in: the attempt is closed' },
  not_at_hand: { title: 'not at hand' },
};
