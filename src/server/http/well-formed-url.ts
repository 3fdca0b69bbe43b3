/**
 * A URL whose path can be decoded: where it cannot, as in a hand-made `/users/100%`, its percent signs stand for
 * themselves. Else the router answers by itself, past every handler and header of ours.
 */
export const wellFormedUrl = (url: string): string => {
  if (!url.includes('%')) return url;
  const [path = '', ...query] = url.split('?');
  try {
    decodeURIComponent(path);
    return url;
  } catch {
    return [path.replaceAll('%', '%25'), ...query].join('?');
  }
};
