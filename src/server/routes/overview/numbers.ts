import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { numbersAnswerSchema, numbersQuerySchema } from '../../../contract/overview.ts';
import { type Context, answering } from '../context.ts';
import { tags } from './tags.ts';
import { answerNumbers } from '../../answers/overview/numbers.ts';

/** `GET /v1/auth_overview/numbers`: what is told first, and the outcomes over time. */
export const numbersRoutes =
  (context: Context): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/v1/auth_overview/numbers',
      {
        schema: {
          tags,
          summary: 'Attempts, rates and medians over time, beside the period before',
          description:
            'Takes the filters of `/v1/auth_attempts`; an attempt is in the range when its start is. Without ' +
            'dt_from, and where nothing is stored of it, there is no period before. A time of the calendar is ' +
            'compared with the same of the one before by `before_from` and `before_to`.',
          querystring: numbersQuerySchema,
          response: { 200: numbersAnswerSchema },
        },
      },
      async ({ query }, reply) => answerNumbers(answering(context, reply), query),
    );
  };
