import type { FindingStore } from './finding-questions.ts';
import type { OverviewStore } from './overview-questions.ts';
import type { Share } from './shared-attempts.ts';
import { type Asking, anybody } from './store.ts';

type Ask<Question, Answer> = (question: Question, asking?: Asking) => Promise<Answer>;

const sharing =
  (share: Share) =>
  <Question, Answer>(name: string, ask: Ask<Question, Answer>): Ask<Question, Answer> =>
  (question, asking = anybody) =>
    share(name, question, asking, (own) => ask(question, own));

/** The questions of the overview, equal ones asked once and their answers kept: they are small, and ask much. */
export const withSharedOverview = (overview: OverviewStore, share: Share): OverviewStore => {
  const once = sharing(share);
  return {
    numbers: once('overview numbers', (question, asking) => overview.numbers(question, asking)),
    breakdown: once('overview breakdown', (question, asking) => overview.breakdown(question, asking)),
    stops: once('overview stops', (question, asking) => overview.stops(question, asking)),
    hours: once('overview hours', (question, asking) => overview.hours(question, asking)),
    secondStep: once('overview second step', (question, asking) => overview.secondStep(question, asking)),
    steps: once('overview steps', (question, asking) => overview.steps(question, asking)),
  };
};

/** The same of the questions behind what deserves a look. */
export const withSharedFindings = (findings: FindingStore, share: Share): FindingStore => {
  const once = sharing(share);
  return {
    bruteForce: once('brute force', (question, asking) => findings.bruteForce(question, asking)),
    spray: once('spray', (question, asking) => findings.spray(question, asking)),
    fatigue: once('fatigue', (question, asking) => findings.fatigue(question, asking)),
    standouts: once('standouts', (question, asking) => findings.standouts(question, asking)),
    firstSeen: once('first seen', (question, asking) => findings.firstSeen(question, asking)),
    tries: once('tries', (question, asking) => findings.tries(question, asking)),
  };
};
