import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { type FindingOrder, findingListAnswerSchema } from '../../contract/finding-list.ts';
import { type Entries, getJson } from './client.ts';

const path = '/v1/auth_findings';

/** What findings are chosen by. */
export type FindingFilterName =
  | 'severity'
  | 'kind'
  | 'user'
  | 'source_ip'
  | 'application_name'
  | 'upstream_idp';

/** Each any of its values. */
export type FindingFilters = { readonly [Name in FindingFilterName]?: readonly string[] };

/** The filters as parameters, of the API and of our address alike. */
export const findingFilterEntries = (filters: FindingFilters): Entries =>
  Object.entries(filters).flatMap(([name, values]) => values.map((value) => [name, value] as const));

export type FindingsRange = { readonly from?: string; readonly to?: string };

const rangeEntries = ({ from, to }: FindingsRange): Entries => [
  ...(from === undefined ? [] : [['dt_from', from] as const]),
  ...(to === undefined ? [] : [['dt_to', to] as const]),
];

/** All that deserves a look, page by page, its sentences in the time of `tz`. */
export const findingListQuery = (
  scope: FindingsRange,
  filters: FindingFilters,
  order: FindingOrder,
  tz: string,
) =>
  infiniteQueryOptions({
    queryKey: ['findings', scope, filters, order, tz],
    queryFn: ({ signal, pageParam }) =>
      getJson(
        findingListAnswerSchema,
        path,
        [
          ...rangeEntries(scope),
          ...findingFilterEntries(filters),
          ['order', order],
          ['tz', tz],
          ...(pageParam === undefined ? [] : [['page_at_id', pageParam] as const]),
        ],
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ page_at_id: next }) => next,
    staleTime: Infinity,
    structuralSharing: false,
  });

/** A finding, with what belongs to the same incident. */
export const togetherQuery = (scope: FindingsRange, id: string, tz: string) =>
  queryOptions({
    queryKey: ['findings-together', scope, id, tz],
    queryFn: ({ signal }) =>
      getJson(
        findingListAnswerSchema,
        path,
        [...rangeEntries(scope), ['together_with', id], ['tz', tz], ['limit', '500']],
        signal,
      ),
    staleTime: Infinity,
  });
