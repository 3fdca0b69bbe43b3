import type { Outcome } from '../../../contract/outcome.ts';
import type { AuditRecord } from '../../../contract/record.ts';
import type { AttemptFacetsQuestion, AttemptScope } from '../questions/attempts.ts';
import type { Facet } from '../questions/events.ts';
import type { PreparedEvent } from '../store.ts';
import { Knowledge, inHours, textOf, withoutCase, modelWithoutProperty } from './filter-model.ts';
import { refusedNaively } from './naive-refusals.ts';
import { type Naive, type NaiveJudgement, judgeNaively, placeOf } from './naive-judge.ts';

/** An event with its stage and result, as today's properties or the deprecated ones tell them. */
export type ModelEvent = Naive & Pick<PreparedEvent, 'id' | 'time' | 'record'>;

const second = 1_000_000n;

/** An attempt with all its events in order, and how it went. */
export type ModelAttempt = {
  readonly requestId: string;
  readonly events: readonly ModelEvent[];
  readonly start: bigint;
  readonly last: bigint;
  readonly judgement: NaiveJudgement<ModelEvent>;
};

/** The order of texts by their code points. */
export const byCodePoints = (one: string, other: string): number => {
  const [left, right] = [one, other].map((text) => Array.from(text, (letter) => letter.codePointAt(0) ?? 0));
  for (const [index, code] of (left ?? []).entries()) {
    const against = right?.[index];
    if (against === undefined) return 1;
    if (code !== against) return code - against;
  }
  return (left?.length ?? 0) - (right?.length ?? 0);
};

const byTime = (one: ModelEvent, other: ModelEvent): number =>
  one.time === other.time ? placeOf(one) - placeOf(other) : one.time < other.time ? -1 : 1;

/** The order in which an attempt's events are told. */
const inOrder = (one: ModelEvent, other: ModelEvent): number =>
  byTime(one, other) || byCodePoints(one.step, other.step) || byCodePoints(one.end, other.end);

const attemptOf = (requestId: string, own: readonly ModelEvent[]): ModelAttempt => {
  const events = own.toSorted(inOrder);
  const times = own.map(({ time }) => time).toSorted((a, b) => (a < b ? -1 : 1));
  return {
    requestId,
    events,
    start: times[0] ?? 0n,
    last: times.at(-1) ?? 0n,
    judgement: judgeNaively(events),
  };
};

/** How an attempt stands where those are given up whose last event is at `settled` or before. */
export const modelOutcome = ({ judgement }: ModelAttempt, settled: bigint): Outcome =>
  judgement.outcome ?? (judgement.alive.time > settled ? 'in_progress' : 'did_not_finish');

type Read = (record: AuditRecord) => string | undefined;

/** Every value that an attempt's events have. */
export const modelValues = ({ events }: ModelAttempt, property: string): string[] => [
  ...new Set(events.flatMap(({ record }) => textOf(record, property) ?? [])),
];

/** The first or the last value recorded; of several in one instant and place the lowest, or the greatest, text. */
export const edgeOf = ({ events }: ModelAttempt, which: 'first' | 'last', read: Read): string | undefined => {
  const told = events
    .flatMap((event) => {
      const value = read(event.record);
      return value === undefined ? [] : [{ event, value }];
    })
    .toSorted((a, b) => byTime(a.event, b.event) || byCodePoints(a.value, b.value));
  return told.at(which === 'first' ? 0 : -1)?.value;
};

/** What a store must answer about attempts, in the plainest code: all its events, gathered anew. */
export class AttemptModel {
  readonly attempts: readonly ModelAttempt[];
  readonly events: readonly ModelEvent[];
  readonly known: Knowledge;
  readonly #signIns = new Map<string, bigint>();

