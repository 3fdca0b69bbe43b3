import type { Attempt } from '../../../contract/attempts.ts';
import { outcomeLook } from '../../audit/looks/outcome-look.ts';
import { waitWords } from '../../audit/looks/waiting-words.ts';

type Told = Pick<Attempt, 'outcome' | 'waiting_for' | 'upstream_idp'> & {
  readonly verdict: Pick<Attempt['verdict'], 'title' | 'short'>;
};

/** What is read first beside an outcome, and what there is room for after it. Either may be empty. */
type Beside = { readonly first: string; readonly rest: string };

/**
 * An attempt in a few words beside its outcome, which is not said again. Who is waited for comes first, as the end of a
 * long line is cut: “Waiting for the user at Google”, “sent to Google”.
 */
export const besideOutcome = ({ outcome, waiting_for, upstream_idp, verdict }: Told): Beside => {
  const { title, short } = verdict;
  if (waiting_for !== undefined)
    return { first: `Waiting for ${waitWords(waiting_for, upstream_idp)}`, rest: short ?? '' };
  return { first: short ?? (title === outcomeLook(outcome).word ? '' : title), rest: '' };
};
