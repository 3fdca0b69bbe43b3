import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { formatInstant } from '../../contract/instant.ts';
import { storiesAnswerSchema } from '../../contract/service.ts';
import type { Context } from './context.ts';

/** `GET /v1/demo/stories`: what there is to find in generated data. */
export const demoRoutes =
  ({ stories }: Context): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/v1/demo/stories',
      {
        schema: {
          tags: ['Service'],
          summary: 'What the demo tells',
          response: { 200: storiesAnswerSchema },
        },
      },
      async () => ({
        stories: stories.map(({ from, to, filters, requestId, ...told }) => ({
          ...told,
          from: formatInstant(from),
          to: formatInstant(to),
          filters: Object.entries(filters).map(([parameter, value]) => ({ parameter, value })),
          ...(requestId === undefined ? {} : { request_id: requestId }),
        })),
      }),
    );
  };
