import type { FastifyRequest } from 'fastify';
import { HttpProblem } from './problems.ts';
import type { Proxies } from './proxies.ts';
import type { PublicUrl } from './public-url.ts';

/** By which names a server is called, and through whom. */
export type Names = {
  /** Undefined: whatever it is called. */
  readonly hostNames: ReadonlySet<string> | undefined;
  readonly publicUrl: PublicUrl | undefined;
  readonly proxies: Proxies;
};

const hostNameOf = (host: string): string => host.replace(/:\d+$/, '').toLowerCase();

/** The names of a server that listens on loopback. */
export const loopbackNames: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/** Whether a request was addressed by the public URL: pages of it say so, where a proxy may write another host. */
export const isOfPublicUrl = (
  { headers: { origin, host = '' } }: FastifyRequest,
  { publicUrl }: Names,
): boolean => {
  if (!publicUrl) return false;
  return origin === undefined ? hostNameOf(host) === publicUrl.hostName : origin === publicUrl.origin;
};

/** Whether pages of an origin are this server’s own. */
const isOwn = (origin: string, host: string, { hostNames, publicUrl }: Names): boolean => {
  if (origin === publicUrl?.origin) return true;
  if (hostNameOf(host) === publicUrl?.hostName || !URL.canParse(origin)) return false;
  if (hostNames && !hostNames.has(hostNameOf(host))) return false;
  return new URL(origin).host.toLowerCase() === host.toLowerCase();
};

/** Whether somebody follows a link to a page of the dashboard, which may stand anywhere: it opens in a window of its own. */
const followsLink = ({ headers, method }: FastifyRequest, isPage: boolean): boolean =>
  isPage &&
  method === 'GET' &&
  headers['sec-fetch-mode'] === 'navigate' &&
  headers['sec-fetch-dest'] === 'document';

/**
 * Refuse what a foreign page makes a browser send: an open loopback server must not be readable through it, nor tell by the
 * time it takes whether something is stored, nor be made to work.
 * @param asked whether it is a page of the dashboard that is asked for, and whether it is answered whatever the server is
 * called: probes and senders use names of their own
 * @throws HttpProblem 400, 403, 421
 */
export const refuseForeign = (
  request: FastifyRequest,
  names: Names,
  asked: { readonly isPage: boolean; readonly anyName: boolean },
): void => {
  const { host = '', origin, 'sec-fetch-site': site } = request.headers;
  if (request.headers.host === undefined && request.raw.httpVersion === '1.1')
    throw new HttpProblem(400, 'The request has no Host header.', { headers: { connection: 'close' } });
  if (names.hostNames && !asked.anyName && !names.hostNames.has(hostNameOf(host)))
    throw new HttpProblem(
      421,
      `This server is not “${host}”. Call it by the name or address it listens on${
        names.publicUrl ? ` or by ${names.publicUrl.origin}${names.publicUrl.path}` : ''
      }; whoever runs it names another in AUTH_AUDIT_PUBLIC_URL.`,
    );
  if (origin !== undefined && !isOwn(origin, host, names))
    throw new HttpProblem(
      403,
      `Requests from ${origin} are refused: only this server’s own pages may ask it.`,
    );
  if ((site === 'cross-site' || site === 'same-site') && !followsLink(request, asked.isPage))
    throw new HttpProblem(
      403,
      'A page of another site may link to pages of this one, and ask it for nothing else. Open the address by itself.',
    );
};

/**
 * Refuse what came through a proxy that nobody named: an open server would be open to whoever reaches the proxy, and all of
 * them would be one.
 * @param isOpen whether it would be answered without a credential
 * @throws HttpProblem 403
 */
export const refuseUnnamedProxy = (request: FastifyRequest, { proxies }: Names, isOpen: boolean): void => {
  const mark = proxies.unnamedIn(request, isOpen);
  if (mark === undefined) return;
  throw new HttpProblem(
    403,
    `This request came through a proxy that the server does not know (${mark}). Whoever runs it names the proxy’s ` +
      'address in AUTH_AUDIT_TRUSTED_PROXIES, and where people open it in AUTH_AUDIT_PUBLIC_URL.',
  );
};
