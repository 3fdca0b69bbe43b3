import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { sessionAnswerSchema, sessionParamsSchema } from '../../contract/attempt-context.ts';
import { attemptQuerySchema } from '../../contract/attempts.ts';
import { type Context, answering } from './context.ts';
import { answerSession } from '../answers/people/session.ts';

/** `GET /v1/auth_sessions/{session}`: what happened in a session, whole attempts included. */
export const sessionRoutes =
  (context: Context): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/v1/auth_sessions/:session',
      {
        schema: {
          tags: ['Sessions, users, addresses'],
          summary: 'The attempts and tokens of a session',
          description: 'Complete, whatever the range. 404 when no event has this session.',
          params: sessionParamsSchema,
          querystring: attemptQuerySchema,
          response: { 200: sessionAnswerSchema },
        },
      },
      async ({ params, query }, reply) => answerSession(answering(context, reply), params.session, query),
    );
  };
