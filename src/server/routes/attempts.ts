import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import {
  attemptFacetsQuerySchema,
  attemptHistogramAnswerSchema,
  attemptHistogramQuerySchema,
  attemptSchema,
  attemptsAnswerSchema,
  attemptsQuerySchema,
} from '../../contract/attempts.ts';
import { facetsAnswerSchema } from '../../contract/audits.ts';
import { sendList } from '../http/send-list.ts';
import { answerAttemptFacets, answerAttemptHistogram } from '../answers/attempts/attempt-histogram.ts';
import { answerAttempts } from '../answers/attempts/attempt-list.ts';
import { type Context, answering } from './context.ts';

const tags = ['Sign-in attempts'];

/** `GET /v1/auth_attempts`, and what is counted beside them. */
export const attemptsRoutes =
  (context: Context): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/v1/auth_attempts',
      {
        schema: {
          tags,
          summary: 'List sign-in attempts',
          description:
            'One row per request_id, with its verdict; newest start first. An attempt is in the range when its ' +
            'start is, and is answered whole. It matches when, for every filter, some event of it does; an ' +
            'exclusion means that no event has the value, `missing` that no event has the property. ' +
            'How many match in all is answered by `/v1/auth_attempts/histogram`.',
          querystring: attemptsQuerySchema,
          response: { 200: attemptsAnswerSchema },
        },
      },
      async (request, reply) => {
        const batches = await answerAttempts(answering(context, reply), request.query, (error) =>
          request.log.error({ err: error }, 'an attempt could not be read'),
        );
        return sendList(reply, 'auth_attempts', attemptSchema, batches);
      },
    );

    app.get(
      '/v1/auth_attempts/histogram',
      {
        schema: {
          tags,
          summary: 'Count attempts over time by outcome',
          description: 'The same filters as the list; `count` is exactly how many it has in all.',
          querystring: attemptHistogramQuerySchema,
          response: { 200: attemptHistogramAnswerSchema },
        },
      },
      async ({ query }, reply) => answerAttemptHistogram(answering(context, reply), query),
    );

    app.get(
      '/v1/auth_attempts/facets',
      {
        schema: {
          tags,
          summary: 'The most frequent values of properties, and outcomes, in attempts',
          description:
            'The same filters as the list. An attempt counts for each value that any of its events has; `missing` ' +
            'are attempts none of whose events has one. A facet ignores the filter on its own property.',
          querystring: attemptFacetsQuerySchema,
          response: { 200: facetsAnswerSchema },
        },
      },
      async ({ query }, reply) => answerAttemptFacets(answering(context, reply), query),
    );
  };
