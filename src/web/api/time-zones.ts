import { queryOptions } from '@tanstack/react-query';
import { timeZonesAnswerSchema } from '../../contract/service.ts';
import { getJson } from './client.ts';

/** The names of the time zones that the server knows. */
export const timeZonesQuery = queryOptions({
  queryKey: ['time zones'],
  queryFn: ({ signal }) => getJson(timeZonesAnswerSchema, '/v1/time_zones', [], signal),
  staleTime: Infinity,
});
