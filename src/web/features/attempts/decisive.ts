import type { AttemptAnswer } from '../../../contract/attempts.ts';
import { parseInstant } from '../../../contract/instant.ts';
import { resultOf, stageOf } from '../../../contract/record.ts';

/** Whether an event ended an attempt; otherwise it stopped somewhere, or is under way. */
export const isEnded = ({ outcome }: Pick<AttemptAnswer, 'outcome'>): boolean =>
  outcome !== 'in_progress' && outcome !== 'did_not_finish';

/** The place of the event that decided, among an attempt's events; undefined when it is not among them. */
export const decisiveIndex = ({
  events,
  decided_by: decided,
}: Pick<AttemptAnswer, 'events' | 'decided_by'>): number | undefined => {
  const time = parseInstant(decided.time);
  // the last of equals: within one instant an attempt's end comes after its steps
  const index = events.findLastIndex(
    (record) =>
      parseInstant(record.time ?? '') === time &&
      stageOf(record)?.value === decided.event_name &&
      resultOf(record)?.value === decided.result,
  );
  return index < 0 ? undefined : index;
};
