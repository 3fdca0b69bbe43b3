import { BlockList, isIP } from 'node:net';
import { isLoopback } from './url.ts';

/** The variables that name a proxy, and what is reached without it. */
export type ProxyVariables = { readonly httpsProxy?: string; readonly noProxy?: string };

/** Those of an environment, in small letters before capitals. */
export const proxyVariables = (env: Readonly<Record<string, string | undefined>>): ProxyVariables => {
  const httpsProxy = env['https_proxy'] || env['HTTPS_PROXY'];
  const noProxy = env['no_proxy'] || env['NO_PROXY'];
  return { ...(httpsProxy ? { httpsProxy } : {}), ...(noProxy ? { noProxy } : {}) };
};

const inNetwork = (address: string, network: string): boolean => {
  const [, from = '', bits = ''] = /^([\da-f.:]+)\/(\d{1,3})$/i.exec(network) ?? [];
  const versions = [isIP(address), isIP(from)];
  if (versions[0] === 0 || versions[0] !== versions[1]) return false;
  const type = versions[0] === 4 ? 'ipv4' : 'ipv6';
  if (Number(bits) > (type === 'ipv4' ? 32 : 128)) return false;
  const list = new BlockList();
  list.addSubnet(from, Number(bits), type);
  return list.check(address, type);
};

/** Whether an entry of NO_PROXY means a host: itself, what lies below it, a network; with a port that port alone. */
const means = (entry: string, host: string, port: string): boolean => {
  if (entry === '*') return true;
  if (inNetwork(host, entry)) return true;
  const [, bracketed, plain, onPort] = /^(?:\[(.+)\]|([^:]+|.*:.*:.*?))(?::(\d+))?$/.exec(entry) ?? [];
  if (onPort !== undefined && onPort !== port) return false;
  const name = (bracketed ?? plain ?? entry).replace(/^\*?\./, '').toLowerCase();
  return host === name || host.endsWith(`.${name}`);
};

/** Whether name and password are written as an address has them: a “%” is “%25”. */
const isEscaped = ({ username, password }: URL): boolean => !/%(?![\da-f]{2})/i.test(username + password);

/**
 * Through which proxy an address is reached. This machine is reached without.
 * @returns the proxy, undefined for none, or what is wrong with the variable that names it
 */
export const proxyFor = (
  url: URL,
  { httpsProxy, noProxy = '' }: ProxyVariables,
): URL | string | undefined => {
  if (httpsProxy === undefined || url.protocol !== 'https:' || isLoopback(url.hostname)) return undefined;
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  const entries = noProxy.split(/[,\s]+/).filter((entry) => entry !== '');
  if (entries.some((entry) => means(entry, host, url.port || '443'))) return undefined;
  const text = /^[a-z][\w+.-]*:\/\//i.test(httpsProxy) ? httpsProxy : `http://${httpsProxy}`;
  const proxy = URL.canParse(text) ? new URL(text) : undefined;
  if (!proxy || !/^https?:$/.test(proxy.protocol) || proxy.hostname === '' || !isEscaped(proxy))
    return 'HTTPS_PROXY must be an address such as http://proxy.example.org:3128';
  return proxy;
};
