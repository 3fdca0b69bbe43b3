import { queryOptions } from '@tanstack/react-query';
import { listAnswerSchema } from '../../contract/audits.ts';
import type { FieldName } from '../../contract/fields.ts';
import { paramOfProperty } from '../../contract/filters.ts';
import { type Micros, parseInstant } from '../../contract/instant.ts';
import type { AuditRecord } from '../../contract/record.ts';
import { type Entries, getJson } from './client.ts';

/** The properties that hold ids of which a text alone does not say what they are of. */
const idProperties: readonly FieldName[] = [
  'request_id',
  'session',
  'trace_id',
  'user_id',
  'upstream_user_id',
  'token_id',
  'client_id',
  'source_ip',
  'org_id',
  'login_org_id',
];

/** What is looked for, each value in every form in which it may be stored. */
export type Sought = {
  readonly emails: readonly string[];
  readonly hosts: readonly string[];
  readonly networks: readonly string[];
  readonly ids: readonly string[];
};

/** The values that a property has in stored events, of those that were looked for, and the time of the newest event. */
export type FoundValues = {
  readonly property: FieldName | 'email';
  readonly values: readonly string[];
  readonly time: Micros | undefined;
};

/** Events of an answer: enough that the few forms of one value are seen in it. */
const seenAtOnce = 50;
/** After so many answers the forms that were not seen yet are taken for stored: a filter finds no less by them. */
const mostAnswers = 4;

const eventsWith = async (
  property: string,
  values: readonly string[],
  limit: number,
  signal: AbortSignal,
): Promise<readonly AuditRecord[]> => {
  const param = paramOfProperty(property);
  const entries: Entries = [...values.map((value) => [param, value] as const), ['limit', String(limit)]];
  return (await getJson(listAnswerSchema, '/v1/auth_audits', entries, signal)).auth_audits;
};

const timeOf = (event: AuditRecord | undefined): Micros | undefined =>
  event?.time === undefined ? undefined : parseInstant(event.time);

/** Which of the values a property has; undefined when it has none. */
const storedOf = async (
  property: FieldName,
  values: readonly string[],
  signal: AbortSignal,
): Promise<FoundValues | undefined> => {
  const seen = new Set<string>();
  let rest = values;
  let time: Micros | undefined;
  for (let answers = 0; answers < mostAnswers && rest.length > 0; answers += 1) {
    const events = await eventsWith(property, rest, seenAtOnce, signal);
    time ??= timeOf(events[0]);
    for (const { [property]: value } of events) if (value !== undefined) seen.add(value);
    rest = events.length < seenAtOnce ? [] : rest.filter((value) => !seen.has(value));
  }
  const stored = values.filter((value) => seen.has(value) || rest.includes(value));
  return seen.size === 0 ? undefined : { property, values: stored, time };
};

/** Whether a filter that compares otherwise than letter by letter finds an event. */
const foundBy = async (
  property: FieldName | 'email',
  values: readonly string[],
  signal: AbortSignal,
): Promise<FoundValues | undefined> => {
  if (values.length === 0) return undefined;
  const [event] = await eventsWith(property, values, 1, signal);
  return event && { property, values, time: timeOf(event) };
};

const isFound = (found: FoundValues | undefined): found is FoundValues => found !== undefined;

/** Addresses of people, hosts and networks that are stored. */
export const addressLookupQuery = ({ emails, hosts, networks }: Sought) =>
  queryOptions({
    queryKey: ['lookup', 'addresses', emails, hosts, networks],
    queryFn: async ({ signal }) =>
      [
        await foundBy('email', emails, signal),
        await storedOf('source_ip', hosts, signal),
        ...(await Promise.all(networks.map((network) => foundBy('source_ip', [network], signal)))),
      ].filter(isFound),
    staleTime: 60_000,
    structuralSharing: false,
  });

/**
 * Which properties have ids, in the order of how often it is what people look for. They are asked one after
 * the other: together they would take all connections that a browser has, and rows would have to wait for one.
 * @param ids in every form in which they may be stored
 */
export const lookupQuery = (ids: readonly string[], properties: readonly FieldName[] = idProperties) =>
  queryOptions({
    queryKey: ['lookup', 'ids', ids, properties],
    queryFn: async ({ signal }) => {
      const found: FoundValues[] = [];
      for (const property of properties) {
        const stored = await storedOf(property, ids, signal);
        if (stored) found.push(stored);
      }
      return found;
    },
    staleTime: 60_000,
    structuralSharing: false,
  });

/** Whether some event within a time holds a text, as the search for it finds it. */
export const holdsQuery = (text: string, range: Entries) =>
  queryOptions({
    queryKey: ['lookup', 'text', text, range],
    queryFn: async ({ signal }) => {
      const entries: Entries = [...range, ['q', text], ['limit', '1']];
      return (await getJson(listAnswerSchema, '/v1/auth_audits', entries, signal)).auth_audits.length > 0;
    },
    staleTime: 60_000,
    structuralSharing: false,
  });
