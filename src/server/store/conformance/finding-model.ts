import { microsPerDay } from '../../../contract/instant.ts';
import type { Outcome } from '../../../contract/outcome.ts';
import type { BurstQuestion, FindingScope } from '../questions/findings.ts';
import type { Person } from '../questions/people.ts';
import { dayOf } from '../windows.ts';
import { type AttemptModel, type ModelAttempt, edgeOf, modelOutcome, modelValues } from './attempt-model.ts';
import { textOf } from './filter-model.ts';
import { challengesNaively } from './naive-refusals.ts';
import { attemptsOf, isTellable, peopleOf, soughtPeople } from './overview-model.ts';

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

/** What lasts longer than a day, day by day. */
const byDay = (bursts: readonly ModelBurst[], tries: readonly Try[]): readonly ModelBurst[] =>
  bursts.flatMap((burst) => {
    if (burst.last - burst.first <= microsPerDay) return [burst];
    const starts = during(tries, burst).map(({ start }) => start);
    return [...new Set(starts.map((start) => dayOf(start)))].map((day) => {
      const own = starts.filter((start) => dayOf(start) === day).toSorted((a, b) => Number(a - b));
      return { ...burst, first: own[0] ?? burst.first, last: own.at(-1) ?? burst.last };
    });
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
export const modelPersonKey = ({ id, isUserId }: Person): string => keyOf(isUserId, id);

export const valuesIn = (
  { filters }: FindingScope,
  attempt: ModelAttempt,
  property: 'source_ip' | 'application_name' | 'upstream_idp',
): string[] => modelValues(attempt, property).filter((value) => isTellable(filters, property, value));

/** By person and address: attempts close together, each with how many. */
export const wantedBruteForce = (model: AttemptModel, question: BurstQuestion) => {
  const tries = attemptsOf(model, question, 'now').flatMap((attempt) =>
    soughtPeople(model, attempt, question.filters).flatMap((person) =>
      valuesIn(question, attempt, 'source_ip').map((address): Try => ({
        key: keyOf(modelPersonKey(person), address),
        start: attempt.start,
      })),
    ),
  );
  const bursts = burstsOf(tries, question.within, (held) => held.length >= question.least);
  return byDay(bursts, tries).map((burst) => ({
    ...burst,
    count: during(tries, burst).length,
  }));
};

export const bruteForceKey = (person: Person, address: string): string =>
  keyOf(modelPersonKey(person), address);

const differentNames = (tries: readonly Try[]): number =>
  new Set(tries.flatMap(({ name }) => name ?? [])).size;

/** By address: attempts of many people, each with how many attempts and people. */
export const wantedSpray = (model: AttemptModel, question: BurstQuestion) => {
  const attempts = attemptsOf(model, question, 'now').flatMap((attempt) =>
    valuesIn(question, attempt, 'source_ip').map((key) => ({ key, start: attempt.start, attempt })),
  );
  const named = attempts.flatMap(({ key, start, attempt }): Try[] => {
    const people = peopleOf(model, attempt);
    return people.length === 0
      ? [{ key, start }]
      : people.map((person) => ({ key, start, name: modelPersonKey(person) }));
  });
  const bursts = burstsOf(named, question.within, (held) => differentNames(held) >= question.least);
  return byDay(bursts, named).map((burst) => ({
    ...burst,
    count: during(attempts, burst).length,
    people: differentNames(during(named, burst)),
  }));
};

/** The attempts with second steps refused or unanswered, of people for whom many of those lie close together. */
export const wantedChallenged = (model: AttemptModel, question: Omit<BurstQuestion, 'limit'>): string[] => {
  const asked = { ...question, limit: 0 };
  const tries = attemptsOf(model, asked, 'now').flatMap((attempt) => {
    const weight = challengesNaively(attempt.events, true).length;
    if (weight === 0) return [];
    return soughtPeople(model, attempt, asked.filters).map((person) => ({
      key: modelPersonKey(person),
      weight,
      attempt,
    }));
  });
  const isPressed = (key: string): boolean => {
    const own = tries.filter((each) => each.key === key);
    return own.some(({ attempt: { start } }) => {
      const held = own.filter(
        ({ attempt: other }) => other.start <= start && other.start >= start - question.within,
      );
      return held.reduce((sum, { weight }) => sum + weight, 0) >= question.least;
    });
  };
  return tries
    .filter(({ key }) => isPressed(key))
    .map(({ key, attempt }) =>
      challengedKey({
        requestId: attempt.requestId,
        key,
        outcome: modelOutcome(attempt, question.settled),
        address: edgeOf(attempt, 'first', (record) => textOf(record, 'source_ip')),
        userAgent: edgeOf(attempt, 'first', (record) => textOf(record, 'user_agent')),
        times: attempt.events.map(({ time }) => time),
      }),
    )
    .toSorted();
};

/** An attempt with second steps as one text. */
export const challengedKey = (told: {
  readonly requestId: string;
  readonly key: string;
  readonly outcome: Outcome;
  readonly address: string | undefined;
  readonly userAgent: string | undefined;
  readonly times: readonly bigint[];
}): string =>
  keyOf(told.requestId, told.key, told.outcome, told.address, told.userAgent, told.times.join(' '));
