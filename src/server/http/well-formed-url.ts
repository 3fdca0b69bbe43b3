import { markedPath } from '../../contract/id-segment.ts';

/** A URL in whose path slashes beside each other are one. */
export const withSingleSlashes = (url: string): string => {
  const [path = '', ...query] = url.split('?');
  return [path.startsWith('/') ? path.replaceAll(/\/{2,}/g, '/') : path, ...query].join('?');
};

/**
 * A URL as the router should read it. Slashes beside each other are one, so that the address of a server may end in one
 * in a client’s settings. Where the path cannot be decoded, as in a hand-made `/users/100%`, its percent signs stand for
 * themselves: else the router answers by itself, past every handler and header of ours.
 */
export const wellFormedUrl = (url: string): string => {
  const [path = '', ...query] = withSingleSlashes(url).split('?');
  try {
    decodeURIComponent(path);
    return [markedPath(path), ...query].join('?');
  } catch {
    return [markedPath(path.replaceAll('%', '%25')), ...query].join('?');
  }
};
