import { queryOptions } from '@tanstack/react-query';
import {
  addressAnswerSchema,
  sessionAnswerSchema,
  userAnswerSchema,
} from '../../contract/attempt-context.ts';
import { ownFindingsAnswerSchema } from '../../contract/findings.ts';
import { type Entries, getJson } from './client.ts';
import { shownSegment } from './shown.ts';

/** A range of instants, ISO, either end open. */
export type Span = { readonly from?: string; readonly to?: string };

const spanEntries = ({ from, to }: Span, tz: string): Entries => [
  ...(from === undefined ? [] : [['dt_from', from] as const]),
  ...(to === undefined ? [] : [['dt_to', to] as const]),
  ['tz', tz],
];

/** One user's sign-ins in a range, by e-mail address or id. */
export const userQuery = (user: string, span: Span, tz: string) =>
  queryOptions({
    queryKey: ['user', user, span, tz],
    queryFn: ({ signal }) =>
      getJson(userAnswerSchema, `/v1/auth_users/${shownSegment(user)}`, spanEntries(span, tz), signal),
  });

/** Who tried from one address in a range. */
export const addressQuery = (address: string, span: Span, tz: string) =>
  queryOptions({
    queryKey: ['address', address, span, tz],
    queryFn: ({ signal }) =>
      getJson(
        addressAnswerSchema,
        `/v1/auth_addresses/${shownSegment(address)}`,
        spanEntries(span, tz),
        signal,
      ),
  });

const findingsOf = (of: 'users' | 'addresses') => (id: string, span: Span, tz: string) =>
  queryOptions({
    queryKey: ['findings', of, id, span, tz],
    queryFn: ({ signal }) =>
      getJson(
        ownFindingsAnswerSchema,
        `/v1/auth_${of}/${shownSegment(id)}/findings`,
        spanEntries(span, tz),
        signal,
      ),
  });

/** The findings that a user belongs to, in a range. */
export const userFindingsQuery = findingsOf('users');
/** The findings that an address belongs to, likewise. */
export const addressFindingsQuery = findingsOf('addresses');

/** The attempts and tokens of a session, whatever the range. */
export const sessionQuery = (session: string, tz: string) =>
  queryOptions({
    queryKey: ['session', session, tz],
    queryFn: ({ signal }) =>
      getJson(sessionAnswerSchema, `/v1/auth_sessions/${shownSegment(session)}`, [['tz', tz]], signal),
    structuralSharing: false,
  });
