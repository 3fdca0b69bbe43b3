import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type ServerIdentity, nonceSchema, proofAnswerSchema, proofOf } from '../process/server-file.ts';
import { proofPath } from '../process/prove-server.ts';

const tags = ['Service'];

/**
 * How a server proves to the importer that it is the one that wrote `server.json`, before it is given a token. It is
 * registered where the server listens: one that leaves no address has nothing to prove.
 */
export const proofRoutes =
  (identity: ServerIdentity): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      proofPath,
      {
        schema: {
          tags,
          summary: 'Prove to be the server that wrote `server.json`',
          description: 'What the importer asks before it sends a token or a record.',
          querystring: z.strictObject({ nonce: nonceSchema }),
          response: { 200: proofAnswerSchema },
        },
      },
      async ({ query, socket }) => ({
        proof: proofOf(identity, query.nonce, {
          address: socket.localAddress ?? '',
          port: socket.localPort ?? 0,
        }),
      }),
    );
  };
