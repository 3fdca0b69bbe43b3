import type { Outcome, WaitingFor } from '../../../contract/outcome.ts';

/*
 * How an attempt ends, written down once more without any of the product's code, as plainly as the rules are told:
 * one walk over the events, with what is waited for and the end that stands in variables.
 */

/** An event by its stage and result, as today's properties or the deprecated ones tell them; empty: not recorded. */
export type Naive = { readonly step: string; readonly end: string };

export const pipeline = [
  'Authentication Request',
  'Assertion Request',
  'Identity Provider Authentication',
  'Identity Provider Callback',
  'Policy Evaluation',
  'MFA Challenge',
  'Token',
  'Refresh',
];
const results =
  'InProgress Authenticate DoMfa Create CodeIssued Success Timeout SessionExpired Failure Denied'.split(' ');
const bad: Readonly<Record<string, Outcome>> = {
  Failure: 'failed',
  Denied: 'blocked',
  Timeout: 'timed_out',
  SessionExpired: 'session_expired',
};

const isKnown = ({ step, end }: Naive): boolean =>
  (step === '' || pipeline.includes(step)) && results.includes(end);

/** The order of events of one instant. Those of a stage that is not known come first, all in one place. */
export const placeOf = ({ step, end }: Naive): number => {
  const within = (results.indexOf(end) + 1) / 100;
  if (step === '') return -0.5 + within;
  if (!pipeline.includes(step)) return -1;
  if (step !== 'Authentication Request') return pipeline.indexOf(step) + within;
  if (['InProgress', 'Authenticate', 'Create'].includes(end)) return within;
  return end === 'CodeIssued' ? 5.5 : 6.5 + within;
};

const askOf = ({ step, end }: Naive): string | undefined => {
  const is = (name: string, ...ends: string[]) => step === name && ends.includes(end);
  if (is('Identity Provider Authentication', 'InProgress', 'Authenticate')) return 'provider';
  if (is('Policy Evaluation', 'Authenticate') || is('Authentication Request', 'Authenticate')) return 'user';
  if (is('Policy Evaluation', 'DoMfa') || is('MFA Challenge', 'Create', 'InProgress', 'DoMfa'))
    return 'second';
  return is('Authentication Request', 'CodeIssued') ? 'code' : undefined;
};

const begins = ({ step, end }: Naive): boolean =>
  step === 'Authentication Request' && ['InProgress', 'Create'].includes(end);

const isPass = ({ step, end }: Naive): boolean =>
  end === 'Success' &&
  [
    'Identity Provider Authentication',
    'Identity Provider Callback',
    'Policy Evaluation',
    'MFA Challenge',
  ].includes(step);

const signsIn = ({ step, end }: Naive): boolean =>
  (end === 'Success' && step === 'Authentication Request') ||
  (['Success', 'Create'].includes(end) && ['Token', 'Assertion Request', 'Refresh'].includes(step));

const waits: Readonly<Record<string, WaitingFor>> = {
  user: 'user',
  provider: 'identity_provider',
  second: 'second_step',
  code: 'application',
};

type Standing = { readonly event: Naive; readonly outcome: Outcome; readonly below?: Standing | undefined };

const isFinal = ({ event }: Standing): boolean =>
  event.step === 'Authentication Request' || (event.step === 'Policy Evaluation' && event.end === 'Denied');

export type NaiveJudgement<Event extends Naive> = {
  /** Undefined when nothing ended it. */
  readonly outcome: Outcome | undefined;
  /** The event that decided, or that asks for what is waited for. */
  readonly ending: Event;
  /** The last event whose time counts. */
  readonly alive: Event;
  /** What it consists of when it can be a renewal. */
  readonly renews: 'session' | 'token' | undefined;
  readonly waitingFor: WaitingFor | undefined;
};

/** Whether a log tells only what failed and how it ended. */
export const isFlatLog = (events: readonly Naive[]): boolean => {
  const known = events.filter(isKnown);
  return (
    known.length > 0 &&
    known.every(({ step }) =>
      ['Authentication Request', 'Identity Provider Authentication'].includes(step),
    ) &&
    !known.some((event) => askOf(event) !== undefined) &&
    !known.some((event, at) => begins(event) && known.slice(at).some((each) => each.end === 'Success'))
  );
};

