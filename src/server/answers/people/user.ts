import type { z } from 'zod';
import type { Answering } from '../answering.ts';
import { NothingThere } from '../../request-errors.ts';
import { type UserAnswer, rangeQuerySchema } from '../../../contract/attempt-context.ts';
import { type Filters, noFilters } from '../../../contract/filters.ts';
import { type Outcome, failures } from '../../../contract/outcome.ts';
import { isEmail } from '../../../contract/record.ts';
import type { Person } from '../../store/questions/people.ts';
import { countByOutcome, countRenewals } from '../attempts/attempt-histogram.ts';
import { settledAt } from '../attempts/attempt-scope.ts';
import { refuseUnknownZone } from '../bucket-frame.ts';
import { drawnIn } from '../attempts/drawn-in.ts';
import { presentAttempts } from '../attempts/present-attempt.ts';
import { narrowed } from '../narrowing.ts';
import { filterQuery } from '../overview/range.ts';
import { scopeOf } from '../scope.ts';
import { directoryFactsOf, entriesOf } from '../directory-facts.ts';
import { narrowingsOf, personsOf } from '../person.ts';
import { seenLimit, seenOf } from '../attempts/seen.ts';

/** Somebody whom a text names, and the filters by which their events and attempts are found. */
type Found = { readonly person: Person; readonly filters: Filters; readonly isUnrecorded?: true };

const having = (property: string, value: string): Filters => ({ ...noFilters, any: { [property]: [value] } });

/** Whom a directory alone knows by an address or a user_id. */
const listedAs = async (
  { store, asking }: Pick<Answering, 'store' | 'asking'>,
  user: string,
): Promise<Person | undefined> => {
  const owners = isEmail(user) ? await store.events.owners({ ids: [user] }, asking) : {};
  const id = owners[user] ?? user;
  const people = await store.directory.people({ userIds: [id] }, asking);
  return people[id] && { id, isUserId: true };
};

/**
 * Whom a text names: an address, a user_id, or an id of the identity provider.
 * @throws NothingThere when no event, and no directory, names the user
 */
export const findUser = async ({ store, asking }: Answering, user: string): Promise<Found> => {
  const isThere = async (property: string): Promise<boolean> => {
    const { events } = await store.events.list(
      { filters: having(property, user), order: 'desc', limit: 1 },
      asking,
    );
    return events.length > 0;
  };
  const isOfUserId = !isEmail(user) && (await isThere('user_id'));
  // the filter that minds no case finds other ids of the provider, too
  const isOfAddress = !isOfUserId && (await isThere('email'));
  if (!isOfUserId && !isOfAddress && !(await isThere('user_id'))) {
    const listed = await listedAs({ store, asking }, user);
    if (listed) return { person: listed, filters: having('user_id', listed.id), isUnrecorded: true };
    throw new NothingThere(`No event names the user “${user}”.`);
  }
  const [person] = await personsOf({ store, asking }, [
    isOfAddress ? { upstream_user_id: user } : { user_id: user },
  ]);
  if (!person) throw new NothingThere(`No event names the user “${user}”.`);
  const narrowingOf = await narrowingsOf({ store, asking }, [person]);
  return { person, filters: narrowed(noFilters, narrowingOf(person)) };
};

const properties = [
  'user_id',
  'upstream_user_id',
  'source_ip',
  'application_name',
  'upstream_idp',
  'user_agent',
] as const;

/** The user_ids that share an address, which is nobody’s alone. */
const sharingOf = async (
  { store, asking }: Answering,
  { id, isUserId }: Person,
): Promise<readonly string[]> => {
  if (isUserId) return [];
  const seen = await store.attempts.seen(
    { filters: having('email', id), properties: ['user_id'], limit: seenLimit },
    asking,
  );
  return seen.map(({ value }) => value).toSorted();
};

/** Those of some ids at the provider that are addresses of others, too. */
const sharedAmong = async (
  { store, asking }: Answering,
  { isUserId }: Person,
  ids: readonly string[],
): Promise<readonly string[]> => {
  const emails = ids.filter((id) => isUserId && isEmail(id));
  const owners = await store.events.owners({ ids: emails }, asking);
  return emails.filter((email) => owners[email] === undefined);
};

/** One user’s sign-ins, found by address or id. @throws NothingThere when no event has it; BadParameter by name */
export const answerUser = async (
  answering: Answering,
  user: string,
  query: z.output<typeof rangeQuerySchema>,
): Promise<UserAnswer> => {
  const { store, now, asking } = answering;
  refuseUnknownZone(query.tz);
  const { from, to } = scopeOf(query, now);
  const { person, filters, isUnrecorded } = await findUser(answering, user);
  const scope = {
    filters,
    settled: await settledAt(answering),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
  const last = async (outcomes: readonly Outcome[]) => {
    const { attempts } = await store.attempts.page(
      { ...scope, outcomes, renewal: false, order: 'desc', limit: 1 },
      asking,
    );
    const [found] = await presentAttempts({ ...answering, zone: query.tz, to }, attempts);
    return found?.attempt;
  };
  const challenges = { ...filters, any: { ...filters.any, step: ['MFA Challenge'] } };
  const [success, failure, attempts, renewals, seen, mfa] = await Promise.all([
    last(['signed_in']),
    last(failures),
    drawnIn(store, scope, asking).then((drawn) => countByOutcome(store, query, drawn, asking)),
    countRenewals(store, scope, asking),
    store.attempts.seen({ ...scope, properties, limit: seenLimit }, asking),
    store.events.facets({ ...scope, filters: challenges, properties: ['step_result'], limit: 100 }, asking),
  ]);
  const upstream = seenOf(seen, 'upstream_user_id');
  const [emails, sharing, shared] = await Promise.all([
    store.events.emails({ userIds: person.isUserId ? [person.id] : [] }, asking),
    sharingOf(answering, person),
    sharedAmong(
      answering,
      person,
      upstream.values.map(({ value }) => value),
    ),
  ]);
  const entry = (await entriesOf({ store, asking }, [person]))(person);
  const email = emails[person.id] ?? (isEmail(user) ? user : undefined);
  return {
    user,
    ...(email === undefined ? {} : { email }),
    query: filterQuery(filters),
    shared_by: [...sharing],
    shared_addresses: [...shared],
    user_ids: seenOf(seen, 'user_id'),
    upstream_user_ids: upstream,
    ...(success ? { last_success: success } : {}),
    ...(failure ? { last_failure: failure } : {}),
    attempts,
    renewals,
    addresses: seenOf(seen, 'source_ip'),
    applications: seenOf(seen, 'application_name'),
    providers: seenOf(seen, 'upstream_idp'),
    browsers: seenOf(seen, 'user_agent'),
    ...(isUnrecorded ? { unrecorded: isUnrecorded } : {}),
    ...(entry ? { directory: directoryFactsOf(entry, query.tz) } : {}),
    mfa: Object.fromEntries((mfa['step_result']?.values ?? []).map(({ value, count }) => [value, count])),
  };
};
