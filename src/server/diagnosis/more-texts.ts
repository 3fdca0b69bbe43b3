import { type Text, endTexts } from './texts.ts';

/** Ends that the platform’s own documents do not describe: said as they are. */
const others = {
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
  retrying: {
    title: 'An application is retrying, not a person',
    reason:
      'It failed {count} times from {ip}, about every {interval}: an application is retrying, not a person.',
    causes: [
      'An application or a device probably still uses an old password or document.',
      'Or a program is guessing passwords.',
    ],
    next: {
      owner: 'application_owner',
      text: 'Find what runs at {ip} for {application}, and give it the new password or switch it off.',
    },
  },
} satisfies Record<string, Text>;

/** Steps: what is said of an attempt that stopped there, and of a step in a timeline. */
const steps = {
  started: {
    title: 'Sign-in started',
    reason: 'Only the start is recorded.',
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
    reason: 'The last step recorded: sent to {idp}, and not back since.',
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
    reason: 'Policy asked to sign in again, which is normal, and nothing came after it.',
    causes: ['The page was probably left instead.'],
    next: { owner: 'user', text: 'Try again, and sign in a second time when asked.' },
  },
  policy_second_step: {
    title: 'Policy asked for a second step',
    reason: 'Policy asked for a second step, which is normal, and nothing came after it.',
    causes: ['The page was probably left.', 'Or no method for the second step is enrolled.'],
    next: { owner: 'user', text: 'Try again; check the methods for the second step.' },
  },
  mfa_waiting: {
    title: 'Waiting for the second step',
    reason: 'The second step was not answered.',
    causes: ['The phone was probably not at hand.', 'Or no method is enrolled.', 'Or the page was closed.'],
    next: { owner: 'user', text: 'Try again; check the methods for the second step.' },
  },
  mfa_passed: { title: 'Second step passed', reason: 'The last step recorded: the second step was passed.' },
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

const all = { ...endTexts, ...others, ...steps };

export type Code = keyof typeof all;
export type StepCode = keyof typeof steps;

/** Every code with its words. */
export const texts: Readonly<Record<Code, Text>> = all;

/** What is said of a step that has no words of its own when an attempt stops there. */
export const stoppedText = {
  causes: [
    'The page was probably closed here.',
    'Or the next step did not answer, or its record is missing.',
  ],
  next: { owner: 'help_desk', text: 'Try again; if it stops here again, escalate with the trace ID.' },
} satisfies Partial<Text>;

/** Sentences around the reason. `noApplication`: when no record names one. */
export const frames = {
  signed_in: '{who} signed in to {application} at {when}.',
  kept_out: '{who} could not sign in to {application} at {when}.',
  in_progress: '{who} started to sign in to {application} at {when} and has not finished yet.',
  did_not_finish: '{who} started to sign in to {application} at {when} and did not finish.',
  toApplication: ' to {application}',
  inProgressTitle: 'In progress: {title}',
  didNotFinishTitle: 'Did not finish: {title}',
  inProgressReason: 'Now at: {title}.',
  inProgressNext: 'Wait a moment and look again.',
};

/** What stands for a value that was not recorded. */
export const unrecorded: Readonly<Record<string, string>> = {
  idp: 'the identity provider',
  localIdp: 'the local sign-in',
  application: 'the application',
  org: 'the organisation',
  login_org: 'the application’s organisation',
  upstream: 'an account that is not recorded',
  who: 'Somebody',
  whoAt: 'Somebody at {ip}',
  service: 'Service account {who}',
  ip: 'an address that is not recorded',
  stage: 'A step that is not named',
  result: 'no result',
  trace_id: 'not recorded',
};

/** “2 failed MFA tries”, by what failed: one, and several. */
export const failedTries = {
  'MFA Challenge': ['1 failed MFA try', '{n} failed MFA tries'],
  'Identity Provider Authentication': ['1 failed try at {idp}', '{n} failed tries at {idp}'],
  any: ['1 failed try', '{n} failed tries'],
} as const;

export const noteTexts = {
  org_differs: 'Signed in against {org}, to an application of {login_org}. That is by design, not an error.',
  clock_backwards:
    '“{stage}” is dated before “{before}” though it arrived after it: a clock may be wrong. Times are shown as recorded.',
  went_on: 'After that, the attempt went on to “{stage}”, {result}; no other end is recorded.',
  not_recognised: '“{stage}” with “{result}” is not recognised, and decided nothing.',
  legacy: 'Decided by an old record that has only stage and event.',
  flat: 'The log holds no browser steps around this, so the outcome is an inference.',
  no_end: 'No end event is recorded; the newest events may still be arriving.',
  retrying: 'It failed {count} times from {ip}, about every {interval}.',
  partial: 'The attempt has {count} events; this was read from its newest {read}.',
} as const;
export type NoteCode = keyof typeof noteTexts;
