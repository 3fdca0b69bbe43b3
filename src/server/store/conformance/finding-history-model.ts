import { microsPerDay } from '../../../contract/instant.ts';
import type { FindingScope, FirstSeenQuestion, Standout, StandoutQuestion } from '../questions/findings.ts';
import type { Person } from '../questions/people.ts';
import { dayOf } from '../windows.ts';
import { personOf } from './attempt-counts-model.ts';
import { type AttemptModel, type ModelAttempt, edgeOf, modelOutcome, modelValues } from './attempt-model.ts';
import { textOf } from './filter-model.ts';
import { endedIn, keyOf, modelPersonKey, valuesIn } from './finding-model.ts';
import { placeNetworks } from './attempt-trails-model.ts';
import { attemptsOf, soughtPeople, unsuccessfulModelOutcomes } from './overview-model.ts';

/*
 * What a store must answer of what differs from before, and of what comes again and again.
 */

const addressOf = (attempt: ModelAttempt): string | undefined =>
  edgeOf(attempt, 'first', (record) => textOf(record, 'source_ip'));

/** How many came from each address, by the address. */
const placesOf = (
  some: readonly { readonly address: string | undefined; readonly who: string }[],
): Standout['addresses'] => {
  const known = [...new Set(some.flatMap(({ address }) => address ?? []))].toSorted();
  return known.map((address) => ({
    address,
    users: new Set(some.filter((each) => each.address === address).map(({ who }) => who)).size,
  }));
};

/** A run of stretches, by the day on which they begin when together they last longer than one. */
const byDay = (run: readonly number[], startOf: (stretch: number) => bigint, step: bigint): number[][] => {
  if (BigInt(run.length) * step <= microsPerDay) return [[...run]];
  const days = new Set(run.map((stretch) => dayOf(startOf(stretch))));
  return [...days].map((day) => run.filter((stretch) => dayOf(startOf(stretch)) === day));
};

/** Providers or applications that fail more than in their history, each with the stretches that do. */
export const wantedStandouts = (model: AttemptModel, question: StandoutQuestion) => {
  const { by, from, to, anchor, step, history, gap, settled } = question;
  const since = anchor - BigInt(history + gap) * step;
  const all = endedIn(model, { ...question, from: since as typeof from }, [
    'signed_in',
    ...unsuccessfulModelOutcomes,
  ])
    .filter(({ start }) => start < anchor || start >= from)
    .flatMap((attempt) =>
      valuesIn(question, attempt, by).map((value) => ({
        value,
        start: attempt.start,
        stretch: Number((attempt.start - since) / step),
        isBad: modelOutcome(attempt, settled) !== 'signed_in',
        address: addressOf(attempt),
        who: JSON.stringify(personOf(attempt, model) ?? addressOf(attempt) ?? ''),
      })),
    );
  const badIn = (some: typeof all) => some.filter(({ isBad }) => isBad);
  return [...new Set(all.map(({ value }) => value))].flatMap((value) => {
    const own = all.filter((each) => each.value === value);
    const historyOf = (stretch: number) =>
      own.filter((each) => each.stretch >= stretch - history - gap && each.stretch < stretch - gap);
    const standsOut = (stretch: number): boolean => {
      const now = own.filter((each) => each.stretch === stretch);
      const known = historyOf(stretch);
      const [bad, usual] = [badIn(now).length, badIn(known).length];
      return (
        now.every(({ start }) => start >= from) &&
        now.length >= question.least &&
        known.length >= question.historyLeast &&
        new Set(badIn(now).map(({ who }) => who)).size >= question.users &&
        bad * known.length >= question.times * usual * now.length &&
        100 * (bad * known.length - usual * now.length) >= question.points * now.length * known.length
      );
    };
    const stretches = [...new Set(own.map(({ stretch }) => stretch))]
      .filter(standsOut)
      .toSorted((a, b) => a - b);
    const runs: number[][] = [];
    for (const stretch of stretches)
      if (runs.at(-1)?.at(-1) === stretch - 1) runs.at(-1)?.push(stretch);
      else runs.push([stretch]);
    return runs
      .flatMap((run) => byDay(run, (stretch) => since + BigInt(stretch) * step, step))
      .map((run) => {
        const [begin = 0, end = 0] = [run[0], run.at(-1)];
        const now = own
          .filter(({ stretch }) => run.includes(stretch))
          .toSorted((a, b) => Number(a.start - b.start));
        const known = historyOf(begin);
        const edge = (stretch: number): bigint => since + BigInt(stretch) * step;
        return {
          value,
          first: badIn(now)[0]?.start,
          last: badIn(now).at(-1)?.start,
          count: now.length,
          unsuccessful: badIn(now).length,
          addresses: placesOf(badIn(now)),
          from: edge(begin) > from ? edge(begin) : from,
          to: edge(end + 1) < to ? edge(end + 1) : to,
          history: {
            from: edge(begin - history - gap),
            count: known.length,
            unsuccessful: badIn(known).length,
          },
        };
      });
  });
};

