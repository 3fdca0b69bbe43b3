import { isEmail } from '../../contract/record.ts';

/**
 * What a text that was typed or pasted looks like: addresses of people, addresses of hosts, an id that several
 * properties can hold, or nothing of the kind.
 */
export type Recognised =
  | { readonly kind: 'emails' | 'addresses'; readonly values: readonly string[] }
  | { readonly kind: 'uuid' | 'trace'; readonly values: readonly [string] };

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const trace = /^[0-9a-f]{32}$/i;
const ipv4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/;

const isIpv6 = (text: string): boolean => {
  if (!/^[0-9a-f:.]+$/i.test(text) || !text.includes(':')) return false;
  try {
    return new URL(`http://[${text}]/`).hostname !== '';
  } catch {
    return false; // no address: the parser says so by throwing
  }
};

/** Whether a text is an IPv4 or IPv6 address. */
export const isAddress = (text: string): boolean => ipv4.test(text) || isIpv6(text);

/** Addresses as mail programs and tickets put them: `Ana <ana@x.org>`, `mailto:`, in quotes. */
const bare = (text: string): string =>
  text
    .replace(/^.*<([^<>]+)>$/, '$1')
    .replace(/^mailto:/i, '')
    .replaceAll(/^["'(]+|["'),.]+$/g, '');

const parts = (text: string): string[] => [
  ...new Set(
    text
      .split(/[,;\n]+|\s+(?![^<]*>)/)
      .map((part) => bare(part.trim()))
      .filter((part) => part !== ''),
  ),
];

/** So many at once, and not more: an address of a page has an end. */
const most = 100;

/** Recognise a text; undefined when it is to be searched for as it is. */
export const recognise = (text: string): Recognised | undefined => {
  const trimmed = text.trim();
  if (uuid.test(trimmed)) return { kind: 'uuid', values: [trimmed] };
  if (trace.test(trimmed)) return { kind: 'trace', values: [trimmed] };
  const values = parts(trimmed);
  if (values.length === 0 || values.length > most) return undefined;
  if (values.every(isEmail)) return { kind: 'emails', values };
  return values.every(isAddress) ? { kind: 'addresses', values } : undefined;
};
