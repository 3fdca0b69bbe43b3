import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { guidNameSchema, guidsAnswerSchema, guidsQuerySchema } from '../../contract/known-users.ts';
import { forPrograms } from '../http/page-readers.ts';
import { sendList } from '../http/send-list.ts';
import { answerKnownUsers } from '../answers/people/known-users.ts';
import { type Context, answering } from './context.ts';

/** `GET /users/guids`: what the published command line maps user ids to addresses by. */
export const knownUserRoutes =
  (context: Context): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/users/guids',
      {
        // a browser that opens this address means the page of a user who is called “guids”
        constraints: forPrograms,
        schema: {
          tags: ['Sessions, users, addresses'],
          summary: 'Users whose address is known',
          description:
            'Addresses are learned from records that hold both a `user_id` and an address. A walk from page to page ' +
            'meets every user once who was known when it began.',
          querystring: guidsQuerySchema,
          response: { 200: guidsAnswerSchema },
        },
      },
      async ({ query }, reply) =>
        sendList(
          reply.header('vary', 'accept'), // a browser finds a page there
          'guid_to_name_list',
          guidNameSchema,
          answerKnownUsers(answering(context, reply), query),
        ),
    );
  };
