import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { beforeAnswerSchema } from '../../contract/attempt-before.ts';
import {
  lastSuccessAnswerSchema,
  othersAnswerSchema,
  sinceAnswerSchema,
} from '../../contract/attempt-context.ts';
import { attemptAnswerSchema, attemptParamsSchema, attemptQuerySchema } from '../../contract/attempts.ts';
import { ownFindingsAnswerSchema } from '../../contract/findings.ts';
import { answerAttempt, findAttempt } from '../answers/attempts/attempt.ts';
import { type Context, answering } from './context.ts';
import { answerLastSuccess } from '../answers/attempts/last-success.ts';
import { answerBefore } from '../answers/attempts/attempt-before.ts';
import { answerFindingsOfAttempt } from '../answers/findings/belonging.ts';
import { answerSince } from '../answers/attempts/since.ts';
import { answerOthers } from '../answers/attempts/others.ts';

const tags = ['Sign-in attempts'];

/** One attempt, and the blocks around its verdict: each a small question of its own, which explains its own absence. */
export const attemptRoutes =
  (context: Context): FastifyPluginAsyncZod =>
  async (app) => {
    const shared = { tags, params: attemptParamsSchema, querystring: attemptQuerySchema };

    app.get(
      '/v1/auth_attempts/:request_id',
      {
        schema: {
          tags,
          summary: 'One sign-in attempt with its events',
          description: 'The same verdict as in the list. 404 when no event has this request_id.',
          params: attemptParamsSchema,
          querystring: attemptQuerySchema,
          response: { 200: attemptAnswerSchema },
        },
      },
      async ({ params, query }, reply) => answerAttempt(answering(context, reply), params.request_id, query),
    );

    app.get(
      '/v1/auth_attempts/:request_id/others',
      { schema: { ...shared, summary: 'Only them?', response: { 200: othersAnswerSchema } } },
      async ({ params, query }, reply) => {
        const own = answering(context, reply);
        return answerOthers(own, await findAttempt(own, params.request_id, query));
      },
    );

    app.get(
      '/v1/auth_attempts/:request_id/before',
      { schema: { ...shared, summary: 'Just before', response: { 200: beforeAnswerSchema } } },
      async ({ params, query }, reply) => {
        const own = answering(context, reply);
        const found = await findAttempt(own, params.request_id, query);
        return answerBefore(own, found, query);
      },
    );

    app.get(
      '/v1/auth_attempts/:request_id/findings',
      {
        schema: {
          ...shared,
          summary: 'The findings that an attempt belongs to',
          response: { 200: ownFindingsAnswerSchema },
        },
      },
      async ({ params, query }, reply) => {
        const own = answering(context, reply);
        const found = await findAttempt(own, params.request_id, query);
        return answerFindingsOfAttempt(own, found, query);
      },
    );

    app.get(
      '/v1/auth_attempts/:request_id/since',
      { schema: { ...shared, summary: 'Since then', response: { 200: sinceAnswerSchema } } },
      async ({ params, query }, reply) => {
        const own = answering(context, reply);
        return answerSince(own, await findAttempt(own, params.request_id, query), query);
      },
    );

    app.get(
      '/v1/auth_attempts/:request_id/last_success',
      {
        schema: {
          ...shared,
          summary: 'Compared with their last success',
          response: { 200: lastSuccessAnswerSchema },
        },
      },
      async ({ params, query }, reply) => {
        const own = answering(context, reply);
        return answerLastSuccess(own, await findAttempt(own, params.request_id, query), query);
      },
    );
  };
