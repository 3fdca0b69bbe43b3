import type { Parties } from '../../contract/attempts.ts';
import { type Note, isFailure } from '../../contract/outcome.ts';
import { type JudgedAttempt, type JudgedEvent, isLegacy } from './events.ts';
import type { NoteCode } from './frames.ts';
import { noteOf } from './wording.ts';

const named = ({ stage, result }: JudgedEvent) => ({ stage: stage ?? '?', result: result ?? '?' });

/** What an attempt went on to after it had ended badly, when the rules do not say what that is. */
const wentOn = (
  { judgement, outcome, events }: JudgedAttempt,
  event: JudgedEvent,
): JudgedEvent | undefined => {
  const last = events.at(-1);
  const isTold = judgement.closed !== undefined || judgement.tooLate !== undefined;
  return isFailure(outcome) && !judgement.flat && !isTold && last !== event ? last : undefined;
};

/**
 * What a reader of an attempt should know besides, none of it an error.
 * @param event the one that decided
 */
export const notesOf = (attempt: JudgedAttempt, event: JudgedEvent, parties: Parties): Note[] => {
  const { judgement, events, count, eventAt } = attempt;
  const { org_id: org, login_org_id: login } = parties;
  const about = (code: NoteCode, at: JudgedEvent | undefined): Note[] =>
    at ? [noteOf(code, named(at))] : [];
  const placed = (code: NoteCode, place: number | undefined): Note[] =>
    place === undefined ? [] : about(code, eventAt(place));
  const [end, step] = [judgement.misdated?.end, judgement.misdated?.step].map((place) =>
    place === undefined ? undefined : eventAt(place),
  );
  const unknown = events.find(
    (each) => each !== event && each.step === undefined && each.result !== undefined,
  );
  return [
    ...(org !== undefined && login !== undefined && org !== login
      ? [noteOf('org_differs', { org: parties.org_name ?? org, login_org: parties.login_org_name ?? login })]
      : []),
    ...(end && step
      ? [noteOf('clock_backwards', { stage: end.stage ?? '?', before: step.stage ?? '?' })]
      : []),
    ...placed('closed', judgement.closed),
    ...placed('too_late', judgement.tooLate),
    ...placed('late', judgement.late),
    ...about('went_on', wentOn(attempt, event)),
    ...about('not_recognised', unknown),
    ...(judgement.ended !== undefined && isLegacy(event) ? [noteOf('legacy', {})] : []),
    ...(judgement.ended !== undefined && judgement.flat ? [noteOf('flat', {})] : []),
    ...(judgement.ended === undefined ? [noteOf('no_end', {})] : []),
    ...(count > events.length ? [noteOf('partial', { count, read: events.length })] : []),
  ];
};
