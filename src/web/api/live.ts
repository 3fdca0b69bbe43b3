import { newEventsAnswerSchema } from '../../contract/live.ts';
import { getJson } from './client.ts';
import { type Scope, scopeEntries } from './scope.ts';

/**
 * How many matching events were stored after `since`, or are of the instant `orFrom` or later; without `since`, where
 * to begin. With `orFrom` it is told how many are dated later than the scope ends.
 */
export const askForNew = (
  scope: Scope,
  { since, orFrom }: { readonly since?: string | undefined; readonly orFrom?: string | undefined },
  signal: AbortSignal,
) =>
  getJson(
    newEventsAnswerSchema,
    '/v1/auth_audits/new',
    [
      ...scopeEntries(scope),
      ...(since === undefined ? [] : [['since', since] as const]),
      ...(orFrom === undefined ? [] : [['or_from', orFrom] as const]),
    ],
    signal,
  );
