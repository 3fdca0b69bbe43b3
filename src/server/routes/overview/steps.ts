import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { comparedQuerySchema, stepsAnswerSchema } from '../../../contract/overview.ts';
import { type Context, answering } from '../context.ts';
import { tags } from './tags.ts';
import { answerSteps } from '../../answers/overview/steps.ts';

/** `GET /v1/auth_overview/steps`: between which events attempts wait longest. */
export const stepsRoutes =
  (context: Context): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/v1/auth_overview/steps',
      {
        schema: {
          tags,
          summary: 'Waits between events, beside the period before',
          querystring: comparedQuerySchema,
          response: { 200: stepsAnswerSchema },
        },
      },
      async ({ query }, reply) => answerSteps(answering(context, reply), query),
    );
  };
