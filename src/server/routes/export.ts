import { Readable } from 'node:stream';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { exportProgressSchema, exportQuerySchema } from '../../contract/export.ts';
import { idParam } from '../../contract/id-segment.ts';
import { answerExport } from '../answers/export/pages.ts';
import { RunningExports } from '../answers/export/running.ts';
import { type Context, answering } from './context.ts';

const tags = ['Authentication audits'];

const mediaTypes = { csv: 'text/csv; charset=utf-8; header=present', ndjson: 'application/x-ndjson' };

/** `GET /v1/auth_audits/export` and what belongs to it. */
export const exportRoutes =
  (context: Context): FastifyPluginAsyncZod =>
  async (app) => {
    const exports = new RunningExports();

    app.get(
      '/v1/auth_audits/export',
      {
        schema: {
          tags,
          summary: 'Export every matching record',
          description:
            'Streamed. If it breaks off, so does the connection: a part never looks like the whole.',
          produces: ['text/csv', 'application/x-ndjson'],
          querystring: exportQuerySchema,
        },
      },
      async ({ method, query }, reply) => {
        const { fileName, begin } = answerExport(answering(context, reply), query, exports);
        return reply
          .type(mediaTypes[query.format])
          .header('content-disposition', `attachment; filename="${fileName}"`)
          .send(Readable.from(method === 'HEAD' ? [] : begin(), { highWaterMark: 1 }));
      },
    );

    const params = z.object({ export_id: idParam });

    app.get(
      '/v1/auth_audits/exports/:export_id',
      {
        config: { isPoll: true },
        schema: { tags, summary: 'How far an export is', params, response: { 200: exportProgressSchema } },
      },
      async (request) => exports.progress(request.params.export_id),
    );

    app.delete(
      '/v1/auth_audits/exports/:export_id',
      { schema: { tags, summary: 'Cancel an export', params, response: { 204: z.null() } } },
      async (request, reply) => {
        exports.cancel(request.params.export_id);
        return reply.code(204).send(null);
      },
    );
  };
