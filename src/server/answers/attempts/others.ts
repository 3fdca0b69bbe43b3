import type { OthersAnswer } from '../../../contract/attempt-context.ts';
import type { Attempt } from '../../../contract/attempts.ts';
import { noFilters } from '../../../contract/filters.ts';
import { formatInstant, micros, microsPerSecond, representable } from '../../../contract/instant.ts';
import { words } from '../../words/language.ts';
import type { AttemptSketch } from '../../store/questions/attempts.ts';
import { settledAt } from './attempt-scope.ts';
import type { Answering } from '../answering.ts';
import { personKey } from '../person.ts';
import type { Presented } from './present-attempt.ts';
import { signedInBefore } from './renewals.ts';

const window = 15n * 60n * microsPerSecond;

/** By what others are compared, and what an attempt and a sketch say of it. */
const shares = [
  { property: 'upstream_idp', sketched: (each: AttemptSketch) => each.provider, label: 'upstream_idp' },
  {
    property: 'application_name',
    sketched: (each: AttemptSketch) => each.application,
    label: 'application_name',
  },
  { property: 'source_ip', sketched: (each: AttemptSketch) => each.address, label: 'source_ip' },
  { property: 'org_id', sketched: (each: AttemptSketch) => each.organisation, label: 'org_name' },
] as const;

/** Whoever gave no name counts by address. */
const whoOf = ({ person, address }: Pick<AttemptSketch, 'person' | 'address'>): string =>
  person ? personKey(person) : `at ${address ?? ''}`;

const people = (sketches: readonly AttemptSketch[]): number => new Set(sketches.map(whoOf)).size;

const valueOf = (attempt: Attempt, property: (typeof shares)[number]['property']): string | undefined =>
  property === 'application_name' ? (attempt.application_name ?? attempt.client_id) : attempt[property];

/** Only them? Who else failed the same way, and who signed in, within 15 minutes before and after. */
export const answerOthers = async (
  { store, now, asking }: Answering,
  { attempt, stored }: Presented,
): Promise<OthersAnswer> => {
  const from = representable(micros(stored.start - window));
  const to = representable(micros(stored.start + window + 1n));
  const range = { from: formatInstant(from), to: formatInstant(to) };
  if (attempt.outcome === 'signed_in' || attempt.outcome === 'in_progress')
    return {
      ...range,
      failed: 0,
      signed_in: 0,
      by: [],
      only_them: false,
      absent: 'no_failure',
      sentence: words.absent.no_failure,
    };
  const settled = await settledAt({ store, now, asking });
  const sketches = await store.attempts.sketches({ filters: noFilters, from, to, settled }, asking);
  const own = sketches.find(({ requestId }) => requestId === stored.requestId);
  const others = sketches.filter((each) => !own || whoOf(each) !== whoOf(own));
  const hasSignedIn = await signedInBefore(store, others, settled, asking);
  const isRenewal = (each: AttemptSketch): boolean =>
    each.renews === 'session' || (each.renews === 'token' && hasSignedIn(each));
  // sessions that could not be renewed are compared with each other, and nobody signs in by renewing one
  const failed = others.filter(
    (each) =>
      each.outcome === attempt.outcome &&
      each.stage === attempt.decided_by.event_name &&
      isRenewal(each) === (attempt.renewal === true),
  );
  const signedIn = others.filter((each) => each.outcome === 'signed_in' && !isRenewal(each));
  const by = shares.flatMap(({ property, sketched, label }) => {
    const value = valueOf(attempt, property);
    if (value === undefined) return [];
    const sharing = (sketches: readonly AttemptSketch[]) =>
      people(sketches.filter((each) => sketched(each) === value));
    return [
      {
        property,
        value,
        label: attempt[label] ?? value,
        failed: sharing(failed),
        signed_in: sharing(signedIn),
      },
    ];
  });
  return {
    ...range,
    failed: people(failed),
    signed_in: people(signedIn),
    by,
    only_them: failed.length === 0,
    sentence: words.others({ failed: people(failed), signedIn: people(signedIn), shares: by }),
  };
};
