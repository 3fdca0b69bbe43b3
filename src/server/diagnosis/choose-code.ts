import type { EventName, Result } from '../../contract/record.ts';
import { type EndCode, type EventCode, type StopCode, isStopCode } from './codes.ts';
import type { JudgedAttempt, JudgedEvent } from './events.ts';
import type { EndOutcome } from './rules.ts';

/** What a step is called that asks, passes, or begins. */
const stepTable: Readonly<Record<EventName, Readonly<Partial<Record<Result, StopCode>>>>> = {
  'Authentication Request': {
    InProgress: 'started',
    Authenticate: 'started',
    Create: 'started',
    Success: 'request_accepted',
    CodeIssued: 'code_issued',
  },
  'Assertion Request': {},
  'Identity Provider Authentication': {
    Authenticate: 'sent_to_idp',
    InProgress: 'sent_to_idp',
    Success: 'redirected',
  },
  'Identity Provider Callback': { Success: 'returned' },
  'Policy Evaluation': {
    Success: 'policy_allowed',
    Authenticate: 'policy_again',
    DoMfa: 'policy_second_step',
  },
  'MFA Challenge': {
    Create: 'mfa_waiting',
    InProgress: 'mfa_waiting',
    DoMfa: 'mfa_waiting',
    Success: 'mfa_passed',
  },
  Token: {},
  Refresh: {},
};

/** What an end is called; where the record tells more, `endOf` looks closer. */
const endTable: Readonly<Record<EventName, Readonly<Partial<Record<Result, EndCode>>>>> = {
  'Authentication Request': {
    Success: 'signed_in',
    Failure: 'request_invalid',
    Denied: 'start_not_allowed',
    SessionExpired: 'start_stale',
    Timeout: 'start_stale',
  },
  'Assertion Request': {
    Success: 'service_signed_in',
    Create: 'service_signed_in',
    Failure: 'service_refused',
    Denied: 'service_refused',
  },
  'Identity Provider Authentication': {
    Failure: 'idp_not_confirmed',
    Timeout: 'idp_not_confirmed',
    Denied: 'idp_not_allowed',
  },
  'Identity Provider Callback': {
    Failure: 'callback_not_accepted',
    Denied: 'callback_not_accepted',
    Timeout: 'callback_late',
    SessionExpired: 'callback_late',
  },
  'Policy Evaluation': { Denied: 'policy_denied', Failure: 'policy_fault', Timeout: 'policy_fault' },
  'MFA Challenge': { Failure: 'mfa_failed', Denied: 'mfa_denied', Timeout: 'mfa_timeout' },
  Token: {
    Success: 'signed_in',
    Create: 'signed_in',
    Failure: 'token_failed',
    Denied: 'token_denied',
    SessionExpired: 'session_ended',
  },
  Refresh: {
    Success: 'renewed',
    Create: 'renewed',
    Failure: 'not_renewed',
    Denied: 'not_renewed',
    Timeout: 'not_renewed',
    SessionExpired: 'not_renewed',
  },
};

/** Ends that the table does not name, by outcome. */
const otherEnds: Readonly<Record<EndOutcome, EndCode>> = {
  signed_in: 'signed_in',
  failed: 'other_failed',
  blocked: 'other_denied',
  timed_out: 'other_timeout',
  session_expired: 'other_expired',
};

/** In a flat log nothing is known around an end, so that more causes are likely. */
const flatEnds: Readonly<Partial<Record<EndCode, EndCode>>> = {
  idp_not_confirmed: 'flat_idp_failed',
  start_not_allowed: 'flat_denied',
  start_stale: 'flat_timeout',
};

/** What a step is called: its own words, or how it lacks them. */
const stepCodeOf = ({ step, result }: JudgedEvent): StopCode => {
  if (step)
    return (step.stage === undefined ? undefined : stepTable[step.stage][step.result]) ?? 'other_step';
  return result === undefined ? 'no_result' : 'not_recognised';
};

const endCodeOf = ({ step }: JudgedEvent, outcome: EndOutcome): EndCode => {
  const named = step?.stage === undefined ? undefined : endTable[step.stage][step.result];
  return named ?? otherEnds[outcome];
};

