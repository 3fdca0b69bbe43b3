import type { OverviewStore } from '../../overview-questions.ts';
import type { Asking } from '../../store.ts';
import type { Catalogue } from '../catalogue.ts';
import type { Engine } from '../engine.ts';
import { steadily } from '../kept-days.ts';
import { countShares } from './breakdown.ts';
import { countHours } from './hours.ts';
import { countNumbers } from './numbers.ts';
import type { Answering } from './period.ts';
import { countSecondSteps } from './second-step.ts';
import { measureSteps } from './steps.ts';
import { countStops } from './stops.ts';

/** The questions of the overview, answered by DuckDB. @param catalogue the one of now: recovery makes another */
export const overviewStore = (engine: Engine, catalogue: () => Catalogue): OverviewStore => {
  const answeredBy =
    <Question, Answer>(answer: (answering: Answering, question: Question) => Promise<Answer>) =>
    (question: Question, { signal }: Asking = {}) =>
      steadily(catalogue, (now) => answer({ engine, catalogue: now, signal }, question));
  return {
    numbers: answeredBy(countNumbers),
    breakdown: answeredBy(countShares),
    stops: answeredBy(countStops),
    hours: answeredBy(countHours),
    secondStep: answeredBy(countSecondSteps),
    steps: answeredBy(measureSteps),
  };
};
