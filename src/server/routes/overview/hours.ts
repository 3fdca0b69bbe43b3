import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { hoursAnswerSchema, overviewQuerySchema } from '../../../contract/overview.ts';
import { type Context, answering } from '../context.ts';
import { tags } from './tags.ts';
import { answerHours } from '../../answers/overview/hours.ts';

/** `GET /v1/auth_overview/hours`: when in the week attempts begin. */
export const hoursRoutes =
  (context: Context): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/v1/auth_overview/hours',
      {
        schema: {
          tags,
          summary: 'Attempts by weekday and hour',
          querystring: overviewQuerySchema,
          response: { 200: hoursAnswerSchema },
        },
      },
      async ({ query }, reply) => answerHours(answering(context, reply), query),
    );
  };