/** A return that was not accepted: as somebody unknown, with an error, or else. */
const callbackOf = ({ record }: JudgedEvent): EndCode => {
  if (record.user_id) return 'callback_not_accepted';
  return record.upstream_user_id ? 'no_such_user' : 'callback_error';
};

const fiveMinutes = 300_000_000n;

/** What the event at a place of an attempt is called, as in a timeline. */
export const codeOfEvent = ({ judgement, eventAt }: JudgedAttempt, place: number): EventCode => {
  const event = eventAt(place);
  if (event?.step?.effect.kind !== 'ends') {
    const code = event ? stepCodeOf(event) : 'not_recognised';
    return code === 'redirected' && judgement.flat ? 'idp_confirmed' : code;
  }
  const role = judgement.roles.get(place);
  if (role === 'challenge_token') return 'challenge_token';
  if (role === 'accepted') return 'request_accepted';
  if (role === 'closes' || (place === judgement.decided && judgement.because.kind !== 'own'))
    return 'closing';
  const end = endCodeOf(event, event.step.effect.outcome);
  if (end === 'signed_in' && event.stage === 'Authentication Request' && place > 0 && !judgement.flat)
    return 'closed_well';
  if (end === 'callback_not_accepted') return callbackOf(event);
  return (judgement.flat ? flatEnds[end] : undefined) ?? end;
};

const unanswered = {
  user: 'closed_again',
  identity_provider: 'closed_provider',
  user_at_provider: 'closed_provider',
  second_step: 'closed_second_step',
  platform: 'broke_after',
  application: 'closed_code',
} as const;

/** What an unsuccessful end is called, where more than its own record tells. */
const endOf = (
  { judgement, events, count }: JudgedAttempt,
  event: JudgedEvent,
  outcome: EndOutcome,
): EndCode => {
  const { because, flat } = judgement;
  if (because.kind === 'unanswered') return unanswered[because.waiting];
  if (because.kind === 'broke_after_token') return 'broke_after_token';
  if (because.kind === 'broke') return event.result === 'Denied' ? 'not_allowed_after' : 'broke_after';
  const code = endCodeOf(event, outcome);
  if (flat && flatEnds[code]) return flatEnds[code];
  if (code === 'callback_not_accepted') return callbackOf(event);
  if (code !== 'session_ended') return code;
  const isEarly = events.some(
    ({ step, time }, index) =>
      !judgement.roles.has(count - events.length + index) &&
      step?.effect.kind === 'ends' &&
      step.effect.outcome === 'signed_in' &&
      time <= event.time &&
      event.time - time <= fiveMinutes,
  );
  return isEarly ? 'session_ended_early' : code;
};

/** What an attempt is called that signed somebody in. */
const successOf = ({ judgement, events }: JudgedAttempt, isRenewal: boolean): EndCode => {
  if (isRenewal) return 'renewed';
  if (judgement.flat) return 'signed_in_flat';
  if (judgement.renews === 'token') return 'token_alone';
  if (events.some(({ stage }) => stage === 'Assertion Request')) return 'service_signed_in';
  return judgement.refusals.count > 0 ? 'signed_in_after_failures' : 'signed_in';
};

/** What an attempt is called that an event ended, before the rhythm of failures is looked at. */
export const endCodeFor = (
  attempt: JudgedAttempt,
  event: JudgedEvent,
  outcome: EndOutcome,
  isRenewal: boolean,
): EndCode => {
  if (outcome === 'signed_in') return successOf(attempt, isRenewal);
  return isRenewal ? 'not_renewed' : endOf(attempt, event, outcome);
};

/** What an attempt is called that nothing ended, by the step at which it stands. */
export const stopCodeFor = (attempt: JudgedAttempt): StopCode => {
  const code = codeOfEvent(attempt, attempt.judgement.decided);
  // an end that was taken back is a step like others
  if (!isStopCode(code)) return 'other_step';
  const isNamed = attempt.events.some(
    ({ record }) => record.user_id || record.upstream_user_id || record.user_agent,
  );
  return code === 'started' && !isNamed ? 'started_unnamed' : code;
};
