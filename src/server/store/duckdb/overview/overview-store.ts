import type { OverviewStore } from '../../overview-questions.ts';
import { steadilyAnsweredBy } from '../answered.ts';
import type { Catalogue } from '../catalogue.ts';
import { costs } from '../costs.ts';
import type { Database } from '../database.ts';
import { countShares } from './breakdown.ts';
import { countHours } from './hours.ts';
import { countNumbers } from './numbers.ts';
import type { Answering } from './period.ts';
import { countSecondSteps } from './second-step.ts';
import { measureSteps } from './steps.ts';
import { countStops } from './stops.ts';

/** The questions of the overview, answered by DuckDB. @param catalogue the one of now: recovery makes another */
export const overviewStore = (database: Database, catalogue: () => Catalogue): OverviewStore => {
  const answered = steadilyAnsweredBy(database, catalogue);
  const answeredBy = <Question, Answer>(
    answer: (answering: Answering, question: Question) => Promise<Answer>,
  ) =>
    answered(costs.overview, async (engine, now, question: Question, { signal }) =>
      answer({ engine, catalogue: now, signal }, question),
    );
  return {
    numbers: answeredBy(countNumbers),
    breakdown: answeredBy(countShares),
    stops: answeredBy(countStops),
    hours: answeredBy(countHours),
    secondStep: answeredBy(countSecondSteps),
    steps: answeredBy(measureSteps),
  };
};
