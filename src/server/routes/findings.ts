import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { findingListAnswerSchema, findingListQuerySchema } from '../../contract/finding-list.ts';
import { answerFindingList } from '../answers/findings/finding-list.ts';
import { type Context, answering } from './context.ts';

/** `GET /v1/auth_findings`: everything that deserves a look. */
export const findingListRoutes =
  (context: Context): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/v1/auth_findings',
      {
        schema: {
          tags: ['Findings'],
          summary: 'List everything that deserves a look',
          description:
            'Every finding of a range, page by page, each with the query that lists what it counted. The filters choose ' +
            'among the findings; they do not change what one counts, as those of `/v1/auth_overview/findings` do.',
          querystring: findingListQuerySchema,
          response: { 200: findingListAnswerSchema },
        },
      },
      async ({ query }, reply) => answerFindingList(answering(context, reply), query),
    );
  };
