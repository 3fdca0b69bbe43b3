import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { newEventsAnswerSchema, newEventsQuerySchema } from '../../contract/live.ts';
import { countNew } from '../answers/new-events.ts';
import { type Context, answering } from './context.ts';

const tags = ['Authentication audits'];

/** `GET /v1/auth_audits/new`: the count of new events that live screens poll. */
export const liveRoutes =
  (context: Context): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/v1/auth_audits/new',
      {
        config: { isPoll: true },
        schema: {
          tags,
          summary: 'How many matching records were stored since',
          description:
            'By order of arrival, not by time: late records count too. For live screens to poll, which say with ' +
            '`or_from` where their rows end, so that records from the future count when their time has come.',
          querystring: newEventsQuerySchema,
          response: { 200: newEventsAnswerSchema },
        },
      },
      async ({ query }, reply) => countNew(answering(context, reply), query),
    );
  };
