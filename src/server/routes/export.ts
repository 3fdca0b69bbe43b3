import { Readable } from 'node:stream';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { exportProgressSchema, exportQuerySchema } from '../../contract/export.ts';
import { idParam } from '../../contract/id-segment.ts';
import { formatInstant } from '../../contract/instant.ts';
import { pagesOf } from '../export/pages.ts';
import { RunningExports } from '../export/running.ts';
import { askingOf } from '../http/asking.ts';
import { HttpProblem } from '../http/problems.ts';
import type { Asking } from '../store/questions/scope.ts';
import type { Context } from './context.ts';
import { scopeOf } from '../answers/scope.ts';

const tags = ['Authentication audits'];

/** `GET /v1/auth_audits/export` and what belongs to it. */
export const exportRoutes =
  ({ store, now }: Context): FastifyPluginAsyncZod =>
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
        const { format, order, columns, export_id: id } = query;
        const scope = scopeOf(query, now());
        const stamp = formatInstant(now()).slice(0, 16).replace(':', '');
        reply
          .type(format === 'csv' ? 'text/csv; charset=utf-8; header=present' : 'application/x-ndjson')
          .header('content-disposition', `attachment; filename="authentication-audit-${stamp}Z.${format}"`);
        if (method === 'HEAD') return reply.send(Readable.from([]));
        const running = exports.begin(id);
        if (!running) throw new HttpProblem(409, `An export named ${id} is running already.`);
        const own = askingOf(reply);
        const signal = AbortSignal.any([running.stop.signal, own.signal]);
        // each page waits for its turn: an export is long by nature, and its answer has begun
        const asking: Asking = { ...own, signal, isPatient: true };
        const pages = pagesOf(store, { scope, order, format, columns }, running, asking);
        return reply.send(Readable.from(pages, { highWaterMark: 1 }));
      },
    );

    const params = z.object({ export_id: idParam });
    const absent = () => new HttpProblem(404, 'No export of that name is known.');

    app.get(
      '/v1/auth_audits/exports/:export_id',
      {
        config: { isPoll: true },
        schema: { tags, summary: 'How far an export is', params, response: { 200: exportProgressSchema } },
      },
      async (request) => {
        const progress = exports.progress(request.params.export_id);
        if (!progress) throw absent();
        return progress;
      },
    );

    app.delete(
      '/v1/auth_audits/exports/:export_id',
      { schema: { tags, summary: 'Cancel an export', params, response: { 204: z.null() } } },
      async (request, reply) => {
        if (!exports.cancel(request.params.export_id)) throw absent();
        return reply.code(204).send(null);
      },
    );
  };
