import type { z } from 'zod';
import { type AttemptAnswer, type attemptQuerySchema, maxEventsShown } from '../../contract/attempts.ts';
import { parseTime } from '../../contract/time-expression.ts';
import { stepTitles } from '../diagnosis/verdict.ts';
import { escalationOf, replyOf } from '../diagnosis/ready-texts.ts';
import { HttpProblem, badParameter } from '../http/problems.ts';
import type { Asking } from '../store/questions/scope.ts';
import { settledAt } from './attempt-scope.ts';
import { refuseUnknownZone } from './bucket-frame.ts';
import type { Context } from './context.ts';
import { type Presented, presentAttempts } from './present-attempt.ts';

export type AttemptQuery = z.output<typeof attemptQuerySchema>;

/**
 * One attempt as presented, with its events.
 * @throws HttpProblem 404 when no event has the request_id; 400 for a bad hint or zone
 */
export const findAttempt = async (
  { store, now }: Context,
  requestId: string,
  { at, tz }: AttemptQuery,
  asking: Asking,
): Promise<Presented> => {
  refuseUnknownZone(tz);
  const time = now();
  if (at !== undefined && parseTime(at, time) === undefined)
    throw badParameter('at', `is not a time: “${at}” (try 2026-01-31T09:00Z)`);
  // the catalogue knows where every attempt is, so the hint has nothing to add here
  const { attempts } = await store.attempts.named(
    { requestIds: [requestId], settled: await settledAt(store, time, asking), limit: maxEventsShown },
    asking,
  );
  const [found] = await presentAttempts({ store, now: time, zone: tz, asking }, attempts);
  if (!found) throw new HttpProblem(404, `No event has the request_id “${requestId}”.`);
  return found;
};

/** One attempt with its events, oldest first. @throws HttpProblem as `findAttempt` does */
export const answerAttempt = async (
  context: Context,
  requestId: string,
  query: AttemptQuery,
  asking: Asking,
): Promise<AttemptAnswer> => {
  const { attempt, judged, stored } = await findAttempt(context, requestId, query, asking);
  const { events } = judged;
  return {
    ...attempt,
    events: events.map(({ record }) => record),
    event_ids: events.map(({ id }) => id),
    step_titles: stepTitles(judged, query.tz),
    more_events: stored.count - events.length,
    reply: replyOf(attempt),
    escalation: escalationOf(attempt),
  };
};
