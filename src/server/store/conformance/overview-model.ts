import type { OutcomeCounts } from '../../../contract/attempts.ts';
import type { Outcome } from '../../../contract/outcome.ts';
import type { SecondStepEnd } from '../../../contract/overview.ts';
import type {
  BreakdownQuestion,
  NumbersQuestion,
  OverviewScope,
  SecondSteps,
} from '../questions/overview.ts';
import type { Person } from '../questions/people.ts';
import { personOfNames } from './attempt-counts-model.ts';
import { type AttemptModel, type ModelAttempt, modelOutcome, modelValues } from './attempt-model.ts';
import { clockOf, isInAny, withoutCase } from './filter-model.ts';
import { pipeline } from './naive-judge.ts';

/*
 * What a store must answer of the overview, from the attempts of `AttemptModel`: gathered anew for every question.
 */

export const unsuccessfulModelOutcomes: readonly Outcome[] = [
  'blocked',
  'failed',
  'timed_out',
  'session_expired',
];

/** The attempts of the range, or of the stretch before it. */
export const attemptsOf = (
  model: AttemptModel,
  { from, to, before, beforeEnd, ...scope }: OverviewScope,
  period: 'now' | 'before',
): ModelAttempt[] => {
  if (period === 'now') return model.within({ ...scope, from, to });
  return before === undefined ? [] : model.within({ ...scope, from: before, to: beforeEnd ?? from });
};

const outcomesOf = (attempts: readonly ModelAttempt[], settled: bigint): OutcomeCounts => {
  const counts: Partial<Record<Outcome, number>> = {};
  for (const attempt of attempts) {
    const outcome = modelOutcome(attempt, settled);
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  return counts;
};

/** The value below which a share of a series lies, between two of them in proportion. */
export const quantile = (series: readonly bigint[], share: number): number | undefined => {
  const sorted = series.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0)).map(Number);
  const place = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return low === undefined || high === undefined
    ? undefined
    : low + (high - low) * (place - Math.floor(place));
};

const distinctPeople = (people: readonly Person[]): Person[] => [
  ...new Map(people.map((each) => [JSON.stringify([each.id, each.isUserId]), each])).values(),
];

/**
 * Whom an attempt is of: all its user_ids, those whose alone one of its upstream ids is, and where it has no user_id
 * the upstream ids that are nobody’s alone. @param looked only upstream ids that are one of these
 */
export const peopleOf = (
  model: AttemptModel,
  attempt: ModelAttempt,
  looked?: readonly string[],
): readonly Person[] => {
  const userIds = modelValues(attempt, 'user_id');
  const named = modelValues(attempt, 'upstream_user_id')
    .filter((each) => looked?.some((one) => withoutCase(one) === withoutCase(each)) ?? true)
    .map((each) => personOfNames(each, model));
  return distinctPeople([
    ...userIds.map((id) => ({ id, isUserId: true })),
    ...named.filter(({ isUserId }) => isUserId || userIds.length === 0),
  ]);
};

/** Those of them whom filters can find again: they cannot say “one of these people, and also that one”. */
export const soughtPeople = (
  model: AttemptModel,
  attempt: ModelAttempt,
  { any }: OverviewScope['filters'],
): readonly Person[] =>
  peopleOf(model, attempt, any['email']).filter(
    ({ id, isUserId }) => !any['user_id'] || (isUserId && any['user_id'].includes(id)),
  );

/** The numbers of each period, and of each bucket of it, in which there is an attempt. */
export const wantedNumbers = (
  model: AttemptModel,
  question: Omit<NumbersQuestion, 'evenBuckets'>,
  edges: readonly bigint[],
) => {
  const { from, before, settled } = question;
  return (['now', 'before'] as const).flatMap((period) => {
    const own = attemptsOf(model, question, period);
    const ahead = period === 'before' && before !== undefined ? from - before : 0n;
    const bucketOf = ({ start }: ModelAttempt) => edges.findLastIndex((edge) => edge <= start + ahead);
    const buckets = [...new Set(own.map(bucketOf))];
    return [undefined, ...buckets].flatMap((bucket) => {
      const some = bucket === undefined ? own : own.filter((each) => bucketOf(each) === bucket);
      if (some.length === 0) return [];
      const acting = some.filter((attempt) => !model.isRenewal(attempt));
      const waits = acting.flatMap((attempt) =>
        attempt.judgement.outcome === 'signed_in' && attempt.events.length > 1
          ? [attempt.judgement.ending.time - attempt.start]
          : [],
      );
      return [
        {
          period,
          bucket,
          outcomes: outcomesOf(some, settled),
          renewals: some.length - acting.length,
          users: distinctPeople(acting.flatMap((attempt) => peopleOf(model, attempt))).length,
          addresses: new Set(some.flatMap((attempt) => modelValues(attempt, 'source_ip'))).size,
          median: quantile(waits, 0.5),
        },
      ];
    });
  });
};

