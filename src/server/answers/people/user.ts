import type { z } from 'zod';
import type { Answering } from '../answering.ts';
import { NothingThere } from '../../request-errors.ts';
import { type UserAnswer, rangeQuerySchema } from '../../../contract/attempt-context.ts';
import { type Filters, noFilters } from '../../../contract/filters.ts';
import { type Outcome, failures } from '../../../contract/outcome.ts';
import { isEmail } from '../../../contract/record.ts';
import type { Asking } from '../../store/questions/scope.ts';
import type { Store } from '../../store/store.ts';
import { countByOutcome, countRenewals } from '../attempts/attempt-histogram.ts';
import { settledAt } from '../attempts/attempt-scope.ts';
import { refuseUnknownZone } from '../bucket-frame.ts';
import { drawnIn } from '../attempts/drawn-in.ts';
import { presentAttempts } from '../attempts/present-attempt.ts';
import { scopeOf } from '../scope.ts';
import { seenLimit, seenOf } from '../attempts/seen.ts';

type By = UserAnswer['filter']['param'];

const filtersOf = (param: By, user: string): Filters => ({ ...noFilters, any: { [param]: [user] } });

/**
 * What a text names a user by: an address, an id of ours, or one of the identity provider.
 * @throws NothingThere when no event names the user
 */
export const findUser = async ({ store, asking }: Answering, user: string): Promise<By> => {
  const params: By[] = isEmail(user) ? ['email', 'user_id'] : ['user_id', 'upstream_user_id'];
  for (const param of params) {
    const { events } = await store.events.list(
      { filters: filtersOf(param, user), order: 'desc', limit: 1 },
      asking,
    );
    if (events.length > 0) return param;
  }
  throw new NothingThere(`No event names the user “${user}”.`);
};

const properties = [
  'user_id',
  'upstream_user_id',
  'source_ip',
  'application_name',
  'upstream_idp',
  'user_agent',
] as const;

/** The address that a user is known by: their own if it is one, else that of one of their ids. */
const emailOf = async (
  store: Store,
  user: string,
  ids: readonly string[],
  asking: Asking,
): Promise<string | undefined> =>
  isEmail(user) ? user : Object.values(await store.events.emails({ userIds: [user, ...ids] }, asking))[0];

/** One user’s sign-ins, found by address or id. @throws NothingThere when no event has it; BadParameter by name */
export const answerUser = async (
  answering: Answering,
  user: string,
  query: z.output<typeof rangeQuerySchema>,
): Promise<UserAnswer> => {
  const { store, now, asking } = answering;
  refuseUnknownZone(query.tz);
  const { from, to } = scopeOf(query, now);
  const param = await findUser(answering, user);
  const filters = filtersOf(param, user);
  const scope = {
    filters,
    settled: await settledAt(store, now, asking),
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
  const email = await emailOf(
    store,
    user,
    seen.filter(({ property }) => property === 'user_id').map(({ value }) => value),
    asking,
  );
  return {
    user,
    ...(email === undefined ? {} : { email }),
    filter: { param, value: user },
    user_ids: seenOf(seen, 'user_id'),
    upstream_user_ids: seenOf(seen, 'upstream_user_id'),
    ...(success ? { last_success: success } : {}),
    ...(failure ? { last_failure: failure } : {}),
    attempts,
    renewals,
    addresses: seenOf(seen, 'source_ip'),
    applications: seenOf(seen, 'application_name'),
    providers: seenOf(seen, 'upstream_idp'),
    browsers: seenOf(seen, 'user_agent'),
    mfa: Object.fromEntries((mfa['step_result']?.values ?? []).map(({ value, count }) => [value, count])),
  };
};
