import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { findingsAnswerSchema } from '../../../contract/findings.ts';
import { overviewQuerySchema } from '../../../contract/overview.ts';
import { type Context, answering } from '../context.ts';
import { tags } from './tags.ts';
import { answerFindings } from '../../answers/findings/findings.ts';

/** `GET /v1/auth_overview/findings`: what deserves a look. */
export const findingsRoutes =
  (context: Context): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/v1/auth_overview/findings',
      {
        schema: {
          tags,
          summary: 'What deserves a look, and why',
          description:
            'Each finding counts what its evidence lists, no more and no less, so that it can be recomputed by ' +
            'hand. The filters apply as everywhere; of a property that is filtered by, only the values looked for ' +
            'are told.',
          querystring: overviewQuerySchema,
          response: { 200: findingsAnswerSchema },
        },
      },
      async ({ query }, reply) => answerFindings(answering(context, reply), query),
    );
  };
