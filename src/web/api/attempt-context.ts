import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import { beforeAnswerSchema } from '../../contract/attempt-before.ts';
import {
  lastSuccessAnswerSchema,
  othersAnswerSchema,
  sinceAnswerSchema,
} from '../../contract/attempt-context.ts';
import { ownFindingsAnswerSchema } from '../../contract/findings.ts';
import { getJson } from './client.ts';
import { shownSegment } from './shown.ts';

/** One block around an attempt: a small question of its own. */
const contextQuery =
  <Schema extends z.ZodType>(block: string, schema: Schema) =>
  (id: string, tz: string) =>
    queryOptions({
      queryKey: ['attempt', id, tz, block],
      queryFn: ({ signal }) =>
        getJson(schema, `/v1/auth_attempts/${shownSegment(id)}/${block}`, [['tz', tz]], signal),
    });

/** Only them? */
export const othersQuery = contextQuery('others', othersAnswerSchema);
/** Just before. */
export const beforeQuery = contextQuery('before', beforeAnswerSchema);
/** The findings that it belongs to. */
export const attemptFindingsQuery = contextQuery('findings', ownFindingsAnswerSchema);
/** Since then. */
export const sinceQuery = contextQuery('since', sinceAnswerSchema);
/** Compared with their last success. */
export const lastSuccessQuery = contextQuery('last_success', lastSuccessAnswerSchema);
