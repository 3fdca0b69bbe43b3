import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import {
  addressAnswerSchema,
  addressParamsSchema,
  rangeQuerySchema,
} from '../../contract/attempt-context.ts';
import { type Context, answering } from './context.ts';
import { answerAddress } from '../answers/people/address.ts';

/** `GET /v1/auth_addresses/{address}`: who tried from one source address, and how it went. */
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
  };
