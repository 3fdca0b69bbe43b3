import { queryOptions } from '@tanstack/react-query';
import { histogramAnswerSchema } from '../../contract/audits.ts';
import { getJson } from './client.ts';
import { type Scope, scopeEntries } from './scope.ts';

/** Counts over time by the values of a property, in about `buckets` buckets whose days begin in `tz`. */
export const histogramQuery = (scope: Scope, tz: string, by: string, buckets = 60) =>
  queryOptions({
    queryKey: ['histogram', scope, tz, by, buckets],
    queryFn: ({ signal }) =>
      getJson(
        histogramAnswerSchema,
        '/v1/auth_audits/histogram',
        [...scopeEntries(scope), ['by', by], ['tz', tz], ['buckets', String(buckets)]],
        signal,
      ),
    staleTime: Infinity,
  });