/** The values by which an attempt is counted, each once. */
const sharedBy = (
  model: AttemptModel,
  attempt: ModelAttempt,
  { by, filters }: Pick<BreakdownQuestion, 'by' | 'filters'>,
): readonly { readonly value: string | undefined; readonly isUserId: boolean }[] => {
  const nobody = [{ value: undefined, isUserId: false }];
  if (by === 'user')
    return peopleOf(model, attempt).length === 0
      ? nobody
      : soughtPeople(model, attempt, filters).map(({ id, isUserId }) => ({ value: id, isUserId }));
  const values = modelValues(attempt, by);
  if (values.length === 0) return nobody;
  return values
    .filter((value) => isTellable(filters, by, value))
    .map((value) => ({ value, isUserId: false }));
};

/**
 * Whether a value may be told: of a property that is filtered by, only those that are looked for, since filters cannot
 * say “one of these, and also that one”.
 */
export const isTellable = ({ any }: OverviewScope['filters'], by: string, value: string): boolean => {
  const looked = any[by];
  return looked === undefined || looked.includes(value) || (by === 'source_ip' && isInAny(value, looked));
};

/** Every value that an attempt of the range has, with how attempts went that have it. */
export const wantedShares = (model: AttemptModel, question: Omit<BreakdownQuestion, 'limit'>) => {
  const { settled } = question;
  const groups = (period: 'now' | 'before') => {
    const all = new Map<string, ModelAttempt[]>();
    for (const attempt of attemptsOf(model, question, period))
      for (const shared of sharedBy(model, attempt, question)) {
        const key = JSON.stringify([shared.value ?? null, shared.isUserId]);
        all.set(key, [...(all.get(key) ?? []), attempt]);
      }
    return all;
  };
  const earlier = groups('before');
  return [...groups('now')].map(([key, attempts]) => {
    const [value, isUserId] = JSON.parse(key) as [string | null, boolean];
    const before = earlier.get(key);
    return {
      value: value ?? undefined,
      isUserId,
      now: outcomesOf(attempts, settled),
      before: before && outcomesOf(before, settled),
    };
  });
};

/** How many attempts have an event of each stage, and how they ended: as texts, each with its count. */
export const wantedStops = (model: AttemptModel, scope: OverviewScope) => {
  const own = attemptsOf(model, scope, 'now');
  const stageOf = (step: string) => (pipeline.includes(step) ? step : undefined);
  const reached = new Map<string | undefined, number>();
  const ends = new Map<string, number>();
  for (const attempt of own) {
    for (const stage of new Set(attempt.events.map(({ step }) => stageOf(step))))
      reached.set(stage, (reached.get(stage) ?? 0) + 1);
    const { ending, waitingFor } = attempt.judgement;
    const key = endKey(
      ending.step || undefined,
      ending.end || undefined,
      modelOutcome(attempt, scope.settled),
      waitingFor,
    );
    ends.set(key, (ends.get(key) ?? 0) + 1);
  }
  return { reached, ends };
};

export const endKey = (...parts: readonly (string | undefined)[]): string =>
  JSON.stringify(parts.map((part) => part ?? null));

/** By weekday (1 is Monday), hour and outcome, as a text. */
export const wantedHours = (model: AttemptModel, scope: OverviewScope, zone: string): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const attempt of attemptsOf(model, scope, 'now')) {
    const [weekday, hour] = clockOf(attempt.start, zone);
    const key = `${weekday + 1} ${hour} ${modelOutcome(attempt, scope.settled)}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
};

const answers: Readonly<Record<string, SecondStepEnd>> = {
  Success: 'passed',
  Failure: 'not_accepted',
  Denied: 'refused',
  Timeout: 'no_answer',
};

/** How the second step went in attempts that were asked for one. */
export const wantedSecondSteps = (attempts: readonly ModelAttempt[]): SecondSteps => {
  const asked = attempts.filter(({ events }) => events.some(({ step }) => step === 'MFA Challenge'));
  const ends = { passed: 0, not_accepted: 0, refused: 0, no_answer: 0, unanswered: 0 };
  const tries = new Map<number, number>();
  for (const { events } of asked) {
    const said = events.flatMap(({ step, end }) => (step === 'MFA Challenge' ? (answers[end] ?? []) : []));
    const end = said.at(-1) ?? 'unanswered';
    ends[end] += 1;
    const needed = said.indexOf('passed') + 1;
    if (end === 'passed') tries.set(needed, (tries.get(needed) ?? 0) + 1);
  }
  return { asked: asked.length, ends, tries };
};

/** Waits between neighbouring events in microseconds, by `endKey` of their stages; undefined: none that is known. */
export const waitsBetweenStages = (attempts: readonly ModelAttempt[]) => {
  const waits = new Map<string, { readonly wait: bigint; readonly attempt: ModelAttempt }[]>();
  for (const attempt of attempts)
    for (const [index, event] of attempt.events.entries()) {
      const next = attempt.events[index + 1];
      if (!next) continue;
      const [one, other] = [event, next].map(({ step }) => (pipeline.includes(step) ? step : undefined));
      const key = endKey(one, other);
      waits.set(key, [...(waits.get(key) ?? []), { wait: next.time - event.time, attempt }]);
    }
  return waits;
};
