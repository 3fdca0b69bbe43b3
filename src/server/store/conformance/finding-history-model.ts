import type { FindingScope, FirstSeenQuestion, Person, StandoutQuestion } from '../questions/findings.ts';
import { personOf } from './attempt-counts-model.ts';
import { type AttemptModel, type ModelAttempt, edgeOf, modelOutcome, modelValues } from './attempt-model.ts';
import { textOf } from './filter-model.ts';
import { counted, endedIn, keyOf, peopleIn, personKey, valuesIn } from './finding-model.ts';
import { unsuccessfulModelOutcomes } from './overview-model.ts';

/*
 * What a store must answer of what differs from before, and of what comes again and again.
 */

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
        who: personOf(attempt) ?? edgeOf(attempt, 'first', (record) => textOf(record, 'source_ip')) ?? '',
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
    return runs.map((run) => {
      const [begin = 0, end = 0] = [run[0], run.at(-1)];
      const now = own
        .filter(({ stretch }) => run.includes(stretch))
        .toSorted((a, b) => Number(a.start - b.start));
      const known = historyOf(begin);
      const edge = (stretch: number): bigint => since + BigInt(stretch) * step;
      return {
        value,
        first: now[0]?.start,
        last: now.at(-1)?.start,
        count: now.length,
        unsuccessful: badIn(now).length,
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

/** Sign-ins whose address, or browser, is in none of so many of the person’s before. */
export const wantedFirstSeen = (model: AttemptModel, question: FirstSeenQuestion) => {
  const { from, to, since, successes, known, settled } = question;
  const signIns = model.attempts
    .filter(
      (attempt) =>
        attempt.start >= since &&
        attempt.start < to &&
        modelOutcome(attempt, settled) === 'signed_in' &&
        !model.isRenewal(attempt),
    )
    .toSorted((a, b) => Number(a.start - b.start) || (a.requestId < b.requestId ? -1 : 1));
  const found = (property: 'source_ip' | 'user_agent', same: (value: string) => string) =>
    signIns.flatMap((attempt) => {
      const valueOf = (each: ModelAttempt) => edgeOf(each, 'first', (record) => textOf(record, property));
      const [person, value] = [counted(attempt), valueOf(attempt)];
      if (!person || value === undefined || attempt.start < from || !model.passes(attempt, question))
        return [];
      const own = signIns.filter((each) => {
        const other = counted(each);
        return other !== undefined && personKey(other) === personKey(person);
      });
      const nth = own.indexOf(attempt);
      const before = own.slice(Math.max(0, nth - successes), nth);
      if (nth < known || before.some((each) => same(valueOf(each) ?? '') === same(value))) return [];
      const { requestId, start } = attempt;
      return [{ requestId, start, key: personKey(person), value, looked: before.length }];
    });
  return {
    addresses: found('source_ip', (value) => value),
    // a browser is the same after an update
    browsers: found('user_agent', (value) => value.replaceAll(/\d+([._]\d+)*/g, '')),
  };
};

export const triesKey = (
  person: Person,
  application: string | undefined,
  address: string | undefined,
): string => keyOf(personKey(person), application, address);

/** By person, application and address: when unsuccessful attempts began, ascending. */
export const wantedTries = (model: AttemptModel, question: FindingScope): Map<string, bigint[]> => {
  const starts = new Map<string, bigint[]>();
  const orNone = (attempt: ModelAttempt, property: 'source_ip' | 'application_name') =>
    modelValues(attempt, property).length === 0 ? [undefined] : valuesIn(question, attempt, property);
  const own = endedIn(model, question, unsuccessfulModelOutcomes).toSorted((a, b) =>
    Number(a.start - b.start),
  );
  for (const attempt of own)
    for (const person of peopleIn(question, attempt))
      for (const application of orNone(attempt, 'application_name'))
        for (const address of orNone(attempt, 'source_ip')) {
          const key = triesKey(person, application, address);
          starts.set(key, [...(starts.get(key) ?? []), attempt.start]);
        }
  return starts;
};
