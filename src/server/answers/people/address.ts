import type { z } from 'zod';
import type { Answering } from '../answering.ts';
import { NothingThere } from '../../request-errors.ts';
import { type AddressAnswer, rangeQuerySchema } from '../../../contract/attempt-context.ts';
import { type Filters, noFilters } from '../../../contract/filters.ts';
import { formatInstant } from '../../../contract/instant.ts';
import { personEmail } from '../../../contract/record.ts';
import type { PersonCount } from '../../store/questions/attempts.ts';
import { countByOutcome, countRenewals } from '../attempts/attempt-histogram.ts';
import { settledAt } from '../attempts/attempt-scope.ts';
import { drawnIn } from '../attempts/drawn-in.ts';
import { scopeOf } from '../scope.ts';
import { directoryNames } from '../directory-names.ts';
import { seenLimit, seenOf } from '../attempts/seen.ts';

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
  await refuseUnknownAddress(answering, address);
  const scope = {
    filters: withAddress(address),
    settled: await settledAt(answering),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
  const [attempts, renewals, { people, total, first, last }, seen] = await Promise.all([
    drawnIn(store, scope, asking).then((drawn) => countByOutcome(store, query, drawn, asking)),
    countRenewals(store, scope, asking),
    store.attempts.people({ ...scope, limit: usersShown }, asking),
    store.attempts.seen(
      { ...scope, properties: ['user_agent', 'application_name'], limit: seenLimit },
      asking,
    ),
  ]);
  const userIds = people.flatMap(({ person }) => (person?.isUserId === true ? [person.id] : []));
  const emails = await store.events.emails({ userIds }, asking);
  const names = await directoryNames(answering, userIds);
  return {
    address,
    ...(first === undefined ? {} : { first: formatInstant(first) }),
    ...(last === undefined ? {} : { last: formatInstant(last) }),
    attempts,
    renewals,
    users: people.map((counted) => countedOf(counted, emails, names)),
    total_users: total,
    browsers: seenOf(seen, 'user_agent'),
    applications: seenOf(seen, 'application_name'),
  };
};
