import { lengthOf } from './wording.ts';

/** The sentences of the blocks around a verdict, with the other words in this folder to be translated. */

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

export type Share = { readonly label: string; readonly failed: number };

/** Only them? @param shares those of the failed who share a value with them */
export const othersSentence = (failed: number, signedIn: number, shares: readonly Share[]): string => {
  if (failed === 0) {
    if (signedIn === 0)
      return 'Only them, and nobody else signed in within 15 minutes either: there is little to compare with.';
    return `Only them: nobody else failed the same way within 15 minutes, and ${counted(signedIn, 'other', 'others')} signed in.`;
  }
  const shared = shares
    .filter((share) => share.failed > 0)
    .map(({ label, failed }) => `${failed} with ${label}`);
  return [
    `Not only them: ${counted(failed, 'other', 'others')} failed the same way within 15 minutes`,
    shared.length > 0 ? `, ${shared.join(', ')}` : '',
    `; ${signedIn === 0 ? 'nobody' : signedIn} signed in meanwhile.`,
  ].join('');
};

export const absentSentences = {
  no_failure: 'Nothing went wrong here, so there is nothing to compare.',
  no_user: 'The attempt names no user, so other attempts of theirs cannot be told.',
  no_later: 'No later attempt is recorded.',
  no_later_like: 'No later attempt from the same address and browser is recorded.',
  no_success: 'No earlier success is recorded.',
  no_success_like: 'No earlier success from the same address and browser is recorded.',
} as const;

/** Since then. @param like who it was, when found by address and browser alone */
export const sinceSentence = (
  told: { readonly failures: number; readonly unfinished: number; readonly more: boolean },
  success: { readonly after: bigint; readonly who: string | undefined } | undefined,
  isInferred: boolean,
): string => {
  const failures = counted(told.failures, 'more failure', 'more failures');
  const unfinished = told.unfinished > 0 ? ` and ${told.unfinished} that did not finish` : '';
  if (!success) {
    const where = isInferred ? ' from the same address and browser' : '';
    return `${told.more ? 'At least ' : ''}${failures}${unfinished}${where}, no success.`;
  }
  const between = told.failures > 0 ? `, after ${failures}` : '';
  if (!isInferred) return `Signed in ${lengthOf(success.after)} later${between}.`;
  return `${success.who ?? 'Somebody'} signed in ${lengthOf(success.after)} later from the same address and browser${between}: probably the same person.`;
};

/** Compared with their last success. */
export const differencesSentence = (
  labels: readonly string[],
  before: bigint,
  isInferred: boolean,
): string => {
  const when = `${lengthOf(before)} earlier${isInferred ? ', from the same address and browser' : ''}`;
  if (labels.length === 0) return `Nothing differs from the last success, ${when}.`;
  const names = labels.join(', ');
  return `Different from the last success, ${when}: ${names}.`;
};
