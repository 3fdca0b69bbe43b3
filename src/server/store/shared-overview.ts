import type { OverviewStore } from './overview-questions.ts';
import type { Share } from './shared-attempts.ts';
import type { Asking } from './store.ts';

/** The questions of the overview, equal ones asked once and their answers kept: they are small, and ask much. */
export const withSharedOverview = (overview: OverviewStore, share: Share): OverviewStore => {
  const once =
    <Question, Answer>(name: string, ask: (question: Question, asking: Asking) => Promise<Answer>) =>
    (question: Question, { signal }: Asking = {}) =>
      share(`overview ${name}`, question, signal, (signal) => ask(question, { signal }));
  return {
    numbers: once('numbers', (question, asking) => overview.numbers(question, asking)),
    breakdown: once('breakdown', (question, asking) => overview.breakdown(question, asking)),
    stops: once('stops', (question, asking) => overview.stops(question, asking)),
    hours: once('hours', (question, asking) => overview.hours(question, asking)),
    secondStep: once('second step', (question, asking) => overview.secondStep(question, asking)),
    steps: once('steps', (question, asking) => overview.steps(question, asking)),
  };
};
