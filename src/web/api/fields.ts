import { queryOptions } from '@tanstack/react-query';
import { fieldsAnswerSchema } from '../../contract/audits.ts';
import { getJson } from './client.ts';

/** Every property of records: those of the contract, and the extras found in the data. */
export const fieldsQuery = queryOptions({
  queryKey: ['fields'],
  queryFn: ({ signal }) => getJson(fieldsAnswerSchema, '/v1/auth_audits/fields', [], signal),
});
