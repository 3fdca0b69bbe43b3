import type { Micros } from '../../contract/instant.ts';
import type { Refused } from '../../contract/refused-kinds.ts';
import { judgeSteps } from './judge.ts';
import type { Step } from './rules.ts';

/** A step of an attempt, as it went; undefined where it is not recognised. */
export type TimedStep = { readonly time: Micros; readonly step: Step | undefined };

/**
 * Something that was refused, or a second step that nobody answered: what guessing consists of. An expired session, a
 * token, a callback and a policy are none of it.
 */
export type Refusal = {
  readonly time: Micros;
  readonly of: 'credentials' | 'second_step';
  readonly isAnswered: boolean;
};

/** What a refusal is of, and whether anybody gave it. */
export const refusedBy = ({ of, isAnswered }: Refusal): Refused =>
  of === 'second_step' && !isAnswered ? 'unanswered' : of;

const isOf = (step: Step | undefined, stage: Step['stage'], results: readonly string[]): boolean =>
  step !== undefined && step.stage === stage && results.includes(step.result);

const isRefusedByProvider = (step: Step | undefined): boolean =>
  isOf(step, 'Identity Provider Authentication', ['Failure']);

const isRefusedRequest = (step: Step | undefined): boolean =>
  isOf(step, 'Authentication Request', ['Failure']);

/** The second steps of an attempt that were asked for and not passed. */
class Challenges {
  readonly refused: Refusal[] = [];
  /** When challenges were sent that stand. */
  #standing: Micros[] = [];
  /** Whether the policy has asked since the last challenge was sent: the next one is another. */
  #isAnnounced = false;
  /** Whether the policy asked for one of those that stand: then one is sent each time it does. */
  #isByPolicy = false;
  #last: string | undefined;

  hear({ time, step }: TimedStep): void {
    if (isOf(step, 'Policy Evaluation', ['DoMfa'])) {
      this.#isAnnounced = true;
      this.#isByPolicy = true;
    } else if (isOf(step, 'MFA Challenge', ['Create', 'InProgress', 'DoMfa'])) this.#send(time, step?.result);
    else if (isOf(step, 'MFA Challenge', ['Failure', 'Denied'])) this.#answer(time, true);
    else if (isOf(step, 'MFA Challenge', ['Timeout'])) this.#answer(time, false);
    else if (
      isOf(step, 'MFA Challenge', ['Success']) ||
      isOf(step, 'Authentication Request', ['CodeIssued', 'Success'])
    )
      this.#pass();
  }

  /** However many records say that one challenge was sent, it is one. */
  #send(time: Micros, result: string | undefined): void {
    const isOther = this.#isByPolicy
      ? this.#isAnnounced
      : result !== 'InProgress' || this.#last === undefined;
    if (isOther || this.#standing.length === 0) this.#standing.push(time);
    this.#isAnnounced = false;
    this.#last = result;
  }

  #answer(time: Micros, isAnswered: boolean): void {
    this.#standing.pop();
    this.#leave();
    this.refused.push({ time, of: 'second_step', isAnswered });
  }

  #pass(): void {
    this.#standing.pop();
    this.#leave();
  }

  /** Those that stand are answered no more: another was. */
  #leave(): void {
    for (const time of this.#standing) this.refused.push({ time, of: 'second_step', isAnswered: false });
    this.#standing = [];
    this.#isByPolicy = false;
    this.#isAnnounced = false;
    this.#last = undefined;
  }

  /** @param isOver whether nobody can answer any more */
  end(isOver: boolean): readonly Refusal[] {
    if (isOver) this.#leave();
    return this.refused;
  }
}

/**
 * What was refused or left unanswered in an attempt, in the order of time.
 * @param steps of all its events, in order
 * @param isOver whether it is no longer in progress: until then a second step may be answered
 */
export const refusalsOf = (steps: readonly TimedStep[], isOver: boolean): readonly Refusal[] => {
  const told = steps.map(({ step }) => step);
  const hasProviderRefused = told.some((step) => isRefusedByProvider(step));
  // where a provider refused, the request that fails after it only closes
  const isRefused =
    !hasProviderRefused && told.some((step) => isRefusedRequest(step)) && judgeSteps(told).flat
      ? isRefusedRequest
      : isRefusedByProvider;
  const challenges = new Challenges();
  const credentials: Refusal[] = [];
  for (const each of steps) {
    challenges.hear(each);
    if (isRefused(each.step)) credentials.push({ time: each.time, of: 'credentials', isAnswered: true });
  }
  return [...credentials, ...challenges.end(isOver)].toSorted((a, b) => Number(a.time - b.time));
};
