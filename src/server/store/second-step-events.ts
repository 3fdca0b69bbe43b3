import { attemptFilters } from '../../contract/attempt-filters.ts';
import type { Filters } from '../../contract/filters.ts';
import type { AttemptScope } from './questions/attempts.ts';

/** Whether all that a scope asks can be asked of events, too. */
export const isOfEvents = (scope: AttemptScope): boolean =>
  attemptFilters.every(({ name }) => scope[name] === undefined);

const asking = { step: ['MFA Challenge'], step_result: ['Create', 'InProgress', 'DoMfa'] } as const;

/** The filters of events that ask for a second step; undefined when the filters given exclude them all. */
export const challengesIn = (filters: Filters): Filters | undefined => {
  const any: Record<string, readonly string[]> = { ...filters.any };
  for (const [property, wanted] of Object.entries(asking)) {
    const given = any[property];
    any[property] = given ? wanted.filter((value) => given.includes(value)) : wanted;
    if (any[property].length === 0) return undefined;
  }
  return { ...filters, any };
};
