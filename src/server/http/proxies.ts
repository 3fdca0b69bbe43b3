import { BlockList, isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';

/** Without a zone; an IPv4 address that a socket for both families writes as one of IPv6 is one of IPv4. */
const plain = (address: string): string =>
  /^::ffff:(\d+(?:\.\d+){3})$/i.exec(address)?.[1] ?? address.replace(/%.*$/, '');

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 4 ? 'ipv4' : 'ipv6');

/** An address in `X-Forwarded-For`, where some proxies add a port. Undefined: it is none. */
const forwardedAddress = (text: string): string | undefined => {
  const bare = text
    .trim()
    .replace(/^\[([^\]]*)\](:\d+)?$/, '$1')
    .replace(/^(\d+(?:\.\d+){3}):\d+$/, '$1');
  return isIP(bare) === 0 ? undefined : plain(bare);
};

/** What proxies say of whom they speak for. Nothing but a proxy sends it. */
const marks = [
  'forwarded',
  'via',
  'x-real-ip',
  'x-client-ip',
  'x-cluster-client-ip',
  'true-client-ip',
  'cf-connecting-ip',
];

/** The proxies that are named, whose word for whom they speak is taken. */
export class Proxies {
  readonly #named = new BlockList();

  /**
   * Read addresses, networks and `loopback`, with commas between.
   * @returns them, or what is wrong, to be read after the name of the variable
   */
  static parse(text: string): Proxies | string {
    const proxies = new Proxies();
    for (const name of text.split(',').map((each) => each.trim())) {
      const problem = proxies.#add(name);
      if (problem) return `must be addresses, networks or “loopback” with commas between, not “${name}”`;
    }
    return proxies;
  }

  has(address: string | undefined): boolean {
    const bare = plain(address ?? '');
    return isIP(bare) !== 0 && this.#named.check(bare, familyOf(bare));
  }

  /**
   * The address of whoever sent a request: that of its connection, or what the named proxies say, from the last to the
   * first. What somebody else wrote before them is not believed.
   */
  senderOf({ socket, headers }: Pick<FastifyRequest, 'socket' | 'headers'>): string {
    let sender = plain(socket.remoteAddress ?? '');
    const forwarded = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
    while (this.has(sender)) {
      const before = forwardedAddress(forwarded.pop() ?? '');
      if (before === undefined) break;
      sender = before;
    }
    return sender;
  }

  /**
   * What tells that a request came through a proxy that nobody named; undefined: nothing does.
   * @param isOpen whether it would be answered without a credential: then a proxy that says nothing of whom it speaks for
   * is known by its HTTP/1.0, which browsers and clients of today do not speak
   */
  unnamedIn({ socket, headers, raw }: FastifyRequest, isOpen: boolean): string | undefined {
    if (this.has(socket.remoteAddress)) return undefined;
    const name = Object.keys(headers).find((each) => each.startsWith('x-forwarded-') || marks.includes(each));
    if (name !== undefined) return `it has the header ${name}`;
    return isOpen && raw.httpVersion === '1.0' ? 'it is of HTTP/1.0' : undefined;
  }

  #add(name: string): boolean {
    if (name === 'loopback') {
      this.#named.addSubnet('127.0.0.0', 8, 'ipv4');
      this.#named.addAddress('::1', 'ipv6');
      return false;
    }
    const [address = '', bits, ...more] = name.split('/');
    const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
    if (most === -1 || more.length > 0) return true;
    if (bits === undefined) {
      this.#named.addAddress(address, familyOf(address));
      return false;
    }
    if (!/^\d{1,3}$/.test(bits) || Number(bits) > most) return true;
    this.#named.addSubnet(address, Number(bits), familyOf(address));
    return false;
  }
}
