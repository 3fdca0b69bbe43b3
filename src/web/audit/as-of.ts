import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type Micros, microsOfMs } from '../../contract/instant.ts';

const now = (): Micros => microsOfMs(Date.now());

/**
 * The instant at which a view's relative range is resolved: taken once for each view, and kept as long as the
 * rows that were asked for with it, so that Back finds the same rows.
 * @param key what decides the rows of the view
 * @param clock a parameter, so that a test can freeze it
 */
export const useAsOf = (
  key: string,
  clock: () => Micros = now,
): { readonly asOf: Micros; readonly renew: () => void } => {
  const client = useQueryClient();
  const queryKey = ['as-of', key];
  const { data } = useQuery({ queryKey, queryFn: clock, initialData: clock, staleTime: Infinity });
  return { asOf: data, renew: () => client.setQueryData(queryKey, clock()) };
};
