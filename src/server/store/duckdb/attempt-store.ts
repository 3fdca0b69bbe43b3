import type { AttemptQuestions } from '../questions/attempts.ts';
import { steadilyAnsweredBy } from './answered.ts';
import { countAttempts, countUnlinked, countPeople, sketchAttempts } from './attempt-counts.ts';
import { countAttemptFacets } from './attempt-facets.ts';
import { namedAttempts, pageAttempts } from './attempt-page.ts';
import type { Catalogue } from './catalogue.ts';
import { costs } from './costs.ts';
import type { Database } from './database.ts';
import { firstSignIns } from './renewals.ts';
import { attemptTrails, countVisits, signInWays } from './attempt-trails.ts';
import { seenValues } from './seen.ts';

/** The questions about attempts, answered by DuckDB. @param catalogue the one of now: recovery makes another */
export const attemptStore = (database: Database, catalogue: () => Catalogue): AttemptQuestions => {
  const answered = steadilyAnsweredBy(database, catalogue);
  const of = costs.attempts;
  return {
    page: answered(of.page, pageAttempts),
    histogram: answered(of.histogram, countAttempts),
    facets: answered(of.facets, countAttemptFacets),
    named: answered(of.named, namedAttempts),
    sketches: answered(of.sketches, sketchAttempts),
    trails: answered(of.trails, attemptTrails),
    visits: answered(of.visits, countVisits),
    ways: answered(of.ways, signInWays),
    people: answered(of.people, countPeople),
    seen: answered(of.seen, seenValues),
    signIns: answered(of.signIns, firstSignIns),
    unlinked: answered(of.unlinked, countUnlinked),
  };
};
