import { Readable } from 'node:stream';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { exportProgressSchema, exportQuerySchema } from '../../contract/export.ts';
import { extraPrefix, fields } from '../../contract/fields.ts';
import { idParam } from '../../contract/id-segment.ts';
import { formatInstant } from '../../contract/instant.ts';
import { newEventsAnswerSchema, newEventsQuerySchema } from '../../contract/live.ts';
import { csvHeader, csvLines, ndjsonLines } from '../export/csv.ts';
import { type RunningExport, RunningExports } from '../export/running.ts';
import { askingOf } from '../http/asking.ts';
import { HttpProblem } from '../http/problems.ts';
import { readPortions } from '../store/portions.ts';
import type { StoredEvent } from '../store/questions/events.ts';
import type { Asking, Scope } from '../store/questions/scope.ts';
import type { Store } from '../store/store.ts';
import type { Context } from './context.ts';
import { countNew } from '../answers/new-events.ts';
import { scopeOf } from '../answers/scope.ts';

const tags = ['Authentication audits'];

/** Records read at a time: memory stays at a few of these, however long the export. */
const pageSize = 2_000;

type Wanted = {
  readonly scope: Scope;
  readonly order: 'asc' | 'desc';
  readonly format: 'csv' | 'ndjson';
  readonly columns: readonly string[] | undefined;
};

const allColumns = async (store: Store, asking: Asking): Promise<string[]> => [
  'time',
  ...fields.map(({ name }) => name),
  ...(await store.events.extras({}, asking)).map((name) => `${extraPrefix}${name}`),
];

/** The export page by page, as text. Throws when a query fails or is stopped: the connection then breaks off. */
async function* pagesOf(store: Store, wanted: Wanted, running: RunningExport, asking: Asking) {
  const { format, scope, order } = wanted;
  const columns = wanted.columns ?? (format === 'csv' ? await allColumns(store, asking) : undefined);
  const needsEmails = columns?.includes('email') === true;
  if (format === 'csv' && columns) yield csvHeader(columns);
  for await (const { items } of readPortions<StoredEvent>(
    { wanted: Infinity, atOnce: pageSize },
    async (limit, after) => {
      const { events, more } = await store.events.list(
        { ...scope, order, limit, ...(after ? { after } : {}) },
        asking,
      );
      return { items: events, more };
    },
  )) {
    const records = items.map(({ record }) => record);
    const userIds = records.flatMap(({ user_id: id }) => id ?? []);
    const emails = needsEmails ? await store.events.emails({ userIds }, asking) : {};
    if (records.length > 0)
      yield format === 'csv' && columns
        ? csvLines(records, columns, emails)
        : ndjsonLines(records, columns, emails);
    running.progress.rows += records.length;
  }
}

async function* watched(pages: AsyncGenerator<string>, running: RunningExport) {
  try {
    yield* pages;
    running.progress.state = 'done';
  } finally {
    if (running.progress.state === 'running') running.progress.state = 'broken';
  }
}

/** `GET /v1/auth_audits/export` and what belongs to it, and the count of new events that live screens poll. */
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
        return reply.send(Readable.from(watched(pages, running), { highWaterMark: 1 }));
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

    app.get(
      '/v1/auth_audits/new',
      {
        config: { isPoll: true },
        schema: {
          tags,
          summary: 'How many matching records were stored since',
          description:
            'By order of arrival, not by time: late records count too. For live screens to poll, which say with ' +
            '`or_from` where their rows end, so that records from the future count when their time has come.',
          querystring: newEventsQuerySchema,
          response: { 200: newEventsAnswerSchema },
        },
      },
      async ({ query }, reply) => countNew(store, query, now(), askingOf(reply)),
    );
  };
