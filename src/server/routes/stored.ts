import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { extentAnswerSchema, fieldsAnswerSchema } from '../../contract/audits.ts';
import { answerExtent, answerFields } from '../answers/stored.ts';
import { type Context, answering } from './context.ts';

const tags = ['Authentication audits'];

/** What of records is stored at all: from when to when, and which properties. */
export const storedRoutes =
  (context: Context): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/v1/auth_audits/extent',
      { schema: { tags, summary: 'First and last stored instant', response: { 200: extentAnswerSchema } } },
      async (_, reply) => answerExtent(answering(context, reply)),
    );

    app.get(
      '/v1/auth_audits/fields',
      { schema: { tags, summary: 'The properties of records', response: { 200: fieldsAnswerSchema } } },
      async (_, reply) => answerFields(answering(context, reply)),
    );
  };
