import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import { type Micros, microsOfMs } from '../../../contract/instant.ts';

const now = (): Micros => microsOfMs(Date.now());

const asOfQuery = (key: string, clock: () => Micros) =>
  queryOptions({ queryKey: ['as-of', key], queryFn: clock, initialData: clock, staleTime: Infinity });

/** Take the instant of a view anew: the page that shows it follows, one yet to be drawn will find it. */
export const takeAsOf = (client: QueryClient, key: string, clock: () => Micros = now): Micros => {
  const asOf = clock();
  client.setQueryData(asOfQuery(key, clock).queryKey, asOf);
  return asOf;
};

/** The instant of a view that was taken before, else taken now: what the page that shows it will find. */
export const asOfFor = (client: QueryClient, key: string, clock: () => Micros = now): Micros =>
  client.getQueryData(asOfQuery(key, clock).queryKey) ?? takeAsOf(client, key, clock);

/**
 * The instant at which a view's relative range is resolved: taken once for each view, and kept as long as the
 * rows that were asked for with it, so that Back finds the same rows.
 * @param key what decides the rows of the view
 * @param clock a parameter, so that a test can freeze it
 */
export const useAsOf = (key: string, clock: () => Micros = now): Micros =>
  useQuery(asOfQuery(key, clock)).data;
