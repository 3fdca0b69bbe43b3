import { queryOptions } from '@tanstack/react-query';
import { aboutSchema } from '../../contract/service.ts';
import { getJson } from './client.ts';

/** What runs here: version, whether the data is generated, whether a token is asked for. Open to all. */
export const aboutQuery = queryOptions({
  queryKey: ['about'],
  queryFn: ({ signal }) => getJson(aboutSchema, '/v1/about', [], signal),
  staleTime: Infinity,
});
