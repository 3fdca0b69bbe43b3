/** An address of a host as its groups of 16 bits: an IPv4 address is the last two of eight, after `ffff`. */
type Groups = readonly number[];

const ipv4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;

const groupsOfIpv4 = (text: string): Groups | undefined => {
  // a leading zero is read as octal by some and not by others: it is no address that everybody reads alike
  if (!ipv4.test(text)) return undefined;
  const [a = 0, b = 0, c = 0, d = 0] = text.split('.').map(Number);
  return [a * 256 + b, c * 256 + d];
};

const hexGroups = (part: string): Groups | undefined => {
  if (part === '') return [];
  const groups = part.split(':').map((group) => (/^[0-9a-f]{1,4}$/i.test(group) ? parseInt(group, 16) : -1));
  return groups.includes(-1) ? undefined : groups;
};

const groupsOfIpv6 = (text: string): Groups | undefined => {
  if (text.length > 45 || !/^[0-9a-f:.]+$/i.test(text) || !text.includes(':')) return undefined;
  const [, before = '', dotted = ''] = /^(.*:)([^:]*\.[^:]*)$/.exec(text) ?? [];
  const tail = dotted === '' ? [] : groupsOfIpv4(dotted);
  if (!tail) return undefined;
  const hex = dotted === '' ? text : before.endsWith('::') ? before : before.slice(0, -1);
  const [left = '', right, ...more] = hex.split('::');
  const start = hexGroups(left);
  const end = right === undefined ? [] : hexGroups(right);
  if (!start || !end || more.length > 0) return undefined;
  const missing = 8 - start.length - end.length - tail.length;
  if (right === undefined ? missing !== 0 : missing < 1) return undefined;
  return [...start, ...Array.from({ length: missing }, () => 0), ...end, ...tail];
};

const mappedPrefix: Groups = [0, 0, 0, 0, 0, 0xffff];

const parse = (text: string): Groups | undefined => {
  const short = groupsOfIpv4(text);
  return short ? [...mappedPrefix, ...short] : groupsOfIpv6(text);
};

const dottedOf = (groups: Groups): string | undefined =>
  mappedPrefix.every((group, index) => groups[index] === group)
    ? groups
        .slice(6)
        .flatMap((group) => [group >> 8, group & 0xff])
        .join('.')
    : undefined;

const hex = (groups: Groups): string[] => groups.map((group) => group.toString(16));

/** The short way of RFC 5952: the first of the longest runs of zeros is left out. */
const shortOf = (groups: Groups): string => {
  const text = hex(groups).join(':');
  const [longest = ''] = (text.match(/\b0(?::0\b)+/g) ?? []).toSorted((a, b) => b.length - a.length);
  if (longest === '') return text;
  const at = text.search(new RegExp(`(?:^|:)${longest}(?:$|:)`));
  const start = text.startsWith(longest) && at === 0 ? 0 : at + 1;
  return `${text.slice(0, start).replace(/:$/, '')}::${text.slice(start + longest.length).replace(/^:/, '')}`;
};

/** Whether a text is an IPv4 or IPv6 address, without port, zone or network. */
export const isAddress = (text: string): boolean => parse(text) !== undefined;

/**
 * The ways in which one address is written, the usual one first: short and long, in small letters and capitals, an
 * IPv4 address also as dual-stack servers see it (`::ffff:192.0.2.1`). Empty when the text is no address.
 */
export const spellingsOf = (text: string): readonly string[] => {
  const groups = parse(text);
  if (!groups) return [];
  const dotted = dottedOf(groups);
  const words = [
    shortOf(groups),
    hex(groups).join(':'),
    hex(groups)
      .map((group) => group.padStart(4, '0'))
      .join(':'),
  ];
  const mapped = dotted === undefined ? [] : [dotted, `::ffff:${dotted}`, `0:0:0:0:0:ffff:${dotted}`];
  const all = [...mapped, ...words];
  return [...new Set([...all, ...all.map((word) => word.toUpperCase())])];
};

