import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { aboutSchema, healthSchema, readySchema, timeZonesAnswerSchema } from '../../contract/service.ts';
import { zoneNames } from '../../contract/zone.ts';
import type { Context } from './context.ts';

const tags = ['Service'];

/** What operators and the dashboard's start ask: what this is, whether it lives. */
export const serviceRoutes =
  (context: Context): FastifyPluginAsyncZod =>
  async (app) => {
    const { token, store } = context;

    app.get(
      '/v1/about',
      { schema: { tags, summary: 'What this server is', response: { 200: aboutSchema } } },
      async () => ({
        version: context.version,
        demo: context.isDemo,
        auth: token === undefined ? ('none' as const) : ('token' as const),
      }),
    );

    app.get(
      '/v1/time_zones',
      {
        schema: {
          tags,
          summary: 'The time zones that are known here',
          response: { 200: timeZonesAnswerSchema },
        },
      },
      async () => ({ time_zones: [...zoneNames()] }),
    );

    app.get(
      '/healthz',
      { schema: { tags, summary: 'Whether the process lives', response: { 200: healthSchema } } },
      async () => ({ status: 'ok' as const }),
    );

    app.get(
      '/readyz',
      {
        schema: {
          tags,
          summary: 'Whether events can be stored',
          response: { 200: readySchema, 503: readySchema },
        },
      },
      async (_, reply) => {
        const reason = context.isStopping() ? 'The server is stopping.' : await store.unwritable();
        if (reason === undefined) return { status: 'ready' as const };
        return reply.code(503).header('retry-after', '5').send({ status: 'not_ready', detail: reason });
      },
    );
  };
