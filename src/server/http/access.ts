import { createHmac, timingSafeEqual } from 'node:crypto';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { HttpProblem } from './problems.ts';

/** Who may do what. Without `token` everything is open, which the environment allows on loopback only. */
export type AccessRules = {
  readonly token: string | undefined;
  readonly ingestToken: string | undefined;
  /** The names under which a server that listens on loopback is called; undefined: any. */
  readonly hostNames: ReadonlySet<string> | undefined;
};

export const cookieName = 'auth_audit';
export const webhookPath = '/v1/bulk_audit_events';

const open = new Set([
  '/healthz',
  '/readyz',
  '/openapi.json',
  '/v1/about',
  '/v1/proof',
  '/v1/login',
  '/v1/logout',
]);

/**
 * Whether a request needs the token: all that answer do, except those that are listed and the dashboard’s files. Where
 * no route is, a page is shown or nothing is found; under `/v1` not even that is told.
 */
const isGuarded = (request: FastifyRequest): boolean => {
  const { url, config } = request.routeOptions;
  if (url === undefined || request.is404) return /^\/v1(\/|\?|$)/.test(request.url);
  return !open.has(url) && config.isFile !== true;
};

/** What the cookie holds instead of the token, so that a stolen cookie does not tell it. */
export const cookieFor = (token: string): string =>
  createHmac('sha256', token).update('authentication-audit cookie').digest('base64url');

/** Compare without telling by the time it takes where two secrets differ. */
export const isSame = (given: string | undefined, secret: string | undefined): boolean => {
  if (given === undefined || secret === undefined) return false;
  const digest = (text: string) => createHmac('sha256', 'compare').update(text).digest();
  return timingSafeEqual(digest(given), digest(secret));
};

const credential = (request: FastifyRequest): string | undefined => {
  const [, scheme = '', value = ''] = /^(\S+)\s+(\S+)\s*$/.exec(request.headers.authorization ?? '') ?? [];
  if (scheme.toLowerCase() === 'bearer') return value;
  if (scheme.toLowerCase() !== 'basic') return undefined;
  const [, password] = /^[^:]*:(.*)$/s.exec(Buffer.from(value, 'base64').toString()) ?? [];
  return password;
};

const mayPost = (rules: AccessRules, given: string | undefined): boolean =>
  rules.ingestToken === undefined ? isSame(given, rules.token) : isSame(given, rules.ingestToken);

const isAllowed = (request: FastifyRequest, path: string, rules: AccessRules): boolean => {
  if (!isGuarded(request)) return true;
  const given = credential(request);
  if (path === webhookPath) return (rules.ingestToken ?? rules.token) === undefined || mayPost(rules, given);
  if (rules.token === undefined || isSame(given, rules.token)) return true;
  return isSame(request.cookies[cookieName], cookieFor(rules.token));
};

const hostNameOf = (host: string): string => host.replace(/:\d+$/, '').toLowerCase();

/** Refuse what a foreign page makes a browser send: an open loopback server must not be readable through it. */
const checkOrigin = (request: FastifyRequest, rules: AccessRules): void => {
  if (request.headers.host === undefined && request.raw.httpVersion === '1.1')
    throw new HttpProblem(400, 'The request has no Host header.', { headers: { connection: 'close' } });
  const host = request.headers.host ?? '';
  if (rules.hostNames && !rules.hostNames.has(hostNameOf(host)))
    throw new HttpProblem(421, `This server is not “${host}”. Call it by the name or address it listens on.`);
  const { origin } = request.headers;
  if (origin !== undefined && !isOrigin(origin, host))
    throw new HttpProblem(
      403,
      `Requests from ${origin} are refused: only this server’s own pages may ask it.`,
    );
};

const isOrigin = (origin: string, host: string): boolean =>
  URL.canParse(origin) && new URL(origin).host.toLowerCase() === host.toLowerCase();

/** Guard every request. Only failed attempts count towards the limit of 20 a minute and address. */
export const guardAccess = async (app: FastifyInstance, rules: AccessRules): Promise<void> => {
  await app.register(rateLimit, { global: false });
  const failures = app.createRateLimit({ max: 20, timeWindow: '1 minute' });
  app.decorate('countFailedLogin', async (request: FastifyRequest) => {
    const limit = await failures(request);
    if (limit.isAllowed || !limit.isExceeded) return;
    throw new HttpProblem(429, `Too many failed attempts. Try again in ${limit.ttlInSeconds} seconds.`, {
      headers: { 'retry-after': String(limit.ttlInSeconds) },
    });
  });
  app.addHook('onRequest', async (request) => {
    checkOrigin(request, rules);
    // the route that will answer, not the text of the address: /%76%31/… is routed as /v1/…
    const path = request.routeOptions.url ?? request.url;
    if (isAllowed(request, path, rules)) return;
    await app.countFailedLogin(request);
    throw new HttpProblem(401, 'This needs the token that the server was started with.', {
      headers: { 'www-authenticate': path === webhookPath ? 'Bearer, Basic realm="audit"' : 'Bearer' },
    });
  });
};

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A file of the dashboard, which holds no data. */
    isFile?: boolean;
  }
  interface FastifyInstance {
    countFailedLogin(request: FastifyRequest): Promise<void>;
  }
}
