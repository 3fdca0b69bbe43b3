import type { Micros } from '../../../contract/instant.ts';
import { browserOf } from '../../diagnosis/places.ts';
import type { AttemptScope } from '../../store/questions/attempts.ts';
import type { Asking } from '../../store/questions/scope.ts';
import type { Store } from '../../store/store.ts';
import { countInScope } from './attempt-histogram.ts';

/** In how many attempts a value was used, and when the last of them began. */
export type Used = { readonly count: number; readonly last: Micros | undefined };

type Value = { readonly property: string; readonly value: string };

/** More browsers than anybody has. */
const mostBrowsers = 1_000;

/** The user agents in scope that are the same browser: this one, and those before and after its updates. */
const sameBrowser = async (
  store: Store,
  scope: AttemptScope,
  userAgent: string,
  asking: Asking,
): Promise<readonly string[]> => {
  const facets = await store.attempts.facets(
    { ...scope, properties: ['user_agent'], limit: mostBrowsers },
    asking,
  );
  const alike = (facets['user_agent']?.values ?? [])
    .map(({ value }) => value)
    .filter((value) => browserOf(value) === browserOf(userAgent));
  return [...new Set([userAgent, ...alike])];
};

/**
 * How the attempts in scope used values: a small question for whether any did, and another for how many, where one did.
 * @returns parallel to the values
 */
export const usedBefore = (
  store: Store,
  scope: AttemptScope,
  values: readonly Value[],
  asking: Asking,
): Promise<readonly Used[]> =>
  Promise.all(
    values.map(async ({ property, value }): Promise<Used> => {
      const looked = property === 'user_agent' ? await sameBrowser(store, scope, value, asking) : [value];
      const { filters } = scope;
      const having = { ...scope, filters: { ...filters, any: { ...filters.any, [property]: looked } } };
      const { attempts } = await store.attempts.page({ ...having, order: 'desc', limit: 1 }, asking);
      const [last] = attempts;
      return last
        ? { count: await countInScope(store, having, asking), last: last.start }
        : { count: 0, last: undefined };
    }),
  );
