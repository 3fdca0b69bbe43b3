import type { Micros } from '../../../contract/instant.ts';
import type { Asking } from '../../store/questions/scope.ts';
import type { Store } from '../../store/store.ts';

/** What tells whether an attempt is a renewal. */
export type Renewing = {
  readonly renews?: 'session' | 'token' | undefined;
  readonly sessions: readonly string[];
  readonly start: Micros;
};

/**
 * Of attempts that may renew a session: whether their session was signed in to before. One question for all of them.
 * @param settled as `AttemptScope` has it
 */
export const signedInBefore = async (
  store: Store,
  attempts: readonly Renewing[],
  settled: Micros,
  asking: Asking,
): Promise<(attempt: Renewing) => boolean> => {
  const sessions = new Set(
    attempts.flatMap((attempt) => (attempt.renews === 'token' ? attempt.sessions : [])),
  );
  const first =
    sessions.size === 0
      ? new Map<string, Micros>()
      : await store.attempts.signIns({ sessions: [...sessions].toSorted(), settled }, asking);
  return (attempt) =>
    attempt.sessions.some((session) => {
      const start = first.get(session);
      return start !== undefined && start < attempt.start;
    });
};
