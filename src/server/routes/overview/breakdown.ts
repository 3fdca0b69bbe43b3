import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { breakdownAnswerSchema, breakdownQuerySchema } from '../../../contract/overview.ts';
import { type Context, answering } from '../context.ts';
import { tags } from './tags.ts';
import { answerBreakdown } from '../../answers/overview/breakdown.ts';

/** `GET /v1/auth_overview/breakdown`: what fails most, of one kind. */
export const breakdownRoutes =
  (context: Context): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/v1/auth_overview/breakdown',
      {
        schema: {
          tags,
          summary:
            'Attempts by application, provider, organisation, user or address, beside the period before',
          description:
            'An attempt counts for each value that any of its events has. A user is a user_id; who has none is ' +
            'known by the upstream id, whatever its case. Of a property that the query filters by, only the ' +
            'values looked for are told.',
          querystring: breakdownQuerySchema,
          response: { 200: breakdownAnswerSchema },
        },
      },
      async ({ query }, reply) => answerBreakdown(answering(context, reply), query),
    );
  };
