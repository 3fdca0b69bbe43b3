import type { AttemptAnswer } from '../../../contract/attempts.ts';
import type { StepMark } from '../../audit/record/step-list.tsx';

/** Whether an event ended an attempt; otherwise it stopped somewhere, or is under way. */
export const isEnded = ({ outcome }: Pick<AttemptAnswer, 'outcome'>): boolean =>
  outcome !== 'in_progress' && outcome !== 'did_not_finish';

/** The place of the event of `decided_by` among an attempt's events; undefined when it is not among them. */
export const decisiveIndex = ({
  event_ids: ids,
  decided_by: { event_id: id },
}: Pick<AttemptAnswer, 'event_ids' | 'decided_by'>): number | undefined => {
  const index = ids.indexOf(id);
  return index < 0 ? undefined : index;
};

/**
 * The step at which the timeline opens, and what is said of it: it decided, or it asks for what is still waited for.
 * Undefined when it is not among the events, or decided nothing and asks for nothing.
 */
export const markedStep = (
  attempt: Pick<AttemptAnswer, 'event_ids' | 'decided_by' | 'outcome' | 'waiting_for'>,
): StepMark | undefined => {
  const at = decisiveIndex(attempt);
  if (at === undefined) return undefined;
  if (isEnded(attempt)) return { at, word: 'decided' };
  return attempt.waiting_for === undefined ? undefined : { at, word: 'waiting here' };
};
