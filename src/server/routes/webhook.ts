import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { FastifyRequest } from 'fastify';
import { type BulkAnswer, bulkAnswerSchema, bulkBodySchema, maxBodyBytes } from '../../contract/webhook.ts';
import { webhookPath } from '../http/access.ts';
import { bodyProblem, whyOtherType } from '../http/bulk-body-problems.ts';
import {
  type BodyLimits,
  HeldBodies,
  ReceivedBody,
  closeUnlessWhole,
  defaultBodyLimits,
  receiveBody,
  toldLength,
} from '../http/receive-body.ts';
import { type BulkBody, readBulkBody } from '../ingest/reading/bulk-body.ts';
import { prepareBody } from '../ingest/reading/prepare-body.ts';
import { SharedThread } from '../ingest/reading/shared-thread.ts';
import { answerTo, writeAnswer } from '../ingest/bulk-answer.ts';
import type { Context } from './context.ts';

const readBody = async (body: unknown, turns: SharedThread): Promise<BulkBody> => {
  const bytes = body instanceof ReceivedBody ? body.bytes : Buffer.alloc(0);
  return readBulkBody(bytes, turns).catch((error: unknown) => {
    throw bodyProblem(error);
  });
};

/** `POST /v1/bulk_audit_events`: what an audit destination posts to. 201 means that it is on disk. */
export const webhookRoutes =
  ({ writer }: Context, given: Partial<BodyLimits> = {}): FastifyPluginAsyncZod =>
  async (app) => {
    const limits = { ...defaultBodyLimits, ...given };
    const held = new HeldBodies(limits.heldBytes);
    const turns = new SharedThread();
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
          const body = await readBody(received, turns);
          const { prepared, refused } = await prepareBody(body, turns);
          const appended = prepared.length === 0 ? [] : await writer.submit(prepared, body.text.length);
          const answer = answerTo(prepared, appended, refused, body.isAlways);
          const text = await writeAnswer(answer, turns);
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
