import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { formatInstant } from '../../contract/instant.ts';
import { askingOf } from '../http/asking.ts';
import { HttpProblem } from '../http/problems.ts';
import { copyAnswerSchema, copyBodySchema, copyPath } from '../process/ask-copy.ts';
import { type ServerIdentity, isSameProof, permitOf } from '../process/server-file.ts';
import type { Store } from '../store/store.ts';

/** How `npm run backup` has the server that holds a store copy it. No token opens it, but `server.json` does. */
export const copyRoutes =
  (identity: ServerIdentity, store: Pick<Store, 'copy'>): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      copyPath,
      {
        schema: {
          tags: ['Service'],
          summary: 'Copy everything that is stored into the data folder',
          description: 'What `npm run backup` asks, which then takes the copy away.',
          security: [],
          body: copyBodySchema,
          response: { 200: copyAnswerSchema },
        },
      },
      async ({ body }, reply) => {
        if (!isSameProof(body.permit, permitOf(identity, body.nonce, copyPath)))
          throw new HttpProblem(403, 'Only who can read server.json may have the store copied.');
        const { folder, events, first, last } = await store.copy(askingOf(reply));
        return {
          folder,
          events,
          ...(first === undefined ? {} : { first: formatInstant(first) }),
          ...(last === undefined ? {} : { last: formatInstant(last) }),
        };
      },
    );
  };
