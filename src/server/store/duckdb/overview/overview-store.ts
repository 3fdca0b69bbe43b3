import type { OverviewQuestions } from '../../questions/overview.ts';
import { expensivelyAnsweredBy } from '../answered.ts';
import type { Catalogue } from '../catalogue.ts';
import type { Database } from '../database.ts';
import { countShares } from './breakdown.ts';
import { countHours } from './hours.ts';
import { countNumbers } from './numbers.ts';
import { countSecondSteps } from './second-step.ts';
import { measureSteps } from './steps.ts';
import { countStops } from './stops.ts';

/** The questions of the overview, answered by DuckDB. @param catalogue the one of now: recovery makes another */
export const overviewStore = (database: Database, catalogue: () => Catalogue): OverviewQuestions => {
  const answeredBy = expensivelyAnsweredBy(database, catalogue);
  return {
    numbers: answeredBy(countNumbers),
    breakdown: answeredBy(countShares),
    stops: answeredBy(countStops),
    hours: answeredBy(countHours),
    secondStep: answeredBy(countSecondSteps),
    steps: answeredBy(measureSteps),
  };
};