/** Sign-ins whose network is in none of so many of the person’s before, as far as those are known on their day. */
export const wantedFirstSeen = (model: AttemptModel, question: FirstSeenQuestion) => {
  const { from, to, historyDays, peopleDays, successes, known, relay, settled } = question;
  const signIns = model.attempts
    .filter((attempt) => modelOutcome(attempt, settled) === 'signed_in' && !model.isRenewal(attempt))
    .toSorted((a, b) => Number(a.start - b.start) || (a.requestId < b.requestId ? -1 : 1))
    .flatMap((attempt) => {
      const person = personOf(attempt, model);
      if (!person) return [];
      const address = addressOf(attempt);
      const agent = edgeOf(attempt, 'first', (record) => textOf(record, 'user_agent'));
      // a browser is the same after an update
      const browser = agent?.replaceAll(/\d+([._]\d+)*/g, '') ?? '';
      const network = placeNetworks[address ?? ''] ?? address ?? '';
      const day = dayOf(attempt.start);
      return [{ attempt, day, key: modelPersonKey(person), address, agent, browser, network }];
    });
  const unseen = signIns
    .filter(({ address }) => address !== undefined)
    .flatMap((each) => {
      const all = signIns.filter(({ key }) => key === each.key);
      const own = all.slice(0, all.indexOf(each)).filter(({ day }) => day >= each.day - historyDays);
      type Property = 'network' | 'browser';
      const isNew = (of: typeof each, before: typeof own, property: Property): boolean =>
        !before.slice(-successes).some((other) => other[property] === of[property]);
      const moves = own
        .map((other, nth) => isNew(other, own.slice(0, nth), 'network'))
        .slice(-successes)
        .filter(Boolean).length;
      if (own.length < known || moves >= relay || !isNew(each, own, 'network')) return [];
      const isNewBrowser = each.agent !== undefined && isNew(each, own, 'browser');
      return [{ ...each, isNewBrowser, looked: Math.min(own.length, successes) }];
    });
  return unseen
    .filter(({ attempt }) => attempt.start >= from && attempt.start < to && model.passes(attempt, question))
    .map(({ attempt, day, key, address = '', agent, isNewBrowser, looked }) => ({
      requestId: attempt.requestId,
      start: attempt.start,
      key,
      address,
      userAgent: agent,
      isNewBrowser,
      looked,
      people: new Set(
        unseen
          .filter((each) => each.address === address && each.day <= day && each.day > day - peopleDays)
          .map((each) => each.key),
      ).size,
    }));
};

export const triesKey = (
  person: Person,
  application: string | undefined,
  address: string | undefined,
): string => keyOf(modelPersonKey(person), application, address);

/** By person, application and address: when attempts began, ascending. */
export const wantedTries = (model: AttemptModel, question: FindingScope): Map<string, bigint[]> => {
  const starts = new Map<string, bigint[]>();
  const orNone = (attempt: ModelAttempt, property: 'source_ip' | 'application_name') =>
    modelValues(attempt, property).length === 0 ? [undefined] : valuesIn(question, attempt, property);
  const own = attemptsOf(model, question, 'now').toSorted((a, b) => Number(a.start - b.start));
  for (const attempt of own)
    for (const person of soughtPeople(model, attempt, question.filters))
      for (const application of orNone(attempt, 'application_name'))
        for (const address of orNone(attempt, 'source_ip')) {
          const key = triesKey(person, application, address);
          starts.set(key, [...(starts.get(key) ?? []), attempt.start]);
        }
  return starts;
};