  constructor(events: readonly Pick<PreparedEvent, 'id' | 'time' | 'record'>[]) {
    this.known = new Knowledge(events.map(({ record }) => record));
    this.events = events.map(({ id, time, record }) => ({
      id,
      time,
      record,
      step: textOf(record, 'event_name') ?? textOf(record, 'stage') ?? '',
      end: textOf(record, 'result') ?? textOf(record, 'event') ?? '',
    }));
    const byRequest = new Map<string, ModelEvent[]>();
    for (const event of this.events) {
      const id = textOf(event.record, 'request_id');
      if (id !== undefined) byRequest.set(id, [...(byRequest.get(id) ?? []), event]);
    }
    this.attempts = [...byRequest].map(([requestId, own]) => attemptOf(requestId, own));
    for (const attempt of this.attempts) {
      if (attempt.judgement.outcome !== 'signed_in' || attempt.judgement.renews !== undefined) continue;
      for (const session of modelValues(attempt, 'session')) {
        const known = this.#signIns.get(session);
        if (known === undefined || attempt.start < known) this.#signIns.set(session, attempt.start);
      }
    }
  }

  /** When the first attempt began that signed in to a session. */
  signInTo(session: string): bigint | undefined {
    return this.#signIns.get(session);
  }

  /** Whether an attempt only renews a session: any by Refresh alone, by a token one that was signed in to before. */
  isRenewal(attempt: ModelAttempt): boolean {
    const { renews } = attempt.judgement;
    if (renews !== 'token') return renews === 'session';
    return modelValues(attempt, 'session').some((session) => {
      const signedIn = this.#signIns.get(session);
      return signedIn !== undefined && signedIn < attempt.start;
    });
  }

  /** Whether an attempt is in scope but for when it began. */
  passes(attempt: ModelAttempt, scope: AttemptScope): boolean {
    const outcome = modelOutcome(attempt, scope.settled);
    const [length, count] = [attempt.last - attempt.start, attempt.events.length];
    return (
      inHours(attempt.start, scope.filters) &&
      this.known.passesAmong(
        attempt.events.map(({ record }) => record),
        scope.filters,
      ) &&
      (scope.outcomes === undefined || scope.outcomes.includes(outcome)) &&
      !(scope.notOutcomes ?? []).includes(outcome) &&
      (scope.stoppedAt === undefined ||
        (outcome !== 'signed_in' && scope.stoppedAt.includes(attempt.judgement.ending.step))) &&
      (scope.refused === undefined ||
        refusedNaively(attempt.events, outcome !== 'in_progress').some((kind) =>
          scope.refused?.some((asked) => asked === kind),
        )) &&
      (scope.minDuration === undefined || length >= BigInt(scope.minDuration) * second) &&
      (scope.maxDuration === undefined || length <= BigInt(scope.maxDuration) * second) &&
      (scope.minEvents === undefined || count >= scope.minEvents) &&
      (scope.maxEvents === undefined || count <= scope.maxEvents) &&
      (scope.renewal === undefined || scope.renewal === this.isRenewal(attempt))
    );
  }

  /** The attempts in scope. */
  within(scope: AttemptScope): ModelAttempt[] {
    return this.attempts.filter(
      (attempt) =>
        (scope.from === undefined || attempt.start >= scope.from) &&
        (scope.to === undefined || attempt.start < scope.to) &&
        this.passes(attempt, scope),
    );
  }

  facet(question: AttemptFacetsQuestion, property: string): Facet {
    const isOutcome = property === 'outcome';
    const { outcomes: _outcomes, notOutcomes: _notOutcomes, ...unjudged } = question;
    const scope = isOutcome
      ? unjudged
      : { ...question, filters: modelWithoutProperty(question.filters, property) };
    const counts = new Map<string | undefined, number>();
    for (const attempt of this.within(scope)) {
      const values = isOutcome ? [modelOutcome(attempt, scope.settled)] : modelValues(attempt, property);
      for (const value of values.length === 0 ? [undefined] : values)
        counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    const needle = withoutCase(question.contains ?? '');
    const values = [...counts]
      .flatMap(([value, count]) =>
        value !== undefined && withoutCase(value).includes(needle) ? [{ value, count }] : [],
      )
      .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
    return {
      values: values.slice(0, question.limit),
      missing: counts.get(undefined) ?? 0,
      more: values.length > question.limit,
    };
  }
}
