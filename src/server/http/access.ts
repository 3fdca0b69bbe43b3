import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Names, refuseForeign, refuseUnnamedProxy } from './origin.ts';
import { HttpProblem } from './problems.ts';
import { secretsIn } from './session-cookie.ts';
import type { Sessions } from './sessions.ts';
import type { SignIns } from './sign-ins.ts';

/** Who may do what. Without `token` everything is open, which the environment allows on loopback only. */
export type AccessRules = {
  readonly token: string | undefined;
  readonly ingestToken: string | undefined;
  readonly names: Names;
};

export const webhookPath = '/v1/bulk_audit_events';

const open = new Set([
  '/healthz',
  '/readyz',
  '/openapi.json',
  '/v1/about',
  '/v1/proof',
  '/v1/copy',
  '/v1/login',
  '/v1/logout',
]);

/** What monitors ask, by whatever name and way they reach the server: it tells nothing of what is stored. */
const probes = new Set(['/healthz', '/readyz']);

/** What senders and monitors call by names of their own: anybody may, who has the credential for it. */
const calledByAnyName = new Set([webhookPath, '/metrics']);

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

/** The token that opens a route; undefined: it is open to all. The ingest token opens the webhook alone. */
const neededFor = (path: string, { token, ingestToken }: AccessRules): string | undefined =>
  path === webhookPath ? (ingestToken ?? token) : token;

/**
 * Guard every request. One without a credential is told that it needs one, and counts for nothing: the page that asks for
 * the token is loaded so. Wrong ones count; who is right never notices others who are wrong.
 */
export const guardAccess = (
  app: FastifyInstance,
  rules: AccessRules,
  { sessions, signIns }: { readonly sessions: Sessions; readonly signIns: SignIns },
): void => {
  const { names, token } = rules;
  app.decorateRequest('sender', '');
  app.addHook('onRequest', async (request) => {
    request.sender = names.proxies.senderOf(request);
    // the route that will answer, not the text of the address: /%76%31/… is routed as /v1/…
    const path = request.routeOptions.url ?? request.url;
    const needed = neededFor(path, rules);
    const isOpen = needed === undefined;
    const isPage = isOfDashboard(request);
    const anyName = probes.has(path) || (calledByAnyName.has(path) && !isOpen);
    if (!probes.has(path)) refuseUnnamedProxy(request, names, isOpen);
    refuseForeign(request, names, { isPage, anyName });
    if (isOpen || !isGuarded(request) || isSame(credential(request), needed)) return;
    if (path !== webhookPath && token !== undefined) {
      const isUse = request.routeOptions.config.isPoll !== true;
      if (sessions.isOpen(secretsIn(request, names), token, isUse)) return;
    }
    if (request.headers.authorization !== undefined) await signIns.refuse(request, 'wrong credential');
    throw new HttpProblem(401, 'This needs the token that the server was started with.', {
      headers: { 'www-authenticate': path === webhookPath ? 'Bearer, Basic realm="audit"' : 'Bearer' },
    });
  });
};

declare module 'fastify' {
  interface FastifyRequest {
    /** The address of whoever sent it. */
    sender: string;
  }
  interface FastifyContextConfig {
    /** A file of the dashboard, which holds no data. */
    isFile?: boolean;
    /** Asked again and again by an open page by itself: nobody uses the session. */
    isPoll?: boolean;
  }
}
