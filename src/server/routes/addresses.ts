import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import {
  addressAnswerSchema,
  addressParamsSchema,
  rangeQuerySchema,
} from '../../contract/attempt-context.ts';
import { ownFindingsAnswerSchema } from '../../contract/findings.ts';
import { answerFindingsOfAddress } from '../answers/findings/belonging.ts';
import { type Context, answering } from './context.ts';
import { answerAddress } from '../answers/people/address.ts';

/** `GET /v1/auth_addresses/{address}` and the findings of it: who tried from one source address, and how it went. */
export const addressRoutes =
  (context: Context): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/v1/auth_addresses/:address',
      {
        schema: {
          tags: ['Sessions, users, addresses'],
          summary: 'Who tried from one source address',
          description:
            'Everything is of the range; without one, of all time. 404 when no event has this source_ip. A network, such as `10.31.0.0/16`, is answered as one.',
          params: addressParamsSchema,
          querystring: rangeQuerySchema,
          response: { 200: addressAnswerSchema },
        },
      },
      async ({ params, query }, reply) => answerAddress(answering(context, reply), params.address, query),
    );

    app.get(
      '/v1/auth_addresses/:address/findings',
      {
        schema: {
          tags: ['Sessions, users, addresses'],
          summary: 'The findings that one source address belongs to',
          description: 'Of the range, or without one of all time. 404 as for the address itself.',
          params: addressParamsSchema,
          querystring: rangeQuerySchema,
          response: { 200: ownFindingsAnswerSchema },
        },
      },
      async ({ params, query }, reply) =>
        answerFindingsOfAddress(answering(context, reply), params.address, query),
    );
  };
