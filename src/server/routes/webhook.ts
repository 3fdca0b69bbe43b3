import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import {
  type BulkAnswer,
  type EventStatus,
  bulkAnswerSchema,
  bulkBodySchema,
  maxBodyBytes,
  maxBodyEvents,
} from '../../contract/webhook.ts';
import { webhookPath } from '../http/access.ts';
import { HttpProblem } from '../http/problems.ts';
import { isRefusal, prepareEvent, shown } from '../ingest/prepare.ts';
import type { PreparedEvent } from '../store/store.ts';
import type { Context } from './context.ts';

const idOf = (id: unknown): string => (typeof id === 'string' ? id : id === undefined ? '' : shown(id));

/** Refuse a body of too many events before time and memory are spent on each of them. */
const refuseTooMany = async ({ body }: { readonly body: unknown }): Promise<void> => {
  const events = typeof body === 'object' && body !== null && 'events' in body ? body.events : undefined;
  if (!Array.isArray(events) || events.length <= maxBodyEvents) return;
  throw new HttpProblem(413, `The body holds ${events.length} events; at most ${maxBodyEvents} are taken.`);
};

/** Bytes of a body as it is in memory: what was sent, unless that was packed or its length was not told. */
const bytesOf = ({
  headers,
  body,
}: {
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}): number =>
  headers['content-length'] === undefined || headers['content-encoding'] !== undefined
    ? JSON.stringify(body).length
    : Number(headers['content-length']);

/** `POST /v1/bulk_audit_events`: what an audit destination posts to. 201 means that it is on disk. */
export const webhookRoutes =
  ({ writer }: Context): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      webhookPath,
      {
        bodyLimit: maxBodyBytes,
        preValidation: refuseTooMany,
        schema: {
          tags: ['Webhook'],
          summary: 'Receive events from an audit destination',
          description:
            'Every event is answered with a status of its own. Events of other subsystems are discarded. ' +
            '429 with Retry-After: too busy, or nothing can be written now; send it again.',
          body: bulkBodySchema,
          response: { 201: bulkAnswerSchema },
        },
      },
      async (request, reply) => {
        const { events, always_respond_with_events: isAlways } = request.body;
        const prepared: PreparedEvent[] = [];
        const discarded: EventStatus[] = [];
        for (const raw of events) {
          const event = prepareEvent(raw);
          if (isRefusal(event))
            discarded.push({
              unique_id: idOf(raw.unique_id),
              status: 'invalid',
              status_message: event.message,
            });
          else prepared.push(event);
        }
        const appended = prepared.length === 0 ? [] : await writer.submit(prepared, bytesOf(request));
        const statuses = prepared.map(({ id }, index): EventStatus => ({
          unique_id: id,
          status: appended[index] ?? 'unprocessed',
        }));
        const answer: BulkAnswer = {
          success_events: isAlways === true ? statuses.filter(({ status }) => status === 'success') : [],
          discard_events: [...discarded, ...statuses.filter(({ status }) => status === 'duplicate')],
          retry_events: statuses.filter(({ status }) => status === 'unprocessed'),
        };
        return reply.code(201).send(answer);
      },
    );
  };
