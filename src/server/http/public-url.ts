import { withSingleSlashes } from './well-formed-url.ts';

/** Where people open the dashboard when that is not where the server listens: behind a proxy, say. */
export type PublicUrl = {
  /** As browsers write it: `https://audit.example.org`. */
  readonly origin: string;
  readonly hostName: string;
  /** Undefined: that of its scheme. */
  readonly port: string | undefined;
  readonly isHttps: boolean;
  /** What stands before every path: empty, or `/audit`. */
  readonly path: string;
};

/** The first parts of this server’s own addresses: a path that begins with one could not be told from them. */
const taken =
  /^\/(v1|users|healthz|readyz|metrics|openapi\.json|assets|events|attempts|sessions|traces|addresses|overview|findings|sources)(\/|$)/i;

const otherwise = 'must be an address such as https://audit.example.org or https://example.org/audit';

/**
 * Read a public URL, with or without a slash at its end.
 * @returns it, or what is wrong with it, to be read after its name
 */
export const parsePublicUrl = (text: string): PublicUrl | string => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || !/^https?:\/\//i.test(text)) return otherwise;
  if (url.username !== '' || url.password !== '') return `${otherwise}, without a name or password`;
  if (/[?#]/.test(text)) return `${otherwise}, without “?” and “#”`;
  const path = url.pathname.replace(/\/+$/, '');
  if (!/^(\/[\w.~-]+)*$/.test(path))
    return `${otherwise}: its path may have letters, digits, “-”, “_”, “.” and “~”`;
  if (taken.test(path)) return `has a path that begins as addresses of this server do; another is needed`;
  return {
    origin: url.origin,
    hostName: url.hostname,
    port: url.port === '' ? undefined : url.port,
    isHttps: url.protocol === 'https:',
    path,
  };
};

/**
 * The address that a request is for, as this server names it: proxies may leave the path of the public URL before it, or
 * take it away. Slashes beside each other are one.
 */
export const withoutPath = (address: string, path: string): string => {
  const single = withSingleSlashes(address);
  if (path === '' || !single.startsWith(path)) return single;
  const rest = single.slice(path.length);
  if (rest === '' || rest.startsWith('?')) return `/${rest}`;
  return rest.startsWith('/') ? rest : single;
};
