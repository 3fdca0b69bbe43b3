import { eventNames } from '../../contract/record.ts';
import type { JudgedEvent, JudgedEvents } from './events.ts';

/** A code is issued after the policy, though its event is the first of the pipeline. */
const placeOf = ({ stage, result }: JudgedEvent): number =>
  result === 'CodeIssued' ? eventNames.length - 1.5 : eventNames.findIndex((each) => each === stage);

/**
 * Where an attempt's clock seems to have run backwards: an event dated before its neighbour that arrived after
 * it and comes after it in the pipeline. A log that was sent newest first arrives so as a whole, which is no sign.
 * @returns the pair, in the order of their times
 */
export const clockBackwards = (
  events: JudgedEvents,
): { readonly stage: JudgedEvent; readonly before: JudgedEvent } | undefined => {
  const pairs = events.slice(1).map((before, index) => ({ stage: events[index] ?? before, before }));
  const arrivedReversed = ({ stage, before }: (typeof pairs)[number]) => before.sequence < stage.sequence;
  const startsRight = events.every((event) => placeOf(event) >= placeOf(events[0]));
  if (startsRight && pairs.every(arrivedReversed)) return undefined;
  return pairs.find(
    (pair) =>
      arrivedReversed(pair) &&
      pair.stage.time < pair.before.time &&
      placeOf(pair.before) >= 0 &&
      placeOf(pair.before) < placeOf(pair.stage),
  );
};
