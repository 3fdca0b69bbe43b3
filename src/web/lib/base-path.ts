/** Whether a path is at another or beneath it. */
const isUnder = (pathname: string, path: string): boolean =>
  pathname === path || pathname.startsWith(`${path}/`);

const plain = (path: string): string => {
  try {
    return decodeURIComponent(path).toLowerCase();
  } catch {
    return path;
  }
};

/** An address beneath a path that it writes in another way, as some proxies let it: `/%61udit`, `/AUDIT`. @returns in this one */
export const rewritten = (pathname: string, path: string): string | undefined => {
  const front = pathname.split('/').slice(0, path.split('/').length).join('/');
  return front !== path && plain(front) === plain(path)
    ? `${path}${pathname.slice(front.length)}`
    : undefined;
};

/**
 * What stands before every address of the server, as its page says: empty, or `/audit` where it is opened so. Empty, too,
 * for who opens the server by where it listens, past the proxy that adds it.
 */
const readBase = (): string => {
  if (typeof document === 'undefined') return ''; // pure functions are tested without a page
  const said = document.querySelector<HTMLMetaElement>('meta[name="base-path"]')?.content ?? '';
  if (!said.startsWith('/')) return '';
  const { pathname, search, hash } = window.location;
  const own = rewritten(pathname, said);
  if (own !== undefined) window.location.replace(`${own}${search}${hash}`); // else another’s addresses would be asked
  return own !== undefined || isUnder(pathname, said) ? said : '';
};

export const basePath = readBase();

/** An address of the server as browsers open it, from one that begins with `/`. */
export const atServer = (address: string): string => `${basePath}${address}`;

/** The same, to be opened from anywhere. */
export const fromAnywhere = (address: string): string => `${window.location.origin}${atServer(address)}`;

/** The path of a page as the router names it. */
export const pageOf = (pathname: string): string => {
  if (basePath === '' || !isUnder(pathname, basePath)) return pathname;
  return pathname.slice(basePath.length) || '/';
};
