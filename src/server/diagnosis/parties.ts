import type { Parties } from '../../contract/attempts.ts';
import type { FieldName } from '../../contract/fields.ts';
import { personEmail, saidIn } from '../../contract/record.ts';
import { browserName } from './browser.ts';
import type { JudgedEvent } from './events.ts';

const valuesOf = (events: readonly JudgedEvent[], property: FieldName): string[] =>
  events.flatMap(({ record }) => saidIn(record, property) ?? []);

/** Of these the last value recorded counts, and of those after them the first. */
const lasting = [
  'user_id',
  'upstream_user_id',
  'application_name',
  'client_id',
  'upstream_idp',
  'org_id',
  'org_name',
  'login_org_id',
  'login_org_name',
] as const;
const beginning = ['source_ip', 'user_agent'] as const;

/**
 * Who and what an attempt is about, from its events in order: each the last value recorded, but the address and
 * the browser that began it.
 * @param emails user_id → the address known for it
 */
export const partiesOf = (
  events: readonly JudgedEvent[],
  emails: Readonly<Record<string, string>>,
): Parties => {
  const parties: Parties = {};
  for (const { record } of events) {
    for (const property of lasting) {
      const value = saidIn(record, property);
      if (value !== undefined) parties[property] = value;
    }
    for (const property of beginning) {
      const value = saidIn(record, property);
      if (value !== undefined) parties[property] ??= value;
    }
  }
  const { upstream_user_id: upstream, user_id: user, user_agent: agent } = parties;
  const known = user === undefined ? undefined : emails[user];
  const email = personEmail(upstream, known);
  if (email !== undefined) parties.email = email;
  if (agent !== undefined) parties.browser = browserName(agent);
  return parties;
};

/** The different values of a property, in the order in which they appear. */
export const distinct = (events: readonly JudgedEvent[], property: FieldName): string[] => [
  ...new Set(valuesOf(events, property)),
];
