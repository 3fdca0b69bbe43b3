import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { sourcesAnswerSchema } from '../../contract/sources.ts';
import { QuietWatch } from '../answers/sources/quiet-watch.ts';
import { answerSources } from '../answers/sources/sources.ts';
import { type Context, answering } from './context.ts';

/** `GET /v1/sources`: where records come from, and until when they are complete. */
export const sourceRoutes =
  (context: Context): FastifyPluginAsyncZod =>
  async (app) => {
    const watch = new QuietWatch(context.store);
    app.get(
      '/v1/sources',
      {
        schema: {
          tags: ['Service'],
          summary: 'Where records come from, and until when they are complete',
          response: { 200: sourcesAnswerSchema },
        },
      },
      async (_, reply) =>
        answerSources(answering(context, reply), {
          book: context.sources,
          webhook: context.arrivals.source(),
          watch,
        }),
    );
  };
