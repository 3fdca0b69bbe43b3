import { queryOptions } from '@tanstack/react-query';
import { maxNamesText, namesAnswerSchema } from '../../contract/names.ts';
import { getJson } from './client.ts';

/** Whether a text is one that names are looked for in. */
export const mayName = (text: string): boolean => text.trim().length >= 2 && text.length <= maxNamesText;

/** People, applications and addresses that a text names, of everything stored. */
export const namesQuery = (text: string) =>
  queryOptions({
    queryKey: ['names', text],
    queryFn: ({ signal }) => getJson(namesAnswerSchema, '/v1/auth_names', [['text', text]], signal),
    staleTime: 60_000,
    structuralSharing: false,
  });
