import type { Parties } from '../../contract/attempts.ts';
import type { FieldName } from '../../contract/fields.ts';
import { isEmail } from '../../contract/record.ts';
import { browserName } from './browser.ts';
import type { JudgedEvent } from './events.ts';

const isPresent = (value: string | undefined): value is string => value !== undefined && value !== '';

const valuesOf = (events: readonly JudgedEvent[], property: FieldName): string[] =>
  events.map(({ record }) => record[property]).filter((value) => isPresent(value));

const lastOf = (events: readonly JudgedEvent[], property: FieldName) => {
  const value = valuesOf(events, property).at(-1);
  return value === undefined ? {} : { [property]: value };
};

const firstOf = (events: readonly JudgedEvent[], property: FieldName) => {
  const [value] = valuesOf(events, property);
  return value === undefined ? {} : { [property]: value };
};

/**
 * Who and what an attempt is about, from its events in order: each the last value recorded, but the address and
 * the browser that began it.
 * @param emails user_id → the address known for it
 */
export const partiesOf = (
  events: readonly JudgedEvent[],
  emails: Readonly<Record<string, string>>,
): Parties => {
  const parties: Parties = {
    ...lastOf(events, 'user_id'),
    ...lastOf(events, 'upstream_user_id'),
    ...lastOf(events, 'application_name'),
    ...lastOf(events, 'client_id'),
    ...lastOf(events, 'upstream_idp'),
    ...firstOf(events, 'source_ip'),
    ...firstOf(events, 'user_agent'),
    ...lastOf(events, 'org_id'),
    ...lastOf(events, 'org_name'),
    ...lastOf(events, 'login_org_id'),
    ...lastOf(events, 'login_org_name'),
  };
  const { upstream_user_id: upstream, user_id: user, user_agent: agent } = parties;
  const known = user === undefined ? undefined : emails[user];
  const email = upstream !== undefined && isEmail(upstream) ? upstream : known;
  return {
    ...parties,
    ...(email === undefined ? {} : { email }),
    ...(agent === undefined ? {} : { browser: browserName(agent) }),
  };
};

/** By whom users are counted: user_id, else the upstream id whatever its case. */
export const userKey = ({ user_id: user, upstream_user_id: upstream }: Parties): string | undefined =>
  user ?? upstream?.toLowerCase();

/** The different values of a property, in the order in which they appear. */
export const distinct = (events: readonly JudgedEvent[], property: FieldName): string[] => [
  ...new Set(valuesOf(events, property)),
];
