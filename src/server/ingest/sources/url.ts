/** Whether a host is this machine, by a name or address that nobody else can have. */
export const isLoopback = (host: string): boolean => /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);

/**
 * Read the address of an API: https, or http to this machine.
 * @returns it without a slash at its end, or what is wrong with it, to be read after its name
 */
export const readUrl = (text: string): { readonly url: string } | { readonly problem: string } => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:\/\//i.test(text))
    return { problem: 'must be an address such as https://api.example.org' };
  if (url.username !== '' || url.password !== '') return { problem: 'must have no name or password in it' };
  if (/[?#]/.test(text)) return { problem: 'must have no “?” and no “#” in it' };
  if (url.protocol === 'http:' && !isLoopback(url.hostname))
    return { problem: 'must begin with https://: http:// is for this machine alone' };
  return { url: url.href.replace(/\/+$/, '') };
};
