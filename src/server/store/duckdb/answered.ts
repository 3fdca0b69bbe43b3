import type { Asking } from '../questions/scope.ts';
import type { Catalogue, LoadPart } from './catalogue.ts';
import { type CostOf, costs } from './costs.ts';
import type { Database } from './database.ts';
import type { Engine } from './engine.ts';
import { steadily } from './kept-hours.ts';
import type { OverviewContext } from './overview/range-attempts.ts';
import { withPlaces } from './texts/text-places.ts';

type Answer<Question, Answered> = (
  engine: Engine,
  catalogue: Catalogue,
  question: Question,
  asking: Asking,
) => Promise<Answered>;

/**
 * Makes answers of functions: each question waits for its turn, by what it costs, and holds its place to the end.
 * @param catalogue the one of now: recovery makes another
 */
export const answeredBy =
  (database: Database, catalogue: () => Catalogue) =>
  <Question, Answered>(costOf: CostOf<Question>, answer: Answer<Question, Answered>) =>
  async (question: Question, asking: Asking): Promise<Answered> =>
    database.answer(asking, costOf(question, catalogue()), async (engine, own) =>
      answer(engine, catalogue(), question, own),
    );

/** An answer for which all of its range is read: a free text is looked for only where it can be. */
export const ofPlaces =
  <Question extends object, Answered>(answer: Answer<Question, Answered>): Answer<Question, Answered> =>
  async (engine, catalogue, question, asking) =>
    answer(engine, catalogue, await withPlaces(engine, question, asking.signal), asking);

/** What is in memory is told at once, in nobody’s turn. */
export const toldBy =
  (catalogue: () => Catalogue) =>
  <Question, Answered>(tell: (now: Catalogue, question: Question) => Answered) =>
  async (question: Question): Promise<Answered> =>
    tell(catalogue(), question);

type Asked<Question, Answered> = (question: Question, asking: Asking) => Promise<Answered>;

/** The same once a part of what is stored is known: it waits in no place that others could have. */
export const onceKnown =
  (catalogue: () => Catalogue, part: LoadPart) =>
  <Question, Answered>(answered: Asked<Question, Answered>): Asked<Question, Answered> =>
  async (question, asking) => {
    const { isReady, isWhole, reading } = catalogue();
    if (!(part === 'needed' ? isReady : isWhole)) await unlessAbandoned(reading[part], asking.signal);
    return answered(question, asking);
  };

const unlessAbandoned = async (known: Promise<void>, signal: AbortSignal | undefined): Promise<void> => {
  signal?.throwIfAborted();
  const abandoned = new Promise<never>((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
  await Promise.race([known, abandoned]);
};

/**
 * The same of questions about attempts, once it is known when these begin and end; asked again when a day has ceased to be
 * kept meanwhile.
 */
export const steadilyAnsweredBy =
  (database: Database, catalogue: () => Catalogue) =>
  <Question, Answered>(costOf: CostOf<Question>, answer: Answer<Question, Answered>) =>
    onceKnown(
      catalogue,
      'needed',
    )(
      answeredBy(database, catalogue)(costOf, async (engine, _, question: Question, asking) =>
        steadily(catalogue, async (now) => answer(engine, now, question, asking)),
      ),
    );

/** The same of what is found and counted over a range, all of which is expensive. */
export const expensivelyAnsweredBy = (database: Database, catalogue: () => Catalogue) => {
  const answered = steadilyAnsweredBy(database, catalogue);
  return <Question extends object, Answered>(
    answer: (answering: OverviewContext, question: Question) => Promise<Answered>,
  ) =>
    answered(
      costs.ofRange,
      ofPlaces(async (engine, now, question: Question, { signal }) =>
        answer({ engine, catalogue: now, signal }, question),
      ),
    );
};
