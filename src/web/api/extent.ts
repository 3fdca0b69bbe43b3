import { queryOptions } from '@tanstack/react-query';
import { extentAnswerSchema } from '../../contract/audits.ts';
import { getJson } from './client.ts';

/** First and last stored instant; neither when nothing is stored. */
export const extentQuery = queryOptions({
  queryKey: ['extent'],
  queryFn: ({ signal }) => getJson(extentAnswerSchema, '/v1/auth_audits/extent', [], signal),
});
