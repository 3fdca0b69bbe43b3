import type { AuditEvent } from '../../api/events.ts';

/** The events of one attempt within a session, oldest first. */
export type SessionAttempt = { readonly requestId: string; readonly events: readonly AuditEvent[] };

/** A session's events by attempt, in the order in which the attempts began, and those linked to none. */
export const groupByAttempt = (
  events: readonly AuditEvent[],
): { readonly attempts: readonly SessionAttempt[]; readonly unlinked: readonly AuditEvent[] } => {
  const attempts = new Map<string, AuditEvent[]>();
  const unlinked: AuditEvent[] = [];
  for (const event of events) {
    const { request_id: requestId } = event.record;
    if (requestId === undefined) unlinked.push(event);
    else if (!attempts.get(requestId)?.push(event)) attempts.set(requestId, [event]);
  }
  return { attempts: [...attempts].map(([requestId, events]) => ({ requestId, events })), unlinked };
};
