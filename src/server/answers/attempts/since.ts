import { type SinceAnswer } from '../../../contract/attempt-context.ts';
import { type Attempt } from '../../../contract/attempts.ts';
import { formatInstant } from '../../../contract/instant.ts';
import { isFailure } from '../../../contract/outcome.ts';
import { words } from '../../words/language.ts';
import { type AttemptQuery } from './attempt.ts';
import { settledAt } from './attempt-scope.ts';
import { type Presented, presentAttempts } from './present-attempt.ts';
import { samePerson } from './same-person.ts';
import type { Answering } from '../answering.ts';

/** So many later attempts are looked at for a success, and so many are shown. */
const lookedAt = 50;
const shownAfter = 10;

const whoOf = ({ email, upstream_user_id: upstream, user_id: user }: Attempt): string | undefined =>
  email ?? upstream ?? user;

/** What the same person tried after an attempt. */
export const answerSince = async (
  answering: Answering,
  presented: Presented,
  { tz }: AttemptQuery,
): Promise<SinceAnswer> => {
  const { store, asking } = answering;
  const none = { failures: 0, unfinished: 0, more: false, attempts: [] };
  const { stored } = presented;
  const same = await samePerson({ store, asking }, presented);
  if (!same) return { ...none, absent: 'no_user', sentence: words.absent.no_user };
  const { basis, filters } = same;
  const page = await store.attempts.page(
    {
      filters,
      from: stored.start,
      renewal: false, // nobody did anything
      settled: await settledAt(answering),
      order: 'asc',
      limit: lookedAt + 1,
    },
    asking,
  );
  const later = page.attempts.filter(({ requestId }) => requestId !== stored.requestId);
  const isInferred = basis === 'address_and_browser';
  if (later.length === 0)
    return { ...none, basis, sentence: words.absent[isInferred ? 'no_later_like' : 'no_later'] };
  const at = later.findIndex(({ outcome }) => outcome === 'signed_in');
  const before = at === -1 ? later : later.slice(0, at);
  const first = later[at];
  const shown =
    first && at >= shownAfter ? [...later.slice(0, shownAfter), first] : later.slice(0, shownAfter);
  const shownAttempts = await presentAttempts({ ...answering, zone: tz }, shown);
  const counts = {
    failures: before.filter(({ outcome }) => isFailure(outcome)).length,
    unfinished: before.filter(({ outcome }) => !isFailure(outcome)).length,
    more: page.more && !first,
  };
  const found = shownAttempts.find((each) => each.stored.requestId === first?.requestId);
  const after = first && first.start - stored.start;
  return {
    basis,
    ...counts,
    ...(first && after !== undefined
      ? {
          success: {
            request_id: first.requestId,
            start: formatInstant(first.start),
            after: Number(after) / 1e6,
          },
        }
      : {}),
    attempts: shownAttempts.slice(0, shownAfter).map((each) => each.attempt),
    sentence: words.since({
      ...counts,
      success: after === undefined ? undefined : { after, who: found && whoOf(found.attempt) },
      isInferred,
    }),
  };
};
