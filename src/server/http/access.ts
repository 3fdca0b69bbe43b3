import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { refuseForeign } from './origin.ts';
import { HttpProblem } from './problems.ts';
import type { SignIns } from './sign-ins.ts';

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

/** Whether a request is for a page of the dashboard or one of its files: where no route is, a page is shown. */
const isOfDashboard = ({ url, is404, routeOptions }: FastifyRequest): boolean =>
  routeOptions.config.isFile === true ||
  ((is404 || routeOptions.url === undefined) && !/^\/v1(\/|\?|$)/.test(url));

/**
 * Whether a request needs the token: all that answer do, except those that are listed and the dashboard’s files. Where
 * no route is, a page is shown or nothing is found; under `/v1` not even that is told.
 */
const isGuarded = (request: FastifyRequest): boolean => {
  const { url = '' } = request.routeOptions;
  return !isOfDashboard(request) && !open.has(url);
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

/**
 * Guard every request. One without a credential is told that it needs one, and counts for nothing: the page that asks for
 * the token is loaded so. Wrong ones count; who is right never notices others who are wrong.
 */
export const guardAccess = (app: FastifyInstance, rules: AccessRules, signIns: SignIns): void => {
  app.addHook('onRequest', async (request) => {
    refuseForeign(request, rules.hostNames, isOfDashboard(request));
    // the route that will answer, not the text of the address: /%76%31/… is routed as /v1/…
    const path = request.routeOptions.url ?? request.url;
    if (isAllowed(request, path, rules)) return;
    if (request.headers.authorization !== undefined) await signIns.refuse(request, 'wrong credential');
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
}
