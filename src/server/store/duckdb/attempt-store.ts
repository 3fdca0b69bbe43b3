import type { AttemptQuestions } from '../questions/attempts.ts';
import { ofPlaces, steadilyAnsweredBy } from './answered.ts';
import { countAttempts, countUnlinked, countPeople, sketchAttempts } from './attempt-counts.ts';
import { countAttemptFacets } from './attempt-facets.ts';
import { namedAttempts, pageAttempts } from './attempt-page.ts';
import type { Catalogue } from './catalogue.ts';
import { costs } from './costs.ts';
import type { Database } from './database.ts';
import { readProfile } from './profile.ts';
import { firstSignIns } from './renewals.ts';
import { attemptTrails, countVisits, signInWays } from './attempt-trails.ts';
import { seenValues } from './seen.ts';

/** The questions about attempts, answered by DuckDB. @param catalogue the one of now: recovery makes another */
export const attemptStore = (database: Database, catalogue: () => Catalogue): AttemptQuestions => {
  const answered = steadilyAnsweredBy(database, catalogue);
  const of = costs.attempts;
  return {
    page: answered(of.page, pageAttempts),
    histogram: answered(of.histogram, ofPlaces(countAttempts)),
    facets: answered(of.facets, ofPlaces(countAttemptFacets)),
    named: answered(of.named, namedAttempts),
    sketches: answered(of.sketches, ofPlaces(sketchAttempts)),
    trails: answered(of.trails, attemptTrails),
    visits: answered(of.visits, ofPlaces(countVisits)),
    ways: answered(of.ways, ofPlaces(signInWays)),
    people: answered(of.people, ofPlaces(countPeople)),
    profile: answered(of.profile, ofPlaces(readProfile)),
    seen: answered(of.seen, ofPlaces(seenValues)),
    signIns: answered(of.signIns, firstSignIns),
    unlinked: answered(of.unlinked, ofPlaces(countUnlinked)),
  };
};
