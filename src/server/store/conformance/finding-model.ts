import type { Outcome } from '../../../contract/outcome.ts';
import type { BurstQuestion, FindingScope, Person } from '../questions/findings.ts';
import { personOf } from './attempt-counts-model.ts';
import { type AttemptModel, type ModelAttempt, modelOutcome, modelValues } from './attempt-model.ts';
import { inHours, textOf, withoutCase } from './filter-model.ts';
import { attemptsOf, isTellable, peopleOf } from './overview-model.ts';

/*
 * What a store must answer of what deserves a look: every stretch of time is tried, and none is left out.
 */

/** What happened to somebody, somewhere: an attempt or an event, with how it is told apart from others. */
type Try = { readonly key: string; readonly start: bigint; readonly name?: string | undefined };

type ModelBurst = { readonly key: string; readonly first: bigint; readonly last: bigint };

export const keyOf = (...parts: readonly (string | boolean | undefined)[]): string =>
  JSON.stringify(parts.map((part) => part ?? null));

/** Stretches from one try to another that hold enough; those that overlap are one. */
const burstsOf = (
  tries: readonly Try[],
  within: bigint,
  isEnough: (held: readonly Try[]) => boolean,
): ModelBurst[] =>
  [...new Set(tries.map(({ key }) => key))].flatMap((key) => {
    const own = tries.filter((each) => each.key === key).toSorted((a, b) => Number(a.start - b.start));
    const bursts: ModelBurst[] = [];
    for (const { start: first } of own) {
      const held = own.filter(({ start }) => start >= first && start <= first + within);
      const last = held.at(-1)?.start ?? first;
      if (!isEnough(held)) continue;
      const known = bursts.at(-1);
      if (!known || first > known.last) bursts.push({ key, first, last });
      else if (last > known.last) bursts[bursts.length - 1] = { ...known, last };
    }
    return bursts;
  });

const during = (tries: readonly Try[], { key, first, last }: ModelBurst): readonly Try[] =>
  tries.filter((each) => each.key === key && each.start >= first && each.start <= last);

/** The attempts of a scope that ended in one of these ways. */
export const endedIn = (
  model: AttemptModel,
  scope: FindingScope,
  outcomes: readonly Outcome[],
): ModelAttempt[] =>
  attemptsOf(model, scope, 'now').filter((attempt) =>
    outcomes.includes(modelOutcome(attempt, scope.settled)),
  );

/** A person as told: with an upstream id as it was recorded, or none. */
export const personKey = ({ id, isUserId }: Person): string => keyOf(isUserId, id);

export const peopleIn = ({ filters }: FindingScope, attempt: ModelAttempt): Person[] => {
  const { ids, isUserId } = peopleOf(attempt);
  return ids
    .filter((value) => isTellable(filters, 'user', { value, isUserId }))
    .map((id) => ({ id, isUserId }));
};

export const valuesIn = (
  { filters }: FindingScope,
  attempt: ModelAttempt,
  property: 'source_ip' | 'application_name' | 'upstream_idp',
): string[] =>
  modelValues(attempt, property).filter((value) => isTellable(filters, property, { value, isUserId: false }));

/** By person and address: failed attempts close together, each with how many. */
export const wantedBruteForce = (model: AttemptModel, question: BurstQuestion) => {
  const tries = endedIn(model, question, ['failed']).flatMap((attempt) =>
    peopleIn(question, attempt).flatMap((person) =>
      valuesIn(question, attempt, 'source_ip').map((address): Try => ({
        key: keyOf(personKey(person), address),
        start: attempt.start,
      })),
    ),
  );
  return burstsOf(tries, question.within, (held) => held.length >= question.least).map((burst) => ({
    ...burst,
    count: during(tries, burst).length,
  }));
};

export const bruteForceKey = (person: Person, address: string): string => keyOf(personKey(person), address);

const differentNames = (tries: readonly Try[]): number =>
  new Set(tries.flatMap(({ name }) => name ?? [])).size;

/** By address: failed attempts of many people, each with how many attempts and people. */
export const wantedSpray = (model: AttemptModel, question: BurstQuestion) => {
  const attempts = endedIn(model, question, ['failed']).flatMap((attempt) =>
    valuesIn(question, attempt, 'source_ip').map((key) => ({ key, start: attempt.start, attempt })),
  );
  const named = attempts.flatMap(({ key, start, attempt }): Try[] => {
    const { ids } = peopleOf(attempt);
    return ids.length === 0 ? [{ key, start }] : ids.map((name) => ({ key, start, name }));
  });
  return burstsOf(named, question.within, (held) => differentNames(held) >= question.least).map((burst) => ({
    ...burst,
    count: during(attempts, burst).length,
    people: differentNames(during(named, burst)),
  }));
};

const eventPerson = (record: ModelAttempt['events'][number]['record']): Person | undefined => {
  const [user, upstream] = [textOf(record, 'user_id'), textOf(record, 'upstream_user_id')];
  if (user !== undefined) return { id: user, isUserId: true };
  return upstream === undefined ? undefined : { id: withoutCase(upstream), isUserId: false };
};

/** Whom an attempt is counted as: one person, or nobody. */
export const counted = (attempt: ModelAttempt): Person | undefined => {
  const id = personOf(attempt);
  return id === undefined ? undefined : { id, isUserId: modelValues(attempt, 'user_id').length > 0 };
};

/** By person: events that ask for a second step, close together, and whether the person signed in then. */
export const wantedFatigue = (model: AttemptModel, question: BurstQuestion) => {
  const { from, to, filters, within, least } = question;
  const isOfAttempts = [
    question.outcomes,
    question.notOutcomes,
    question.stoppedAt,
    question.minDuration,
    question.maxDuration,
    question.minEvents,
    question.maxEvents,
    question.renewal,
  ].some((asked) => asked !== undefined);
  if (isOfAttempts) return [];
  const tries = model.events.flatMap(({ time, record, step, end }): Try[] => {
    const person = eventPerson(record);
    const isAsking = step === 'MFA Challenge' && ['Create', 'InProgress', 'DoMfa'].includes(end);
    if (!isAsking || !person || time < from || time >= to) return [];
    if (!inHours(time, filters) || !model.known.passes(record, filters)) return [];
    return [{ key: personKey(person), start: time }];
  });
  const signIns = model.attempts.flatMap((attempt) => {
    const person = counted(attempt);
    if (attempt.judgement.outcome !== 'signed_in' || model.isRenewal(attempt) || !person) return [];
    return [{ key: personKey(person), time: attempt.judgement.ending.time }];
  });
  return burstsOf(tries, within, (held) => held.length >= least).map((burst) => ({
    ...burst,
    count: during(tries, burst).length,
    signedIn: signIns.some(
      ({ key, time }) => key === burst.key && time >= burst.first && time <= burst.last + within,
    ),
  }));
};
