import type { z } from 'zod';
import type { Answering } from '../answering.ts';
import { NothingThere } from '../../request-errors.ts';
import { type AddressAnswer, rangeQuerySchema } from '../../../contract/attempt-context.ts';
import { type Filters, noFilters } from '../../../contract/filters.ts';
import { formatInstant } from '../../../contract/instant.ts';
import { personEmail } from '../../../contract/record.ts';
import type { UserCount } from '../../store/questions/attempts.ts';
import { countByOutcome, countRenewals } from '../attempts/attempt-histogram.ts';
import { settledAt } from '../attempts/attempt-scope.ts';
import { drawnIn } from '../attempts/drawn-in.ts';
import { scopeOf } from '../scope.ts';
import { seenLimit, seenOf } from '../attempts/seen.ts';

/** So many users of an address are answered, those with the most attempts first. */
const usersShown = 200;

const userOf = (
  { user, userId, upstreamUserId: upstream, outcomes, count, first, last }: UserCount,
  emails: Readonly<Record<string, string>>,
): AddressAnswer['users'][number] => {
  const known = userId === undefined ? undefined : emails[userId];
  const email = personEmail(upstream, known);
  return {
    ...(user === undefined ? {} : { user }),
    ...(userId === undefined ? {} : { user_id: userId }),
    ...(upstream === undefined ? {} : { upstream_user_id: upstream }),
    ...(email === undefined ? {} : { email }),
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
    settled: await settledAt(store, now, asking),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
  const [attempts, renewals, { users, total, first, last }, seen] = await Promise.all([
    drawnIn(store, scope, asking).then((drawn) => countByOutcome(store, query, drawn, asking)),
    countRenewals(store, scope, asking),
    store.attempts.users({ ...scope, limit: usersShown }, asking),
    store.attempts.seen(
      { ...scope, properties: ['user_agent', 'application_name'], limit: seenLimit },
      asking,
    ),
  ]);
  const userIds = users.flatMap(({ userId }) => userId ?? []);
  const emails = await store.events.emails({ userIds }, asking);
  return {
    address,
    ...(first === undefined ? {} : { first: formatInstant(first) }),
    ...(last === undefined ? {} : { last: formatInstant(last) }),
    attempts,
    renewals,
    users: users.map((counted) => userOf(counted, emails)),
    total_users: total,
    browsers: seenOf(seen, 'user_agent'),
    applications: seenOf(seen, 'application_name'),
  };
};
