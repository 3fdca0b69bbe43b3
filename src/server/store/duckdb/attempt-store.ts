import type { AttemptStore } from '../attempt-questions.ts';
import type { Asking } from '../store.ts';
import { countAttempts, countUnlinked, countUsers, sketchAttempts } from './attempt-counts.ts';
import { countAttemptFacets } from './attempt-facets.ts';
import { namedAttempts, pageAttempts } from './attempt-page.ts';
import type { Catalogue } from './catalogue.ts';
import type { Engine } from './engine.ts';
import { steadily } from './kept-days.ts';
import { firstSignIns } from './renewals.ts';
import { failedTries, seenValues } from './seen.ts';

/** The questions about attempts, answered by DuckDB. @param catalogue the one of now: recovery makes another */
export const attemptStore = (engine: Engine, catalogue: () => Catalogue): AttemptStore => {
  const answeredBy =
    <Question, Answer>(
      answer: (engine: Engine, catalogue: Catalogue, question: Question, asking: Asking) => Promise<Answer>,
    ) =>
    (question: Question, asking: Asking = {}) =>
      steadily(catalogue, (now) => answer(engine, now, question, asking));
  return {
    page: answeredBy(pageAttempts),
    histogram: answeredBy(countAttempts),
    facets: answeredBy(countAttemptFacets),
    named: answeredBy(namedAttempts),
    sketches: answeredBy(sketchAttempts),
    users: answeredBy(countUsers),
    seen: answeredBy(seenValues),
    signIns: answeredBy(firstSignIns),
    failures: answeredBy(failedTries),
    unlinked: answeredBy(countUnlinked),
  };
};
