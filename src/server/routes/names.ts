import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { namesAnswerSchema, namesQuerySchema } from '../../contract/names.ts';
import { answerNames } from '../answers/people/names.ts';
import { type Context, answering } from './context.ts';

/** `GET /v1/auth_names`: people, applications and addresses by words in any order. */
export const nameRoutes =
  (context: Context): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/v1/auth_names',
      {
        schema: {
          tags: ['Sessions, users, addresses'],
          summary: 'People, applications and addresses that a text names',
          description: 'What a search box offers. Whatever their time, and the best fit first.',
          querystring: namesQuerySchema,
          response: { 200: namesAnswerSchema },
        },
      },
      async ({ query }, reply) => answerNames(answering(context, reply), query),
    );
  };
