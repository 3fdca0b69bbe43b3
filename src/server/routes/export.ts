import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { attemptExportQuerySchema } from '../../contract/attempt-export.ts';
import { type ExportFormat, exportProgressSchema, exportQuerySchema } from '../../contract/export.ts';
import { idParam } from '../../contract/id-segment.ts';
import { exportAttempts } from '../answers/export/attempts-export.ts';
import { exportEvents } from '../answers/export/events-export.ts';
import type { Exporting } from '../answers/export/exporting.ts';
import { RunningExports } from '../answers/export/running.ts';
import { type Context, answering } from './context.ts';

const mediaTypes = { csv: 'text/csv; charset=utf-8; header=present', ndjson: 'application/x-ndjson' };

const documented = {
  description: 'Streamed. If it breaks off, so does the connection: a part never looks like the whole.',
  produces: ['text/csv', 'application/x-ndjson'],
};

/** Answer with an export as a file to save; HEAD tells of it without making it. */
const sendExport = (
  { method }: FastifyRequest,
  reply: FastifyReply,
  format: ExportFormat,
  { fileName, begin }: Exporting,
): FastifyReply =>
  reply
    .type(mediaTypes[format])
    .header('content-disposition', `attachment; filename="${fileName}"`)
    .send(Readable.from(method === 'HEAD' ? [] : begin(), { highWaterMark: 1 }));

/** How far the exports of a list are, and how to stop them. */
const runningRoutes =
  (path: string, tags: string[], exports: RunningExports): FastifyPluginAsyncZod =>
  async (app) => {
    const params = z.object({ export_id: idParam });
    app.get(
      `${path}/:export_id`,
      {
        config: { isPoll: true },
        schema: { tags, summary: 'How far an export is', params, response: { 200: exportProgressSchema } },
      },
      async (request) => exports.progress(request.params.export_id),
    );
    app.delete(
      `${path}/:export_id`,
      { schema: { tags, summary: 'Cancel an export', params, response: { 204: z.null() } } },
      async (request, reply) => {
        exports.cancel(request.params.export_id);
        return reply.code(204).send(null);
      },
    );
  };

/** `GET /v1/auth_audits/export`, `GET /v1/auth_attempts/export`, and what belongs to them. */
export const exportRoutes =
  (context: Context): FastifyPluginAsyncZod =>
  async (app) => {
    const [ofEvents, ofAttempts] = [new RunningExports(), new RunningExports()];
    const [eventTags, attemptTags] = [['Authentication audits'], ['Sign-in attempts']];

    app.get(
      '/v1/auth_audits/export',
      {
        schema: {
          ...documented,
          tags: eventTags,
          summary: 'Export every matching record',
          querystring: exportQuerySchema,
        },
      },
      async (request, reply) => {
        const { query } = request;
        return sendExport(
          request,
          reply,
          query.format,
          exportEvents(answering(context, reply), query, ofEvents),
        );
      },
    );
    await app.register(runningRoutes('/v1/auth_audits/exports', eventTags, ofEvents));

    app.get(
      '/v1/auth_attempts/export',
      {
        schema: {
          ...documented,
          tags: attemptTags,
          summary: 'Export every matching attempt, with its verdict',
          querystring: attemptExportQuerySchema,
        },
      },
      async (request, reply) => {
        const { query } = request;
        const warn = (error: unknown) => request.log.error({ err: error }, 'an attempt could not be read');
        const exported = await exportAttempts(answering(context, reply), query, ofAttempts, warn);
        return sendExport(request, reply, query.format, exported);
      },
    );
    await app.register(runningRoutes('/v1/auth_attempts/exports', attemptTags, ofAttempts));
  };
