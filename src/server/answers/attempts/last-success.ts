import { type LastSuccessAnswer } from '../../../contract/attempt-context.ts';
import { type Attempt } from '../../../contract/attempts.ts';
import { words } from '../../words/language.ts';
import type { ComparedProperty } from '../../words/words.ts';
import { type AttemptQuery } from './attempt.ts';
import { settledAt } from './attempt-scope.ts';
import { type Presented, presentAttempts } from './present-attempt.ts';
import { samePerson } from './same-person.ts';
import type { Answering } from '../answering.ts';

/** What an attempt is compared by, and shown as. */
const compared = [
  ['source_ip', 'source_ip'],
  ['user_agent', 'browser'],
  ['upstream_idp', 'upstream_idp'],
  ['upstream_user_id', 'upstream_user_id'],
  ['application_name', 'application_name'],
  ['org_id', 'org_name'],
  ['login_org_id', 'login_org_name'],
] as const satisfies readonly (readonly [ComparedProperty, keyof Attempt])[];

const differencesOf = (attempt: Attempt, success: Attempt) =>
  compared.flatMap(([property, shown]) => {
    // a value that this attempt never came to record is no difference
    if (attempt[property] === undefined || attempt[property] === success[property]) return [];
    const [here, there] = [attempt[shown] ?? attempt[property], success[shown] ?? success[property]];
    return [
      {
        property,
        label: words.property(property),
        ...(here === undefined ? {} : { this_time: here }),
        ...(there === undefined ? {} : { last_time: there }),
      },
    ];
  });

/** The last success of the same person before an attempt, and what differs from it. */
export const answerLastSuccess = async (
  { store, now, thresholds, asking }: Answering,
  { attempt, stored }: Presented,
  { tz }: AttemptQuery,
): Promise<LastSuccessAnswer> => {
  const same = samePerson(attempt);
  if (!same) return { differences: [], absent: 'no_user', sentence: words.absent.no_user };
  const { basis, filters } = same;
  const { attempts } = await store.attempts.page(
    {
      filters,
      to: stored.start,
      settled: await settledAt(store, now, asking),
      outcomes: ['signed_in'],
      renewal: false,
      order: 'desc',
      limit: 1,
    },
    asking,
  );
  const [success] = await presentAttempts({ store, now, thresholds, zone: tz, asking }, attempts);
  const isInferred = basis === 'address_and_browser';
  if (!success)
    return {
      basis,
      differences: [],
      sentence: words.absent[isInferred ? 'no_success_like' : 'no_success'],
    };
  const differences = differencesOf(attempt, success.attempt);
  return {
    basis,
    attempt: success.attempt,
    differences,
    sentence: words.comparison({
      differences: differences.map(({ property }) => property),
      before: stored.start - success.stored.start,
      isInferred,
    }),
  };
};
