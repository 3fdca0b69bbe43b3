import type { FindingStore } from '../../finding-questions.ts';
import { steadilyAnsweredBy } from '../answered.ts';
import type { Catalogue } from '../catalogue.ts';
import { costs } from '../costs.ts';
import type { Database } from '../database.ts';
import type { Answering } from '../overview/period.ts';
import { findBruteForce, findSpray } from './bursts.ts';
import { findFatigue } from './fatigue.ts';
import { findFirstSeen } from './first-seen.ts';
import { findStandouts } from './standouts.ts';
import { findTries } from './tries.ts';

/** What deserves a look, found by DuckDB. @param catalogue the one of now: recovery makes another */
export const findingStore = (database: Database, catalogue: () => Catalogue): FindingStore => {
  const answered = steadilyAnsweredBy(database, catalogue);
  const answeredBy = <Question, Answer>(
    answer: (answering: Answering, question: Question) => Promise<Answer>,
  ) =>
    answered(costs.findings, async (engine, now, question: Question, { signal }) =>
      answer({ engine, catalogue: now, signal }, question),
    );
  return {
    bruteForce: answeredBy(findBruteForce),
    spray: answeredBy(findSpray),
    fatigue: answeredBy(findFatigue),
    standouts: answeredBy(findStandouts),
    firstSeen: answeredBy(findFirstSeen),
    tries: answeredBy(findTries),
  };
};
