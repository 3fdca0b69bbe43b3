import type { Outcome } from '../../contract/outcome.ts';
import { type EventName, type Result, eventNames, results } from '../../contract/record.ts';
import type { JudgedEvent, JudgedEvents } from './events.ts';
import type { Code, StepCode } from './more-texts.ts';
import type { Decision } from './rules.ts';

/** What a pair of event and result is called when it is a step. */
const stepTable: Readonly<Record<EventName, Readonly<Partial<Record<Result, StepCode>>>>> = {
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
    Success: 'idp_confirmed',
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
};

/** What a pair is called when it ends an attempt; where the record tells more, `endOf` looks closer. */
const endTable: Readonly<Record<EventName, Readonly<Partial<Record<Result, Code>>>>> = {
  'Authentication Request': {
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
};

/** Ends that the table does not name, by outcome. */
const otherEnds: Readonly<Partial<Record<Outcome, Code>>> = {
  failed: 'other_failed',
  blocked: 'other_denied',
  timed_out: 'other_timeout',
  session_expired: 'other_expired',
};

const isKnown = <Name extends string>(known: readonly Name[], value: string | undefined): value is Name =>
  known.some((each) => each === value);

/** What a step is called: its own words, or how it lacks them. */
const stepOf = ({ stage, result }: JudgedEvent): StepCode => {
  if (
    (stage !== undefined && !isKnown(eventNames, stage)) ||
    (result !== undefined && !isKnown(results, result))
  )
    return 'not_recognised';
  if (result === undefined) return 'no_result';
  return (stage === undefined ? undefined : stepTable[stage][result]) ?? 'other_step';
};

/** A return that was not accepted: as somebody unknown, with an error, or else. */
const callbackOf = (record: JudgedEvent['record'], events: readonly JudgedEvent[]): Code => {
  const isUser = Boolean(record.user_id) || events.some((event) => Boolean(event.record.user_id));
  if (isUser) return 'callback_not_accepted';
  if (record.upstream_user_id) return 'no_such_user';
  return 'callback_error';
};

const isPresent = (value: string | undefined): boolean => value !== undefined && value !== '';

const fiveMinutes = 300_000_000n;

const flatEnds: Readonly<Partial<Record<Code, Code>>> = {
  request_invalid: 'flat_request_failed',
  idp_not_confirmed: 'flat_idp_failed',
  start_not_allowed: 'flat_denied',
  start_stale: 'flat_timeout',
};

/** What an event is called by itself, as in a timeline. */
export const codeOfEvent = (event: JudgedEvent, isFlat: boolean): Code => {
  const { stage, result, record } = event;
  if (!isKnown(eventNames, stage) || !isKnown(results, result)) return stepOf(event);
  const end = endTable[stage][result];
  if (end === undefined) return stepOf(event);
  if (end === 'callback_not_accepted') return callbackOf(record, []);
  return (isFlat ? flatEnds[end] : undefined) ?? end;
};

const endOf = (decision: Decision<JudgedEvent>, events: JudgedEvents): Code => {
  const { event, outcome, basis } = decision;
  const { stage, result } = event;
  const told = isKnown(eventNames, stage) && isKnown(results, result) ? endTable[stage][result] : undefined;
  const code = told ?? otherEnds[outcome] ?? 'other_failed';
  // an issuer is named where an application asks by OpenID Connect: there it is the request that was refused
  const isRequest = code === 'request_invalid' && isPresent(event.record.issuer);
  if (basis === 'flat') return (isRequest ? undefined : flatEnds[code]) ?? code;
  if (code === 'callback_not_accepted') return callbackOf(event.record, events);
  if (code !== 'session_ended') return code;
  const signedIn = events.some(
    (each) =>
      each.stage === 'Token' &&
      (each.result === 'Success' || each.result === 'Create') &&
      each.time <= event.time &&
      event.time - each.time <= fiveMinutes,
  );
  return signedIn ? 'session_ended_early' : code;
};

/** The code of an attempt, before repeated failures are looked at. */
export const codeOf = (decision: Decision<JudgedEvent>, events: JudgedEvents): Code => {
  const { basis, outcome, event } = decision;
  if (basis === 'time') {
    const code = stepOf(event);
    const isNamed = events.some(
      ({ record }) =>
        isPresent(record.user_id) || isPresent(record.upstream_user_id) || isPresent(record.user_agent),
    );
    return code === 'started' && !isNamed ? 'started_unnamed' : code;
  }
  if (outcome !== 'signed_in') return endOf(decision, events);
  if (basis === 'flat') return 'signed_in_flat';
  return events.some(({ stage }) => stage === 'Assertion Request') ? 'service_signed_in' : 'signed_in';
};
