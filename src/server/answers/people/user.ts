import type { z } from 'zod';
import type { Answering } from '../answering.ts';
import { NothingThere } from '../../request-errors.ts';
import { type UserAnswer, rangeQuerySchema } from '../../../contract/attempt-context.ts';
import { type Filters, noFilters } from '../../../contract/filters.ts';
import { fold } from '../../../contract/fold.ts';
import { failures } from '../../../contract/outcome.ts';
import { isEmail } from '../../../contract/record.ts';
import type { SeenValue } from '../../store/questions/attempts.ts';
import type { Person } from '../../store/questions/people.ts';
import { settledAt } from '../attempts/attempt-scope.ts';
import { refuseUnknownZone } from '../bucket-frame.ts';
import { narrowed } from '../narrowing.ts';
import { filterQuery } from '../overview/range.ts';
import { scopeOf } from '../scope.ts';
import { directoryFactsOf, entriesOf } from '../directory-facts.ts';
import { narrowingsOf, personsOf } from '../person.ts';
import { seenLimit, seenOf } from '../attempts/seen.ts';
import { newestWith, presentedBy, profileOf } from './profile.ts';

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

const foundBy = async (
  asked: Pick<Answering, 'store' | 'asking'>,
  names: { readonly user_id: string } | { readonly upstream_user_id: string },
): Promise<Found> => {
  const [person] = await personsOf(asked, [names]);
  if (!person) throw new NothingThere(`No event names the user “${Object.values(names).join('')}”.`);
  const narrowingOf = await narrowingsOf(asked, [person]);
  return { person, filters: narrowed(noFilters, narrowingOf(person)) };
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
  return foundBy({ store, asking }, isOfAddress ? { upstream_user_id: user } : { user_id: user });
};

const properties = [
  'user_id',
  'upstream_user_id',
  'source_ip',
  'application_name',
  'upstream_idp',
  'user_agent',
] as const;

/** Whether values seen show that some event names a person as a text does. */
const isNamed = (user: string, { id, isUserId }: Person, seen: readonly SeenValue[]): boolean =>
  seen.some(({ property, value }) =>
    property === 'user_id'
      ? isUserId && value === id
      : property === 'upstream_user_id' && isEmail(user) && fold(value) === fold(user),
  );

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
  const settled = await settledAt(answering);
  const range = {
    settled,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
  const profileWith = async ({ filters }: Found) =>
    profileOf(answering, { ...range, filters }, query, { properties });
  // whom the text names most likely: what is seen in the range tells whether it does
  const likely = await foundBy(answering, isEmail(user) ? { upstream_user_id: user } : { user_id: user });
  const [profileOfLikely, sharingLikely] = await Promise.all([
    profileWith(likely),
    sharingOf(answering, likely.person),
  ]);
  const isLikely = isNamed(user, likely.person, profileOfLikely.seen);
  const found = isLikely ? likely : await findUser(answering, user);
  const { person, filters, isUnrecorded } = found;
  const profile =
    JSON.stringify(filters) === JSON.stringify(likely.filters) ? profileOfLikely : await profileWith(found);
  const { newest, attempts, renewals, seen, challenges } = profile;
  const [lastSuccess, lastFailure] = [newestWith(newest, ['signed_in']), newestWith(newest, failures)];
  const presented = await presentedBy(
    answering,
    range,
    query.tz,
    [lastSuccess, lastFailure].flatMap((each) => each?.requestId ?? []),
  );
  const success = lastSuccess && presented.get(lastSuccess.requestId);
  const failure = lastFailure && presented.get(lastFailure.requestId);
  const upstream = seenOf(seen, 'upstream_user_id');
  const [emails, sharing, shared] = await Promise.all([
    store.events.emails({ userIds: person.isUserId ? [person.id] : [] }, asking),
    isLikely ? sharingLikely : sharingOf(answering, person),
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
    mfa: Object.fromEntries(challenges.map(({ value, count }) => [value, count])),
  };
};
