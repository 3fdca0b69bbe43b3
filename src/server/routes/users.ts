import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { rangeQuerySchema, userAnswerSchema, userParamsSchema } from '../../contract/attempt-context.ts';
import { ownFindingsAnswerSchema } from '../../contract/findings.ts';
import { answerFindingsOfUser } from '../answers/findings/belonging.ts';
import { type Context, answering } from './context.ts';
import { answerUser } from '../answers/people/user.ts';

/** `GET /v1/auth_users/{user}` and the findings of it: one user’s sign-ins, found by address or id. */
export const userRoutes =
  (context: Context): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/v1/auth_users/:user',
      {
        schema: {
          tags: ['Sessions, users, addresses'],
          summary: 'One user’s sign-ins',
          description:
            'By e-mail, user_id or upstream_user_id. Everything is of the range; without one, of all time. ' +
            '404 when no event names the user at any time.',
          params: userParamsSchema,
          querystring: rangeQuerySchema,
          response: { 200: userAnswerSchema },
        },
      },
      async ({ params, query }, reply) => answerUser(answering(context, reply), params.user, query),
    );

    app.get(
      '/v1/auth_users/:user/findings',
      {
        schema: {
          tags: ['Sessions, users, addresses'],
          summary: 'The findings that one user belongs to',
          description: 'Of the range, or without one of all time. 404 as for the user itself.',
          params: userParamsSchema,
          querystring: rangeQuerySchema,
          response: { 200: ownFindingsAnswerSchema },
        },
      },
      async ({ params, query }, reply) => answerFindingsOfUser(answering(context, reply), params.user, query),
    );
  };
