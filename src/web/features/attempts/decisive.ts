import type { AttemptAnswer } from '../../../contract/attempts.ts';
import { parseInstant } from '../../../contract/instant.ts';
import { resultOf, stageOf } from '../../../contract/record.ts';

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
