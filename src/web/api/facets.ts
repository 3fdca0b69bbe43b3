import { queryOptions } from '@tanstack/react-query';
import { facetsAnswerSchema } from '../../contract/audits.ts';
import { type AttemptSelection, attemptScopeEntries } from './attempts.ts';
import { getJson } from './client.ts';
import { type Scope, scopeEntries } from './scope.ts';

type Wanted = {
  readonly properties: readonly string[];
  /** Values a property. */
  readonly limit: number;
  /** Only values that hold this text, whatever its case. */
  readonly contains?: string;
};

/**
 * The most frequent values of properties among the events of a scope, or among its attempts where it is one of
 * attempts; no property filters its own values.
 */
export const facetsQuery = (scope: Scope | AttemptSelection, { properties, limit, contains = '' }: Wanted) =>
  queryOptions({
    queryKey: ['facets', scope, properties, limit, contains],
    queryFn: ({ signal }) =>
      getJson(
        facetsAnswerSchema,
        'attempts' in scope ? '/v1/auth_attempts/facets' : '/v1/auth_audits/facets',
        [
          ...('attempts' in scope ? attemptScopeEntries(scope) : scopeEntries(scope)),
          ...properties.map((property): [string, string] => ['property', property]),
          ['limit', String(limit)],
          ...(contains === '' ? [] : [['contains', contains] as const]),
        ],
        signal,
      ),
    staleTime: Infinity,
  });
