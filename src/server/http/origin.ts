import type { FastifyRequest } from 'fastify';
import { HttpProblem } from './problems.ts';

const hostNameOf = (host: string): string => host.replace(/:\d+$/, '').toLowerCase();

const isOrigin = (origin: string, host: string): boolean =>
  URL.canParse(origin) && new URL(origin).host.toLowerCase() === host.toLowerCase();

/** Whether somebody follows a link to a page of the dashboard, which may stand anywhere: it opens in a window of its own. */
const followsLink = ({ headers, method }: FastifyRequest, isPage: boolean): boolean =>
  isPage &&
  method === 'GET' &&
  headers['sec-fetch-mode'] === 'navigate' &&
  headers['sec-fetch-dest'] === 'document';

/**
 * Refuse what a foreign page makes a browser send: an open loopback server must not be readable through it, nor tell by the
 * time it takes whether something is stored, nor be made to work.
 * @param hostNames the names that the server goes by; undefined: any
 * @param isPage whether what is asked for is a page of the dashboard
 * @throws HttpProblem 400, 403, 421
 */
export const refuseForeign = (
  request: FastifyRequest,
  hostNames: ReadonlySet<string> | undefined,
  isPage: boolean,
): void => {
  const { host = '', origin, 'sec-fetch-site': site } = request.headers;
  if (request.headers.host === undefined && request.raw.httpVersion === '1.1')
    throw new HttpProblem(400, 'The request has no Host header.', { headers: { connection: 'close' } });
  if (hostNames && !hostNames.has(hostNameOf(host)))
    throw new HttpProblem(421, `This server is not “${host}”. Call it by the name or address it listens on.`);
  if (origin !== undefined && !isOrigin(origin, host))
    throw new HttpProblem(
      403,
      `Requests from ${origin} are refused: only this server’s own pages may ask it.`,
    );
  if ((site === 'cross-site' || site === 'same-site') && !followsLink(request, isPage))
    throw new HttpProblem(
      403,
      'A page of another site may link to pages of this one, and ask it for nothing else. Open the address by itself.',
    );
};
