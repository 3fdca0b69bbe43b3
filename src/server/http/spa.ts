import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import helmet from '@fastify/helmet';
import serveStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { beginningOf } from '../store/few.ts';
import { HttpProblem } from './problems.ts';

const noncePlaceholder = /__CSP_NONCE__/g;

/** What a page may load: its own files and, for the styles that components make, this response's nonce. */
const pagePolicy = (nonce: string) => ({
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'", `'nonce-${nonce}'`],
  styleSrc: ["'self'", `'nonce-${nonce}'`],
  imgSrc: ["'self'", 'data:'],
  fontSrc: ["'self'"],
  connectSrc: ["'self'"],
  manifestSrc: ["'self'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
});

/** How long a file may be kept. Browsers ask for the icon at every change of the address: a day’s copy will do. */
const lifetime = (path: string): string => {
  if (path.includes('/assets/')) return 'public, max-age=31536000, immutable';
  return path.includes('/favicon.') ? 'public, max-age=86400' : 'no-cache';
};

/**
 * Serve the dashboard: its files, compressed beforehand, and for every other address that a browser opens the
 * page itself, because its addresses are links people share.
 * @param folder where the build is; undefined serves the API alone
 */
export const serveDashboard = async (app: FastifyInstance, folder: string | undefined): Promise<void> => {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
    strictTransportSecurity: false, // the server speaks plain HTTP; a proxy that adds TLS adds this
    crossOriginResourcePolicy: { policy: 'same-origin' },
  });
  const page = folder === undefined ? undefined : await readFile(join(folder, 'index.html'), 'utf8');
  if (folder !== undefined)
    await app.register(serveStatic, {
      root: folder,
      index: false,
      wildcard: false,
      preCompressed: true,
      cacheControl: false,
      setHeaders: (reply, path) => {
        reply.header('cache-control', lifetime(path));
      },
    });
  app.setNotFoundHandler(async (request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '/';
    const isApi = path.startsWith('/v1/') || path === '/v1';
    const wantsPage = ['GET', 'HEAD'].includes(request.method) && !isApi && !path.startsWith('/assets/');
    if (page === undefined || !wantsPage)
      throw new HttpProblem(404, `There is nothing at ${request.method} ${beginningOf(path)}.`);
    return sendPage(reply, page);
  });
};

const sendPage = (reply: FastifyReply, page: string): FastifyReply => {
  const nonce = randomBytes(16).toString('base64');
  reply.helmet({ contentSecurityPolicy: { useDefaults: false, directives: pagePolicy(nonce) } });
  return reply
    .code(200)
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(page.replace(noncePlaceholder, nonce));
};
