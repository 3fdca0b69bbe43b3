import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  aboutSchema,
  healthSchema,
  loginBodySchema,
  readySchema,
  timeZonesAnswerSchema,
} from '../../contract/service.ts';
import { zoneNames } from '../../contract/zone.ts';
import { isSame } from '../http/access.ts';
import { HttpProblem } from '../http/problems.ts';
import { secretsIn, sessionCookieOf } from '../http/session-cookie.ts';
import { type ServerIdentity, nonceSchema, proofAnswerSchema, proofOf } from '../ingest/server-file.ts';
import { proofPath } from '../process/prove-server.ts';
import type { Context } from './context.ts';

const tags = ['Service'];

/** What operators and the dashboard's start ask: what this is, whether it lives, how to sign in. */
export const serviceRoutes =
  (context: Context): FastifyPluginAsyncZod =>
  async (app) => {
    const { token, store, signIns, sessions, names } = context;

    app.get(
      '/v1/about',
      { schema: { tags, summary: 'What this server is', response: { 200: aboutSchema } } },
      async () => ({
        version: context.version,
        demo: context.isDemo,
        auth: token === undefined ? ('none' as const) : ('token' as const),
      }),
    );

    app.get(
      '/v1/time_zones',
      {
        schema: {
          tags,
          summary: 'The time zones that are known here',
          response: { 200: timeZonesAnswerSchema },
        },
      },
      async () => ({ time_zones: [...zoneNames()] }),
    );

    app.post(
      '/v1/login',
      {
        schema: {
          tags,
          summary: 'Begin a session: trade the token for a cookie',
          description:
            'The session ends by `/v1/logout`, when it was not used for some hours, and in a day at the latest.',
          body: loginBodySchema,
          response: { 204: z.null().meta({ description: 'The cookie is set.' }) },
        },
      },
      async (request, reply) => {
        if (token === undefined) throw new HttpProblem(409, 'This server needs no token.');
        if (!isSame(request.body.token, token)) {
          await signIns.refuse(request, 'wrong token');
          throw new HttpProblem(401, 'That is not the token this server was started with.');
        }
        signIns.succeed(request);
        await sessions.end(secretsIn(request, names));
        const { name, options } = sessionCookieOf(request, names);
        reply.setCookie(name, await sessions.begin(token), { ...options, maxAge: sessions.seconds });
        return reply.code(204).send(null);
      },
    );

    app.post(
      '/v1/logout',
      { schema: { tags, summary: 'End the session', response: { 204: z.null() } } },
      async (request, reply) => {
        if (await sessions.end(secretsIn(request, names))) signIns.end(request);
        const { name, options } = sessionCookieOf(request, names);
        return reply.clearCookie(name, options).code(204).send(null);
      },
    );

    app.get(
      '/healthz',
      { schema: { tags, summary: 'Whether the process lives', response: { 200: healthSchema } } },
      async () => ({ status: 'ok' as const }),
    );

    app.get(
      '/readyz',
      {
        schema: {
          tags,
          summary: 'Whether events can be stored',
          response: { 200: readySchema, 503: readySchema },
        },
      },
      async (_, reply) => {
        const reason = context.isStopping() ? 'The server is stopping.' : await store.unwritable();
        if (reason === undefined) return { status: 'ready' as const };
        return reply.code(503).header('retry-after', '5').send({ status: 'not_ready', detail: reason });
      },
    );
  };

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
