/**
 * A URL as the router should read it. Slashes beside each other are one, so that the address of a server may end in one
 * in a client’s settings. Where the path cannot be decoded, as in a hand-made `/users/100%`, its percent signs stand for
 * themselves: else the router answers by itself, past every handler and header of ours.
 */
export const wellFormedUrl = (url: string): string => {
  const [given = '', ...query] = url.split('?');
  const path = given.startsWith('/') ? given.replaceAll(/\/{2,}/g, '/') : given;
  try {
    decodeURIComponent(path);
    return [path, ...query].join('?');
  } catch {
    return [path.replaceAll('%', '%25'), ...query].join('?');
  }
};
