import type { Parties } from '../../contract/attempts.ts';
import { type Micros, formatInstant } from '../../contract/instant.ts';
import { type Outcome, type Owner, type Verdict, isFailure } from '../../contract/outcome.ts';
import { type AccountState, accountNotesOf, accountTurnOf, weightier } from './account.ts';
import { codeOfEvent, endCodeFor, stopCodeFor } from './choose-code.ts';
import {
  type EndCode,
  type EventCode,
  type StopCode,
  type TurnCode,
  ownerOfEnd,
  ownerOfTurn,
  stopCodes,
} from './codes.ts';
import { type JudgedAttempt, type JudgedEvent, deciding, isLegacy } from './events.ts';
import { notesOf } from './notes.ts';
import type { CodedEvent, CodedNote, StepParams, VerdictParams } from './params.ts';
import { partiesOf } from './parties.ts';
import type { Rhythm } from './retry-pattern.ts';
import { turnParams } from './turn-params.ts';
import type { Turn } from './turn.ts';

/** What is known beside an attempt's own events. All of it may be left out. */
export type Beside = {
  /** user_id → the address known for it. */
  readonly emails?: Readonly<Record<string, string>>;
  /** Who and what it is about, when that has been worked out before. */
  readonly parties?: Parties;
  /** The rhythm in which attempts of the same user, application and address failed, this one among them. */
  readonly rhythm?: Rhythm | undefined;
  /** What its surroundings make of it. */
  readonly turn?: Turn;
  /** What a directory calls the person, and says of the account. */
  readonly name?: string;
  readonly account?: AccountState;
  /** Whether the session of a token was signed in to before: then it is a renewal. */
  readonly hasSignedIn?: boolean;
  /** Events before this instant were removed by rule. */
  readonly removedBefore?: Micros | undefined;
};

/** What an attempt's events say, as codes and what their words are made of: any language says it from this. */
export type Diagnosis = Pick<Verdict, 'certainty' | 'decided_by'> & {
  readonly outcome: Outcome;
  readonly params: VerdictParams;
  /** Whose the next step is, where there is one. */
  readonly owner: Owner | undefined;
  readonly notes: readonly CodedNote[];
  /** What its surroundings make of it; then `code` is what it says itself. */
  readonly turn?: TurnCode;
} & (
    | { readonly ended: true; readonly code: EndCode }
    /** Nothing ended it: the step at which it stands, or stopped. */
    | { readonly ended: false; readonly code: StopCode }
  );

type Recorded<Params> = { readonly [Name in keyof Params]?: Params[Name] | undefined };

/** Without what was not recorded: empty texts say nothing. */
const recorded = <Params extends StepParams>(values: Recorded<Params>): Params =>
  Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && value !== ''),
  ) as Params;

const shared = (parties: Parties) => ({
  who: parties.email ?? parties.upstream_user_id ?? parties.user_id,
  name: parties.name,
  application: parties.application_name ?? parties.client_id,
  idp: parties.upstream_idp,
  ip: parties.source_ip,
  org: parties.org_name ?? parties.org_id,
  login_org: parties.login_org_name ?? parties.login_org_id,
});

/** The events up to the one that decided: whose sentence it is, the last of them that names somebody tells. */
const upToDeciding = (attempt: JudgedAttempt): readonly JudgedEvent[] => {
  const event = deciding(attempt);
  const place = attempt.events.indexOf(event);
  return place < 0 ? [event] : attempt.events.slice(0, place + 1);
};

const onlyOf = <Value>(values: readonly Value[]): Value | undefined =>
  new Set(values).size === 1 ? values[0] : undefined;

const trueOr = (isSo: boolean): true | undefined => (isSo ? true : undefined);

const paramsOf = (
  attempt: JudgedAttempt,
  event: JudgedEvent,
  parties: Parties,
  renewal: boolean,
): VerdictParams => {
  const { judgement, events } = attempt;
  const { refusals, because, waitingFor, confirmed } = judgement;
  return recorded<VerdictParams>({
    ...shared(parties),
    unnamed_application: trueOr(!parties.application_name && parties.client_id !== undefined),
    upstream: event.record.upstream_user_id || parties.upstream_user_id,
    stage: event.stage,
    result: event.result,
    start: formatInstant(attempt.start),
    time: formatInstant(event.time),
    trace_id: event.record.trace_id || events.find(({ record }) => record.trace_id)?.record.trace_id,
    failures: refusals.count > 0 ? refusals.count : undefined,
    failed_at: onlyOf(refusals.kinds.map(({ stage }) => stage)),
    failed_with: onlyOf(refusals.kinds.map(({ result }) => result)),
    confirmed: trueOr(confirmed),
    waiting_for: because.kind === 'unanswered' ? because.waiting : waitingFor,
    service: trueOr(events.some(({ stage }) => stage === 'Assertion Request')),
    step: brokenAfter(attempt),
    renewal: trueOr(renewal),
  });
};

const pickName = ({ name }: Beside): Pick<Parties, 'name'> => (name === undefined ? {} : { name });

