import type { AttemptStore } from './attempt-questions.ts';
import { type Asking, anybody } from './store.ts';

/** Asks a question once for all who ask it. */
export type Share = <Answer>(
  name: string,
  question: unknown,
  asking: Asking,
  run: (asking: Asking) => Promise<Answer>,
) => Promise<Answer>;

/** The questions about attempts, equal ones asked once. Whole attempts are not kept: they can be large. */
export const withSharedAttempts = (attempts: AttemptStore, share: Share): AttemptStore => {
  const once =
    <Question, Answer>(name: string, ask: (question: Question, asking: Asking) => Promise<Answer>) =>
    (question: Question, asking: Asking = anybody) =>
      share(`attempts ${name}`, question, asking, (own) => ask(question, own));
  return {
    named: (question, asking) => attempts.named(question, asking),
    page: once('page', (question, asking) => attempts.page(question, asking)),
    histogram: once('histogram', (question, asking) => attempts.histogram(question, asking)),
    facets: once('facets', (question, asking) => attempts.facets(question, asking)),
    sketches: once('sketches', (question, asking) => attempts.sketches(question, asking)),
    users: once('users', (question, asking) => attempts.users(question, asking)),
    seen: once('seen', (question, asking) => attempts.seen(question, asking)),
    signIns: once('sign-ins', (question, asking) => attempts.signIns(question, asking)),
    failures: once('failures', (question, asking) => attempts.failures(question, asking)),
    unlinked: once('unlinked', (question, asking) => attempts.unlinked(question, asking)),
  };
};
