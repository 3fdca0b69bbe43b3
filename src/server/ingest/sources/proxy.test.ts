import { expect, test } from 'vitest';
import { proxyFor, proxyVariables } from './proxy.ts';

const through = (url: string, noProxy = '', httpsProxy = 'http://proxy.example.org:3128') => {
  const proxy = proxyFor(new URL(url), { httpsProxy, noProxy });
  return proxy instanceof URL ? proxy.href : proxy;
};
const yes = 'http://proxy.example.org:3128/';

test.each<[string, string, boolean]>([
  ['https://api.example.org', '', true],
  ['https://api.example.org', 'example.com, other.org', true],
  ['https://api.example.org', 'api.example.org', false],
  ['https://api.example.org', 'API.example.ORG', false],
  ['https://api.example.org', 'example.org', false],
  ['https://api.example.org', '.example.org', false],
  ['https://api.example.org', '*.example.org', false],
  ['https://api.example.org', 'x,example.org y', false],
  ['https://api.example.org', 'pi.example.org', true],
  ['https://api.example.org', '*', false],
  ['https://api.example.org', 'example.org:443', false],
  ['https://api.example.org', 'example.org:8443', true],
  ['https://api.example.org:8443', 'example.org:8443', false],
  ['https://192.0.2.7', '192.0.2.0/24', false],
  ['https://192.0.3.7', '192.0.2.0/24', true],
  ['https://192.0.2.7', '192.0.2.0/99', true],
  ['https://[2001:db8::7]', '2001:db8::/32', false],
  ['https://[2001:db8::7]', '[2001:db8::7]:443', false],
  ['https://[2001:db8::7]', '2001:db8::7', false],
  ['https://localhost:8443', '', false],
  ['https://127.0.0.1:8443', '', false],
  ['https://[::1]:8443', '', false],
  ['http://127.0.0.1:8443', '', false],
])('%s with NO_PROXY=%s', (url, noProxy, isProxied) =>
  expect(through(url, noProxy)).toBe(isProxied ? yes : undefined),
);

test('a proxy without a scheme is one of HTTP', () => {
  expect(through('https://a.org', '', 'proxy.example.org:3128')).toBe(yes);
});

test.each(['ftp://proxy', 'socks5://proxy:1080', 'http://', 'http://a b', 'http://me:100%@proxy'])(
  'HTTPS_PROXY=%s is told, without what it holds',
  (proxy) =>
    expect(through('https://a.org', '', proxy)).toBe(
      'HTTPS_PROXY must be an address such as http://proxy.example.org:3128',
    ),
);

test('the variables, in small letters before capitals; empty is none', () => {
  expect(proxyVariables({ HTTPS_PROXY: 'a', https_proxy: 'b', NO_PROXY: '', no_proxy: 'c' })).toEqual({
    httpsProxy: 'b',
    noProxy: 'c',
  });
  expect(proxyVariables({ HTTPS_PROXY: '' })).toEqual({});
});
