import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { loginBodySchema } from '../../contract/service.ts';
import { isSame } from '../http/access.ts';
import { HttpProblem } from '../http/problems.ts';
import { secretsIn, sessionCookieOf } from '../http/session-cookie.ts';
import type { Context } from './context.ts';

const tags = ['Service'];

/** Beginning and ending a session. */
export const signInRoutes =
  ({ token, signIns, sessions, names }: Context): FastifyPluginAsyncZod =>
  async (app) => {
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
  };
