import type { z } from 'zod';
import { type AttemptAnswer, type attemptQuerySchema, maxEventsShown } from '../../../contract/attempts.ts';
import { parseTime } from '../../../contract/time-expression.ts';
import { codeSteps } from '../../diagnosis/diagnose.ts';
import { breather } from '../../store/breath.ts';
import { words } from '../../words/language.ts';
import { BadParameter, NothingThere } from '../../request-errors.ts';
import { settledAt } from './attempt-scope.ts';
import { refuseUnknownZone } from '../bucket-frame.ts';
import type { Answering } from '../answering.ts';
import { type Presented, presentAttempts } from './present-attempt.ts';

export type AttemptQuery = z.output<typeof attemptQuerySchema>;

/**
 * One attempt as presented, with its events.
 * @throws NothingThere when no event has the request_id; BadParameter for a bad hint or zone
 */
export const findAttempt = async (
  answering: Answering,
  requestId: string,
  { at, tz }: AttemptQuery,
): Promise<Presented> => {
  const { store, asking } = answering;
  refuseUnknownZone(tz);
  if (at !== undefined && parseTime(at, answering.now) === undefined)
    throw new BadParameter('at', `is not a time: “${at}” (try 2026-01-31T09:00Z)`);
  // the catalogue knows where every attempt is, so the hint has nothing to add here
  const { attempts } = await store.attempts.named(
    { requestIds: [requestId], settled: await settledAt(answering), limit: maxEventsShown },
    asking,
  );
  const [found] = await presentAttempts({ ...answering, zone: tz }, attempts);
  if (!found) throw new NothingThere(`No event has the request_id “${requestId}”.`);
  return found;
};

/** One attempt with its events, oldest first. @throws as `findAttempt` does */
export const answerAttempt = async (
  answering: Answering,
  requestId: string,
  query: AttemptQuery,
): Promise<AttemptAnswer> => {
  const { attempt, diagnosis, judged, stored } = await findAttempt(answering, requestId, query);
  const { events } = judged;
  const stepTitles: string[] = [];
  const breathe = breather();
  for (const step of codeSteps(judged)) {
    stepTitles.push(words.eventTitle(step));
    await breathe();
  }
  return {
    ...attempt,
    events: events.map(({ record }) => record),
    event_ids: events.map(({ id }) => id),
    step_titles: stepTitles,
    more_events: stored.count - events.length,
    ...words.reply(diagnosis, query.tz),
    escalation: words.escalation(attempt),
  };
};
