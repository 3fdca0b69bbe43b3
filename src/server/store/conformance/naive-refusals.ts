import { type Naive, isFlatLog } from './naive-judge.ts';

/*
 * What was refused in an attempt, written down once more without any of the product's code: second steps are taken
 * apart by what answers them, and in each part it is counted how many were sent.
 */

type Part = { readonly heard: readonly Naive[]; readonly answer: string | undefined };

/** What a second step is answered with, or passed over by. */
const answerOf = ({ step, end }: Naive): string | undefined => {
  if (step === 'MFA Challenge' && ['Success', 'Failure', 'Denied', 'Timeout'].includes(end)) return end;
  return step === 'Authentication Request' && ['CodeIssued', 'Success'].includes(end) ? 'Success' : undefined;
};

const partsOf = (events: readonly Naive[]): readonly Part[] => {
  const parts: Part[] = [];
  let heard: Naive[] = [];
  for (const event of events) {
    const answer = answerOf(event);
    if (answer === undefined) heard.push(event);
    else {
      parts.push({ heard, answer });
      heard = [];
    }
  }
  return [...parts, { heard, answer: undefined }];
};

/** How many second steps were sent: one each time the policy asks, else one each time it is said anew. */
const sentIn = (heard: readonly Naive[]): number => {
  const told = heard.filter(
    ({ step, end }) =>
      (step === 'Policy Evaluation' && end === 'DoMfa') ||
      (step === 'MFA Challenge' && ['Create', 'InProgress', 'DoMfa'].includes(end)),
  );
  return told.filter((event, at) => {
    if (event.step !== 'MFA Challenge') return false;
    const before = told.slice(0, at);
    if (!before.some(({ step }) => step === 'MFA Challenge')) return true;
    return before.some(({ step }) => step !== 'MFA Challenge')
      ? before.at(-1)?.step !== 'MFA Challenge'
      : event.end !== 'InProgress';
  }).length;
};

/** What each refused or unanswered second step was, one by one. */
export const challengesNaively = (events: readonly Naive[], isOver: boolean): readonly string[] =>
  partsOf(events).flatMap(({ heard, answer }) => {
    if (answer === undefined) return Array.from({ length: isOver ? sentIn(heard) : 0 }, () => 'unanswered');
    const left = Array.from({ length: Math.max(sentIn(heard) - 1, 0) }, () => 'unanswered');
    if (answer === 'Success') return left;
    return [...left, answer === 'Timeout' ? 'unanswered' : 'second_step'];
  });

/** The kinds of what was refused; of an attempt in progress nothing is told to be unanswered. */
export const refusedNaively = (events: readonly Naive[], isOver: boolean): readonly string[] => {
  const failed = (name: string) => events.some(({ step, end }) => step === name && end === 'Failure');
  const isRefused =
    failed('Identity Provider Authentication') || (failed('Authentication Request') && isFlatLog(events));
  const kinds = challengesNaively(events, isOver).filter((kind) => isOver || kind !== 'unanswered');
  return [...new Set([...(isRefused ? ['credentials'] : []), ...kinds])];
};
