import type { Asking } from '../questions/scope.ts';
import type { Catalogue } from './catalogue.ts';
import { type CostOf, costs } from './costs.ts';
import type { Database } from './database.ts';
import type { Engine } from './engine.ts';
import { steadily } from './kept-days.ts';
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

/** The same of questions about attempts, asked again when a day has ceased to be kept meanwhile. */
export const steadilyAnsweredBy =
  (database: Database, catalogue: () => Catalogue) =>
  <Question, Answered>(costOf: CostOf<Question>, answer: Answer<Question, Answered>) =>
    answeredBy(database, catalogue)(costOf, async (engine, _, question: Question, asking) =>
      steadily(catalogue, async (now) => answer(engine, now, question, asking)),
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
