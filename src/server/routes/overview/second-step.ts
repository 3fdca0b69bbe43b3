import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { comparedQuerySchema, secondStepAnswerSchema } from '../../../contract/overview.ts';
import { type Context, answering } from '../context.ts';
import { tags } from './tags.ts';
import { answerSecondStep } from '../../answers/overview/second-step.ts';

/** `GET /v1/auth_overview/second_step`: how often it is passed, and after how many tries. */
export const secondStepRoutes =
  (context: Context): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/v1/auth_overview/second_step',
      {
        schema: {
          tags,
          summary: 'How the second step goes, beside the period before',
          querystring: comparedQuerySchema,
          response: { 200: secondStepAnswerSchema },
        },
      },
      async ({ query }, reply) => answerSecondStep(answering(context, reply), query),
    );
  };