/** The step that a sign-in broke after. */
const brokenAfter = (attempt: JudgedAttempt): CodedEvent | undefined => {
  const { because } = attempt.judgement;
  if (because.kind !== 'broke') return undefined;
  const event = attempt.eventAt(because.after);
  if (!event) return { code: 'not_at_hand', params: {} };
  // as a step, whatever it was as an end
  const isRequest = event.stage === 'Authentication Request';
  return coded(event, isRequest ? 'request_accepted' : codeOfEvent(attempt, because.after));
};

/** Whether an attempt only renews a session. */
export const isRenewal = ({ judgement }: JudgedAttempt, { hasSignedIn = false }: Beside): boolean =>
  judgement.renews === 'session' || (judgement.renews === 'token' && hasSignedIn);

/** What an attempt's events say: the outcome, what decided, how certain that is, and why. Pure. */
export const diagnose = (attempt: JudgedAttempt, beside: Beside = {}): Diagnosis => {
  const { outcome, judgement } = attempt;
  const { ended } = judgement;
  const event = deciding(attempt);
  const parties = partiesOf(upToDeciding(attempt), beside.emails ?? {});
  const renewal = isRenewal(attempt, beside);
  const params = paramsOf(attempt, event, { ...parties, ...pickName(beside) }, renewal);
  const { account } = beside;
  const attempted = { outcome, time: event.time };
  const ofAccount = account && accountTurnOf(account, attempted);
  const turn = weightier(beside.turn, ofAccount);
  const notes = [
    ...(account ? accountNotesOf(account, attempted, turn) : []),
    ...notesOf(attempt, event, beside.parties ?? parties, beside.removedBefore),
  ];
  const about = {
    outcome,
    decided_by: { event_id: event.id, ...textsAndTime(event) },
    ...(turn ? { turn: turn.kind } : {}),
  };
  if (ended === undefined) {
    const code = stopCodeFor(attempt);
    const own = outcome === 'in_progress' ? 'user' : stopCodes[code].owner;
    return {
      ...about,
      ended: false,
      certainty: 'likely',
      code,
      params: turned(params, code, event, turn),
      owner: turn ? ownerOfTurn(turn.kind, params.service === true) : own,
      notes,
    };
  }
  const code = endCodeFor(attempt, event, ended, renewal);
  const isDoubtful =
    // what a directory has recorded is no guess
    (turn !== undefined && turn !== ofAccount) ||
    judgement.flat ||
    isLegacy(event) ||
    notes.some(({ code: note }) => note === 'clock_backwards' || note === 'cut');
  const rhythm = isFailure(outcome) && !renewal && !turn ? beside.rhythm : undefined;
  const beats = rhythm && { count: rhythm.count, interval: BigInt(Math.round(rhythm.interval)) };
  return {
    ...about,
    ended: true,
    certainty: isDoubtful ? 'likely' : 'recorded',
    code,
    params: turned(params, code, event, turn),
    owner: turn ? ownerOfTurn(turn.kind, params.service === true) : ownerOfEnd(code),
    notes: [
      ...(beats ? [{ code: 'retrying' as const, params: { ip: params.ip ?? '?', ...beats } }] : []),
      ...notes,
    ],
  };
};

/** What the words of a turned verdict are made of. */
const turned = (
  params: VerdictParams,
  base: EndCode | StopCode,
  { time }: JudgedEvent,
  turn: Turn | undefined,
): VerdictParams => (turn ? { ...params, ...turnParams(turn, time), base } : params);

/** An event’s stage and result as they are shown, and its time. */
export const textsAndTime = ({ stage, result, time }: JudgedEvent) => ({
  ...(stage === undefined ? {} : { event_name: stage }),
  ...(result === undefined ? {} : { result }),
  time: formatInstant(time),
});

const coded = (event: JudgedEvent, code: EventCode): CodedEvent => ({
  code,
  params: recorded<StepParams>({
    ...shared(partiesOf([event], {})),
    upstream: event.record.upstream_user_id,
    stage: event.stage,
    result: event.result,
    time: formatInstant(event.time),
  }),
});

/** Whether an event is called by what came before it: the redirect or a confirmation, a sign-in or a challenge, a cause or a closing. */
const isOfContext = ({ step }: JudgedEvent): boolean =>
  step?.effect.kind === 'redirects' ||
  (step?.effect.kind === 'ends' &&
    (step.stage === 'Authentication Request' || step.effect.outcome === 'signed_in'));

/**
 * What each event of an attempt that is at hand is, in their order; one after the other, since there can be thousands.
 * @param isPart whether what came before them may be missing: then what depends on it is called by its own names
 */
export const codeSteps = function* (attempt: JudgedAttempt, isPart = false): Generator<CodedEvent> {
  const missing = attempt.count - attempt.events.length;
  for (const [index, event] of attempt.events.entries()) {
    const place = missing + index;
    const isPlain = isPart && isOfContext(event) && !attempt.judgement.roles.has(place);
    yield coded(event, isPlain ? 'other_step' : codeOfEvent(attempt, place));
  }
};
