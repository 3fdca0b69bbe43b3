import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { overviewQuerySchema, stopsAnswerSchema } from '../../../contract/overview.ts';
import { type Context, answering } from '../context.ts';
import { tags } from './tags.ts';
import { answerStops } from '../../answers/overview/stops.ts';

/** `GET /v1/auth_overview/stops`: where attempts stop. */
export const stopsRoutes =
  (context: Context): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/v1/auth_overview/stops',
      {
        schema: {
          tags,
          summary: 'How far attempts come, and where they end',
          querystring: overviewQuerySchema,
          response: { 200: stopsAnswerSchema },
        },
      },
      async ({ query }, reply) => answerStops(answering(context, reply), query),
    );
  };
