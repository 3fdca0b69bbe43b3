import type { FindingQuestions } from '../../questions/findings.ts';
import { answeredBy, expensivelyAnsweredBy } from '../answered.ts';
import type { Catalogue } from '../catalogue.ts';
import type { Database } from '../database.ts';
import { readBruteForce, readSpray } from './bursts.ts';
import { readChallenged } from './challenged.ts';
import { readFirstSeen } from './first-seen.ts';
import { readKept } from './kept.ts';
import { readSignedIn } from './signed-in.ts';
import { readStandouts } from './standouts.ts';
import { findTries } from './tries.ts';

/** What deserves a look, found by DuckDB. @param catalogue the one of now: recovery makes another */
export const findingStore = (database: Database, catalogue: () => Catalogue): FindingQuestions => {
  const expensively = expensivelyAnsweredBy(database, catalogue);
  return {
    bruteForce: expensively(readBruteForce),
    spray: expensively(readSpray),
    challenged: expensively(readChallenged),
    standouts: expensively(readStandouts),
    firstSeen: expensively(readFirstSeen),
    signedIn: expensively(readSignedIn),
    tries: expensively(findTries),
    kept: answeredBy(database, catalogue)(
      () => 'cheap',
      (engine, now, question, { signal }) => readKept(engine, now, question, signal),
    ),
  };
};
