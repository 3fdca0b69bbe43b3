import type { AttemptAnswer } from '../../../contract/attempts.ts';
import { sessionPath, tracePath, userPath } from '../../audit/looks/paths.ts';

/** An id of an attempt: what it is called in the API, and the page it leads to, if any. */
type AttemptId = { readonly name: string; readonly value: string; readonly to?: string };

/** Every id that an attempt's events hold, each once: those of the attempt first. */
export const idsOf = (attempt: AttemptAnswer): AttemptId[] => {
  const { request_id: requestId, trace_ids: traces, sessions, user_id: user, client_id: client } = attempt;
  const tokens = new Set(attempt.events.flatMap(({ token_id: token }) => token ?? []));
  const all: (readonly [string, string | undefined, (string | undefined)?])[] = [
    ['request_id', requestId],
    ...traces.map((trace) => ['trace_id', trace, tracePath(trace)] as const),
    ...sessions.map((session) => ['session', session, sessionPath(session)] as const),
    ...[...tokens].map((token) => ['token_id', token] as const),
    ['user_id', user, user === undefined ? undefined : userPath(user)],
    ['upstream_user_id', attempt.upstream_user_id],
    ['client_id', client],
    ['org_id', attempt.org_id],
    ['login_org_id', attempt.login_org_id],
  ];
  return all.flatMap(([name, value, to]) =>
    value === undefined ? [] : [{ name, value, ...(to !== undefined && { to }) }],
  );
};
