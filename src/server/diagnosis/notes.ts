import type { Parties } from '../../contract/attempts.ts';
import { type Micros, formatInstant, microsPerDay } from '../../contract/instant.ts';
import { isFailure } from '../../contract/outcome.ts';
import { type JudgedAttempt, type JudgedEvent, isLegacy } from './events.ts';
import type { CodedNote } from './params.ts';

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

/** So long after what was removed an attempt may have begun before it. */
const cutWithin = microsPerDay;

/** Whether the beginning of an attempt may have been removed: it goes on soon after, and does not say that it begins. */
const cutNote = ({ events: [first] }: JudgedAttempt, removedBefore: Micros | undefined): CodedNote[] =>
  removedBefore !== undefined &&
  first.time >= removedBefore &&
  first.time - removedBefore < cutWithin &&
  first.step?.effect.kind !== 'begins'
    ? [{ code: 'cut', params: { before: formatInstant(removedBefore) } }]
    : [];

/**
 * What a reader of an attempt should know besides, none of it an error.
 * @param event the one that decided
 * @param removedBefore events before this instant were removed by rule
 */
export const notesOf = (
  attempt: JudgedAttempt,
  event: JudgedEvent,
  parties: Parties,
  removedBefore?: Micros,
): CodedNote[] => {
  const { judgement, events, count, eventAt } = attempt;
  const { org_id: org, login_org_id: login } = parties;
  const about = (
    code: 'closed' | 'too_late' | 'late' | 'went_on' | 'not_recognised',
    at: JudgedEvent | undefined,
  ): CodedNote[] => (at ? [{ code, params: named(at) }] : []);
  const at = (place: number | undefined) => (place === undefined ? undefined : eventAt(place));
  const [end, step] = [at(judgement.misdated?.end), at(judgement.misdated?.step)];
  const unknown = events.find(
    (each) => each !== event && each.step === undefined && each.result !== undefined,
  );
  const hasEnded = judgement.ended !== undefined;
  const bare = (code: 'legacy' | 'flat' | 'no_end', isSo: boolean): CodedNote[] =>
    isSo ? [{ code, params: {} }] : [];
  return [
    ...(org !== undefined && login !== undefined && org !== login
      ? [
          {
            code: 'org_differs' as const,
            params: { org: parties.org_name ?? org, login_org: parties.login_org_name ?? login },
          },
        ]
      : []),
    ...(end && step
      ? [
          {
            code: 'clock_backwards' as const,
            params: { stage: end.stage ?? '?', before: step.stage ?? '?' },
          },
        ]
      : []),
    ...cutNote(attempt, removedBefore),
    ...about('closed', at(judgement.closed)),
    ...about('too_late', at(judgement.tooLate)),
    ...about('late', at(judgement.late)),
    ...about('went_on', wentOn(attempt, event)),
    ...about('not_recognised', unknown),
    ...bare('legacy', hasEnded && isLegacy(event)),
    ...bare('flat', hasEnded && judgement.flat),
    ...bare('no_end', !hasEnded),
    ...(count > events.length ? [{ code: 'partial' as const, params: { count, read: events.length } }] : []),
  ];
};
