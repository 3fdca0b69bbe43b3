import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { FastifyRequest } from 'fastify';
import {
  type BulkAnswer,
  type EventStatus,
  bulkAnswerSchema,
  bulkBodySchema,
  eventStatusSchema,
  maxBodyBytes,
} from '../../contract/webhook.ts';
import { webhookPath } from '../http/access.ts';
import { HttpProblem } from '../http/problems.ts';
import {
  type BodyLimits,
  HeldBodies,
  ReceivedBody,
  closeUnlessWhole,
  defaultBodyLimits,
  receiveBody,
  toldLength,
} from '../http/receive-body.ts';
import { BadBody, type BulkBody, TooManyEvents, readBulkBody } from '../ingest/reading/bulk-body.ts';
import { type RefusedEvent, prepareBody } from '../ingest/reading/prepare-body.ts';
import { SharedThread } from '../ingest/reading/shared-thread.ts';
import type { Appended, PreparedEvent } from '../store/store.ts';
import type { Context } from './context.ts';

const json = /^application\/(?:[\w!#$&^.+-]+\+)?json$/i;

/** What is no JSON is refused before it is read: a 400 would tell the sender to discard it. */
const whyOtherType = ({ headers }: FastifyRequest): HttpProblem | undefined => {
  const { 'content-type': type, 'content-length': length, 'transfer-encoding': transfer } = headers;
  if (type === undefined && transfer === undefined && Number(length ?? 0) === 0) return undefined; // there is no body
  if (json.test((type ?? '').split(';', 1)[0]?.trim() ?? '')) return undefined;
  const given = type === undefined ? 'This has no content type' : `“${type}” is not taken`;
  return new HttpProblem(415, `${given}: send the events as application/json.`, {
    headers: { 'accept-post': 'application/json' },
  });
};

const problemOf = (error: unknown): unknown => {
  if (error instanceof TooManyEvents) return new HttpProblem(413, error.message);
  if (!(error instanceof BadBody)) return error;
  const { at: parameter, message: detail } = error;
  return new HttpProblem(400, detail, parameter === '' ? {} : { errors: [{ parameter, detail }] });
};

const readBody = async (body: unknown, turns: SharedThread): Promise<BulkBody> => {
  const bytes = body instanceof ReceivedBody ? body.bytes : Buffer.alloc(0);
  return readBulkBody(bytes, turns).catch((error: unknown) => {
    throw problemOf(error);
  });
};

const answerTo = (
  prepared: readonly PreparedEvent[],
  appended: readonly Appended[],
  refused: readonly RefusedEvent[],
  isAlways: boolean,
): BulkAnswer => {
  const statuses = prepared.map(({ id }, index): EventStatus => ({
    unique_id: id,
    status: appended[index] ?? 'unprocessed',
  }));
  const invalid = refused.map(({ id, message }): EventStatus => ({
    unique_id: id,
    status: 'invalid',
    status_message: message,
  }));
  return {
    success_events: isAlways ? statuses.filter(({ status }) => status === 'success') : [],
    discard_events: [...invalid, ...statuses.filter(({ status }) => status === 'duplicate')],
    retry_events: statuses.filter(({ status }) => status === 'unprocessed'),
  };
};

/** So many statuses are written before it is asked whether it is others' turn. */
const writtenTogether = 500;

/** An answer as JSON, checked and written in turns: a quarter of a million statuses take long. */
const writeAnswer = async (answer: BulkAnswer, turns: SharedThread): Promise<string> => {
  const lists: string[] = [];
  for (const [name, statuses] of Object.entries({ ...answer })) {
    if (!Array.isArray(statuses)) continue;
    const written: string[] = [];
    for (let at = 0; at < statuses.length; at += writtenTogether) {
      if (turns.isOver) await turns.next();
      const some = eventStatusSchema.array().parse(statuses.slice(at, at + writtenTogether));
      written.push(JSON.stringify(some).slice(1, -1));
    }
    lists.push(`"${name}":[${written.join(',')}]`);
  }
  return `{${lists.join(',')}}`;
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
