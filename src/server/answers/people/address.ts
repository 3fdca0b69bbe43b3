import type { z } from 'zod';
import type { Answering } from '../answering.ts';
import { NothingThere } from '../../request-errors.ts';
import { type AddressAnswer, rangeQuerySchema } from '../../../contract/attempt-context.ts';
import { type Filters, noFilters } from '../../../contract/filters.ts';
import { formatInstant } from '../../../contract/instant.ts';
import { personEmail } from '../../../contract/record.ts';
import type { PersonCount } from '../../store/questions/attempts.ts';
import { settledAt } from '../attempts/attempt-scope.ts';
import { scopeOf } from '../scope.ts';
import { directoryNames } from '../directory-names.ts';
import { seenOf } from '../attempts/seen.ts';
import { profileOf } from './profile.ts';

/** So many users of an address are answered, those with the most attempts first. */
const usersShown = 200;

const countedOf = (
  { person, upstreamUserId: upstream, outcomes, count, first, last }: PersonCount,
  emails: Readonly<Record<string, string>>,
  names: Readonly<Record<string, string>>,
): AddressAnswer['users'][number] => {
  const email = personEmail(upstream, person?.isUserId === true ? emails[person.id] : undefined);
  const name = person?.isUserId === true ? names[person.id] : undefined;
  return {
    ...(person ? { user: person.id } : {}),
    ...(person?.isUserId === true ? { user_id: person.id } : {}),
    ...(upstream === undefined ? {} : { upstream_user_id: upstream }),
    ...(email === undefined ? {} : { email }),
    ...(name === undefined ? {} : { name }),
    count,
    by: outcomes,
    first: formatInstant(first),
    last: formatInstant(last),
  };
};

const withAddress = (address: string): Filters => ({ ...noFilters, any: { source_ip: [address] } });

/** @throws NothingThere when no event has the address */
export const refuseUnknownAddress = async ({ store, asking }: Answering, address: string): Promise<void> => {
  const { events } = await store.events.list(
    { filters: withAddress(address), order: 'desc', limit: 1 },
    asking,
  );
  if (events.length === 0) throw new NothingThere(`No event has the source_ip “${address}”.`);
};

/** Who tried from one source address, and how it went. @throws NothingThere when no event has it; BadParameter by name */
export const answerAddress = async (
  answering: Answering,
  address: string,
  query: z.output<typeof rangeQuerySchema>,
): Promise<AddressAnswer> => {
  const { store, now, asking } = answering;
  const { from, to } = scopeOf(query, now);
  const scope = {
    filters: withAddress(address),
    settled: await settledAt(answering),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
  const profile = await profileOf(answering, scope, query, {
    properties: ['user_agent', 'application_name'],
    people: usersShown,
  });
  const { attempts, renewals, seen, people: counted } = profile;
  // what has attempts or values in the range is there
  if (attempts.count === 0 && seen.length === 0) await refuseUnknownAddress(answering, address);
  const { people = [], total = 0, first, last } = counted ?? {};
  const userIds = people.flatMap(({ person }) => (person?.isUserId === true ? [person.id] : []));
  const emails = await store.events.emails({ userIds }, asking);
  const names = await directoryNames(answering, userIds);
  return {
    address,
    ...(first === undefined ? {} : { first: formatInstant(first) }),
    ...(last === undefined ? {} : { last: formatInstant(last) }),
    attempts,
    renewals,
    users: people.map((each) => countedOf(each, emails, names)),
    total_users: total,
    browsers: seenOf(seen, 'user_agent'),
    applications: seenOf(seen, 'application_name'),
  };
};
