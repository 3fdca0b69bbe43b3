import { newEventsAnswerSchema } from '../../contract/live.ts';
import { getJson } from './client.ts';
import { type Scope, scopeEntries } from './scope.ts';

/** How many matching events were stored after `since`, whatever their time; without it, where to begin. */
export const askForNew = (scope: Scope, since: string | undefined, signal: AbortSignal) =>
  getJson(
    newEventsAnswerSchema,
    '/v1/auth_audits/new',
    [...scopeEntries(scope), ...(since === undefined ? [] : [['since', since] as const])],
    signal,
  );
