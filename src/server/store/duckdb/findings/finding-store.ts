import type { FindingQuestions } from '../../questions/findings.ts';
import { expensivelyAnsweredBy } from '../answered.ts';
import type { Catalogue } from '../catalogue.ts';
import type { Database } from '../database.ts';
import { readBruteForce, readSpray } from './bursts.ts';
import { readChallenged } from './challenged.ts';
import { readFirstSeen } from './first-seen.ts';
import { readStandouts } from './standouts.ts';
import { findTries } from './tries.ts';

/** What deserves a look, found by DuckDB. @param catalogue the one of now: recovery makes another */
export const findingStore = (database: Database, catalogue: () => Catalogue): FindingQuestions => {
  const answeredBy = expensivelyAnsweredBy(database, catalogue);
  return {
    bruteForce: answeredBy(readBruteForce),
    spray: answeredBy(readSpray),
    challenged: answeredBy(readChallenged),
    standouts: answeredBy(readStandouts),
    firstSeen: answeredBy(readFirstSeen),
    tries: answeredBy(findTries),
  };
};
