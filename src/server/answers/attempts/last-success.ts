import { type LastSuccessAnswer } from '../../../contract/attempt-context.ts';
import { type Attempt } from '../../../contract/attempts.ts';
import { formatInstant } from '../../../contract/instant.ts';
import { words } from '../../words/language.ts';
import { deciding } from '../../diagnosis/events.ts';
import { browserOf } from '../../diagnosis/places.ts';
import type { AttemptScope } from '../../store/questions/attempts.ts';
import type { ComparedProperty } from '../../words/words.ts';
import type { Answering } from '../answering.ts';
import { type Narrowing, narrowed } from '../narrowing.ts';
import { type AttemptQuery } from './attempt.ts';
import { settledAt } from './attempt-scope.ts';
import { type Presented, presentAttempts } from './present-attempt.ts';
import { samePerson } from './same-person.ts';
import { usedBefore } from './used-before.ts';

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

type Difference = {
  readonly property: ComparedProperty;
  /** As recorded this time. */
  readonly value: string;
  readonly here: string;
  readonly there: string | undefined;
};

/** As it is compared: a browser is the same after an update. */
const comparable = (property: ComparedProperty, value: string | undefined): string | undefined =>
  property === 'user_agent' ? browserOf(value) : value;

const differencesOf = (attempt: Attempt, success: Attempt): readonly Difference[] =>
  compared.flatMap(([property, shown]) => {
    const [value, other] = [attempt[property], success[property]];
    // a value that this attempt never came to record is no difference
    if (value === undefined || comparable(property, value) === comparable(property, other)) return [];
    return [{ property, value, here: attempt[shown] ?? value, there: success[shown] ?? other }];
  });

/** That an attempt is of an application, by its name or else by its client; undefined: it names neither. */
const applicationIs = ({
  application_name: name,
  client_id: client,
}: Attempt): (Narrowing & { readonly value: string }) | undefined => {
  if (name !== undefined) return { property: 'application_name', value: name };
  return client === undefined ? undefined : { property: 'client_id', value: client };
};

/** The last success of the same person before an attempt, and what differs from it. */
export const answerLastSuccess = async (
  answering: Answering,
  presented: Presented,
  { tz }: AttemptQuery,
): Promise<LastSuccessAnswer> => {
  const { store, asking } = answering;
  const { attempt, stored } = presented;
  const same = await samePerson({ store, asking }, presented);
  if (!same) return { differences: [], absent: 'no_user', sentence: words.absent.no_user };
  const { basis, filters } = same;
  const earlier: AttemptScope = {
    filters,
    to: stored.start,
    settled: await settledAt(answering),
    outcomes: ['signed_in'],
    renewal: false,
  };
  const last = async (scope: AttemptScope): Promise<Presented | undefined> => {
    const { attempts } = await store.attempts.page({ ...scope, order: 'desc', limit: 1 }, asking);
    const [found] = await presentAttempts({ ...answering, zone: tz }, attempts);
    return found;
  };
  const application = applicationIs(attempt);
  const ofApplication =
    application && (await last({ ...earlier, filters: narrowed(filters, [application]) }));
  const success = ofApplication ?? (await last(earlier));
  const isInferred = basis === 'address_and_browser';
  if (!success)
    return {
      basis,
      differences: [],
      sentence: words.absent[isInferred ? 'no_success_like' : 'no_success'],
    };
  const differences = differencesOf(attempt, success.attempt);
  const used = await usedBefore(store, earlier, differences, asking);
  return {
    basis,
    attempt: success.attempt,
    ...(application ? { same_application: ofApplication !== undefined } : {}),
    differences: differences.map(({ property, here, there }, index) => {
      const { count, last } = used[index] ?? { count: 0, last: undefined };
      return {
        property,
        label: words.property(property),
        this_time: here,
        ...(there === undefined ? {} : { last_time: there }),
        used: { count, ...(last === undefined ? {} : { last: formatInstant(last) }) },
        usage: words.usage({ count, last, zone: tz }),
      };
    }),
    sentence: [
      words.comparison({
        differences: differences.map(({ property }) => property),
        before: stored.start - success.stored.start,
        isInferred,
        application: application && applicationOf(application.value, ofApplication, success.attempt),
      }),
      ...disabledBetween(success, presented, tz),
    ].join(' '),
  };
};

/** That the person’s account was disabled after the success and before the attempt was decided, as the directory has it. */
const disabledBetween = (
  success: Presented,
  { entry, judged }: Presented,
  zone: string,
): readonly string[] => {
  const { source, status, disabledAt } = entry ?? {};
  if (source === undefined || status !== 'disabled' || disabledAt === undefined) return [];
  const isBetween = disabledAt > success.stored.start && disabledAt <= deciding(judged).time;
  return isBetween ? [words.disabledMeanwhile(source, disabledAt, zone)] : [];
};

const applicationOf = (here: string, found: Presented | undefined, success: Attempt) =>
  found
    ? { isSame: true as const }
    : { isSame: false as const, here, there: success.application_name ?? success.client_id };
