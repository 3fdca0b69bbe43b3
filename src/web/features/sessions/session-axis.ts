import type { SessionAnswer } from '../../../contract/attempt-context.ts';
import { saidIn } from '../../../contract/record.ts';
import type { AuditEvent } from '../../api/events.ts';
import { timelineOf } from '../../audit/record/timeline.ts';

/** An event of a session, and where on the one axis of the session it lies, from 0 to 1. */
export type Placed = { readonly event: AuditEvent; readonly at: number };

export type Lane = {
  readonly attempt: SessionAnswer['attempts'][number];
  readonly placed: readonly Placed[];
};

type SessionAxis = { readonly lanes: readonly Lane[]; readonly unlinked: readonly Placed[] };

/**
 * A session’s events by attempt on one axis, on which long idle gaps are collapsed.
 * @param events all of them, oldest first
 */
export const sessionAxis = (
  attempts: SessionAnswer['attempts'],
  events: readonly AuditEvent[],
): SessionAxis => {
  const { items } = timelineOf(
    events.map(({ time }) => time),
    'collapsed',
  );
  const byAttempt = new Map<string | undefined, Placed[]>();
  for (const item of items) {
    const event = item.kind === 'step' ? events[item.index] : undefined;
    if (!event || item.kind !== 'step') continue;
    const id = saidIn(event.record, 'request_id');
    const lane = byAttempt.get(id) ?? [];
    byAttempt.set(id, lane);
    lane.push({ event, at: item.at });
  }
  return {
    lanes: attempts.map((attempt) => ({ attempt, placed: byAttempt.get(attempt.request_id) ?? [] })),
    unlinked: byAttempt.get(undefined) ?? [],
  };
};
