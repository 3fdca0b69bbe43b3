import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

/**
 * What every answer says beside itself, refusals too: what browsers may do with it, and that they are not to keep it. What
 * may be kept, such as the dashboard's files, says so. To be registered before what refuses.
 */
export const guardAnswers = async (app: FastifyInstance): Promise<void> => {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
    strictTransportSecurity: false, // the server speaks plain HTTP; a proxy that adds TLS adds this
    crossOriginResourcePolicy: { policy: 'same-origin' },
  });
  app.addHook('onSend', async (_, reply) => {
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  });
};