/** A network as it is written: the address before the slash, how many of its bits count, and how many it has. */
const networkParts = (text: string) => {
  const [, address = '', digits = ''] = /^([^/]+)\/(0|[1-9]\d{0,2})$/.exec(text) ?? [];
  const all = groupsOfIpv4(address) ? 32 : groupsOfIpv6(address) ? 128 : 0;
  return all === 0 || Number(digits) > all ? undefined : { address, bits: Number(digits), all };
};

/** Whether a text is a network, such as `10.31.0.0/16`. */
export const isNetwork = (text: string): boolean => networkParts(text) !== undefined;

/** What is wrong with a text that begins as a network does, `10.31.0.0/33`; undefined where it is one, or begins otherwise. */
export const networkProblem = (text: string): string | undefined => {
  const [, address = ''] = /^([^/]+)\//.exec(text) ?? [];
  if (!isAddress(address) || isNetwork(text)) return undefined;
  const most = groupsOfIpv4(address) ? 32 : 128;
  return `holds “${text}”, which is no network: after the slash stands a whole number from 0 to ${most}`;
};

/**
 * The network in which people’s addresses are compared: /16 of IPv4, /32 of IPv6.
 * @returns undefined when the text is no address
 */
export const networkOf = (text: string): string | undefined => {
  const groups = parse(text);
  if (!groups) return undefined;
  const dotted = dottedOf(groups);
  if (dotted !== undefined) return `${dotted.split('.').slice(0, 2).join('.')}.0.0/16`;
  return `${shortOf(groups.map((group, at) => (at < 2 ? group : 0)))}/32`;
};

/** All eight groups of an address, as 32 hexadecimal digits: in their order, texts are compared as addresses are. */
const digitsOf = (groups: Groups): string =>
  hex(groups)
    .map((group) => group.padStart(4, '0'))
    .join('');

/** The digits with which every address of IPv4 begins, in 32. */
export const ipv4Digits = digitsOf(mappedPrefix);

/**
 * Which addresses are in a network, as their 32 hexadecimal digits: from the first to the last. Bits after those that count
 * may be anything: `10.31.5.7/16` is the network that this address is in. An address of IPv4 is in no network of IPv6 that
 * is wider than all of IPv4, such as `::/0`, however it is written.
 * @returns undefined when the text is no network
 */
export const networkSpan = (
  text: string,
): { readonly first: string; readonly last: string; readonly hasIpv4: boolean } | undefined => {
  const parts = networkParts(text);
  const groups = parts && parse(parts.address);
  if (!parts || !groups) return undefined;
  const counted = parts.bits + 128 - parts.all;
  const edge = (rest: 0 | 1): string =>
    digitsOf(
      groups.map((group, index) => {
        const free = 0xffff >> Math.min(16, Math.max(0, counted - index * 16));
        return rest === 1 ? group | free : group & ~free & 0xffff;
      }),
    );
  const first = edge(0);
  return { first, last: edge(1), hasIpv4: counted >= 96 && first.startsWith(ipv4Digits) };
};

/**
 * The address in a text that says more of it: a port, a zone, brackets, or that it is a network of one.
 * @returns undefined when there is none
 */
export const addressIn = (text: string): string | undefined => {
  if (isAddress(text)) return text;
  const network = networkParts(text);
  if (network) return network.bits === network.all ? network.address : undefined;
  const [, v4 = ''] = /^([\d.]+)[:#]\d{1,5}$/.exec(text) ?? [];
  if (isAddress(v4)) return v4;
  const [, v6 = ''] = /^\[?([0-9a-f:.]+)(?:%[\w.-]+)?\]?(?::\d{1,5})?$/i.exec(text) ?? [];
  return v6.includes(':') && isAddress(v6) && v6 !== text ? v6 : undefined;
};
