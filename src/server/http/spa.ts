import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import serveStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { beginningOf } from '../store/few.ts';
import { opensPage } from './page-readers.ts';
import { HttpProblem } from './problems.ts';
import { withoutPath } from './public-url.ts';
import { withSingleSlashes } from './well-formed-url.ts';

const noncePlaceholder = /__CSP_NONCE__/g;

/** The build’s page names its files beside itself; it is opened at addresses of any depth. */
const withPath = (page: string, path: string): string =>
  page
    .replaceAll(/(href|src)="\.\//g, (_, attribute: string) => `${attribute}="${path}/`)
    .replace('__BASE_PATH__', path);

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
 * page itself, because its addresses are links people share. Programs are told that nothing is there.
 * @param folder where the build is; undefined serves the API alone
 * @param base what stands before the server’s paths; empty unless it has a public URL with one
 */
export const serveDashboard = async (
  app: FastifyInstance,
  folder: string | undefined,
  base: string,
): Promise<void> => {
  const page =
    folder === undefined ? undefined : withPath(await readFile(join(folder, 'index.html'), 'utf8'), base);
  if (folder !== undefined)
    await app.register(async (files) => {
      files.addHook('onRoute', (route) => {
        route.config = { ...route.config, isFile: true };
      });
      await files.register(serveStatic, {
        root: folder,
        index: false,
        allowedPath: (path) => path !== '/index.html', // the page, whose nonce is still to be filled in
        wildcard: false,
        preCompressed: true,
        cacheControl: false,
        setHeaders: (reply, path) => {
          reply.header('cache-control', lifetime(path));
        },
      });
    });
  app.setNotFoundHandler(async (request, reply) => {
    const path = pathOf(request.url);
    if (page !== undefined && isPage(request, path)) {
      // programs that ask for the same find something else
      reply.header('vary', 'accept');
      // a browser takes what follows two slashes, of either kind, for the name of a server: here, and as soon as the page
      // changes its address
      if (request.originalUrl !== withSingleSlashes(request.originalUrl))
        return reply.redirect(
          `${base}${withoutPath(request.originalUrl, base)}`.replaceAll('\\', '%5C'),
          308,
        );
      return sendPage(reply, page);
    }
    const hint =
      page === undefined || isOfApi(path) ? '' : ' The pages of the dashboard are for who accepts text/html.';
    throw new HttpProblem(404, `There is nothing at ${request.method} ${beginningOf(path)}.${hint}`);
  });
};

const pathOf = (url: string): string => url.split('?', 1)[0] ?? '/';

const isOfApi = (path: string): boolean => path === '/v1' || path.startsWith('/v1/');

/** Whether a page is wanted at an address where nothing else is. The first one is given to whoever asks. */
const isPage = (request: FastifyRequest, path: string): boolean =>
  path === '/'
    ? request.method === 'GET' || request.method === 'HEAD'
    : opensPage(request) && !isOfApi(path) && !path.startsWith('/assets/');

const sendPage = (reply: FastifyReply, page: string): FastifyReply => {
  const nonce = randomBytes(16).toString('base64');
  reply.helmet({ contentSecurityPolicy: { useDefaults: false, directives: pagePolicy(nonce) } });
  return reply.code(200).type('text/html; charset=utf-8').send(page.replace(noncePlaceholder, nonce));
};