/** How an attempt ended, and by which event. Events are in order, and there is at least one. */
export const judgeNaively = <Event extends Naive>(events: readonly Event[]): NaiveJudgement<Event> => {
  const known = events.filter(isKnown);
  const last = events.at(-1) as Event;
  const success = isFlatLog(events) ? known.findLast(({ end }) => end === 'Success') : undefined;
  if (success)
    return { outcome: 'signed_in', ending: success, alive: last, renews: undefined, waitingFor: undefined };
  const closings = known.filter(
    (event, at) => at > 0 && event.step === 'Authentication Request' && event.end in bad,
  );
  const isRenewal =
    known.length > 0 &&
    known.every((event) => ['Token', 'Refresh'].includes(event.step) || closings.includes(event));
  const heard = isRenewal ? known : known.filter(({ step }) => step !== 'Refresh');

  let end: Standing | undefined;
  let asked: { ask: string; event: Event }[] = [];
  let [hasToken, isClosed, hasReturned] = [false, false, false];
  let passed: Event | undefined;
  const answer = (...asks: string[]) => {
    asked = asked.filter(({ ask }) => !asks.includes(ask));
  };
  for (const event of heard) {
    const { step } = event;
    const [ask, outcome] = [askOf(event), bad[event.end]];
    const isRedirect = step === 'Identity Provider Authentication' && event.end === 'Success';
    if (step === 'Identity Provider Callback' && (isPass(event) || outcome)) answer('user', 'provider');
    if (step === 'Identity Provider Authentication' && !isRedirect) answer('user');
    if (step === 'Token' && (signsIn(event) || outcome)) answer('code');
    if (step === 'MFA Challenge' && event.end === 'Success') answer('second');
    if (ask) {
      const isOver =
        ask === 'code' && end?.outcome === 'signed_in' && end.event.step === 'Authentication Request';
      if (!isOver) {
        end = undefined;
        isClosed = false;
      }
      if (ask === 'code') answer('user', 'provider', 'second');
      if (ask === 'second') {
        hasToken = false;
        answer('user', 'provider');
      }
      answer(ask);
      if (!isOver) asked.push({ ask, event });
    } else if (isPass(event)) {
      const isExpected = !hasReturned || asked.some((each) => ['user', 'provider'].includes(each.ask));
      if (step === 'Identity Provider Callback') hasReturned = true;
      if (end && end.outcome !== 'signed_in' && !isClosed && !isFinal(end)) end = end.below;
      if (!isRedirect) passed = event;
      else {
        answer('user');
        if (isExpected && end?.outcome !== 'signed_in') {
          answer('provider');
          asked.push({ ask: 'provider', event });
        }
      }
    } else if (signsIn(event)) {
      if (step === 'Token' && asked.some((each) => each.ask === 'second')) continue;
      if (step === 'Token') [hasToken, passed] = [true, undefined];
      else if (step !== 'Refresh' && !hasToken) passed = event;
      asked = [];
      isClosed = false;
      end = { event, outcome: 'signed_in' };
    } else if (outcome) {
      const isAfterAll =
        ['Token', 'Refresh'].includes(step) &&
        end?.outcome === 'signed_in' &&
        (hasToken || end.event.step === 'Token');
      if (isAfterAll) continue;
      const isBad = end !== undefined && end.outcome !== 'signed_in';
      if (step === 'Authentication Request' && isBad) isClosed = true;
      else
        end = {
          event,
          outcome,
          below: end && isBad ? (isClosed || isFinal(end) ? end : end.below) : undefined,
        };
    }
  }
  const alive = isRenewal
    ? last
    : (events.findLast((event) => !(isKnown(event) && event.step === 'Refresh')) ?? last);
  const waiting = asked.at(-1)?.event ?? passed ?? heard.at(-1) ?? last;
  const ending = (end?.event as Event | undefined) ?? waiting;
  const newest = asked.at(-1);
  const hasBegun = heard.some((event) => begins(event));
  const who = newest
    ? newest.event.end === 'Success'
      ? 'user_at_provider'
      : waits[newest.ask]
    : passed
      ? 'platform'
      : hasBegun
        ? 'user'
        : undefined;
  return {
    outcome: end?.outcome,
    ending,
    alive,
    renews: !isRenewal ? undefined : known.some(({ step }) => step === 'Token') ? 'token' : 'session',
    waitingFor: end ? undefined : who,
  };
};
