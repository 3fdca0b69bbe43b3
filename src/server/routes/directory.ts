import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { directoryAnswerSchema, directoryBodySchema } from '../../contract/directory.ts';
import { maxBodyBytes } from '../../contract/webhook.ts';
import type { Context } from './context.ts';

/** `POST /v1/directory`: who is who, as the importer tells it. */
export const directoryRoutes =
  ({ takePeople }: Context): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      '/v1/directory',
      {
        bodyLimit: maxBodyBytes,
        schema: {
          tags: ['Sessions, users, addresses'],
          summary: 'Tell who is who',
          description:
            'People of a directory, part by part, then the ids of all of them: who is not among those is no longer listed, ' +
            'and stays known. Each entry is read by itself; a bad one is refused by name beside good ones. Needs the API’s ' +
            'token: the ingest token does not do.',
          body: directoryBodySchema,
          response: { 200: directoryAnswerSchema },
        },
      },
      async ({ body }) => takePeople(body),
    );
  };
