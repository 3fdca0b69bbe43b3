import { queryOptions } from '@tanstack/react-query';
import { listAnswerSchema } from '../../contract/audits.ts';
import { type FieldName, fieldNamed } from '../../contract/fields.ts';
import { type Micros, parseInstant } from '../../contract/instant.ts';
import { getJson } from './client.ts';

/** The properties that hold ids of which a text alone does not say what they are of. */
const idProperties: readonly FieldName[] = [
  'request_id',
  'session',
  'trace_id',
  'user_id',
  'upstream_user_id',
  'token_id',
  'client_id',
  'org_id',
  'login_org_id',
];

/** A property that has the value in some stored event, and the time of the newest one. */
export type Found = { readonly property: FieldName; readonly time: Micros | undefined };

/**
 * Which properties have this id, in the order of how often it is what people look for. They are asked one after
 * the other: together they would take all connections that a browser has, and rows would have to wait for one.
 */
export const lookupQuery = (id: string) =>
  queryOptions({
    queryKey: ['lookup', id],
    queryFn: async ({ signal }) => {
      const found: Found[] = [];
      for (const property of idProperties) {
        const param = fieldNamed(property)?.param ?? property;
        const entries = [[param, id] as const, ['limit', '1'] as const];
        const { auth_audits: events } = await getJson(listAnswerSchema, '/v1/auth_audits', entries, signal);
        const [event] = events;
        if (event)
          found.push({ property, time: event.time === undefined ? undefined : parseInstant(event.time) });
      }
      return found;
    },
    staleTime: 60_000,
    structuralSharing: false,
  });
