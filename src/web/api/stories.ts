import { queryOptions } from '@tanstack/react-query';
import { storiesAnswerSchema } from '../../contract/service.ts';
import { getJson } from './client.ts';

/** What generated data holds, and where it is found; nothing of real data. */
export const storiesQuery = queryOptions({
  queryKey: ['stories'],
  queryFn: ({ signal }) => getJson(storiesAnswerSchema, '/v1/demo/stories', [], signal),
  staleTime: Infinity,
});
