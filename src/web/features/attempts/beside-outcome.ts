import type { Attempt } from '../../../contract/attempts.ts';
import { outcomeLook } from '../../audit/looks/outcome-look.ts';
import { waitingOf } from '../../audit/looks/waiting-words.ts';

type Told = Pick<Attempt, 'outcome' | 'waiting_for' | 'upstream_idp'> & {
  readonly verdict: Pick<Attempt['verdict'], 'title'>;
};

/** What is read first beside an outcome, and what there is room for after it. Either may be empty. */
type Beside = { readonly first: string; readonly rest: string };

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** “Did not finish: sent to Google” → “sent to Google”; “Signed in” → nothing more. */
const withoutOutcome = ({ outcome, verdict: { title } }: Told): string => {
  const { word } = outcomeLook(outcome);
  if (title === word) return '';
  return title.startsWith(`${word}: `) ? title.slice(word.length + 2) : title;
};

/**
 * An attempt in a few words beside its outcome. Who is waited for comes first, as the end of a long line is cut, and
 * once: “Did not finish: sent to Google, waiting for the user there” → “Waiting for the user at Google”, “sent to
 * Google”.
 */
export const besideOutcome = (attempt: Told): Beside => {
  const title = withoutOutcome(attempt);
  const waiting = waitingOf(attempt);
  if (waiting === undefined) return { first: capital(title), rest: '' };
  return { first: capital(waiting), rest: title.replace(/(^|, )waiting for .*$/i, '') };
};
