import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import {
  facetsAnswerSchema,
  facetsQuerySchema,
  histogramAnswerSchema,
  histogramQuerySchema,
  listAnswerSchema,
  listQuerySchema,
} from '../../contract/audits.ts';
import { auditRecordSchema } from '../../contract/record.ts';
import { sendList } from '../http/send-list.ts';
import { type Context, answering } from './context.ts';
import { answerHistogram } from '../answers/histogram.ts';
import { answerList } from '../answers/event-list.ts';
import { answerFacets } from '../answers/stored.ts';

const tags = ['Authentication audits'];

/** `GET /v1/auth_audits` and what is counted beside it. */
export const auditRoutes =
  (context: Context): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/v1/auth_audits',
      {
        schema: {
          tags,
          summary: 'List audit records',
          description:
            'Newest first. Every property is a filter: repeat it for any-of, prefix it with `not_` for none-of. ' +
            'A property the contract does not name is filtered by as `x.<name>` and `not_x.<name>`.',
          querystring: listQuerySchema,
          response: { 200: listAnswerSchema },
        },
      },
      async ({ query }, reply) => {
        return sendList(
          reply,
          'auth_audits',
          auditRecordSchema,
          answerList(answering(context, reply), query),
        );
      },
    );

    app.get(
      '/v1/auth_audits/histogram',
      {
        schema: {
          tags,
          summary: 'Count records over time',
          querystring: histogramQuerySchema,
          response: { 200: histogramAnswerSchema },
        },
      },
      async ({ query }, reply) => answerHistogram(answering(context, reply), query),
    );

    app.get(
      '/v1/auth_audits/facets',
      {
        schema: {
          tags,
          summary: 'The most frequent values of properties',
          querystring: facetsQuerySchema,
          response: { 200: facetsAnswerSchema },
        },
      },
      async ({ query }, reply) => answerFacets(answering(context, reply), query),
    );
  };
