import { type WaitingFor, isFailure } from '../../contract/outcome.ts';
import type { Ask, EndOutcome, Step } from './rules.ts';

/** Why the deciding event is told in other words than its own. All numbers are places among the attempt’s events. */
export type Because =
  | { readonly kind: 'own' }
  /** A closing record, while somebody was waited for: by the event at `asked`. */
  | { readonly kind: 'unanswered'; readonly waiting: WaitingFor; readonly asked: number }
  /** A closing record after the step at `after` was done, or after the token was made. */
  | { readonly kind: 'broke'; readonly after: number }
  | { readonly kind: 'broke_after_token' };

/**
 * What an event was in the course of its attempt, where that is more than its own words: a token that only carries
 * the second step’s challenge, a request that was accepted and went on, a record that only closes, an end after the
 * sign-in, and what was done after it was closed.
 */
export type Role = 'challenge_token' | 'accepted' | 'closes' | 'late' | 'too_late';

/** An end that stands: of whom, and what it rests on. */
type End = {
  readonly at: number;
  readonly step: Step;
  readonly outcome: EndOutcome;
  readonly because: Because;
  /** An unsuccessful end below it that no pass can take back: it stands again when this one is taken back. */
  readonly below: End | undefined;
};

type Asked = { readonly at: number; readonly redirected: boolean };

const isRequest = ({ stage }: Step): boolean => stage === 'Authentication Request';

const isBad = (end: End | undefined): end is End => end !== undefined && isFailure(end.outcome);

/** An attempt as a conversation, heard event by event: which asks stand, and which end. */
export class Conversation {
  /** The asks that stand, the newest last. */
  readonly #asks = new Map<Ask, Asked>();
  #end: End | undefined;
  /** Whether the sign-in’s own token was made: one that only carries a challenge is none. */
  #hasToken = false;
  /** The last step done, unless a token was made since. */
  #passed: number | undefined;
  #hasReturned = false;
  #begun = false;
  readonly #roles = new Map<number, Role>();
  /** The last event that is no aside. */
  lastHeard: number | undefined;
  closed: number | undefined;
  late: number | undefined;
  tooLate: number | undefined;
  /** A step of a sign-in that is dated after its end, though it can only have come before: a clock is wrong. */
  misdated: { readonly end: number; readonly step: number } | undefined;

  get end(): End | undefined {
    return this.#end;
  }

  get roles(): ReadonlyMap<number, Role> {
    return this.#roles;
  }

  /** Who is waited for, and by which event; undefined when no event tells. */
  get waiting(): { readonly who: WaitingFor; readonly asked: number } | undefined {
    const [ask, asked] = [...this.#asks].at(-1) ?? [];
    if (ask && asked) return { who: waitOf(ask, asked), asked: asked.at };
    const { lastHeard } = this;
    if (this.#passed !== undefined) return { who: 'platform', asked: this.#passed };
    return this.#begun && lastHeard !== undefined ? { who: 'user', asked: lastHeard } : undefined;
  }

  /** Hear the next event. */
  hear(step: Step, at: number): void {
    this.#answer(step);
    this.lastHeard = at;
    const { effect } = step;
    if (effect.kind === 'begins') this.#begun = true;
    else if (effect.kind === 'asks') this.#ask(effect.ask, at);
    else if (effect.kind === 'redirects') this.#redirect(at);
    else if (effect.kind === 'passes') this.#pass(step, at);
    else if (effect.kind === 'ends') {
      if (isFailure(effect.outcome)) this.#refuse(step, effect.outcome, at);
      else this.#signIn(step, at);
    }
  }

  /** What an event answers, whatever it does besides. */
  #answer({ stage, result, effect }: Step): void {
    const asks = this.#asks;
    if (stage === 'Identity Provider Authentication' && effect.kind !== 'redirects') asks.delete('again');
    if (stage === 'Identity Provider Callback' && effect.kind !== 'steps') {
      asks.delete('again');
      asks.delete('provider');
    }
    if (stage === 'Token' && effect.kind === 'ends') asks.delete('code');
    if (stage === 'MFA Challenge' && result === 'Success') asks.delete('second_step');
  }

  #ask(ask: Ask, at: number): void {
    // a code tells that all before it was done; closing records and codes can change places where clocks differ
    const isClosed = this.#end?.outcome === 'signed_in' && isRequest(this.#end.step);
    if (ask !== 'code' || !isClosed) this.#takeBack(ask);
    else this.#misdate(at);
    if (ask === 'code')
      for (const before of ['again', 'provider', 'second_step'] as const) this.#asks.delete(before);
    if (ask === 'second_step') {
      this.#hasToken = false;
      // who is asked for a second step has come back from the first
      for (const before of ['again', 'provider'] as const) this.#asks.delete(before);
    }
    if (ask !== 'code' || !isClosed) this.#stand(ask, { at, redirected: false });
  }

