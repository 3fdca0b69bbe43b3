import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyRequest } from 'fastify';
import { type Names, isOfPublicUrl } from './origin.ts';
import type { PublicUrl } from './public-url.ts';

type SessionCookie = { readonly name: string; readonly options: CookieSerializeOptions };

const cookieOf = ({ path, port, isHttps }: Pick<PublicUrl, 'path' | 'port' | 'isHttps'>): SessionCookie => {
  // browsers send cookies to every port of a host, and tell nobody by what path they were set
  const own = ['auth_audit', ...path.split('/').slice(1), port ?? []].flat().join('_').replaceAll('~', '-');
  const prefix = isHttps ? (path === '' ? '__Host-' : '__Secure-') : '';
  return {
    name: `${prefix}${own}`,
    options: { httpOnly: true, sameSite: 'lax', path: path === '' ? '/' : path, secure: isHttps },
  };
};

/** Of a server that is called by where it listens. */
const localCookie = ({ headers: { host = '' } }: FastifyRequest): SessionCookie =>
  cookieOf({ path: '', port: /:(\d{1,5})$/.exec(host)?.[1], isHttps: false });

/** The cookie in which a browser keeps its session, from where it opened the dashboard. */
export const sessionCookieOf = (request: FastifyRequest, names: Names): SessionCookie =>
  names.publicUrl && isOfPublicUrl(request, names) ? cookieOf(names.publicUrl) : localCookie(request);

/**
 * What a request holds in cookies of a session’s name: several where others set theirs, of which none keeps the right one
 * out. By the public name it is in that one’s cookie alone, which neighbours cannot set where it begins with `__Host-`;
 * where a proxy writes another host, requests do not tell by which name a page was opened.
 */
export const secretsIn = (request: FastifyRequest, names: Names): readonly string[] => {
  const own = [sessionCookieOf(request, names), ...(names.publicUrl ? [cookieOf(names.publicUrl)] : [])];
  const cookies = new Set(own.map(({ name }) => name));
  return (request.headers.cookie ?? '').split(';').flatMap((pair) => {
    const at = pair.indexOf('=');
    return at !== -1 && cookies.has(pair.slice(0, at).trim()) ? [pair.slice(at + 1).trim()] : [];
  });
};
