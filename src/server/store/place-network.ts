/*
 * The network that an address lies in, by which places of people are compared: who works at home gets another address
 * every week, and hardly ever another network. `duckdb/place-network-sql.ts` says the same to the engine.
 */

/** An IPv4 address, also one written as IPv6; the first two of its numbers. */
export const ipv4 = '^(?:::[fF]{4}:)?([0-9]{1,3}[.][0-9]{1,3})[.][0-9]{1,3}[.][0-9]{1,3}$';

/** An IPv6 address; with a zone, or not. */
export const ipv6 = '^[0-9a-fA-F]{0,4}:[0-9a-fA-F:]*:[0-9a-fA-F:.]*(?:%.*)?$';

/** The first group of an IPv6 address, and the second where one stands behind it: none behind `::`. */
export const firstGroup = '^0*([0-9a-f]*):';
export const secondGroup = '^[0-9a-f]+:0*([0-9a-f]+):';

// made once: an address is looked at for each sign-in there is
const [isIpv4, isIpv6] = [new RegExp(ipv4, 'u'), new RegExp(ipv6, 'u')];
const [first, second] = [new RegExp(firstGroup, 'u'), new RegExp(secondGroup, 'u')];

const groupOf = (address: string, pattern: RegExp): string => pattern.exec(address)?.[1] || '0';

/** The network of an address: the /16 of IPv4, the /32 of IPv6. A host name is a place of its own. */
export const placeNetworkOf = (address: string): string => {
  const numbers = isIpv4.exec(address)?.[1];
  if (numbers !== undefined) return `${numbers}.0.0/16`;
  if (!isIpv6.test(address)) return address;
  const small = address.toLowerCase();
  return `${groupOf(small, first)}:${groupOf(small, second)}::/32`;
};
