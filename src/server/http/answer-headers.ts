import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import type { PublicUrl } from './public-url.ts';

/** What a browser may do with an answer that is no page: nothing. */
const dataPolicy = ['default-src', 'base-uri', 'form-action', 'frame-ancestors'];

/** What an answer says that is written past every handler, as its request could not be read. */
export const unreadHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': dataPolicy.map((name) => `${name} 'none'`).join(';'),
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
};

/**
 * What every answer says beside itself, refusals too: what browsers may do with it, and that they are not to keep it. What
 * may be kept, such as the dashboard's files, says so. To be registered before what refuses.
 */
export const guardAnswers = async (app: FastifyInstance, publicUrl: PublicUrl | undefined): Promise<void> => {
  // a host that others have paths on is theirs, too
  const isOwnHost = publicUrl?.isHttps === true && publicUrl.path === '';
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: Object.fromEntries(dataPolicy.map((name) => [name, ["'none'"]])),
    },
    xFrameOptions: { action: 'deny' },
    strictTransportSecurity: isOwnHost && { maxAge: 31_536_000, includeSubDomains: false },
    crossOriginResourcePolicy: { policy: 'same-origin' },
  });
  app.addHook('onSend', async (_, reply) => {
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  });
};
