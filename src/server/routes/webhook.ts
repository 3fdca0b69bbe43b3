import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { FastifyRequest } from 'fastify';
import {
  type BulkAnswer,
  bulkAnswerSchema,
  bulkBodySchema,
  importAgent,
  maxBodyBytes,
} from '../../contract/webhook.ts';
import { webhookPath } from '../http/access.ts';
import { whyOtherType } from '../http/body-type.ts';
import {
  type BodyLimits,
  HeldBodies,
  ReceivedBody,
  closeUnlessWhole,
  defaultBodyLimits,
  receiveBody,
  toldLength,
} from '../http/receive-body.ts';
import type { Context } from './context.ts';

/** `POST /v1/bulk_audit_events`: what an audit destination posts to. 201 means that it is on disk. */
export const webhookRoutes =
  ({ takeBody }: Context, given: Partial<BodyLimits> = {}): FastifyPluginAsyncZod =>
  async (app) => {
    const limits = { ...defaultBodyLimits, ...given };
    const held = new HeldBodies(limits.heldBytes);
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', async (request: FastifyRequest, payload: FastifyRequest['raw']) =>
      receiveBody(request, payload, { limits, held, maxBytes: maxBodyBytes }),
    );
    app.post(
      webhookPath,
      {
        onRequest: async (request) => {
          const problem =
            whyOtherType(request) ?? (held.hasRoom(toldLength(request)) ? undefined : held.busy());
          if (problem === undefined) return;
          closeUnlessWhole(request, limits.stallMs);
          throw problem;
        },
        // a body is read event by event, not by the schema that describes it
        validatorCompiler: () => (value: unknown) => ({ value }),
        schema: {
          tags: ['Webhook'],
          summary: 'Receive events from an audit destination',
          description:
            'Every event is answered with a status of its own, under an id of its own where it has none that can be one. ' +
            'Events of other subsystems are discarded. An event is refused that is over 1 MiB, has over 1,000 properties, ' +
            'one whose name is over 256 bytes, or nests deeper than 100 levels. ' +
            '429 with Retry-After: too busy, or nothing can be written now; send it again.',
          body: bulkBodySchema,
          response: { 201: bulkAnswerSchema },
        },
      },
      async (request, reply) => {
        const received: unknown = request.body;
        try {
          const bytes = received instanceof ReceivedBody ? received.bytes : Buffer.alloc(0);
          const text = await takeBody(bytes, request.headers['user-agent'] === importAgent);
          return await reply
            .code(201)
            .header('content-type', 'application/json; charset=utf-8')
            .serializer(String)
            .send(text as unknown as BulkAnswer);
        } finally {
          if (received instanceof ReceivedBody) received.release();
        }
      },
    );
  };
