import type { AttemptStore } from '../attempt-questions.ts';
import { countAttempts, countUnlinked, countUsers, sketchAttempts } from './attempt-counts.ts';
import { countAttemptFacets } from './attempt-facets.ts';
import { namedAttempts, pageAttempts } from './attempt-page.ts';
import type { Catalogue } from './catalogue.ts';
import type { Engine } from './engine.ts';
import { failedTries, seenValues } from './seen.ts';

/** The questions about attempts, answered by DuckDB. @param catalogue the one of now: recovery makes another */
export const attemptStore = (engine: Engine, catalogue: () => Catalogue): AttemptStore => ({
  page: (question, asking = {}) => pageAttempts(engine, catalogue(), question, asking),
  histogram: (question, asking = {}) => countAttempts(engine, catalogue(), question, asking),
  facets: (question, asking = {}) => countAttemptFacets(engine, catalogue(), question, asking),
  named: (question, asking = {}) => namedAttempts(engine, catalogue(), question, asking),
  sketches: (question, asking = {}) => sketchAttempts(engine, catalogue(), question, asking),
  users: (question, asking = {}) => countUsers(engine, catalogue(), question, asking),
  seen: (question, asking = {}) => seenValues(engine, catalogue(), question, asking),
  failures: (question, asking = {}) => failedTries(engine, catalogue(), question, asking),
  unlinked: (question, asking = {}) => countUnlinked(engine, catalogue(), question, asking),
});
