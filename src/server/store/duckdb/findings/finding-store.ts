import type { FindingQuestions } from '../../questions/findings.ts';
import { expensivelyAnsweredBy } from '../answered.ts';
import type { Catalogue } from '../catalogue.ts';
import type { Database } from '../database.ts';
import { findBruteForce, findSpray } from './bursts.ts';
import { findChallenged } from './challenged.ts';
import { findFirstSeen } from './first-seen.ts';
import { findStandouts } from './standouts.ts';
import { findTries } from './tries.ts';

/** What deserves a look, found by DuckDB. @param catalogue the one of now: recovery makes another */
export const findingStore = (database: Database, catalogue: () => Catalogue): FindingQuestions => {
  const answeredBy = expensivelyAnsweredBy(database, catalogue);
  return {
    bruteForce: answeredBy(findBruteForce),
    spray: answeredBy(findSpray),
    challenged: answeredBy(findChallenged),
    standouts: answeredBy(findStandouts),
    firstSeen: answeredBy(findFirstSeen),
    tries: answeredBy(findTries),
  };
};
