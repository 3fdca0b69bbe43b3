import { networksAmong } from '../../../contract/filters.ts';
import { ipv4Digits, networkSpan } from '../../../contract/ip-address.ts';
import type { Params } from './sql.ts';

/*
 * Which texts are addresses in a network, told by the engine itself: its own functions for addresses are an extension that
 * would have to be fetched. An address is compared as 32 hexadecimal digits, as `networkSpan` tells those of a network.
 */

const octet = '(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])';
const dotted = `(?:${octet}\\.){3}${octet}`;
const group = '[0-9a-f]{1,4}';
const groups = `(?:${group}(?::${group})*)?`;

/** The eight digits of an address of IPv4 that is known to be one. */
const digitsOfIpv4 = (text: string): string =>
  `array_to_string(list_transform(string_split(${text}, '.'), lambda part: printf('%02x', try_cast(part AS INTEGER))), '')`;

/** The groups between the colons, each of four digits. */
const padded = (text: string): string =>
  `list_transform(list_filter(string_split(${text}, ':'), lambda part: part <> ''), lambda part: lpad(part, 4, '0'))`;

/** An address of IPv6 in small letters, its dotted end as two more groups. */
const inGroups = (text: string): string => {
  const end = `regexp_extract(${text}, ':(${dotted})$', 1)`;
  const digits = `(${digitsOfIpv4(end)})`;
  return `CASE WHEN contains(${text}, '.') THEN regexp_extract(${text}, '^(.*:)${dotted}$', 1) || ${digits}[1:4] || ':' || ${digits}[5:8]
    ELSE ${text} END`;
};

/** The digits of a text with colons that are those of an address; null where it is none. */
const digitsOfIpv6 = (text: string): string => {
  const left = padded(`string_split(it, '::')[1]`);
  const right = padded(`coalesce(string_split(it, '::')[2], '')`);
  const isWhole = `regexp_full_match(it, '${groups}(?:::${groups})?')`;
  const digits = `list_transform([[${left}, ${right}]], lambda halves: CASE
    WHEN len(halves[1]) + len(halves[2]) = 8 AND NOT contains(it, '::') OR len(halves[1]) + len(halves[2]) < 8 AND contains(it, '::')
    THEN array_to_string(halves[1], '') || repeat('0000', 8 - len(halves[1]) - len(halves[2])) || array_to_string(halves[2], '')
    END)[1]`;
  // worked out by steps, each of which the next one names
  const grouped = `list_transform([lower(${text})], lambda low: ${inGroups('low')})`;
  return `list_transform(${grouped}, lambda it: CASE WHEN ${isWhole} THEN ${digits} END)[1]`;
};

/** What every dotted address of a network begins with: the parts of which all bits count. */
const dottedBeginning = (first: string, last: string): string => {
  const parts = (digits: string) => (digits.slice(24).match(/../g) ?? []).map((part) => parseInt(part, 16));
  const [low, high] = [parts(first), parts(last)];
  const differs = low.findIndex((part, at) => part !== high[at]);
  return low
    .slice(0, differs === -1 ? 3 : differs)
    .map((part) => `${part}.`)
    .join('');
};

/** The condition that a text is an address in a network, however it is written. */
const isIn = (text: string, network: string, params: Params): string => {
  const span = networkSpan(network);
  if (!span) return 'false';
  const { first, last, hasIpv4 } = span;
  const between = (digits: string, from = first, to = last) =>
    `${digits} BETWEEN ${params.text(from)} AND ${params.text(to)}`;
  const long = `contains(${text}, ':') AND length(${text}) <= 45 AND ${between(digitsOfIpv6(text))}`;
  if (!hasIpv4) {
    const isWider = first <= ipv4Digits && ipv4Digits <= last;
    return `(${long}${isWider ? ` AND NOT starts_with(${digitsOfIpv6(text)}, '${ipv4Digits}')` : ''})`;
  }
  // most texts are told by how they begin
  const begins = `starts_with(${text}, ${params.text(dottedBeginning(first, last))})`;
  const short = `${begins} AND regexp_full_match(${text}, '${dotted}') AND
    ${between(digitsOfIpv4(text), first.slice(24), last.slice(24))}`;
  return `(${short} OR ${long})`;
};

/**
 * The condition that a text is one of the values of a property, or an address in one of the networks among them. Null where the
 * text is.
 */
export const isOneOf = (
  text: string,
  property: string,
  values: readonly string[],
  params: Params,
): string => {
  const same = `${text} IN (${params.texts(values)})`;
  const networks = networksAmong(property, values).map((network) => isIn(text, network, params));
  return networks.length === 0 ? same : `(${[same, ...networks].join(' OR ')})`;
};
