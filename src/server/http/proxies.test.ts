import { describe, expect, test } from 'vitest';
import { Proxies } from './proxies.ts';

const named = (text: string): Proxies => {
  const proxies = Proxies.parse(text);
  if (typeof proxies === 'string') throw new Error(proxies);
  return proxies;
};

const senderOf = (proxies: Proxies, remoteAddress: string, forwarded?: string): string =>
  proxies.senderOf({
    socket: { remoteAddress } as never,
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  });

describe('the address of a sender', () => {
  const proxies = named('loopback, 10.0.0.0/8, 192.168.1.7, 2001:db8:1::/48');

  test.each<[string, string, string | undefined, string]>([
    ['nobody is named', '203.0.113.5', '198.51.100.1', '203.0.113.5'],
    ['the proxy says it', '127.0.0.1', '198.51.100.1', '198.51.100.1'],
    ['it says nothing', '10.1.2.3', undefined, '10.1.2.3'],
    ['over a socket for both families', '::ffff:10.1.2.3', '198.51.100.1', '198.51.100.1'],
    ['two proxies', '127.0.0.1', '198.51.100.1, 10.9.9.9', '198.51.100.1'],
    ['what the sender wrote itself is before it', '127.0.0.1', '192.0.2.66, 198.51.100.1', '198.51.100.1'],
    ['even when it writes a proxy’s', '127.0.0.1', '10.0.0.1, 198.51.100.1', '198.51.100.1'],
    ['all are proxies', '127.0.0.1', '10.0.0.1, 10.0.0.2', '10.0.0.1'],
    ['IPv6', '2001:db8:1::5', '2001:db8:2::9', '2001:db8:2::9'],
    ['IPv6 in brackets with a port', '::1', '[2001:db8:2::9]:4711', '2001:db8:2::9'],
    ['a port', '127.0.0.1', '198.51.100.1:4711', '198.51.100.1'],
    ['no address', '127.0.0.1', '198.51.100.1, unknown', '127.0.0.1'],
    ['a host name', '127.0.0.1', 'pc.example.org', '127.0.0.1'],
    ['empty', '127.0.0.1', '', '127.0.0.1'],
    ['commas', '127.0.0.1', ',,198.51.100.1,', '127.0.0.1'],
    ['a zone', 'fe80::1%eth0', '198.51.100.1', 'fe80::1'],
    ['text of any length', '127.0.0.1', `${'x'.repeat(60_000)}, 198.51.100.1`, '198.51.100.1'],
  ])('%s: %s and “%s”', (_, remote, forwarded, sender) =>
    expect(senderOf(proxies, remote, forwarded)).toBe(sender),
  );
});

test.each([
  '',
  'proxy.example.org',
  '10.0.0.0/33',
  '10.0.0.0/',
  '10.0.0.0/8/8',
  '2001:db8::/129',
  '10.0.0.300',
  '10.0.0.1;::1',
  '*',
])('“%s” names no proxies', (text) =>
  expect(Proxies.parse(text)).toMatch(/^must be addresses, networks or “loopback”/),
);
