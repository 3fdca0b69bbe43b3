import type { FindingStore } from '../../finding-questions.ts';
import type { Asking } from '../../store.ts';
import type { Catalogue } from '../catalogue.ts';
import type { Engine } from '../engine.ts';
import { steadily } from '../kept-days.ts';
import type { Answering } from '../overview/period.ts';
import { findBruteForce, findSpray } from './bursts.ts';
import { findFatigue } from './fatigue.ts';
import { findFirstSeen } from './first-seen.ts';
import { findStandouts } from './standouts.ts';
import { findTries } from './tries.ts';

/** What deserves a look, found by DuckDB. @param catalogue the one of now: recovery makes another */
export const findingStore = (engine: Engine, catalogue: () => Catalogue): FindingStore => {
  const answeredBy =
    <Question, Answer>(answer: (answering: Answering, question: Question) => Promise<Answer>) =>
    (question: Question, { signal }: Asking = {}) =>
      steadily(catalogue, (now) => answer({ engine, catalogue: now, signal }, question));
  return {
    bruteForce: answeredBy(findBruteForce),
    spray: answeredBy(findSpray),
    fatigue: answeredBy(findFatigue),
    standouts: answeredBy(findStandouts),
    firstSeen: answeredBy(findFirstSeen),
    tries: answeredBy(findTries),
  };
};
