import { type Outcome, type WaitingFor, isFailure } from '../../contract/outcome.ts';
import { type Because, Conversation, type Role } from './conversation.ts';
import type { EndOutcome, Step } from './rules.ts';

/** How an attempt went, but for what only the clock can tell. */
export type Judgement = {
  /** Undefined: nothing has ended it. */
  readonly ended: EndOutcome | undefined;
  /** Whether the log is flat: it holds no step around those that tell how it ended. */
  readonly flat: boolean;
  /** The event that decided; when none did, the one that asks for what is waited for, else the last one. */
  readonly decided: number;
  readonly because: Because;
  /** Who is waited for when nothing has ended it; undefined when no recognised event tells. */
  readonly waitingFor: WaitingFor | undefined;
  /** Unsuccessful steps before the event that decided: how many, and which kinds. */
  readonly refusals: { readonly count: number; readonly kinds: readonly Step[] };
  /** The record that closed it without being the cause. */
  readonly closed: number | undefined;
  /** The first unsuccessful end that came after the sign-in and decides nothing. */
  readonly late: number | undefined;
  /** The last step done after it was closed, which was too late. */
  readonly tooLate: number | undefined;
  /** A step that is dated after the sign-in’s end, though it can only have come before. */
  readonly misdated: { readonly end: number; readonly step: number } | undefined;
  /** Whether an identity provider had confirmed the identity before the event that decided. */
  readonly confirmed: boolean;
  /** The last event whose time counts: a session that is renewed meanwhile prolongs no sign-in. */
  readonly last: number;
  /** Which of its events it consists of, when it can be a renewal: it is one wherever a session alone was renewed. */
  readonly renews: 'session' | 'token' | undefined;
  /** What some events were in the course of it, by their places. */
  readonly roles: ReadonlyMap<number, Role>;
};

type Told = readonly (Step | undefined)[];

const isRefusal = (step: Step | undefined): boolean =>
  step?.effect.kind === 'ends' && isFailure(step.effect.outcome);

const isOf = (step: Step | undefined, stages: readonly Step['stage'][]): boolean =>
  step !== undefined && stages.includes(step.stage);

/**
 * Whether a log is flat: it has only requests and authentications at a provider, nothing that asks, and nothing that
 * began before the last Success, as a browser’s sign-in would that broke off.
 */
const isFlat = (steps: Told): boolean => {
  const known = steps.filter((step) => step !== undefined);
  const success = known.findLastIndex(({ result }) => result === 'Success');
  return (
    known.length > 0 &&
    known.every((step) => isOf(step, ['Authentication Request', 'Identity Provider Authentication'])) &&
    !known.some(({ effect }, at) => effect.kind === 'asks' || (effect.kind === 'begins' && at < success))
  );
};

/** What closes an attempt badly says nothing of what it was before. */
const isClosing = (step: Step): boolean =>
  isOf(step, ['Authentication Request']) && step.effect.kind === 'ends' && isFailure(step.effect.outcome);

const renewsOf = (steps: Told): Judgement['renews'] => {
  const all = steps.filter((step) => step !== undefined);
  const known = all.filter((step, at) => at === 0 || !isClosing(step));
  if (known.length === 0 || !known.every((step) => isOf(step, ['Token', 'Refresh']))) return undefined;
  return known.every((step) => isOf(step, ['Refresh'])) ? 'session' : 'token';
};

/** Unsuccessful steps before a place, but for those that decided nothing. */
const refusalsBefore = (steps: Told, place: number, roles: Judgement['roles']): Judgement['refusals'] => {
  const refused = steps
    .slice(0, place)
    .filter(
      (step, at): step is Step =>
        step?.effect.kind === 'ends' && isFailure(step.effect.outcome) && !roles.has(at),
    );
  return { count: refused.length, kinds: [...new Set(refused)] };
};

const isConfirmation = (step: Step | undefined): boolean =>
  step?.stage === 'Identity Provider Callback' && step.result === 'Success';

/**
 * Judge an attempt: read it like a conversation, in order, and tell which end stands, or who is waited for. This is
 * the only place where that is decided.
 * @param steps of all its events, in the order of `inOrder`; undefined for one that is not recognised
 */
export const judgeSteps = (steps: Told): Judgement => {
  const flat = isFlat(steps);
  const renews = renewsOf(steps);
  const conversation = new Conversation();
  const isAside = (step: Step | undefined): boolean => renews === undefined && isOf(step, ['Refresh']);
  for (const [at, step] of steps.entries()) if (step && !isAside(step)) conversation.hear(step, at);
  const { end, waiting, closed, late, tooLate, misdated, roles } = conversation;
  const lateAside = (end: number): number | undefined => {
    const at = steps.findIndex((step, place) => place > end && isAside(step) && isRefusal(step));
    return at < 0 ? undefined : at;
  };
  const success = flat ? steps.findLastIndex((step) => step?.result === 'Success') : -1;
  const lastAt = steps.findLastIndex((step) => !isAside(step));
  const decided =
    success >= 0 ? success : (end?.at ?? waiting?.asked ?? conversation.lastHeard ?? steps.length - 1);
  return {
    ended: success >= 0 ? 'signed_in' : end?.outcome,
    flat,
    decided,
    because: success >= 0 ? { kind: 'own' } : (end?.because ?? { kind: 'own' }),
    waitingFor: success >= 0 || end ? undefined : waiting?.who,
    refusals: refusalsBefore(steps, decided, roles),
    closed: end && closed !== undefined && closed > end.at ? closed : undefined,
    late: end?.outcome === 'signed_in' ? (late ?? lateAside(end.at)) : undefined,
    tooLate: end ? tooLate : undefined,
    misdated: success >= 0 ? undefined : misdated,
    confirmed: steps.slice(0, decided).some((step) => isConfirmation(step)),
    last: Math.max(lastAt, 0),
    renews,
    roles,
  };
};

/**
 * The outcome of an attempt, which time decides when nothing else has.
 * @param last when its last event that counts was
 * @param settled attempts whose last event is at or before this instant did not finish: `patience` (`rules.ts`) before now
 */
export const outcomeAt = ({ ended }: Judgement, last: bigint, settled: bigint): Outcome =>
  ended ?? (last > settled ? 'in_progress' : 'did_not_finish');