  /** An ask stands, and is the newest. */
  #stand(ask: Ask, asked: Asked): void {
    this.#asks.delete(ask);
    this.#asks.set(ask, asked);
  }

  /** A later ask takes any end back. */
  #takeBack(ask: Ask): void {
    const end = this.#end;
    if (end?.outcome === 'signed_in' && isRequest(end.step)) this.#roles.set(end.at, 'accepted');
    if (end?.step.stage === 'Token' && ask === 'second_step') this.#roles.set(end.at, 'challenge_token');
    this.#end = undefined;
    this.closed = undefined;
    this.late = undefined;
    this.tooLate = undefined;
    this.misdated = undefined;
  }

  /** The redirect to a provider was made: the user is there now. */
  #redirect(at: number): void {
    const isExpected = this.#asks.has('provider') || this.#asks.has('again') || !this.#hasReturned;
    this.#asks.delete('again');
    this.#takeBackStep(at);
    if (isExpected && this.#end?.outcome !== 'signed_in') this.#stand('provider', { at, redirected: true });
  }

  #pass({ stage }: Step, at: number): void {
    if (stage === 'Identity Provider Callback') this.#hasReturned = true;
    this.#takeBackStep(at);
    this.#passed = at;
  }

  /** A later pass takes back an unsuccessful end of a step: no sign-in, nothing that was closed, no policy’s Denied. */
  #takeBackStep(at: number): void {
    const end = this.#end;
    if (end?.outcome === 'signed_in') this.#misdate(at);
    if (!isBad(end)) return;
    if (this.closed !== undefined || isRequest(end.step)) {
      this.tooLate = at;
      this.#roles.set(at, 'too_late');
    } else if (!isFinal(end.step)) this.#end = end.below;
  }

  #misdate(at: number): void {
    if (this.#end) this.misdated ??= { end: this.#end.at, step: at };
  }

  #signIn(step: Step, at: number): void {
    if (step.stage === 'Token') {
      // no token is a sign-in before the second step is answered
      if (this.#asks.has('second_step')) {
        this.#roles.set(at, 'challenge_token');
        return;
      }
      this.#hasToken = true;
      this.#passed = undefined;
    } else if (step.stage !== 'Refresh' && !this.#hasToken) this.#passed = at;
    this.#asks.clear();
    this.closed = undefined;
    this.#end = { at, step, outcome: 'signed_in', because: { kind: 'own' }, below: undefined };
  }

  #refuse(step: Step, outcome: EndOutcome, at: number): void {
    const end = this.#end;
    if (isRequest(step) && isBad(end)) {
      this.closed ??= at;
      this.#roles.set(at, 'closes');
      return;
    }
    if (end?.outcome === 'signed_in' && this.#isAfterAll(step, end)) {
      this.late ??= at;
      this.#roles.set(at, 'late');
      return;
    }
    const because = isRequest(step) ? this.#becauseOfClosing() : ({ kind: 'own' } as const);
    const isKept = this.closed !== undefined || (end !== undefined && isFinal(end.step));
    const below = isBad(end) ? (isKept ? end : end.below) : undefined;
    this.#end = { at, step, outcome, because, below };
  }

  /** Whether a token or a renewal fails after the sign-in that had its token: a replayed code, a session that ended. */
  #isAfterAll({ stage }: Step, end: End): boolean {
    return (stage === 'Token' || stage === 'Refresh') && (end.step.stage === 'Token' || this.#hasToken);
  }

  /** What a record that closes an attempt badly tells of it, when no other unsuccessful end stands. */
  #becauseOfClosing(): Because {
    const waiting = this.#asks.size > 0 ? this.waiting : undefined;
    if (waiting) return { kind: 'unanswered', waiting: waiting.who, asked: waiting.asked };
    if (this.#passed !== undefined) return { kind: 'broke', after: this.#passed };
    return this.#hasToken ? { kind: 'broke_after_token' } : { kind: 'own' };
  }
}

/** Whether an unsuccessful end is final: closed is closed, and a policy’s Denied is its last word. */
const isFinal = (step: Step): boolean =>
  isRequest(step) || (step.stage === 'Policy Evaluation' && step.result === 'Denied');

const waitOf = (ask: Ask, { redirected }: Asked): WaitingFor => {
  if (ask === 'again') return 'user';
  if (ask === 'second_step') return 'second_step';
  if (ask === 'code') return 'application';
  return redirected ? 'user_at_provider' : 'identity_provider';
};
