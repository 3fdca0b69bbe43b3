/** Whether a path is at another or beneath it. */
const isUnder = (pathname: string, path: string): boolean =>
  pathname === path || pathname.startsWith(`${path}/`);

/**
 * What stands before every address of the server, as its page says: empty, or `/audit` where it is opened so. Empty, too,
 * for who opens the server by where it listens, past the proxy that adds it.
 */
const readBase = (): string => {
  if (typeof document === 'undefined') return ''; // pure functions are tested without a page
  const said = document.querySelector<HTMLMetaElement>('meta[name="base-path"]')?.content ?? '';
  return said.startsWith('/') && isUnder(window.location.pathname, said) ? said : '';
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
