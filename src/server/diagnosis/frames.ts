/** Sentences around the reason. `noApplication`: when no record names one. */
export const frames = {
  signed_in: '{who} signed in to {application} at {when}.',
  kept_out: '{who} could not sign in to {application} at {when}.',
  in_progress: '{who} started to sign in to {application} at {when} and has not finished yet.',
  did_not_finish: '{who} started to sign in to {application} at {when} and did not finish{wait}.',
  renewed: 'The session of {who} with {application} was renewed at {when}.',
  not_renewed: 'The session of {who} with {application} was to be renewed at {when}.',
  /** What is left out of these when no application is recorded. */
  toApplication: / (?:to|with) \{application\}/,
  inProgressTitle: 'In progress: {title}',
  didNotFinishTitle: 'Did not finish: {title}',
  inProgressReason: 'Now at: {title}.',
  askedAgain: 'It was asked again after {failed_tries}, then no answer.',
  before: 'Before that: {failed_tries}.',
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
  'refused code': ['1 refused code', '{n} refused codes'],
  'MFA Challenge': ['1 second step without success', '{n} second steps without success'],
  'Identity Provider Authentication': ['1 failed try at {idp}', '{n} failed tries at {idp}'],
  any: ['1 failed try', '{n} failed tries'],
} as const;

export const noteTexts = {
  org_differs: 'Signed in against {org}, to an application of {login_org}. That is by design, not an error.',
  clock_backwards:
    '“{stage}” is dated before “{before}” though it can only have come after it: a clock may be wrong. Times are shown as recorded.',
  went_on: 'After that, the attempt went on to “{stage}”, {result}; no other end is recorded.',
  not_recognised: '“{stage}” with “{result}” is not recognised, and decided nothing.',
  legacy: 'Decided by an old record that has only stage and event.',
  flat: 'The log holds no browser steps around this, so the outcome is an inference.',
  no_end: 'No end event is recorded; the newest events may still be arriving.',
  closed: 'It was then closed by “{stage}” with “{result}”, which is no cause of its own.',
  too_late: '“{stage}” with “{result}” came after the attempt was closed: too late.',
  late: 'After the sign-in, “{stage}” ended with “{result}”. That decides nothing: a code that was used again, or a session that ended later.',
  retrying: 'It failed {count} times from {ip}, about every {interval}.',
  partial: 'The attempt has {count} events; this was read from its newest {read}.',
} as const;
export type NoteCode = keyof typeof noteTexts;

/** Of an attempt that could not be judged, by a mistake of ours. */
export const unreadable = {
  code: 'unreadable',
  title: 'Could not be read',
  sentence:
    'This attempt could not be read: the server made a mistake, and its log says which. Its events can be seen in the list of events.',
} as const;
