import { firstGroup, ipv4, ipv6, secondGroup } from '../place-network.ts';

// the patterns are ours: they hold no quotation mark, and may stand in the SQL
const group = (address: string, pattern: string): string =>
  `coalesce(nullif(regexp_extract(lower(${address}), '${pattern}', 1), ''), '0')`;

/** The SQL of the network that an address lies in, as `networkOf` tells it. */
export const networkSql = (address: string): string =>
  `CASE WHEN regexp_matches(${address}, '${ipv4}') THEN regexp_extract(${address}, '${ipv4}', 1) || '.0.0/16'
    WHEN regexp_matches(${address}, '${ipv6}') THEN ${group(address, firstGroup)} || ':' || ${group(address, secondGroup)} || '::/32'
    ELSE ${address} END`;
